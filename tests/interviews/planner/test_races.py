"""Publishing and taking over cannot interleave: one of them sees the Day that the other left."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import replace

import pytest
from django.db import close_old_connections, connection
from django.utils import timezone

from candidates.messages.models import Message
from candidates.outbox.work import run_due
from interviews.days.actions import DayChanged, NothingPlanned, publish_day
from interviews.days.models import Day, Session
from interviews.days.queries import timetable
from interviews.planner import actions, queries

pytestmark = pytest.mark.django_db(transaction=True)


def _at_once(*calls):
    gate, outcomes = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        close_old_connections()
        try:
            gate.wait(timeout=30)
            outcomes[place] = call()
        except (DayChanged, NothingPlanned, actions.NotReady) as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes


@pytest.fixture
def run(day, guests, ines, rosa, at):
    setup = replace(queries.default_setup(day, timetable(day)), seconds=1)
    made = actions.ask_plan(day_id=day.pk, setup=setup, actor=rosa, at=at)
    run_due(at=timezone.now() + dt.timedelta(seconds=5))
    made.refresh_from_db()
    assert made.state == "ready"
    return made


def test_two_who_take_one_plan_over_at_once_do_it_once(run, day, rosa, at):
    def take():
        return actions.apply_plan(run_id=run.pk, actor=rosa, at=at)

    outcomes = _at_once(take, take)
    assert sum(isinstance(each, actions.NotReady) for each in outcomes) == 1
    assert Session.objects.count() == len(run.sessions)


def test_publishing_and_taking_over_at_once_leave_one_timetable(
    run, day, guests, book, ines, rosa, at
):
    outcomes = _at_once(
        lambda: actions.apply_plan(run_id=run.pk, actor=rosa, at=at),
        lambda: publish_day(day_id=day.pk, actor=rosa, at=at),
    )
    # published first, there was nothing to publish yet; second, everybody's mail has all of it
    first_taken = isinstance(outcomes[1], Day)
    assert isinstance(outcomes[0], actions.Arranged)
    assert Session.objects.count() == len(run.sessions)
    drafts = Message.objects.filter(code="day-timetable", state="draft")
    assert drafts.count() == (len(guests) if first_taken else 0)
    for draft in drafts:
        mine = Session.objects.filter(seats__application=draft.application_id)
        assert draft.body.count("–") >= mine.count()
