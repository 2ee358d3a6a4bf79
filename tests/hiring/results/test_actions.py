"""Writing and approving a result sheet."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from candidates.applications.models import State
from candidates.history.models import Entry
from candidates.messages.models import Message
from candidates.outbox.work import run_due
from hiring.reports.models import Report
from hiring.results.actions import (
    AlreadyApproved,
    ChangedMeanwhile,
    NotNow,
    TellsTooMuch,
    approve_result,
    write_result,
)
from hiring.results.models import ResultSheet
from hiring.results.queries import result_of
from tests.hiring.conftest import put
from tests.hiring.results.conftest import let_know

OVERALL = "You stayed calm when the caller shouted."
SAID = "You asked twice before you answered.\nTake a breath before the answer."


def write(application, stage, actor, at, text=SAID, overall=OVERALL, version=0):
    return write_result(
        application_id=application.pk, overall=overall, texts={stage.pk: text},
        version=version, actor=actor, at=at,
    )  # fmt: skip


def approve(application, actor, at):
    return approve_result(application_id=application.pk, actor=actor, at=at)


def test_sheet_is_written_approved_and_reaches_the_candidate(told, stage, rosa, milan, at):
    write(told, stage, rosa, at)
    assert result_of(told.pk) is None
    approve(told, milan, at)
    result = result_of(told.pk)
    assert (result.overall, [each.text for each in result.stages]) == (OVERALL, [SAID])
    run_due(at=at)
    [sent] = mail.outbox
    assert OVERALL in sent.body
    assert f"Voice coach\n{SAID}" in sent.body
    assert Message.objects.get(code="result-sheet").released_by == milan
    assert Entry.objects.get(verb="result-approved").actor == milan
    report = Report.objects.get()
    assert (report.kind, report.variant, report.file.name) == (
        "result-sheet", "candidate", "Result sheet, Kim Karlsson, Headset advisor.pdf",
    )  # fmt: skip
    assert report.expires_at == at + dt.timedelta(days=730)


def test_second_calls_are_the_same(told, stage, rosa, milan, at):
    assert write(told, stage, rosa, at).version == write(told, stage, rosa, at).version == 1
    first, second = approve(told, milan, at), approve(told, rosa, at)
    assert first.approved_by == second.approved_by == milan
    assert Message.objects.filter(code="result-sheet").count() == 1
    assert write(told, stage, rosa, at).is_approved


def test_what_the_candidate_has_stays(told, stage, rosa, at):
    sheet = write(told, stage, rosa, at)
    approve(told, rosa, at)
    with pytest.raises(AlreadyApproved):
        write(told, stage, rosa, at, overall="Other words.", version=1)
    with pytest.raises(ProgrammingError, match="Cannot update rows"), transaction.atomic():
        ResultSheet.objects.update(overall="Other words.")
    with pytest.raises(IntegrityError, match="its words stay"), transaction.atomic():
        sheet.words.all().delete()


def test_two_who_write_at_once_are_told(told, stage, rosa, milan, at):
    write(told, stage, rosa, at)
    write(told, stage, milan, at, overall="Newer.", version=1)
    with pytest.raises(ChangedMeanwhile, match="Milan Mraz changed this sheet meanwhile"):
        write(told, stage, rosa, at, overall="Older.", version=1)


def test_sheet_is_for_who_came(kim, plan, stage, rosa, at):
    with pytest.raises(NotNow, match="who came to a Service Day"):
        write(kim, stage, rosa, at)


@pytest.mark.parametrize("state", [State.ON_DAY, State.DECIDING])
def test_sheet_follows_the_decision(day, kim, stage, rosa, at, state):
    put(kim, state)
    write(kim, stage, rosa, at)
    with pytest.raises(NotNow, match="follows the decision"):
        approve(kim, rosa, at)


def test_sheet_follows_the_mail_about_the_decision(told, stage, rosa, at):
    write(told, stage, rosa, at)
    Message.objects.update(state=Message.State.DRAFT, sent_at=None, released_at=None)
    with pytest.raises(NotNow, match="let the mail about it go"):
        approve(told, rosa, at)


@pytest.mark.parametrize("state", [State.OFFERED, State.HIRED])
def test_who_is_hired_hears_it_too(day, kim, stage, rosa, milan, at, state):
    from tests.conftest import decide_to_hire

    decide_to_hire(kim, milan, at)
    let_know(kim, milan, at, state)
    write(kim, stage, rosa, at)
    assert approve(kim, rosa, at).is_approved


def test_every_stage_has_its_words(told, stage, rosa, at):
    with pytest.raises(NotNow, match="Write the sheet first"):
        approve(told, rosa, at)
    write(told, stage, rosa, at, text="  ")
    with pytest.raises(NotNow, match="nothing stands there for Voice coach"):
        approve(told, rosa, at)


@pytest.mark.parametrize(
    ("text", "said"),
    [("Ines liked it.", "“Ines” is the name"), ("You got 4 of 5.", "“4 of 5” reads like a mark")],
)
def test_marks_and_names_stay_out(told, stage, rosa, at, text, said):
    write(told, stage, rosa, at, text=text)
    with pytest.raises(TellsTooMuch, match=said):
        approve(told, rosa, at)
    assert Message.objects.filter(code="result-sheet").count() == 0


def test_sheet_without_a_person_is_refused_by_the_database(told, stage, rosa, at):
    write(told, stage, rosa, at)
    with pytest.raises(IntegrityError, match="says_by_whom_and_when"), transaction.atomic():
        ResultSheet.objects.update(approved_at=at)


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_send_one_mail(told, stage, rosa, milan, at):
    write(told, stage, rosa, at)
    errors = []

    def go(user):
        try:
            approve(told, user, at)
        except Exception as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=(user,)) for user in (rosa, milan)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert Message.objects.filter(code="result-sheet").count() == 1
    assert Report.objects.count() == 1
