"""Asking for a report, keeping it, stopping it, and letting it go when its time is over."""

from __future__ import annotations

import contextlib
import datetime as dt
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.files.actions import remove_file, store_made
from candidates.outbox.actions import NotNow, cancel_task, owe_task
from candidates.outbox.models import Task
from hiring.accounts.models import User
from hiring.reports import kinds
from hiring.reports.kinds import ReportRefused, Wanted
from hiring.reports.models import Report

RENDER: Final = "reports.render"
KEPT: Final = dt.timedelta(days=30)


@transaction.atomic
def ask_report(
    *, wanted: Wanted, language: str, actor: User, at: dt.datetime, kept: dt.timedelta = KEPT
) -> Report:
    """Write down that somebody wants a report, and owe the work; it is `kept` for a while.

    Asked for again while an equal one is on its way, that one is returned. Raises
    ReportRefused with a sentence when the actor may not have it now (they are blind, or there
    is nothing yet); KeyError for a kind that is not there.
    """
    known = kinds.get(wanted.kind)
    if wanted.variant not in known.variants or wanted.about != known.about:
        raise ReportRefused(_("There is no such report."))
    # two clicks at once ask for one report: a person asks for one thing at a time
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if refusal := known.refusal(actor, wanted):
        raise ReportRefused(refusal)
    fields: dict[str, Any] = {
        "kind": wanted.kind,
        "variant": wanted.variant,
        "application_id": wanted.application_id,
        "day_id": wanted.day_id,
        "session_id": wanted.session_id,
        "opening_id": wanted.opening_id,
        "month": wanted.month,
        "chosen": list(wanted.chosen),
        "figures": wanted.figures,
        "language": language,
    }
    on_its_way = Report.objects.filter(
        asked_by=actor,
        task__state__in=Task.OPEN,
        file__isnull=True,
        cancelled_at__isnull=True,
        **fields,
    )
    if report := on_its_way.first():
        return report
    report = Report.objects.create(asked_by=actor, asked_at=at, expires_at=at + kept, **fields)
    report.task = owe_task(kind=RENDER, payload={"report_id": report.pk}, at=at)
    report.save(update_fields=["task"])
    return report


@transaction.atomic
def cancel_report(*, report_id: int, actor: User, at: dt.datetime) -> Report:
    """Stop a report that is on its way; one that is being drawn stops before its next page.

    Doing it twice is the same; a report that has its file keeps it.
    """
    # the report first and then its task, in the order in which a worker finishes them
    report = Report.objects.select_for_update(no_key=True).get(pk=report_id)
    if report.file_id is not None or report.is_cancelled:
        return report
    report.cancelled_at = at
    report.save(update_fields=["cancelled_at"])
    if report.task_id is not None:
        with contextlib.suppress(NotNow):  # it is just being done; its file is not kept
            cancel_task(task_id=report.task_id, actor=actor, at=at)
    return report


@transaction.atomic
def finish_report(
    *,
    report_id: int,
    name: str,
    content_type: str,
    content: bytes,
    inputs_sha256: str,
    at: dt.datetime,
) -> Report | None:
    """Keep what was drawn. A report that has its file keeps it; one that is gone or was
    cancelled stays so."""
    report = Report.objects.select_for_update(no_key=True).filter(pk=report_id).first()
    if report is None or report.file_id is not None or report.is_cancelled:
        return report
    report.file = store_made(
        name=name, content_type=content_type, content=content, at=at, actor=report.asked_by
    )
    report.inputs_sha256 = inputs_sha256
    report.save(update_fields=["file", "inputs_sha256"])
    return report


@transaction.atomic
def remove_expired_reports(*, at: dt.datetime) -> int:
    """Delete reports whose time is over, with their files; return how many. Again: none."""
    expired = list(
        Report.objects.select_for_update(no_key=True, skip_locked=True)
        .filter(expires_at__lte=at)
        .order_by("pk")
    )
    for report in expired:
        file_id = report.file_id
        report.delete()
        if file_id is not None:
            remove_file(stored_file_id=file_id)
    return len(expired)
