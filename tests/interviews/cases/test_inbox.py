"""The inbox in the player: what is shown, when the second mail comes in, what never leaves."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from interviews.cases.content import all_cases, case_by_code
from interviews.cases.exercise import Inbox
from interviews.plans.models import Plan, Stage
from interviews.sittings import actions, queries
from interviews.sittings.models import Answer, Result
from tests.interviews.recordings.conftest import go_in, invite

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(opening, rosa, at) -> Stage:
    plan = Plan.objects.create(
        opening=opening, name="The Day", state=Plan.State.ACTIVE, bar="3.50", created_at=at
    )
    return Stage.objects.create(
        plan=plan,
        position=1,
        kind="support-case",
        title="Support case",
        weight=100,
        minutes=30,
        raters=2,
        on_day=False,
    )


@pytest.fixture
def sitting(stage, kim, at):
    invite(kim, at)
    return actions.start_sitting(application_id=kim.pk, stage_id=stage.pk, at=at, seed=1)


@pytest.fixture
def case(sitting):
    return case_by_code(sitting.paper["form"])


def page(client, sitting, at):
    with time_machine.travel(at, tick=False):
        return client.get(reverse("interviews:sitting-page", args=[sitting.key]))


def save(client, sitting, task, text, at, sequence=1):
    url = reverse("interviews:sitting-answer", args=[sitting.key, task])
    with time_machine.travel(at, tick=False):
        return client.post(url, {f"{task}.value": text, "sequence": sequence})


def test_seed_draws_every_case(stage):
    drawn = {Inbox().compose(stage.pk, seed, "en").form for seed in range(len(all_cases()))}
    assert drawn == {case.code for case in all_cases()}


def test_same_seed_gives_the_same_paper_in_the_time_of_the_plan(stage):
    first, second = (Inbox().compose(stage.pk, 4, "en") for _ in range(2))
    assert first == second
    assert first.sections[0].seconds == 30 * 60


def test_notes_are_for_markers_and_in_no_paper(stage):
    paper = Inbox().compose(stage.pk, 0, "en")
    notes = Inbox().notes(paper)
    assert len(notes) >= 5
    assert not [note for note in notes if note in str(paper)]


def test_page_has_mails_handbook_and_records_but_not_the_mail_to_come(sitting, case, kim, at):
    shown = page(go_in(kim), sitting, at).text
    late = next(ticket for ticket in case.tickets if ticket.follows)
    for ticket in case.tickets:
        first_words = ticket.body.splitlines()[0][:40].replace("'", "&#x27;")
        assert (first_words in shown) == (ticket is not late), ticket.key
    assert case.handbook[0].title in shown
    assert case.records[0].rows[0][1] in shown


def test_second_mail_comes_in_after_its_minutes(sitting, case, kim, at):
    late = next(ticket for ticket in case.tickets if ticket.follows)
    due = at + dt.timedelta(minutes=late.minutes)
    client = go_in(kim)
    before = page(client, sitting, due - dt.timedelta(seconds=1)).text
    assert 'data-arrives-in="1"' in before
    after = page(client, sitting, due).text
    assert "data-arrives-in" not in after
    assert "came in while you worked" in after


def test_nobody_answers_a_mail_that_has_not_come_in(sitting, case, kim, at):
    late = next(ticket for ticket in case.tickets if ticket.follows)
    client = go_in(kim)
    early = save(client, sitting, late.key, "Dear Sir", at + dt.timedelta(minutes=1))
    assert early.status_code == 422
    assert "not come in yet" in early.json()["message"]
    due = at + dt.timedelta(minutes=late.minutes)
    assert save(client, sitting, late.key, "Dear Sir", due).status_code == 200
    assert Answer.objects.get().value == "Dear Sir"


def test_words_are_kept_as_typed_and_people_mark_them(sitting, kim, at):
    text = "Hello,\n\n  I am sorry.   <b>Yours</b>"
    assert save(go_in(kim), sitting, "first", text, at).status_code == 200
    later = at + dt.timedelta(minutes=1)
    actions.finish_section(sitting_id=sitting.pk, section=0, at=later)
    assert actions.score_sitting(sitting_id=sitting.pk, at=later) is None
    assert not Result.objects.exists()
    sitting.refresh_from_db()
    assert queries.answers_of(sitting)["first"].value == text


def test_too_long_an_answer_is_refused(sitting, kim, at):
    answer = save(go_in(kim), sitting, "first", "a" * 6001, at)
    assert answer.status_code == 422
    assert not Answer.objects.filter(saved_at__isnull=False).exists()
