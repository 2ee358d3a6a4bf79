"""Calls retold: two people tick idea units, blind to one another and to the name."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.urls import reverse

from candidates.applications.models import State
from candidates.notices.models import Notice
from candidates.openings.models import OpeningMember
from candidates.outbox.models import Task
from interviews.marking import actions, queries
from interviews.marking.models import TickSheet
from interviews.plans.models import Plan, Stage
from interviews.scorecards.aliases import alias_of
from interviews.scorecards.models import Scorecard
from interviews.sittings.actions import score_sitting, start_sitting, stop_sittings
from interviews.sittings.models import Answer, Sitting
from interviews.stages import registry
from tests.conftest import make_application
from tests.interviews.recordings.conftest import invite

pytestmark = pytest.mark.django_db
TEXT = "Kim here. Irene Walsh from the dental practice misses an adapter."


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at + dt.timedelta(minutes=5), tick=False):
        yield


@pytest.fixture
def memory(opening, rosa, at) -> Stage:
    plan = Plan.objects.create(
        opening=opening, name="The Day", state=Plan.State.ACTIVE, bar="3.50", created_at=at,
        created_by=rosa,
    )  # fmt: skip
    return Stage.objects.create(
        plan=plan, position=1, kind="memory-test", title="Memory test", weight=40, minutes=25,
        on_day=False,
    )  # fmt: skip


def sit(memory, application, at, text=TEXT) -> Sitting:
    """Let somebody retell a call, and nothing else."""
    invite(application, at)
    begun = start_sitting(application_id=application.pk, stage_id=memory.pk, at=at, seed=0)
    if text:
        Answer.objects.create(sitting=begun, task_key="retell", value=text, sequence=1, saved_at=at)
    stop_sittings(application_id=application.pk, at=at)
    begun.refresh_from_db()
    return begun


@pytest.fixture
def told(memory, kim, ines, viktor, at) -> Sitting:
    return sit(memory, kim, at)


def sheet_of(sitting, marker) -> TickSheet:
    return TickSheet.objects.get(sitting=sitting, marker=marker)


def tick(sheet, units, at=None):
    actions.save_ticks(sheet_id=sheet.pk, ticked=units, version=sheet.version)
    if at is not None:
        actions.lock_ticks(sheet_id=sheet.pk, at=at)


def sheet_url(sheet):
    return reverse("interviews:tick-sheet", args=[sheet.pk])


def page_url(stage):
    return reverse("interviews:stage-retellings", args=[stage.plan.opening.slug, stage.pk])


def ask_url(stage):
    return reverse("interviews:tickers-ask", args=[stage.plan.opening.slug, stage.pk])


def test_two_people_are_asked_as_soon_as_a_call_was_retold(told, ines, viktor):
    assert {sheet.marker for sheet in TickSheet.objects.all()} == {ines, viktor}
    assert Notice.objects.filter(kind=actions.TO_TICK).count() == 2
    assert actions.ask_tickers(sitting_id=told.pk, actor=None, at=told.ended_at).scorecards == 0
    assert TickSheet.objects.count() == 2


def test_nobody_is_asked_where_nothing_was_retold(memory, kim, ines, viktor, at):
    sit(memory, kim, at, text="")
    assert not TickSheet.objects.exists()


def test_recruiters_hear_that_people_are_lacking_and_ask_later(memory, kim, ines, rosa, client, at):
    told = sit(memory, kim, at)
    assert TickSheet.objects.get().marker == ines
    assert Notice.objects.filter(kind="markers-lacking", user=rosa).count() == 1
    OpeningMember.objects.create(
        opening=kim.opening, user=rosa, part=OpeningMember.Part.INTERVIEWER
    )
    client.force_login(rosa)
    assert "Ask people for 1 call" in client.get(page_url(memory)).text
    assert "1 sheet is asked for" in client.post(ask_url(memory), follow=True).text
    assert sheet_of(told, rosa).locked_at is None


def test_asking_says_when_there_is_nobody(memory, kim, rosa, client, at):
    sit(memory, kim, at)
    client.force_login(rosa)
    page = client.post(ask_url(memory), follow=True)
    assert "Nobody interviews for this opening yet" in page.text


def test_marker_ticks_without_name_and_goes_on(told, ines, client):
    sheet = sheet_of(told, ines)
    client.force_login(ines)
    assert (
        alias_of(told.application_id, told.stage_id)
        in client.get(reverse("interviews:my-day")).text
    )
    page = client.get(sheet_url(sheet))
    assert "Kim here" not in page.text
    assert "Irene Walsh from the dental practice" in page.text
    assert len(page.context["retold"].units) == 12
    client.post(sheet_url(sheet), {"ticked": ["0", "1", "5"], "version": "0"})
    sheet.refresh_from_db()
    assert (sheet.ticked, sheet.version, sheet.locked_at) == ([0, 1, 5], 1, None)
    answer = client.post(sheet_url(sheet), {"ticked": ["0", "1"], "version": "1", "lock": "1"})
    assert answer["Location"] == reverse("interviews:my-day")
    sheet.refresh_from_db()
    assert sheet.ticked == [0, 1]
    assert sheet.locked_at is not None


def test_what_another_window_saved_is_not_written_over(told, ines, client):
    sheet = sheet_of(told, ines)
    tick(sheet, [0])
    client.force_login(ines)
    page = client.post(sheet_url(sheet), {"ticked": ["3"], "version": "0"})
    assert page.status_code == 409
    assert "changed in another window" in page.text
    sheet.refresh_from_db()
    assert sheet.ticked == [0]


def test_units_that_are_not_there_are_refused(told, ines, client):
    sheet = sheet_of(told, ines)
    client.force_login(ines)
    assert client.post(sheet_url(sheet), {"ticked": ["12"], "version": "0"}).status_code == 422
    assert sheet_of(told, ines).ticked == []


def test_locked_sheet_stays(told, ines, client, at):
    sheet = sheet_of(told, ines)
    tick(sheet, [2], at)
    first = sheet_of(told, ines).locked_at
    actions.lock_ticks(sheet_id=sheet.pk, at=at + dt.timedelta(hours=1))
    assert sheet_of(told, ines).locked_at == first
    client.force_login(ines)
    assert client.post(sheet_url(sheet), {"ticked": ["4"], "version": "1"}).status_code == 409
    with pytest.raises(DatabaseError):
        TickSheet.objects.filter(pk=sheet.pk).update(ticked=[])


def test_nobody_else_opens_a_sheet(told, ines, viktor, rosa, oskar, client):
    for user in (viktor, rosa, oskar):
        client.force_login(user)
        assert client.get(sheet_url(sheet_of(told, ines))).status_code == 404


def test_who_still_ticks_sees_nothing_of_the_other(told, memory, ines, viktor, rosa, client, at):
    OpeningMember.objects.create(
        opening=memory.plan.opening, user=ines, part=OpeningMember.Part.RECRUITER
    )
    tick(sheet_of(told, viktor), [0, 1, 2, 3, 4, 5, 6], at)
    assert not TickSheet.objects.visible_to(ines).exclude(marker=ines).exists()
    client.force_login(ines)
    assert "7 / 12" not in client.get(page_url(memory)).text
    client.force_login(rosa)
    assert "7 / 12" in client.get(page_url(memory)).text
    tick(sheet_of(told, ines), [0], at)
    assert TickSheet.objects.visible_to(ines).count() == 2


def test_who_owes_a_scorecard_for_the_candidate_sees_no_ticks_of_others(
    told, memory, kim, ines, viktor, milan, client, at
):
    for marker in (ines, viktor):
        tick(sheet_of(told, marker), [0, 2], at)
    assert TickSheet.objects.visible_to(milan).count() == 2
    card = Scorecard.objects.create(
        stage=memory, application=kim, interviewer=milan, due_at=at, created_at=at
    )
    assert not TickSheet.objects.visible_to(milan).exists()
    client.force_login(milan)
    page = client.get(reverse("interviews:stage-retellings", args=[kim.opening.slug, memory.pk]))
    assert page.context["page"].rows[0].sheets == ()
    assert page.context["page"].agreement.calls == 0
    card.delete()
    assert TickSheet.objects.visible_to(milan).count() == 2


def test_page_shows_disagreements_and_agreement(told, memory, ines, viktor, rosa, client, at):
    tick(sheet_of(told, ines), [0, 1, 5], at)
    client.force_login(rosa)
    assert "Cohen" not in client.get(page_url(memory)).text
    tick(sheet_of(told, viktor), [0, 1, 5, 6], at)
    page = client.get(page_url(memory))
    [row] = page.context["page"].rows
    assert row.mean == 3.5
    assert row.apart == (("A second treatment room opens on Friday", str(viktor)),)
    found = page.context["page"].agreement
    assert (found.same, found.units) == (11, 12)
    assert found.kappa == pytest.approx((11 / 12 - 7 / 12) / (1 - 7 / 12))
    assert "11 / 12 (92 %)" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_for_few_and_many(
    memory, opening, ines, viktor, rosa, client, at, count, django_assert_num_queries
):
    for number in range(count):
        each = make_application(opening, f"Ann {number}", f"a{number}@example.org", at)
        sitting = sit(memory, each, at)
        for marker in (ines, viktor):
            tick(sheet_of(sitting, marker), [number], at)
    client.force_login(rosa)
    client.get(page_url(memory))
    with django_assert_num_queries(10):
        client.get(page_url(memory))


def test_units_count_for_the_call_once_both_have_locked(told, memory, ines, viktor, at):
    score_sitting(sitting_id=told.pk, at=at)
    measure = registry.get("memory-test").measure

    def points():
        return measure(memory.pk, [told.application_id])[told.application_id]

    assert points().raw == 0
    tick(sheet_of(told, ines), [0, 1, 2, 3, 4, 5], at)
    assert points().raw == 0
    Task.objects.filter(kind="composites.compute").delete()
    tick(sheet_of(told, viktor), [0, 1, 2, 3], at)
    # 5 of 12 units and 0 of 8 questions are 5 of 20 of the call, which is 8 of the 16 points
    assert (points().raw, points().maximum) == (2.0, 16.0)
    assert points().error == pytest.approx(0.4 * (5 * 15 / 19) ** 0.5)
    assert Task.objects.filter(kind="composites.compute").count() == 1


def test_who_retold_nothing_has_none_of_the_units(memory, kim, ines, viktor, at):
    silent = sit(memory, kim, at, text="")
    cued = {"cued-2": "2", "cued-8": "Dutch"}
    for number, (key, value) in enumerate(cued.items(), start=2):
        Answer.objects.create(
            sitting=silent, task_key=key, value=value, sequence=number, saved_at=at
        )
    score_sitting(sitting_id=silent.pk, at=at)
    measured = registry.get("memory-test").measure(memory.pk, [kim.pk])[kim.pk]
    assert measured.raw == pytest.approx(2 * 8 / 20)


def test_withdrawn_candidates_and_set_aside_attempts_are_ticked_no_more(told, ines, rosa, at):
    from interviews.sittings.actions import allow_again

    assert len(queries.own_sheets(ines)) == 1
    allow_again(sitting_id=told.pk, reason="The line broke.", actor=rosa, at=at)
    assert queries.own_sheets(ines) == []
    type(told.application).objects.update(state=State.WITHDRAWN)
    assert queries.own_sheets(ines) == []


@pytest.mark.django_db(transaction=True)
def test_two_windows_save_at_once_and_one_wins(told, ines):
    sheet, outcomes = sheet_of(told, ines), []

    def save(units):
        try:
            actions.save_ticks(sheet_id=sheet.pk, ticked=units, version=0)
            outcomes.append("saved")
        except actions.TicksChanged:
            outcomes.append("changed")
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=([n],)) for n in (1, 2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcomes) == ["changed", "saved"]
    assert sheet_of(told, ines).version == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_ask_two_people(memory, kim, ines, viktor, petra, at):
    told = sit(memory, kim, at)
    TickSheet.objects.all().delete()

    def ask():
        actions.ask_tickers(sitting_id=told.pk, actor=None, at=at)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert TickSheet.objects.filter(sitting=told).count() == 2
