from __future__ import annotations

import pytest

from candidates.applications.actions import withdraw_application
from interviews.days.actions import DayOver, add_to_day, cancel_day, create_day, fill_day
from interviews.days.models import Attendance, Day, Session, SessionSeat
from interviews.days.queries import timetable
from interviews.days.signals import sessions_changed
from tests.conftest import make_user
from tests.interviews.days.conftest import ON, VILNIUS, invite, local


@pytest.fixture
def pools(stations, ines, viktor, petra):
    return {
        stations["voice-coach"].pk: [ines.pk],
        stations["psychologist"].pk: [petra.pk],
        stations["call-shadowing"].pk: [viktor.pk],
    }


def test_fill_day_places_everybody_everywhere_and_keeps_lunch_free(day, crowd, pools, rosa, at):
    people = crowd(8)
    ids = [each.pk for each in people]
    told = []

    def hear(sender, *, sessions, at, **_):
        told.extend(session.pk for session in sessions)

    sessions_changed.connect(hear)
    before = Day.objects.get(pk=day.pk).version
    result = fill_day(day_id=day.pk, application_ids=ids, interviewers=pools, actor=rosa, at=at)
    sessions_changed.disconnect(hear)
    assert result.not_placed == ()
    assert timetable(day).not_placed == ()
    sessions = Session.objects.order_by("pk")
    assert sorted(told) == [session.pk for session in sessions]
    assert result.sessions == len(told)
    assert Day.objects.get(pk=day.pk).version == before + 1
    for session in sessions:
        low, high = (
            moment.astimezone(VILNIUS).strftime("%H:%M")
            for moment in (session.during.lower, session.during.upper)
        )
        assert low >= "09:00"
        assert high <= "12:00" or low >= "12:45"
    assert SessionSeat.objects.count() == 24


def test_fill_day_a_second_time_books_nothing_and_later_only_what_is_missing(
    day, crowd, pools, rosa, at, opening, book
):
    first = [each.pk for each in crowd(3)]
    facts = {"day_id": day.pk, "interviewers": pools, "actor": rosa, "at": at}
    fill_day(application_ids=first, **facts)
    version = Day.objects.get(pk=day.pk).version
    assert fill_day(application_ids=first, **facts).sessions == 0
    assert Day.objects.get(pk=day.pk).version == version
    Session.objects.filter(station__stage__kind="psychologist").update(cancelled_at=at)
    again = fill_day(application_ids=first, **facts)
    assert (again.sessions, again.not_placed) == (3, ())


def test_fill_day_names_who_found_no_place_and_why(day, guests, pools, stations, rosa, at):
    del pools[stations["voice-coach"].pk]
    result = fill_day(
        day_id=day.pk,
        application_ids=[each.pk for each in guests],
        interviewers=pools,
        actor=rosa,
        at=at,
    )
    assert [(each.name, each.title, each.reason) for each in result.not_placed] == [
        ("Kim Karlsson", "Voice coach", "interviewers needed: 1, chosen: 0"),
        ("Jonas Jonaitis", "Voice coach", "interviewers needed: 1, chosen: 0"),
    ]
    assert result.sessions == 4


def test_fill_day_names_who_no_longer_fits(day, crowd, pools, stations, rosa, at):
    station = stations["psychologist"]
    station.minutes = 240
    station.save()
    ids = [each.pk for each in crowd(4)]
    result = fill_day(day_id=day.pk, application_ids=ids, interviewers=pools, actor=rosa, at=at)
    assert {(each.title, each.reason) for each in result.not_placed} == {
        ("Psychologist", "no time left at which room and interviewers are free")
    }


