"""The Day of the days' tests, published, with Ines and Viktor who run the voice coach."""

from __future__ import annotations

import pytest

from interviews.days.actions import publish_day
from interviews.planner.models import Skill
from tests.interviews.days import conftest as days_conftest

book, day, guests, plan, rooms, stations = (
    getattr(days_conftest, name) for name in ("book", "day", "guests", "plan", "rooms", "stations")
)


@pytest.fixture
def skilled(ines, viktor):
    for person in (ines, viktor):
        Skill.objects.create(person=person, kind="voice-coach")


@pytest.fixture
def session(skilled, book, day, guests, rooms, ines, rosa, at):
    made = book(hour=9, who=guests[:1], by=[ines], room=rooms[0])
    publish_day(day_id=day.pk, actor=rosa, at=at)
    return made
