"""The work behind reports: draw one, and clear away what has expired."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.outbox.registry import GiveUp, Run, TaskKind
from hiring.reports import actions, kinds, render
from hiring.reports.kinds import ReportRefused, Wanted
from hiring.reports.models import Report

EXPIRE = "reports.expire"
TURNS = 3  # of a busy machine, for each document of a bundle
DAY_SECONDS = 24 * 60 * 60
# control characters, for which no font has a sign: sort keys hold one, and pasted text may
_UNDRAWN = {code: " " for code in (*range(9), *range(0x0B, 0x20), 0x7F) if chr(code) != "\r"}
ZIP_BEGINS = (1980, 1, 1, 0, 0, 0)  # the date of every file, so that the same gives the same


@dataclass(frozen=True)
class Made:
    """A drawn report on its way into the storage."""

    name: str
    content: bytes
    inputs_sha256: str
    content_type: str = "application/pdf"


def page_of(kind: kinds.ReportKind, inputs: Any, *, asked_at: dt.datetime) -> tuple[str, str]:
    """Return the HTML of a report and the fingerprint of what went into it."""
    digest = kinds.fingerprint(inputs)
    context = {
        "report_label": kind.label,
        **kind.context(inputs),
        "inputs_sha256": digest,
        "company_name": settings.COMPANY_NAME,
        "asked_at": asked_at,
        "made_at": render.pdf_time(asked_at),
    }
    return render_to_string(kind.template, context).translate(_UNDRAWN), digest


def made_of(report: Report, wanted: Wanted, on_page: Callable[[int, int], None]) -> Made:
    """Gather and draw one PDF; `on_page` hears which page is begun, of about how many.

    Raises ReportRefused and whatever drawing raises.
    """
    kind = kinds.get(wanted.kind)
    inputs = kind.gather(report.asked_by, wanted, report.asked_at)
    html, digest = page_of(kind, inputs, asked_at=report.asked_at)
    pages = kind.pages(inputs)
    content = render.draw(
        html,
        identifier=digest.encode(),
        limits=render.Limits(seconds=kind.seconds) if kind.seconds else render.Limits(),
        attached=[kind.attach(inputs)] if kind.attach else [],
        dated=report.asked_at,
        on_page=lambda page: on_page(page, max(pages, page)),
    )
    if kind.pack:
        return Made(kind.name(inputs), kind.pack(inputs, content), digest, "application/zip")
    return Made(kind.name(inputs), content, digest)


def perform(run: Run) -> Made:
    """Gather with the asker's rights as they are now, and draw; in the asker's language and zone.

    Gives up, with a sentence, where trying again cannot help. Who cancels it meanwhile stops it
    at the next page: telling how far it is raises Canceled, which ends the child.
    """
    found = Report.objects.select_related("asked_by").filter(pk=run.payload["report_id"])
    report = found.first()
    if report is None:
        raise GiveUp(_("The report was removed meanwhile."))
    if not report.asked_by.is_active:
        raise GiveUp(_("Whoever asked for this report has no account any more."))
    make = bundle if kinds.get(report.kind).each else _single
    zone = zoneinfo.ZoneInfo(report.asked_by.time_zone)
    with translation.override(report.language), timezone.override(zone):
        try:
            return make(report, run)
        except (ReportRefused, render.DocumentTooComplex, render.DocumentRefused) as error:
            raise GiveUp(str(error)) from error


def _single(report: Report, run: Run) -> Made:
    run.progress(0, 0, _("gathering"))

    def on_page(page: int, pages: int) -> None:
        # the last one is only done when it is kept
        run.progress(page - 1, pages, _("pages"))

    return made_of(report, report.wanted, on_page)


def bundle(report: Report, run: Run) -> Made:
    """Draw a report for each chosen application; a list inside says which are not there and why.

    One that is too complex, or refused, is left out alone. Raises ReportRefused when none is left.
    """
    each = kinds.get(report.kind).each
    total = len(report.chosen)
    made: list[Made] = []
    left_out: list[str] = []
    for number, key in enumerate(report.chosen):
        wanted = Wanted(each, report.variant, application_id=key)

        def on_page(_page: int, _pages: int, number: int = number) -> None:
            run.progress(number, total, _("sheets"))

        run.progress(number, total, _("sheets"))
        try:
            made.append(_patiently(partial(made_of, report, wanted, on_page)))
        except (ReportRefused, render.DocumentTooComplex, render.DocumentRefused) as error:
            left_out.append(_("Application %(key)s: %(why)s") % {"key": key, "why": error})
    if not made:
        raise ReportRefused("\n".join(left_out[:1]))
    return _zipped(made, left_out)


def _patiently(make: Callable[[], Made]) -> Made:
    """Draw one of many; a machine that was too busy for it is asked again, a few times, so that
    the others are not drawn anew for its sake. Raises what drawing raises."""
    for _turn in range(TURNS - 1):
        try:
            return make()
        except (render.MachineTooBusy, render.DrawingCutOff):
            continue
    return make()


def _zipped(made: list[Made], left_out: list[str]) -> Made:
    digest = hashlib.sha256("\n".join(each.inputs_sha256 for each in made).encode()).hexdigest()
    kept = io.BytesIO()
    lines = [_("%(count)d reports") % {"count": len(made)}]
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as bundle:
        for number, each in enumerate(made, start=1):
            # numbered, because two people may have one name
            name = f"{number:03} {each.name}".replace("/", "-").replace("\\", "-")
            bundle.writestr(zipfile.ZipInfo(name, ZIP_BEGINS), each.content)
            lines.append(f"{name}  sha256 {each.inputs_sha256}")
        if left_out:
            lines += ["", _("Left out:"), *left_out]
        contents = zipfile.ZipInfo("000 " + _("contents") + ".txt", ZIP_BEGINS)
        bundle.writestr(contents, "\n".join(lines) + "\n")
    return Made(_("Scorecards") + ".zip", kept.getvalue(), digest, "application/zip")


def record(run: Run, made: Made, at: dt.datetime) -> dict[str, Any]:
    """Keep the file with its report."""
    report_id = run.payload["report_id"]
    actions.finish_report(
        report_id=report_id,
        name=made.name,
        content_type=made.content_type,
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
