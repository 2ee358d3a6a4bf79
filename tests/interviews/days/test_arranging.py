"""A whole timetable taken over in as many statements as one session of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from interviews.days.actions import Wanted, arrange_day
from interviews.days.models import Day, Session, SessionInterviewer, SessionSeat
from interviews.days.signals import sessions_changed
from interviews.scorecards.actions.owing import TIME_TO_MARK
from interviews.scorecards.models import Scorecard
from tests.interviews.days.conftest import local

MINUTES = dt.timedelta(minutes=10)
FIRST, AGAIN = 25, 36


@pytest.fixture
def arrange(day, rosa, at):
    def do(wanted):
        version = Day.objects.values_list("version", flat=True).get(pk=day.pk)
        return arrange_day(day_id=day.pk, day_version=version, wanted=wanted, actor=rosa, at=at)

    return do


@pytest.fixture
def in_a_row(stations, rooms):
    """Everybody at the voice coach, one after another, from an hour on."""

    def do(people, by, *, hour=9, sessions=()):
        known = {each.seats.get().application_id: each.pk for each in sessions}
        return [
            Wanted(
                station_id=stations["voice-coach"].pk,
                room_id=rooms[0].pk,
                starts_at=local(hour) + place * MINUTES,
                ends_at=local(hour) + (place + 1) * MINUTES,
                application_ids=(one.pk,),
                interviewer_ids=(by.pk,),
                session_id=known.get(one.pk),
            )
            for place, one in enumerate(people)
        ]

    return do


@pytest.mark.parametrize("size", [1, 3, 30])
def test_a_timetable_takes_as_many_queries_for_one_as_for_thirty(
    size, crowd, in_a_row, arrange, ines, viktor, django_assert_num_queries
):
    people = crowd(size)
    with django_assert_num_queries(FIRST):
        done = arrange(in_a_row(people, ines))
    assert (done.new, done.changed, done.gone) == (size, 0, 0)
    assert Scorecard.objects.filter(interviewer=ines).count() == size
    sessions = list(Session.objects.standing())
    later = in_a_row(people, viktor, hour=10, sessions=sessions)
    with django_assert_num_queries(AGAIN):
        done = arrange(later)
    assert (done.new, done.changed, done.gone) == (0, size, 0)
    assert done.interviewer_ids == {ines.pk, viktor.pk}
    owed = {(card.interviewer_id, card.due_at - TIME_TO_MARK) for card in Scorecard.objects.all()}
    assert owed == {(viktor.pk, wanted.ends_at) for wanted in later}


def test_what_is_wanted_no_more_is_taken_back_and_told_once_for_all(crowd, in_a_row, arrange, ines):
    people = crowd(3)
    arrange(in_a_row(people, ines))
    told = []

    def hear(sender, *, sessions, at, **_):
        told.append(sorted((each.pk, each.cancelled_at is not None) for each in sessions))

    sessions_changed.connect(hear)
    try:
        before = list(Session.objects.order_by("pk"))
        done = arrange(in_a_row(people[:1], ines, hour=11, sessions=before))
    finally:
        sessions_changed.disconnect(hear)
    assert (done.new, done.changed, done.gone) == (0, 1, 2)
    assert done.application_ids == {each.pk for each in people}
    first, *others = before
    assert told == [[(first.pk, False), *((each.pk, True) for each in others)]]
    moved = DateTimeTZRange(local(11), local(11) + MINUTES)
    seat = SessionSeat.objects.get(cancelled_at__isnull=True)
    assert (seat.application_id, seat.during) == (people[0].pk, moved)
    assignment = SessionInterviewer.objects.get(cancelled_at__isnull=True)
    assert (assignment.interviewer_id, assignment.during) == (ines.pk, moved)
    card = Scorecard.objects.get()
    assert (card.application_id, card.session_id) == (people[0].pk, first.pk)
