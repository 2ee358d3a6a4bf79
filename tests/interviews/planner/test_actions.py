"""A plan asked for, thought about by a worker, taken over whole; people told once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from candidates.messages.models import Message
from candidates.notices.models import Notice
from candidates.outbox.work import run_due
from interviews.days.actions import (
    DayChanged,
    DayOver,
    cancel_day,
    check_in,
    mark_no_show,
    publish_day,
    start_session,
)
from interviews.days.models import Session
from interviews.days.queries import timetable
from interviews.planner import actions, queries
from interviews.planner.models import PlanRun
from interviews.planner.setup import Absence, GuestSetup, read_setup
from tests.interviews.days.conftest import local


@pytest.fixture
def setup(day, stations, rooms, ines, viktor, petra, milan, rosa):
    """One pool for each station: Ines coaches, Petra is the psychologist, Viktor has calls."""
    pools = {"voice-coach": [ines], "psychologist": [petra], "call-shadowing": [viktor]}
    made = queries.default_setup(day, timetable(day))
    return replace(
        made,
        seconds=1,
        stations=tuple(
            replace(each, pool=tuple(user.pk for user in pools[kind]))
            for kind, station in stations.items()
            for each in made.stations
            if each.station == station.pk
        ),
    )


@pytest.fixture
def think(day, setup, rosa, at):
    """Ask for a plan and let the worker have thought about it."""

    def do(*, given=None, is_repair=False, when=None) -> PlanRun:
        run = actions.ask_plan(
            day_id=day.pk,
            setup=given or setup,
            actor=rosa,
            at=when or at,
            is_repair=is_repair,
        )
        run_due(at=timezone.now() + dt.timedelta(seconds=5))
        run.refresh_from_db()
        return run

    return do


def test_a_plan_places_everybody_and_is_taken_over_whole(day, crowd, think, rosa, at):
    crowd(6)
    run = think()
    assert (run.state, run.unplaced, run.help) == ("ready", [], {})
    assert run.first_value >= run.value >= run.bound
    assert Session.objects.count() == 0
    done = actions.apply_plan(run_id=run.pk, actor=rosa, at=at)
    table = timetable(day)
    assert (table.not_placed, table.understaffed, table.roomless) == ((), (), ())
    assert done.new == len(table.slots)
    assert (done.changed, done.gone) == (0, 0)
    run.refresh_from_db()
    assert run.state == "applied"
    with pytest.raises(actions.NotReady):
        actions.apply_plan(run_id=run.pk, actor=rosa, at=at)


def test_a_plan_of_a_day_that_changed_is_refused(day, guests, stations, book, think, rosa, at):
    run = think()
    book(who=guests[:1])
    with pytest.raises(DayChanged):
        actions.apply_plan(run_id=run.pk, actor=rosa, at=at)
    assert Session.objects.count() == 1


def test_a_second_asking_puts_the_first_away(guests, think):
    first, second = think(), think()
    first.refresh_from_db()
    assert (first.state, second.state) == ("discarded", "ready")
    assert (
        actions.keep_found(run_id=first.pk, found=actions.Found([], [], 1, 1), at=timezone.now())
        is False
    )


def test_a_plan_is_not_asked_for_a_day_that_is_over(day, guests, setup, rosa, at):
    cancel_day(day_id=day.pk, actor=rosa, at=at)
    with pytest.raises(DayOver):
        actions.ask_plan(day_id=day.pk, setup=setup, actor=rosa, at=at)


def test_a_stopped_plan_keeps_what_it_has(day, guests, setup, rosa, at):
    run = actions.ask_plan(day_id=day.pk, setup=replace(setup, seconds=60), actor=rosa, at=at)
    actions.stop_thinking(run_id=run.pk, at=at)
    run_due(at=timezone.now() + dt.timedelta(seconds=5))
    run.refresh_from_db()
    assert (run.state, run.found > 0) == ("ready", True)
    before = run.ended_at
    actions.stop_thinking(run_id=run.pk, at=at + dt.timedelta(hours=1))
    run.refresh_from_db()
    assert run.ended_at == before


def test_what_was_put_away_is_not_taken_over(guests, think, rosa, at):
    run = think()
    assert actions.discard_plan(run_id=run.pk, at=at).state == "discarded"
    assert actions.discard_plan(run_id=run.pk, at=at).state == "discarded"
    with pytest.raises(actions.NotReady):
        actions.apply_plan(run_id=run.pk, actor=rosa, at=at)


def test_who_has_no_place_is_named_with_the_help_that_would_do(day, crowd, think, setup, stations):
    crowd(4)
    short = replace(setup, until=120, lunch=None)
    run = think(given=short)
    assert run.unplaced
    shown = queries.preview(run)
    titles = [each.title for each in queries.placeless(run, shown.after)]
    assert "Psychologist" in titles
    assert "would help" in queries.help_sentence(run, shown.after)


def test_hours_are_kept_in_the_persons_own_zone(day, guests, think, ines):
    """Ines works from eight in Lisbon, which is ten in Vilnius."""
    ines.time_zone = "Europe/Lisbon"
    ines.save()
    hours = [actions.Hours(day.on.weekday(), dt.time(8), dt.time(17))]
    actions.set_work_hours(person_id=ines.pk, hours=hours)
    actions.set_work_hours(person_id=ines.pk, hours=hours)
    run = think()
    shown = queries.preview(run).after
    starts = [slot.starts_at for slot in shown.slots if slot.kind == "voice-coach"]
    assert local(10) <= min(starts) < local(11)


def test_exceptions_replace_the_week_and_cut_it(day, ines):
    week = [actions.Hours(day.on.weekday(), dt.time(9), dt.time(12))]
    actions.set_work_hours(person_id=ines.pk, hours=week)
    ines.time_zone = "Europe/Vilnius"
    ines.save()
    span = (local(8), local(18))

    def there():
        return queries.open_windows([ines.pk], *span, except_day=day.pk)[ines.pk]

    assert there() == [(local(9), local(12))]
    facts = {"person_id": ines.pk, "on": day.on}
    extra = actions.add_exception(**facts, starts=dt.time(13), ends=dt.time(17), is_away=False)
    assert there() == [(local(13), local(17))]
    away = actions.add_exception(**facts, starts=dt.time(14), ends=dt.time(15), is_away=True)
    assert there() == [(local(13), local(14)), (local(15), local(17))]
    assert (
        actions.add_exception(**facts, starts=dt.time(14), ends=dt.time(15), is_away=True) == away
    )
    actions.remove_exception(person_id=ines.pk, exception_id=away.pk)
    actions.remove_exception(person_id=ines.pk, exception_id=extra.pk)
    actions.remove_exception(person_id=ines.pk, exception_id=extra.pk)
    assert there() == [(local(9), local(12))]
    actions.add_exception(**facts, starts=None, ends=None, is_away=True)
    assert there() == []


def test_skills_make_the_pools_and_limits_hold(day, guests, stations, ines, viktor, think):
    actions.set_skills(
        skills=[
            actions.SkillSet(viktor.pk, {"voice-coach": False}, 1, None, None),
            actions.SkillSet(ines.pk, {"voice-coach": True}, None, None, None),
        ],
        kinds=["voice-coach", "psychologist"],
    )
    made = queries.default_setup(day, timetable(day))
    pools = {each.station: each.pool for each in made.stations}
    assert pools[stations["voice-coach"].pk] == (viktor.pk,)
    only = replace(made, stations=made.stations[:1], seconds=1)
    problem = queries.problem_of(day, only, day.starts_at - dt.timedelta(days=1))
    voice = frozenset({stations["voice-coach"].pk})
    assert {each.key: (each.runs, each.trains, each.most) for each in problem.interviewers} == {
        viktor.pk: (voice, frozenset(), 1),
        ines.pk: (frozenset(), voice, None),
    }


def test_a_setup_is_read_as_it_was_kept(setup):
    full = replace(
        setup,
        guests=(GuestSetup(7, 60, None, 25),),
        absences=(Absence(3, 120),),
        lunch=(150, 270),
    )
    assert read_setup(full.as_json()) == full


@pytest.fixture
def running(day, crowd, think, rosa, at):
    """A published Day of six, at half past nine: what has begun runs, everybody is here."""
    people = crowd(6)
    actions.apply_plan(run_id=think().pk, actor=rosa, at=at)
    publish_day(day_id=day.pk, actor=rosa, at=at)
    Message.objects.all().update(state="discarded")
    Notice.objects.all().delete()
    for attendance in day.attendances.all():
        check_in(attendance_id=attendance.pk, actor=rosa, at=local(9))
    for session in Session.objects.filter(during__startswith__lt=local(9, 30)):
        start_session(session_id=session.pk, actor=rosa, at=session.during.lower)
    return people


def test_a_sick_interviewer_is_replaced_and_everybody_concerned_is_told_once(
    day, running, think, setup, stations, ines, petra, milan, rosa
):
    now = local(9, 30)
    before = {slot.session_id: slot for slot in timetable(day).slots}
    coach = stations["voice-coach"].pk
    pools = tuple(
        replace(each, pool=(ines.pk, milan.pk)) if each.station == coach else each
        for each in setup.stations
    )
    given = replace(setup, stations=pools, absences=(Absence(ines.pk, 30),))
    run = think(given=given, is_repair=True, when=now)
    changes = queries.changes(queries.preview(run))
    assert run.unplaced == []
    assert {change.title for change in changes} == {"Voice coach"}
    done = actions.apply_plan(run_id=run.pk, actor=rosa, at=now)
    after = {slot.session_id: slot for slot in timetable(day).slots}
    for key, slot in before.items():
        if slot.started_at is not None:
            assert after[key] == slot
    later = [slot for slot in after.values() if slot.starts_at >= now]
    assert all(ines.pk not in dict(slot.interviewers) for slot in later)
    assert done.interviewer_ids >= {ines.pk, milan.pk}
    assert petra.pk not in done.interviewer_ids
    told = list(Notice.objects.values_list("user__email", flat=True).order_by("user__email"))
    assert told == ["ines@example.com", "milan@example.com"]


def test_a_late_candidate_is_moved_and_drafted_one_mail(day, running, think, setup, rosa):
    now = local(9, 30)
    table = timetable(day)
    late = next(
        key for slot in table.slots if slot.starts_at >= now for key, _name in slot.candidates
    )
    given = replace(setup, guests=(GuestSetup(late, arrives=180),))
    run = think(given=given, is_repair=True, when=now)
    moved = [each for each in queries.changes(queries.preview(run)) if each.is_move]
    assert moved
    done = actions.apply_plan(run_id=run.pk, actor=rosa, at=now)
    assert late in done.application_ids
    drafts = Message.objects.filter(state="draft", code="day-timetable")
    assert {each.application_id for each in drafts} == done.application_ids
    mine = [slot for slot in timetable(day).slots if late in dict(slot.candidates)]
    assert all(slot.starts_at >= local(12) for slot in mine if slot.started_at is None)


def test_whoever_did_not_come_loses_what_is_left(day, running, think, rosa):
    now = local(9, 30)
    table = timetable(day)
    begun = {key for slot in table.slots if slot.started_at for key, _n in slot.candidates}
    attendance = day.attendances.exclude(application__in=begun).first()
    day.attendances.filter(pk=attendance.pk).update(arrived_at=None)
    mark_no_show(attendance_id=attendance.pk, actor=rosa, at=now)
    run = think(is_repair=True, when=now)
    changes = queries.changes(queries.preview(run))
    assert {change.after for change in changes} == {None}
    done = actions.apply_plan(run_id=run.pk, actor=rosa, at=now)
    assert done.new == 0
    assert done.application_ids == {attendance.application_id}


def test_raters_are_linked_over_the_candidates_they_share(day, running):
    found = queries.linkage(timetable(day))
    assert (found.pairs, found.of, found.is_connected) == (3, 3, True)
