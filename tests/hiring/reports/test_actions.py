"""Asking, drawing with the rights of the moment, keeping, letting go; twice is once."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.files.storage import storages
from django.db import connection

from candidates.files.models import FileRead, StoredFile
from candidates.openings.models import OpeningMember
from candidates.outbox.models import Task
from candidates.outbox.work import run_due
from hiring.reports import actions, kinds, render
from hiring.reports.kinds import Wanted
from hiring.reports.models import Report
from hiring.reports.papers.scorecard import ScorecardSheet
from hiring.reports.queries.scorecards import scorecard_sheet
from interviews.composites.models import Composite
from interviews.scorecards.actions import raise_red_flag, revise_rating
from interviews.scorecards.models import Rating
from tests.hiring.conftest import owe_scorecard
from tests.hiring.reports.conftest import INES_SAW, VIKTOR_SAW
from tests.hiring.reports.papers import KIND, ask, text_of
from tests.interviews.scorecards.conftest import lock

MONTH = dt.timedelta(days=30)


def sheet_of(user, application, at) -> ScorecardSheet:
    return scorecard_sheet(user, Wanted(KIND, application_id=application.pk), at)


def content_of(report: Report) -> bytes:
    with storages["private"].open(report.file.path) as opened:
        return opened.read()


def test_report_is_drawn_and_kept(marked, milan, at):
    report = ask(marked, milan, at)
    assert (report.asked_by, report.expires_at, report.file) == (milan, at + MONTH, None)
    assert (report.task.kind, report.task.queue) == ("reports.render", "slow")
    assert run_due(at=at) == 1
    report.refresh_from_db()
    task = report.task
    assert (task.state, task.progress_total) == (Task.State.DONE, 3)
    assert report.file.name == "Kim Karlsson, Headset advisor.pdf"
    assert task.result == {"report": report.pk, "bytes": report.file.size}
    text = text_of(content_of(report))
    for said in ("Kim Karlsson", INES_SAW, VIKTOR_SAW, "Milan Mraz", report.inputs_sha256):
        assert said in text


def test_report_asked_for_twice_is_one_while_it_is_on_its_way(marked, milan, rosa, at):
    first = ask(marked, milan, at)
    assert ask(marked, milan, at) == first
    assert ask(marked, rosa, at) != first
    run_due(at=at)
    assert ask(marked, milan, at) != first


def test_same_facts_give_the_same_bytes_again(marked, milan, at):
    one = ask(marked, milan, at)
    run_due(at=at)
    other = ask(marked, milan, at)
    run_due(at=at)
    one.refresh_from_db()
    other.refresh_from_db()
    assert one.pk != other.pk
    assert (one.inputs_sha256, one.file.sha256) == (other.inputs_sha256, other.file.sha256)


def test_report_of_nothing_is_refused(kim, plan, milan, at):
    with pytest.raises(kinds.ReportRefused, match="no mark for this candidate is locked"):
        ask(kim, milan, at)
    assert Report.objects.count() == 0


def test_report_is_refused_to_the_blind(cards, voice, kim, milan, rosa, viktor, at):
    OpeningMember.objects.create(opening=kim.opening, user=viktor, part="hiring_manager")
    lock(cards["Ines"], 4, at, INES_SAW)
    run_due(at=at)
    with pytest.raises(kinds.ReportRefused, match="You still owe a scorecard"):
        ask(kim, viktor, at)
    assert ask(kim, milan, at).pk
    lock(cards["Viktor"], 3, at, VIKTOR_SAW)
    run_due(at=at)
    assert ask(kim, viktor, at).pk


def test_rights_are_asked_again_when_the_work_runs(marked, plan, milan, at):
    report = ask(marked, milan, at)
    owe_scorecard(marked, plan, milan, at)  # blind from now on
    run_due(at=at)
    report.refresh_from_db()
    assert (report.file, report.task.state) == (None, Task.State.FAILED)
    assert report.task.error.startswith("You still owe a scorecard")


def test_who_left_the_opening_gets_no_report(marked, milan, at):
    report = ask(marked, milan, at)
    OpeningMember.objects.filter(user=milan).delete()
    run_due(at=at)
    report.refresh_from_db()
    assert (report.file, report.task.state) == (None, Task.State.FAILED)


def test_closed_account_gets_no_report(marked, milan, at):
    report = ask(marked, milan, at)
    milan.is_active = False
    milan.save()
    run_due(at=at)
    report.refresh_from_db()
    assert report.task.error == "Whoever asked for this report has no account any more."


def test_removed_report_ends_its_work(marked, milan, at):
    report = ask(marked, milan, at)
    task = report.task
    report.delete()
    run_due(at=at)
    task.refresh_from_db()
    assert (task.state, task.error) == (Task.State.FAILED, "The report was removed meanwhile.")
    assert StoredFile.objects.count() == 0


def test_too_complex_report_fails_alone_and_says_so(marked, milan, at, settings, kim):
    settings.REPORT_SECONDS = 0.0001
    report = ask(marked, milan, at)
    run_due(at=at)
    report.refresh_from_db()
    assert report.task.error.startswith(
        ("This report is too complex", "Something went wrong (MachineTooBusy)")
    )
    settings.REPORT_SECONDS = 60
    again = ask(marked, milan, at + dt.timedelta(hours=1))
    run_due(at=at + dt.timedelta(hours=1))
    again.refresh_from_db()
    assert again.file is not None


def test_sheet_holds_marks_revisions_flags_and_what_is_missing(
    marked, cards, milan, at, django_assert_num_queries
):
    reason = "On hearing the recording again it was the line, not the candidate."
    revise_rating(
        rating_id=Rating.objects.filter(scorecard=cards["Viktor"]).earliest("pk").pk,
        new_value=4,
        reason=reason,
        actor=cards["Viktor"].interviewer,
        at=at,
    )
    raise_red_flag(
        scorecard_id=cards["Ines"].pk, kind="dishonesty", seen="Three years; the CV says one.",
        actor=cards["Ines"].interviewer, at=at,
    )  # fmt: skip
    with django_assert_num_queries(10):
        sheet = sheet_of(milan, marked, at)
    (stage,) = sheet.stages
    warmth = stage.criteria[0]
    assert [(mark.rater, mark.value) for mark in warmth.marks] == [
        ("Ines Ivanova", 4),
        ("Viktor Vasilev", 3),
    ]
    assert warmth.spread == 1
    assert warmth.marks[1].revisions == ((4, reason),)
    assert [flag.seen for flag in sheet.flags] == ["Three years; the CV says one."]
    assert (sheet.bar, sheet.marks_locked, sheet.marks_expected) == (3.5, 2, 2)


def test_sheet_leaves_out_marks_that_the_number_is_not_made_of(cards, voice, kim, milan, at):
    lock(cards["Ines"], 4, at, INES_SAW)
    run_due(at=at)
    lock(cards["Viktor"], 1, at + dt.timedelta(hours=1), VIKTOR_SAW)
    sheet = sheet_of(milan, kim, at)
    assert [mark.rater for mark in sheet.stages[0].criteria[0].marks] == ["Ines Ivanova"]
    assert sheet.is_provisional


def test_fingerprint_changes_with_every_mark(marked, milan, at):
    sheet = sheet_of(milan, marked, at)
    assert isinstance(sheet, ScorecardSheet)
    before = kinds.fingerprint(sheet)
    assert kinds.fingerprint(sheet_of(milan, marked, at)) == before
    Composite.objects.update(value=3.1)
    assert kinds.fingerprint(sheet_of(milan, marked, at)) != before


def test_finishing_twice_keeps_the_first_file(marked, milan, at):
    report = ask(marked, milan, at)
    run_due(at=at)
    report.refresh_from_db()
    first = report.file_id
    again = {
        "name": "x.pdf",
        "content_type": "application/pdf",
        "content": b"%PDF-",
        "inputs_sha256": "0" * 64,
        "at": at,
    }
    assert actions.finish_report(report_id=report.pk, **again).file_id == first
    assert actions.finish_report(report_id=0, **again) is None
    assert StoredFile.objects.count() == 1


def test_expired_report_goes_with_its_file(marked, milan, at, django_capture_on_commit_callbacks):
    report = ask(marked, milan, at)
    run_due(at=at)
    report.refresh_from_db()
    path = report.file.path
    FileRead.objects.create(file=report.file, reader=milan, at=at)
    assert actions.remove_expired_reports(at=at + MONTH - dt.timedelta(seconds=1)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.remove_expired_reports(at=at + MONTH) == 1
    assert not storages["private"].exists(path)
    assert (Report.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert actions.remove_expired_reports(at=at + MONTH) == 0


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_ask_for_one_report(marked, milan, at):
    found: list[int] = []

    def click() -> None:
        try:
            found.append(ask(marked, milan, at).pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert len(set(found)) == 1


def test_kind_is_registered_once():
    with pytest.raises(ValueError, match="registered twice"):
        kinds.register(kinds.get(KIND))
    assert render.Limits(seconds=3).seconds == 3
