"""What a plan knows of people: languages, extra time, what is done already, who watches, who has to
be there, and the minutes after a session."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest

from candidates.openings.models import Opening, OpeningMember
from interviews.days.actions import Wanted, arrange_day, create_day, end_session, start_session
from interviews.days.models import Day, Session, SessionInterviewer
from interviews.days.queries import timetable
from interviews.planner import actions, queries
from interviews.planner.checker import broken_rules
from interviews.planner.dispatch import dispatch
from interviews.planner.explain import smallest_help
from interviews.planner.models import WorkLimit
from interviews.planner.problem import Interviewer, Rules, Station
from interviews.planner.search import plan as search
from interviews.planner.setup import Setup, StationSetup, read_setup
from interviews.planner.standins import stand_ins
from interviews.planner.trainees import keep_trainees, seat_trainees
from interviews.scorecards.models import Scorecard
from interviews.sittings.models import Accommodation
from tests.interviews.days.conftest import ON, local, make_stage
from tests.interviews.planner.conftest import DAY, make_problem


def people(*keys, station=1):
    return tuple(Interviewer(key, (DAY,), frozenset({station})) for key in keys)


@pytest.mark.parametrize("made_by", ["dispatching", "search"])
def test_a_session_has_one_of_these_and_one_of_those(made_by):
    station = Station(1, 20, need=2, must=(frozenset({204}), frozenset({201, 202})))
    problem = make_problem(4, stations=(station,), people=people(201, 202, 203, 204))
    if made_by == "dispatching":
        found = dispatch(problem)
    else:
        *_all, last = search(problem, seed=1, rounds=4)
        found = last.timetable
    assert found.unplaced == ()
    assert broken_rules(problem, found.sessions) == []
    assert all(204 in each.interviewers for each in found.sessions)


def test_who_is_missing_of_a_set_is_the_smallest_help():
    station = Station(1, 20, need=1, must=(frozenset({299}),))
    problem = make_problem(1, stations=(station,), people=people(201))
    found = dispatch(problem)
    assert found.unplaced == ((101, 1),)
    assert smallest_help(problem, found).kind == "interviewer"


def test_minutes_after_a_session_keep_interviewers_apart_and_not_candidates():
    stations = (Station(1, 20, after=25), Station(2, 20))
    problem = make_problem(
        3, stations=stations, people=(*people(201), *people(202, station=2)), rules=Rules(gap=5)
    )
    *_all, last = search(problem, seed=1, rounds=4)
    found = last.timetable
    starts = sorted(each.start for each in found.sessions if each.station == 1)
    assert all(b - a >= 45 for a, b in itertools.pairwise(starts))
    assert broken_rules(problem, found.sessions) == []
    near = [replace(each, start=each.start + 5, end=each.end + 5) for each in found.sessions[:1]]
    assert broken_rules(problem, [*near, *found.sessions[1:]])


def test_who_stands_in_keeps_the_set_complete():
    station = Station(1, 20, need=2, must=(frozenset({201, 204}),))
    problem = make_problem(1, stations=(station,), people=people(201, 202, 203, 204))
    (session,) = dispatch(replace(problem, interviewers=people(201, 202, 204)[:2])).sessions
    session = replace(session, key=7, interviewers=(201, 202))
    assert stand_ins(problem, [session], session, leaving=201) == [204]
    assert stand_ins(problem, [session], session, leaving=202) == [203, 204]
    assert stand_ins(problem, [session], session, leaving=201, without=frozenset({204})) == []


def test_who_watched_goes_on_watching_where_nothing_moved():
    trainee = Interviewer(209, (DAY,), frozenset(), trains=frozenset({1}))
    problem = make_problem(2, stations=(Station(1, 20),), people=(*people(201), trainee))
    before = [
        replace(each, key=place)
        for place, each in enumerate(seat_trainees(problem, dispatch(problem).sessions), start=1)
    ]
    assert [each.silent for each in before] == [(209,), (209,)]
    moved = [replace(before[0], start=before[0].start + 200, end=before[0].end + 200), before[1]]
    kept = keep_trainees(problem, moved, before)
    assert [each.silent for each in kept] == [(), (209,)]


def test_languages_count_only_where_that_is_asked(day, guests, stations, ines, viktor, kim):
    kim.candidate.language = "lt"
    kim.candidate.save()
    skill = {"voice-coach": False}
    actions.set_skills(
        skills=[
            actions.SkillSet(ines.pk, skill, None, None, None, ("en",)),
            actions.SkillSet(viktor.pk, skill, None, None, None, ("lt", "en")),
        ],
        kinds=["voice-coach"],
    )
    setup = queries.default_setup(day, timetable(day))
    station = stations["voice-coach"].pk
    at = day.starts_at - dt.timedelta(days=1)
    plain = queries.problem_of(day, setup, at)
    assert set(plain.pool((kim.pk,), station)) == {ines.pk, viktor.pk}
    own = queries.problem_of(day, replace(setup, own_language=True), at)
    assert own.pool((kim.pk,), station) == (viktor.pk,)
    assert read_setup(replace(setup, own_language=True).as_json()).own_language


@pytest.mark.parametrize(("multiplier", "percent"), [("1.25", 25), (None, 100), ("1", 0)])
def test_extra_time_that_was_granted_is_planned(multiplier, percent, day, guests, rosa, at, kim):
    Accommodation.objects.create(
        application=kim, multiplier=multiplier, granted_by=rosa, granted_at=at
    )
    setup = queries.default_setup(day, timetable(day))
    problem = queries.problem_of(day, setup, at)
    assert problem.candidate[kim.pk].extra == percent


def test_what_was_held_on_an_earlier_day_is_not_planned_again(
    day, guests, book, stations, opening, ines, rosa, at, kim
):
    session = book(hour=9, who=[kim], by=[ines])
    start_session(session_id=session.pk, actor=rosa, at=local(9))
    end_session(session_id=session.pk, actor=rosa, at=local(9, 20))
    on = ON + dt.timedelta(days=7)
    other = create_day(
        opening_id=opening.pk,
        on=on,
        starts_at=local(9, on=on),
        site="Vilnius",
        actor=rosa,
        at=at,
    )
    Day.objects.filter(pk=day.pk).update(state="finished", finished_at=at)
    other.attendances.create(application=kim)
    setup = queries.default_setup(other, timetable(other))
    problem = queries.problem_of(other, setup, local(9, on=on))
    kinds = dict(other.stations.values_list("pk", "stage__kind"))
    assert {kinds[key] for key in problem.candidate[kim.pk].stations} == {
        "psychologist",
        "call-shadowing",
    }


def test_who_is_in_training_watches_and_owes_no_scorecard(
    day, guests, ines, viktor, petra, stations, rosa, at
):
    station = stations["voice-coach"]
    wanted = Wanted(
        station_id=station.pk,
        room_id=None,
        starts_at=local(9),
        ends_at=local(9, 20),
        application_ids=(guests[0].pk,),
        interviewer_ids=(ines.pk,),
        silent_ids=(viktor.pk,),
    )
    arrange_day(day_id=day.pk, day_version=_version(day), wanted=[wanted], actor=rosa, at=at)
    (slot,) = timetable(day).slots
    assert (slot.interviewer_names, slot.silent_names) == (ines.name, viktor.name)
    cards = Scorecard.objects.filter(session=slot.session_id)
    assert list(cards.values_list("interviewer", flat=True)) == [ines.pk]
    assert timetable(day).understaffed == ()
    kept = replace(wanted, session_id=slot.session_id)
    done = arrange_day(day_id=day.pk, day_version=_version(day), wanted=[kept], actor=rosa, at=at)
    assert (done.changed, done.interviewer_ids) == (0, frozenset())
    both = replace(kept, interviewer_ids=(ines.pk, viktor.pk), silent_ids=())
    done = arrange_day(day_id=day.pk, day_version=_version(day), wanted=[both], actor=rosa, at=at)
    assert done.interviewer_ids == frozenset({viktor.pk})
    rows = SessionInterviewer.objects.filter(session=slot.session_id)
    assert set(rows.values_list("interviewer", "is_silent")) == {
        (ines.pk, False),
        (viktor.pk, False),
    }
    assert cards.count() == 2


def _version(day):
    return Day.objects.values_list("version", flat=True).get(pk=day.pk)


def test_a_change_by_hand_leaves_who_watches(day, book, guests, ines, viktor, petra, rosa, at):
    from interviews.days.actions import change_session

    session = book(hour=9, who=guests[:1], by=[ines])
    SessionInterviewer.objects.create(session=session, interviewer=viktor, is_silent=True)
    facts = {"room_id": None, "minutes": 20, "actor": rosa, "at": at}
    change_session(session_id=session.pk, starts_at=local(10), interviewer_ids=[petra.pk], **facts)
    rows = SessionInterviewer.objects.filter(session=session)
    assert set(rows.values_list("interviewer", "is_silent")) == {
        (petra.pk, False),
        (viktor.pk, True),
    }
    change_session(session_id=session.pk, starts_at=local(10), interviewer_ids=[viktor.pk], **facts)
    assert list(rows.values_list("interviewer", "is_silent")) == [(viktor.pk, False)]
    assert Session.objects.get(pk=session.pk).during.lower == local(10)


def test_what_is_asked_for_comes_after_where_it_is_told(opening, plan, rooms, rosa, at):
    """Without anybody saying so: the plan's first station of the Day tells the facts."""
    make_stage(plan, 5, "memory-of-the-day", "Memory of the Day", minutes=10)
    day = create_day(
        opening_id=opening.pk, on=ON, starts_at=local(9), site="Vilnius", actor=rosa, at=at
    )
    made = queries.default_setup(day, timetable(day))
    keys = {each.stage.kind: each.pk for each in day.stations.select_related("stage")}
    after = {each.station: each.after for each in made.stations}
    coach, asks = keys["voice-coach"], keys["memory-of-the-day"]
    assert after == dict.fromkeys(keys.values(), ()) | {asks: (coach,)}
    assert queries.problem_of(day, made, at).precedences == ((coach, asks),)


