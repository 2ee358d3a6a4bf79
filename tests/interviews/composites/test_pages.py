"""What the pipeline and the page of an application show of marks, and to whom."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from candidates.applications import panels
from candidates.applications.panels import CardFacts, StripCell
from candidates.messages.actions import draft_message
from interviews.composites.actions import recompute_composite
from interviews.composites.facts import card_facts
from interviews.composites.scoring import EIGHTY_PERCENT
from interviews.scorecards import actions
from interviews.scorecards.queries import marks_on_live_board, open_red_flags
from tests.conftest import make_application
from tests.interviews.scorecards.conftest import lock

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at + dt.timedelta(minutes=5), tick=False):
        yield


@pytest.fixture
def letter_card(letter, kim, petra, rosa, at):
    return actions.assign_marker(
        stage_id=letter.pk,
        application_id=kim.pk,
        interviewer_id=petra.pk,
        due_at=at + HOUR,
        actor=rosa,
        at=at,
    )


@pytest.fixture
def marked(kim, card, other_card, letter_card, at):
    for each, value in ((card, 4), (other_card, 5), (letter_card, 3)):
        lock(each, value, at)
    return recompute_composite(application_id=kim.pk, at=at)


def page_of(client, user, application):
    client.force_login(user)
    response = client.get(reverse("candidates:application-page", args=[application.pk]))
    return response.content.decode()


def strip(*states):
    names = ("Cover letter", "Voice coach")
    return tuple(StripCell(name, state) for name, state in zip(names, states, strict=True))


def test_strip_says_where_a_candidate_stands(kim, card, other_card, letter_card, rosa, at):
    later = at + HOUR

    def cells(moment):
        return card_facts(rosa, [kim.pk], moment)[kim.pk].strip

    assert cells(at - HOUR) == strip("todo", "todo")
    assert cells(at) == strip("todo", "now")
    lock(card, 4, at)
    lock(letter_card, 4, at)
    assert cells(later) == strip("done", "part")
    lock(other_card, 4, at)
    assert cells(later) == strip("done", "done")


def test_facts_have_the_next_session_and_the_score(kim, marked, rosa, at):
    facts = card_facts(rosa, [kim.pk], at - HOUR)[kim.pk]
    assert facts == CardFacts(
        strip=strip("done", "done"),
        next_session_at=at,
        next_session_label="Voice coach",
        score=marked.value,
        score_error=EIGHTY_PERCENT * marked.standard_error,
        zone="clear",
        flags=(),
    )


def test_facts_of_the_blind_are_about_their_own_marks(kim, card, other_card, milan, at):
    other_card.interviewer = milan
    other_card.save()
    lock(card, 4, at)
    recompute_composite(application_id=kim.pk, at=at)
    facts = card_facts(milan, [kim.pk], at + HOUR)[kim.pk]
    assert (facts.strip, facts.score, facts.zone) == (strip("todo", "todo"), None, "")


def test_red_flag_stands_on_the_card(kim, card, rosa, at):
    actions.raise_red_flag(
        scorecard_id=card.pk, kind="dishonesty", seen="Lied.", actor=card.interviewer, at=at
    )
    assert card_facts(rosa, [kim.pk], at)[kim.pk].flags == ("Red flag",)


@pytest.mark.parametrize("rows", [1, 3])
def test_facts_ask_as_often_for_many(
    kim, jonas, marked, opening, rosa, at, rows, django_assert_num_queries
):
    lena = make_application(opening, "Lena Lund", "lena@example.org", at)
    keys = [each.pk for each in (kim, jonas, lena)][:rows]
    rosa.has_perm("candidates.see_every_opening")  # asked once for every request
    with django_assert_num_queries(10):
        assert len(card_facts(rosa, keys, at)) == rows


def test_candidate_without_a_plan_has_empty_facts(kim, rosa, at):
    assert card_facts(rosa, [kim.pk], at) == {kim.pk: CardFacts()}


def test_provider_and_panels_are_registered(rosa, kim, at):
    assert panels.facts_for(rosa, [kim.pk], at)[kim.pk] == CardFacts()


def test_panel_says_what_the_number_is_made_of(client, rosa, kim, marked):
    html = page_of(client, rosa, kim)
    for text in (
        '<strong class="number">4.2</strong>',
        "Clear of the bar",
        "minimum 3.0 met, 99 % sure",
        "version 1",
        marked.inputs_sha256[:12],
    ):
        assert text in html
    assert "provisional" not in html
    evidence = client.get(reverse("candidates:application-further", args=[kim.pk])).text
    for text in ("Ines Ivanova", "She asked the caller twice"):
        assert text in evidence


def test_panel_says_what_is_still_missing(client, rosa, kim, card, other_card, at):
    lock(card, 2, at)
    recompute_composite(application_id=kim.pk, at=at)
    html = page_of(client, rosa, kim)
    assert "provisional: 1 of 3 marks" in html
    assert "Still open: Viktor Vasilev (Voice coach)" in html
    assert "minimum 3.0 not met" in html


def test_panel_before_any_mark_shows_the_stages(client, rosa, kim, session):
    html = page_of(client, rosa, kim)
    assert "No scorecard is locked yet." in html
    assert "no score yet" in html


def test_panel_of_whoever_nobody_has_met_draws_nothing(client, rosa, kim, plan):
    assert "marks-title" not in page_of(client, rosa, kim)


def test_panel_without_a_plan_says_what_to_do(client, rosa, kim):
    assert "Choose a plan" in page_of(client, rosa, kim)


def test_panel_sends_the_blind_to_their_scorecard(client, milan, kim, card, other_card, at):
    other_card.interviewer = milan
    other_card.save()
    lock(card, 2, at)
    recompute_composite(application_id=kim.pk, at=at)
    html = page_of(client, milan, kim)
    assert reverse("interviews:scorecard-page", args=[other_card.pk]) in html
    assert "You still owe marks for this candidate." in html
    assert "Ines Ivanova" not in html
    assert "Incomplete" not in html


def test_only_recruiters_are_offered_to_ask_for_marks(client, rosa, milan, kim, session):
    address = reverse("interviews:marker-assign", args=[kim.pk])
    assert address in page_of(client, rosa, kim)
    assert address not in page_of(client, milan, kim)


def test_panel_shows_red_flags_and_their_answers(client, rosa, ines, kim, card, at):
    flag = actions.raise_red_flag(
        scorecard_id=card.pk, kind="disrespect", seen="Shouted at the host.", actor=ines, at=at
    )
    html = page_of(client, rosa, kim)
    assert "Shouted at the host." in html
    assert reverse("interviews:red-flag-answer", args=[flag.pk]) in html
    actions.answer_red_flag(red_flag_id=flag.pk, answer="Spoke with both.", actor=rosa, at=at)
    html = page_of(client, rosa, kim)
    assert "Spoke with both." in html
    assert reverse("interviews:red-flag-answer", args=[flag.pk]) not in html


def test_open_red_flags_wait_for_those_who_answer(
    rosa, milan, ines, viktor, oskar, card, other_card, at
):
    flag = actions.raise_red_flag(
        scorecard_id=card.pk, kind="dishonesty", seen="Lied.", actor=ines, at=at
    )
    seen = {user.name.split()[0]: list(open_red_flags(user)) for user in (rosa, milan, ines, oskar)}
    assert seen == {"Rosa": [flag], "Milan": [flag], "Ines": [], "Oskar": []}
    actions.answer_red_flag(red_flag_id=flag.pk, answer="Spoke with her.", actor=rosa, at=at)
    assert not open_red_flags(milan).exists()


def test_live_board_turns_red_for_late_marks_and_red_flags(
    session, card, other_card, rosa, viktor, milan, ines, at
):
    def told(user, moment):
        found = marks_on_live_board(user, [session.pk], moment).get(session.pk, [])
        return [(mark.text, mark.tone) for mark in found]

    over, late = at + dt.timedelta(minutes=30), at + dt.timedelta(minutes=91)
    assert told(rosa, at) == []
    assert told(rosa, over) == [("2 scorecards open, the candidate is leaving", "bad")]
    assert told(rosa, late) == [("2 scorecards open", "bad")]
    lock(card, 4, at)
    actions.raise_red_flag(scorecard_id=card.pk, kind="dishonesty", seen="Lied.", actor=ines, at=at)
    assert told(rosa, late) == [("Red flag", "bad"), ("1 scorecard open", "bad")]
    assert told(viktor, late) == [("1 scorecard open", "bad")]  # his own
    assert told(ines, late) == [("Red flag", "bad")]  # she raised it


@pytest.mark.parametrize("rows", [1, 3])
def test_application_page_and_what_follows_ask_as_often_for_one_and_three(
    client, kim, card, marked, rosa, at, rows, django_assert_num_queries
):
    for number in range(rows):
        actions.raise_red_flag(
            scorecard_id=card.pk,
            kind="dishonesty",
            seen=f"Lied. {number}",
            actor=card.interviewer,
            at=at,
        )
        draft_message(application=kim, code="invited", at=at + number * HOUR)
    client.force_login(rosa)
    shown = []
    for name, queries in (("page", 27), ("further", 24)):
        with django_assert_num_queries(queries):
            page = client.get(reverse(f"candidates:application-{name}", args=[kim.pk])).text
        shown.append(page)
    assert shown[0].count("Lied.") == rows
    assert "She asked the caller twice" in shown[1]
