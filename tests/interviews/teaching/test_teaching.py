"""Topics from candidates, probes noted with a tap, and that everybody is told of them."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates.applications.actions import move_application
from candidates.applications.models import State
from candidates.portal.access import SESSION_KEY
from candidates.portal.models import PortalLink
from interviews.days.models import Day, Session
from interviews.plans.models import Stage
from interviews.scorecards.actions import ScorecardLocked
from interviews.teaching import actions
from interviews.teaching.models import ProbeSaid, TopicOffer
from tests.interviews.scorecards.conftest import lock

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at + dt.timedelta(minutes=5), tick=False):
        yield


@pytest.fixture(autouse=True)
def taught(voice):
    """The stage of the Day is “Teach me something”."""
    Stage.objects.filter(pk=voice.pk).update(kind="teach-me-something")
    voice.refresh_from_db()
    return voice


@pytest.fixture
def invited(kim, rosa, at):
    for state in (State.SCREENING, State.INVITED):
        move_application(application_id=kim.pk, to=state, actor=rosa, at=at)
    kim.refresh_from_db()
    return kim


@pytest.fixture
def inside(client, kim, at):
    """Kim's browser, inside the portal."""
    link = PortalLink.objects.create(
        candidate=kim.candidate,
        token_sha256="0" * 64,
        created_at=at,
        expires_at=at + dt.timedelta(days=9),
    )
    kept = client.session
    kept[SESSION_KEY] = link.pk
    kept.save()
    return client


def note(card, number=1, seconds=120, *, at):
    return actions.note_probe(
        scorecard_id=card.pk, number=number, seconds=seconds, actor=card.interviewer, at=at
    )


def test_topics_are_kept_changed_and_taken_back(inside, invited):
    url = reverse("interviews:topics-page", args=[invited.pk])
    assert inside.post(url, {"text": "Sourdough\nKnots"}).status_code == 302
    assert TopicOffer.objects.get().text == "Sourdough\nKnots"
    assert "Sourdough" in inside.get(reverse("candidates:portal-home")).text
    inside.post(url, {"text": "Chess openings"})
    assert TopicOffer.objects.get().text == "Chess openings"
    inside.post(url, {"text": "  "})
    assert not TopicOffer.objects.exists()


def test_too_many_words_are_refused_and_stay(inside, invited):
    text = "knots " * 300
    answer = inside.post(reverse("interviews:topics-page", args=[invited.pk]), {"text": text})
    assert answer.status_code == 422
    assert text.strip() in answer.text
    assert not TopicOffer.objects.exists()


def test_nobody_is_asked_before_the_invitation_or_for_another_plan(inside, kim, request):
    url = reverse("interviews:topics-page", args=[kim.pk])
    assert inside.get(url).status_code == 404
    request.getfixturevalue("invited")
    assert inside.get(url).status_code == 200
    Stage.objects.update(kind="psychologist")
    assert inside.get(url).status_code == 404


def test_same_topics_are_no_news(invited, at):
    first = actions.offer_topics(application_id=invited.pk, text="Knots", at=at)
    again = actions.offer_topics(
        application_id=invited.pk, text=" Knots ", at=at + dt.timedelta(hours=1)
    )
    assert again.written_at == first.written_at


def test_database_keeps_no_empty_offer(kim, at):
    with pytest.raises(IntegrityError, match="says_something"), transaction.atomic():
        TopicOffer.objects.create(application=kim, text=" ", written_at=at)


def test_probe_keeps_its_first_moment(card, at):
    first = note(card, at=at)
    again = note(card, seconds=300, at=at + dt.timedelta(minutes=3))
    assert (again.pk, again.seconds) == (first.pk, 120)
    actions.take_probe_back(scorecard_id=card.pk, number=1, actor=card.interviewer, at=at)
    assert note(card, seconds=300, at=at).seconds == 300


def test_locked_scorecard_keeps_its_probes(card, at):
    note(card, at=at)
    lock(card, 4, at)
    with pytest.raises(ScorecardLocked):
        note(card, number=2, at=at)
    with pytest.raises(ScorecardLocked):
        actions.take_probe_back(scorecard_id=card.pk, number=1, actor=card.interviewer, at=at)
    with pytest.raises(IntegrityError, match="locked"), transaction.atomic():
        ProbeSaid.objects.filter(scorecard=card).update(seconds=9)


@pytest.mark.parametrize("number", [0, 4])
def test_there_are_exactly_three_probes(card, at, number):
    with pytest.raises(IntegrityError, match="exactly_three"), transaction.atomic():
        ProbeSaid.objects.create(scorecard=card, number=number, said_at=at)


def test_tap_answers_where_the_clock_stood_and_back_takes_it_back(client, card, ines):
    client.force_login(ines)
    url = reverse("interviews:probe-note", args=[card.pk, 2])
    headers = {"Accept": "application/json"}
    answer = client.post(url, {"seconds": "245"}, headers=headers)
    assert answer.json() == {"said": True, "clock": "4:05"}
    answer = client.post(url, {"back": "1"}, headers=headers)
    assert answer.json() == {"said": False, "clock": ""}


def test_tap_without_javascript_saves_what_was_typed(client, card, ines):
    client.force_login(ines)
    criterion = card.stage.criteria.order_by("position").first()
    data = {f"c{criterion.pk}-mark": "4", f"c{criterion.pk}-evidence": "Found a new route."}
    url = reverse("interviews:probe-note", args=[card.pk, 1])
    assert client.post(url, data).status_code == 302
    assert card.ratings.get(criterion=criterion).value == 4
    assert ProbeSaid.objects.get().seconds is None
    page = client.get(reverse("interviews:scorecard-page", args=[card.pk])).text
    assert page.count('aria-pressed="true" data-probe-button') == 1


def test_probes_are_each_interviewers_own(client, card, other_card, viktor, ines, at):
    note(card, seconds=251, at=at)
    client.force_login(viktor)
    page = client.get(reverse("interviews:scorecard-page", args=[other_card.pk])).text
    assert "4:11" not in page
    url = reverse("interviews:probe-note", args=[card.pk, 1])
    assert client.post(url).status_code == 404
    client.force_login(ines)
    assert "4:11" in client.get(reverse("interviews:scorecard-page", args=[card.pk])).text


def test_other_exercises_have_no_probes(client, card, ines, taught):
    Stage.objects.filter(pk=taught.pk).update(kind="psychologist")
    client.force_login(ines)
    assert client.post(reverse("interviews:probe-note", args=[card.pk, 1])).status_code == 404
    assert (
        "probes-title" not in client.get(reverse("interviews:scorecard-page", args=[card.pk])).text
    )


def test_everybody_who_taught_is_told_after_the_day(inside, kim, session, day, at):
    home = reverse("candidates:portal-home")
    assert "are a script" not in inside.get(home).text
    Session.objects.filter(pk=session.pk).update(started_at=at, ended_at=at)
    assert "are a script" not in inside.get(home).text
    Day.objects.filter(pk=day.pk).update(state=Day.State.FINISHED, finished_at=at)
    assert "are a script" in inside.get(home).text
