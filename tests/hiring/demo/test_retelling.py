"""Somebody of the demo retells a call today: one has ticked it, and ines is to."""

from __future__ import annotations

import datetime as dt

import pytest

from hiring.demo import retelling
from interviews.days.models import Attendance
from interviews.marking.models import TickSheet
from interviews.plans.models import Stage
from interviews.sittings.actions import score_sitting
from interviews.sittings.models import Sitting
from tests.interviews.scorecards.conftest import (  # noqa: F401
    day,
    letter,
    plan,
    session,
    voice,
)
from tests.interviews.shadowing.conftest import on_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def memory(session, day, kim, at):  # noqa: F811
    """Kim came to a session with the memory test."""
    on_day(kim, at)
    Stage.objects.filter(pk=session.station.stage_id).update(kind=retelling.KIND)
    Attendance.objects.create(day=day, application=kim, arrived_at=at)
    return session


def test_retold_call_waits_for_a_second_person(memory, ines, viktor, at):
    cast = {"ines": ines}
    for _again in range(2):
        retelling.sit(memory.pk, cast, at=at, until=at + dt.timedelta(hours=2))
    sitting = Sitting.objects.get()
    assert sitting.ending == "finished"
    assert score_sitting(sitting_id=sitting.pk, at=at + dt.timedelta(hours=1)).raw == 16
    waiting, ticked = (TickSheet.objects.get(marker=each) for each in (ines, viktor))
    assert (waiting.locked_at, waiting.ticked) == (None, [])
    assert (ticked.locked_at is not None, ticked.ticked) == (True, list(retelling.FOUND))


def test_days_that_are_over_have_none(memory, ines, at):
    retelling.sit(memory.pk, {"ines": ines}, at=at, until=at + dt.timedelta(days=3))
    assert not Sitting.objects.exists()
