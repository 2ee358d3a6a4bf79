"""A session at another place: what breaks is said before anything moves."""

from __future__ import annotations

from dataclasses import replace

import pytest
import time_machine

from interviews.days.actions import start_session
from interviews.days.models import Session
from interviews.planner import actions
from interviews.planner.breaks import Break, breaks_of
from interviews.planner.problem import Interviewer, Room, Rules, Station
from interviews.planner.problem import Session as Planned
from tests.interviews.days.conftest import local
from tests.interviews.planner.conftest import make_problem

PERSON = Interviewer(201, ((0, 300),), frozenset({1}), languages=frozenset({"en"}), stretch=60)
ONE = Planned(1, 100, 120, (101,), (201,), 301)


def problem(**others):
    facts = {
        "stations": (Station(1, 20, rooms=(301,)), Station(2, 30, need=0, rooms=(302,))),
        "people": (PERSON,),
        "rooms": (Room(301, ((0, 480),)), Room(302, ((0, 480),))),
        "rules": Rules(gap=5, lunch=(180, 240), lunch_minutes=40),
        **others,
    }
    return make_problem(2, **facts)


def rules_of(found):
    return {(each.rule, each.kind, each.key) for each in found}


def test_a_place_that_keeps_every_rule_breaks_none():
    assert breaks_of(problem(), (), ONE) == frozenset()


@pytest.mark.parametrize(
    ("changes", "others", "expected"),
    [
        ({"start": 470, "end": 490}, (), ("ends", "day", 0)),
        ({"start": 300, "end": 320}, (), ("away", "interviewer", 201)),
        ({"start": 195, "end": 215}, (), ("lunch", "candidate", 101)),
        ({"start": 195, "end": 215}, (), ("lunch", "interviewer", 201)),
        ({"room": 302}, (), ("room", "room", 302)),
        ({"interviewers": (299,)}, (), ("skill", "interviewer", 299)),
        ({}, (Planned(2, 120, 150, (101,), (), 302),), ("way", "candidate", 101)),
        ({}, (Planned(1, 120, 140, (102,), (201,)),), ("way", "interviewer", 201)),
        ({}, (Planned(1, 125, 165, (102,), (201,)),), ("rest", "interviewer", 201)),
    ],
)
def test_what_breaks_is_named(changes, others, expected):
    assert expected in rules_of(breaks_of(problem(), others, replace(ONE, **changes)))


def test_conflicts_languages_limits_and_the_order_are_named():
    one = problem(conflicts=frozenset({(101, 201)}))
    assert ("conflict", "interviewer", 201) in rules_of(breaks_of(one, (), ONE))
    guests = tuple(replace(each, language="lt") for each in problem().candidates)
    tongue = problem(guests=guests)
    assert ("language", "interviewer", 201) in rules_of(breaks_of(tongue, (), ONE))
    full = problem(people=(replace(PERSON, most=1),))
    earlier = Planned(1, 0, 20, (102,), (201,), 301)
    assert ("limit", "interviewer", 201) in rules_of(breaks_of(full, (earlier,), ONE))
    ordered = problem(precedences=((2, 1),))
    after = Planned(2, 140, 170, (101,), (), 302)
    assert breaks_of(ordered, (after,), ONE) == {Break("order", "station", 1)}
    before = Planned(2, 0, 30, (101,), (), 302)
    assert breaks_of(ordered, (before,), ONE) == frozenset()


@pytest.fixture
def as_rosa(client, rosa, at):
    with time_machine.travel(at, tick=False):
        client.force_login(rosa)
        yield client


@pytest.fixture
def booked(book, guests, rooms, ines, viktor):
    for person in (ines, viktor):
        skills = {"voice-coach": False, "psychologist": False}
        actions.set_skills(
            skills=[actions.SkillSet(person.pk, skills, None, None, None)], kinds=list(skills)
        )
    first = book(hour=9, who=guests[:1], by=[ines], room=rooms[0])
    second = book("psychologist", hour=10, who=guests[:1], by=[viktor], room=rooms[1])
    return first, second


def look(client, session, fragment=True, **asked):
    headers = {"HX-Request": "true"} if fragment else {}
    return client.get(f"/sessions/{session.pk}/place/", asked, headers=headers)


def test_a_place_is_judged_at_once_and_nothing_moves(as_rosa, booked, viktor):
    first, _second = booked
    good = look(as_rosa, first, shift=15)
    assert (good.status_code, "<html" in good.content.decode()) == (200, False)
    assert "09:15–09:35" in good.content.decode()
    assert "Nothing breaks." in good.content.decode()
    near = look(as_rosa, first, shift=40).content.decode()
    assert "Kim Karlsson has too little time" in near
    assert "Move it all the same" in near
    taken = look(as_rosa, first, shift=60).content.decode()
    assert "Kim Karlsson is taken: Psychologist" in taken
    assert "Move it" not in taken
    assert "too little time" not in taken
    lunch = look(as_rosa, first, shift=4 * 60 - 30).content.decode()
    assert "Nothing breaks." in lunch
    assert Session.objects.get(pk=first.pk).during.lower == local(9)


def test_rooms_and_people_change_by_dragging_across(as_rosa, booked, rooms, ines, viktor):
    first, second = booked
    other = look(as_rosa, first, room=rooms[2].pk).content.decode()
    assert "Cedar is not a room of this station." in other
    person = look(as_rosa, second, **{"from": viktor.pk, "to": ines.pk}).content.decode()
    assert "Ines" in person
    assert "Nothing breaks." in person
    moved = as_rosa.post(
        f"/sessions/{second.pk}/place/?by=interviewer",
        {"shift": "30", "from": viktor.pk, "to": ines.pk},
    )
    assert (moved.status_code, moved["Location"]) == (
        302,
        f"/days/{second.station.day_id}/?by=interviewer",
    )
    second.refresh_from_db()
    assert second.during.lower == local(10, 30)
    assert list(second.assignments.values_list("interviewer", flat=True)) == [ines.pk]


def test_what_cannot_be_is_refused_with_a_sentence(as_rosa, booked, rosa, at):
    first, _second = booked
    for typed in ({"shift": "soon"}, {"room": "999"}, {"to": "999"}):
        answer = look(as_rosa, first, **typed)
        assert (answer.status_code, "no such place" in answer.content.decode()) == (422, True)
    taken = as_rosa.post(f"/sessions/{first.pk}/place/", {"shift": "60"})
    assert (taken.status_code, "is taken" in taken.content.decode()) == (422, True)
    night = look(as_rosa, first, shift=16 * 60).content.decode()
    assert "not on the date of this Day" in night
    start_session(session_id=first.pk, actor=rosa, at=at)
    assert "it stays where it is" in look(as_rosa, first, shift=5).content.decode()
    assert as_rosa.post(f"/sessions/{first.pk}/place/", {"shift": "5"}).status_code == 422


def test_the_page_works_without_javascript(as_rosa, booked):
    first, _second = booked
    shown = look(as_rosa, first, fragment=False, shift=15).content.decode()
    assert ("<html" in shown, 'name="shift" value="15"' in shown) == (True, True)


def test_the_drawing_says_what_may_be_dragged(as_rosa, booked, rosa, at):
    first, second = booked
    start_session(session_id=first.pk, actor=rosa, at=at)
    shown = as_rosa.get(f"/days/{first.station.day_id}/?by=room").content.decode()
    assert f'data-move="/sessions/{second.pk}/place/?by=room"' in shown
    assert f'data-move="/sessions/{first.pk}/place/' not in shown
    assert shown.count("data-lane-key=") >= 2
