"""Asking for a report, keeping it, and letting it go when its time is over."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db import transaction

from candidates.applications.models import Application
from candidates.files.actions import remove_file, store_made
from candidates.outbox.actions import owe_task
from candidates.outbox.models import Task
from hiring.reports import kinds
from hiring.reports.kinds import ReportRefused
from hiring.reports.models import Report

if TYPE_CHECKING:
    from hiring.accounts.models import User

RENDER: Final = "reports.render"
KEPT: Final = dt.timedelta(days=30)


@transaction.atomic
def ask_report(
    *, kind: str, application_id: int, language: str, actor: User, at: dt.datetime
) -> Report:
    """Write down that somebody wants a report, and owe the work.

    Asked for again while an equal one is on its way, that one is returned. Raises
    ReportRefused with a sentence when the actor may not have it now (they are blind, or there
    is nothing yet); KeyError for a kind that is not there.
    """
    known = kinds.get(kind)
    Application.objects.select_for_update(no_key=True).get(pk=application_id)
    refusal = known.refusal(actor, application_id)
    if refusal:
        raise ReportRefused(refusal)
    wanted = {"kind": kind, "application_id": application_id, "language": language}
    on_its_way = Report.objects.filter(
        asked_by=actor, task__state__in=Task.OPEN, file__isnull=True, **wanted
    )
    if report := on_its_way.first():
        return report
    report = Report.objects.create(asked_by=actor, asked_at=at, expires_at=at + KEPT, **wanted)
    report.task = owe_task(kind=RENDER, payload={"report_id": report.pk}, at=at)
    report.save(update_fields=["task"])
    return report


@transaction.atomic
def finish_report(
    *, report_id: int, name: str, content: bytes, inputs_sha256: str, at: dt.datetime
) -> Report | None:
    """Keep what was drawn. A report that has its file keeps it; one that is gone stays gone."""
    report = Report.objects.select_for_update(no_key=True).filter(pk=report_id).first()
    if report is None or report.file_id is not None:
        return report
    report.file = store_made(
        name=name, content_type="application/pdf", content=content, at=at, actor=report.asked_by
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
