# ruff: noqa: F811  (fixtures are taken from the wash-ups' tests and used by name)
"""Near the bar: from the click to a session in every timetable, and to a composite that is whole
again."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from candidates.applications.models import State
from candidates.messages.actions import release_messages
from candidates.messages.models import Message
from candidates.notices.models import Notice
from candidates.openings.models import OpeningMember
from hiring.accounts import roles
from hiring.demo.ahead import meet_once_more
from hiring.demo.cast import Cast
from interviews.calendars.models import CalendarFeed
from interviews.calendars.queries import feed_entries
from interviews.composites.actions import recompute_composite
from interviews.composites.models import Composite
from interviews.days.actions import Meeting
from interviews.days.cards import own_timetable
from interviews.days.models import Day, Room
from interviews.days.queries import extra_session
from interviews.planner.models import Skill
from interviews.scorecards.actions import declare_conflict
from interviews.scorecards.models import Scorecard
from interviews.scorecards.queries import my_day
from interviews.washups.actions import ask_one_more
from interviews.washups.queries import independent_people
from tests.conftest import make_user
from tests.hiring.conftest import put
from tests.interviews.washups.conftest import (  # noqa: F401
    attending,
    card,
    day,
    letter,
    lock,
    locked,
    other_card,
    plan,
    session,
    voice,
)


@pytest.fixture
def near(locked, day, kim, at):
    """Kim, who was marked by all and is near the bar."""
    Day.objects.filter(pk=day.pk).update(state=Day.State.FINISHED, finished_at=at)
    composite = Composite.objects.current().get(application=kim)
    assert composite.zone == "near"
    return put(kim, State.DECIDING)


@pytest.fixture
def mia(opening, ines):
    user = make_user("Mia Marker", roles.INTERVIEWER)
    OpeningMember.objects.create(opening=opening, user=user, part=OpeningMember.Part.INTERVIEWER)
    return user


@pytest.fixture
def amber(db):
    return Room.objects.create(name="Amber", site="Vilnius", seats=2)


@pytest.fixture
def typed(voice, mia, amber, at):
    on = (at + dt.timedelta(days=3)).date()
    return {
        "stage": voice.pk,
        "more-interviewer_id": mia.pk,
        "more-on": on.isoformat(),
        "more-starts_at": "10:00",
        "more-minutes": "30",
        "more-room_id": amber.pk,
        "more-place": "",
        "more-video_url": "https://calls.example.org/kim",
    }


def current(application):
    return Composite.objects.current().get(application=application)


def test_a_link_that_is_none_gets_one_sentence(client, near, milan, typed, at):
    client.force_login(milan)
    with time_machine.travel(at, tick=False):
        url = reverse("hiring:decision-more", args=[near.pk])
        for wrong in ("not a link", "ftp://calls.example.org/kim"):
            answer = client.post(url, typed | {"more-video_url": wrong})
            assert answer.status_code == 422
            assert answer.content.decode().count("Enter a valid URL.") == 1


def test_from_the_click_to_a_composite_that_is_whole_again(client, near, mia, milan, typed, at):
    client.force_login(milan)
    with time_machine.travel(at, tick=False):
        page = client.get(reverse("hiring:decision-page", args=[near.pk])).content.decode()
        assert "Plan a session of Voice coach" in page
        answer = client.post(
            reverse("hiring:decision-more", args=[near.pk]), typed, follow=True
        ).content.decode()
    assert "The session is planned, and Mia Marker was asked." in answer
    assert "10:00–10:30" in answer
    assert "Plan a session of" not in answer  # one at a time: what would be refused is not offered
    recompute_composite(application_id=near.pk, at=at)
    assert (current(near).marks_locked, current(near).marks_expected) == (3, 4)
    assert current(near).is_provisional
    # the interviewer: a notice with time and place, My day, the feed
    told = Notice.objects.get(user=mia)
    assert told.text_values["span"] == "10:00–10:30"
    assert told.text_values["place"] == "Amber, Vilnius"
    (errand,) = my_day(mia, at).coming
    assert (errand.room, errand.span, errand.video_url) == (
        "Amber, Vilnius",
        "10:00–10:30",
        "https://calls.example.org/kim",
    )
    feed = CalendarFeed(person=mia)
    (entry,) = feed_entries(feed, at)
    assert (entry.summary, entry.location) == ("Voice coach: K. K.", "Amber, Vilnius")
    # the candidate: a draft, and their own page
    mail = Message.objects.get(code="extra-session")
    release_messages(message_ids=[mail.pk], actor=milan, at=at)
    assert "10:00–10:30  Voice coach (Amber)" in mail.body
    shown = own_timetable(near, at)
    assert [(line.span, line.room) for line in shown["lines"]] == [("10:00–10:30", "Amber")]
    assert shown["lines"][0].video_url == "https://calls.example.org/kim"
    assert shown["day"].is_extra
    # the mark
    after = at + dt.timedelta(days=4)
    lock(Scorecard.objects.get(interviewer=mia), 4, after)
    recompute_composite(application_id=near.pk, at=after)
    whole = current(near)
    assert (whole.marks_locked, whole.marks_expected, whole.is_provisional) == (4, 4, False)


def post(client, milan, near, typed, at):
    client.force_login(milan)
    with time_machine.travel(at, tick=False):
        return client.post(reverse("hiring:decision-more", args=[near.pk]), typed)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"more-on": "2020-01-01"}, "This time is over."),
        ({"more-room_id": ""}, "Choose a room, or say in words where they meet."),
        ({"more-place": "The café"}, "A room, or a place in words: not both."),
        ({"more-interviewer_id": "ines"}, "choose an interviewer who has not marked"),
        ({"more-video_url": "no link"}, "Enter a valid URL."),
    ],
)
def test_what_is_wrong_is_said_beside_what_was_typed(
    client, near, ines, milan, typed, at, change, sentence
):
    change = {name: ines.pk if value == "ines" else value for name, value in change.items()}
    answer = post(client, milan, near, typed | {"more-minutes": "35"} | change, at)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert sentence in text
    assert 'value="35"' in text  # what was typed is still there


@pytest.fixture
def meeting(jonas, ines, mia, milan, voice, amber, at):
    """Mia meets jonas in Amber at that time."""
    start = at.replace(hour=8, minute=0) + dt.timedelta(days=3)  # ten o'clock in Vilnius
    card = Scorecard.objects.create(
        stage=voice, application=jonas, interviewer=ines, due_at=at, created_at=at
    )
    lock(card, 3, at)
    return ask_one_more(
        application_id=put(jonas, State.DECIDING).pk,
        stage_id=voice.pk,
        interviewer_id=mia.pk,
        when=Meeting(start, 60, amber.pk, ""),
        actor=milan,
        at=at,
    )


def test_who_and_what_is_taken_is_said_beside_each(client, near, milan, meeting, typed, at):
    answer = post(client, milan, near, typed, at)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Amber is taken: Voice coach with Jonas" in text
    assert "Mia Marker is taken: Voice coach with Jonas" in text
    assert Day.objects.filter(is_extra=True).count() == 1


def test_an_application_that_is_decided_gets_no_session(client, near, milan, typed, at):
    put(near, State.DECLINED, milan)
    assert post(client, milan, near, typed, at).status_code == 422
    assert not Day.objects.filter(is_extra=True).exists()


def test_asking_the_same_again_is_the_same(near, voice, mia, milan, amber, at):
    meeting = Meeting(at + dt.timedelta(days=3), 30, amber.pk, "")
    words = {"application_id": near.pk, "stage_id": voice.pk, "interviewer_id": mia.pk}
    first = ask_one_more(**words, when=meeting, actor=milan, at=at)
    assert ask_one_more(**words, when=meeting, actor=milan, at=at) == first
    assert Day.objects.filter(is_extra=True).count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_who_may_be_asked_in_as_many_queries_for_one_as_for_three(
    near, opening, voice, number, django_assert_num_queries
):
    for place in range(number):
        user = make_user(f"{place} Mia", roles.INTERVIEWER)
        part = OpeningMember.Part.INTERVIEWER
        OpeningMember.objects.create(opening=opening, user=user, part=part)
    with django_assert_num_queries(2):
        found = independent_people(near, voice)
    assert [name for name in found.values() if name.endswith("Mia")] == [
        f"{place} Mia" for place in range(number)
    ]


def test_who_may_not_run_the_stage_or_knows_the_candidate_is_not_asked(
    near, opening, letter, voice, mia, petra, at
):
    OpeningMember.objects.get_or_create(
        opening=opening, user=petra, part=OpeningMember.Part.INTERVIEWER
    )
    assert set(independent_people(near, voice)) == {mia.pk, petra.pk}
    Skill.objects.create(person=petra, kind=voice.kind)
    Skill.objects.create(person=mia, kind=voice.kind, in_training=True)
    assert set(independent_people(near, voice)) == {petra.pk}
    Skill.objects.all().delete()
    owed = Scorecard.objects.create(
        stage=letter, application=near, interviewer=mia, due_at=at, created_at=at
    )
    declare_conflict(scorecard_id=owed.pk, reason="My neighbor.", actor=mia, at=at)
    assert set(independent_people(near, voice)) == {petra.pk}


def test_the_demo_asks_for_one_more(near, opening, mia, milan, at):
    cast = Cast()
    cast.add(milan, roles.HIRING_MANAGER)
    meet_once_more(opening, cast)(at)
    slot = extra_session(near.pk)
    assert (slot.title, slot.site, slot.interviewer_names, slot.span) == (
        "Voice coach",
        "Video call",
        "Mia Marker",
        "08:00–08:30",
    )