def test_who_interviews_is_chosen_by_itself_and_others_may_be(
    day, ines, viktor, petra, milan, rosa
):
    """A hiring manager may sit on a panel, and is asked to, not told."""
    made = queries.default_setup(day, timetable(day))
    assert {each.pool for each in made.stations} == {(ines.pk, petra.pk, viktor.pk)}
    OpeningMember.objects.filter(opening=day.opening, part="interviewer").delete()
    made = queries.default_setup(day, timetable(day))
    assert {each.pool for each in made.stations} == {(milan.pk, rosa.pk)}


def test_what_is_booked_on_another_day_takes_time_and_the_gap_and_counts_in_the_week(
    day, book, guests, oskar, ines, rooms, at
):
    book(hour=10, who=guests[:1], by=[ines], room=rooms[0])  # until 10:20
    other = Day.objects.create(
        opening=Opening.objects.get(slug="warehouse-lead"),
        on=ON,
        starts_at=local(9),
        site="Vilnius",
        time_zone="Europe/Vilnius",
        created_at=at,
    )
    stage = day.stations.get(stage__kind="voice-coach").stage
    station = other.stations.create(stage=stage, minutes=20)
    WorkLimit.objects.create(person=ines, sessions_a_day=5, sessions_a_week=3)
    asked = StationSetup(station=station.pk, rooms=(rooms[0].pk,), pool=(ines.pk,))
    setup = Setup(until=180, stations=(asked,), gap=10)
    problem = queries.problem_of(other, setup, at)
    assert problem.interviewer[ines.pk].windows == ((0, 50), (90, 180))
    assert [room.windows for room in problem.rooms] == [((0, 50), (90, 180))]
    assert problem.interviewer[ines.pk].most == 2