def test_fill_day_ends_before_midnight(plan, rooms, rosa, opening, kim, ines, at):
    day = create_day(
        opening_id=opening.pk, on=ON, starts_at=local(22), site="Vilnius", actor=rosa, at=at
    )
    add_to_day(day_id=day.pk, application_ids=[invite(kim).pk], actor=rosa, at=at)
    pools = {station.pk: [ines.pk] for station in day.stations.all()}
    result = fill_day(
        day_id=day.pk, application_ids=[kim.pk], interviewers=pools, actor=rosa, at=at
    )
    assert result.sessions == 3
    day.stations.update(minutes=50)
    Session.objects.update(cancelled_at=at)
    result = fill_day(
        day_id=day.pk, application_ids=[kim.pk], interviewers=pools, actor=rosa, at=at
    )
    assert (result.sessions, len(result.not_placed)) == (2, 1)


def test_fill_day_passes_over_who_does_not_come(day, guests, pools, rosa, at, opening):
    kim, jonas = guests
    withdraw_application(application_id=kim.pk, at=at)
    fill_day(
        day_id=day.pk,
        application_ids=[kim.pk, jonas.pk],
        interviewers=pools,
        actor=rosa,
        at=at,
    )
    assert set(SessionSeat.objects.values_list("application_id", flat=True)) == {jonas.pk}
    Attendance.objects.filter(application=jonas).update(no_show_at=at)
    Session.objects.update(cancelled_at=at)
    again = fill_day(
        day_id=day.pk, application_ids=[jonas.pk], interviewers=pools, actor=rosa, at=at
    )
    assert again.sessions == 0


def test_fill_day_works_around_another_days_sessions(
    day, guests, pools, book, rooms, rosa, at, ines
):
    """Ines is busy from nine to ten elsewhere; nobody gets her voice coaching then."""
    book("call-shadowing", 9, who=[guests[0]], by=[ines], minutes=60)
    fill_day(
        day_id=day.pk,
        application_ids=[each.pk for each in guests],
        interviewers=pools,
        actor=rosa,
        at=at,
    )
    voice = Session.objects.filter(station__stage__kind="voice-coach").order_by("during")
    assert next(session.during.lower for session in voice) == local(10, 5)


def test_fill_day_on_the_day_the_clocks_change(plan, rooms, rosa, opening, at, kim, ines):
    """In Vilnius clocks go back at four on 25 October 2026; a Day from three on has lunch at
    noon by the clock, ten hours after it began."""
    import datetime as dt

    on = dt.date(2026, 10, 25)
    starts_at = dt.datetime(2026, 10, 25, 0, 0, tzinfo=dt.UTC)  # 03:00 summer time
    day = create_day(
        opening_id=opening.pk, on=on, starts_at=starts_at, site="Vilnius", actor=rosa, at=at
    )
    invite(kim)
    add_to_day(day_id=day.pk, application_ids=[kim.pk], actor=rosa, at=at)
    station = day.stations.get(stage__kind="psychologist")
    station.minutes = 420
    station.save()
    fill_day(
        day_id=day.pk,
        application_ids=[kim.pk],
        interviewers={station.pk: [ines.pk]},
        actor=rosa,
        at=at,
    )
    during = Session.objects.get().during
    assert (during.lower, during.upper) == (starts_at, starts_at + dt.timedelta(hours=7))


def test_fill_day_on_a_day_that_is_over_is_refused(day, guests, pools, rosa, at):
    cancel_day(day_id=day.pk, actor=rosa, at=at)
    with pytest.raises(DayOver):
        fill_day(day_id=day.pk, application_ids=[], interviewers=pools, actor=rosa, at=at)


def test_fill_day_puts_as_many_interviewers_in_as_the_plan_asks(day, guests, stations, rosa, at):
    station = stations["voice-coach"]
    station.stage.raters = 2
    station.stage.save()
    pool = [make_user(name).pk for name in ("Amy A", "Ben B", "Cid C")]
    fill_day(
        day_id=day.pk,
        application_ids=[each.pk for each in guests],
        interviewers={station.pk: pool},
        actor=rosa,
        at=at,
    )
    counts = [session.assignments.count() for session in Session.objects.all()]
    assert counts == [2, 2]
