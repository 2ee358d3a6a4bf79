"""The work behind reports: draw one, and clear away what has expired."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.outbox.registry import GiveUp, Run, TaskKind
from hiring.reports import actions, kinds, render
from hiring.reports.models import Report

EXPIRE = "reports.expire"
DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class Made:
    """A drawn report on its way into the storage."""

    name: str
    content: bytes
    inputs_sha256: str


def page_of(kind: kinds.ReportKind, inputs: Any, *, asked_at: dt.datetime) -> tuple[str, str]:
    """Return the HTML of a report and the fingerprint of what went into it."""
    digest = kinds.fingerprint(inputs)
    context = {
        **kind.context(inputs),
        "inputs_sha256": digest,
        "company_name": settings.COMPANY_NAME,
        "asked_at": asked_at,
        "made_at": render.pdf_time(asked_at),
    }
    return render_to_string(kind.template, context), digest


def perform(run: Run) -> Made:
    """Gather with the asker's rights as they are now, and draw; in the asker's language and zone.

    Gives up, with a sentence, where trying again cannot help.
    """
    found = Report.objects.select_related("asked_by").filter(pk=run.payload["report_id"])
    report = found.first()
    if report is None:
        raise GiveUp(_("The report was removed meanwhile."))
    if not report.asked_by.is_active:
        raise GiveUp(_("Whoever asked for this report has no account any more."))
    kind = kinds.get(report.kind)
    zone = zoneinfo.ZoneInfo(report.asked_by.time_zone)
    with translation.override(report.language), timezone.override(zone):
        run.progress(0, 3, _("gathering"))
        try:
            inputs = kind.gather(report.asked_by, report.application_id or 0, report.asked_at)
            html, digest = page_of(kind, inputs, asked_at=report.asked_at)
            run.progress(1, 3, _("drawing"))
            limits = render.Limits(seconds=kind.seconds) if kind.seconds else render.Limits()
            content = render.draw(html, identifier=digest.encode(), limits=limits)
        except (kinds.ReportRefused, render.DocumentTooComplex, render.DocumentRefused) as error:
            raise GiveUp(str(error)) from error
        run.progress(2, 3, _("keeping"))
        return Made(kind.name(inputs), content, digest)


def record(run: Run, made: Made, at: dt.datetime) -> dict[str, Any]:
    """Keep the file with its report."""
    report_id = run.payload["report_id"]
    actions.finish_report(
        report_id=report_id,
        name=made.name,
        content=made.content,
        inputs_sha256=made.inputs_sha256,
        at=at,
    )
    return {"report": report_id, "bytes": len(made.content)}


def expire(_run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    """Clear away what has expired."""
    return {"removed": actions.remove_expired_reports(at=at)}


RENDERING = TaskKind(
    actions.RENDER,
    gettext_lazy("Drawing a report"),
    queue="slow",
    max_attempts=3,
    perform=perform,
    record=record,
)
EXPIRING = TaskKind(EXPIRE, gettext_lazy("Clearing away old reports"), record=expire)
