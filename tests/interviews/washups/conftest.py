# ruff: noqa: F811  (fixtures are taken from the scorecards' tests and used by name)
"""Kim's session with ines and viktor, both locked and two points apart, and an open wash-up."""

from __future__ import annotations

import pytest

from interviews.composites.actions import recompute_composite
from interviews.days.models import Attendance
from interviews.scorecards.models import Scorecard
from interviews.washups.actions import open_washup
from interviews.washups.models import Washup
from tests.interviews.scorecards.conftest import (  # noqa: F401
    card,
    day,
    letter,
    lock,
    other_card,
    plan,
    session,
    voice,
)


@pytest.fixture
def attending(day, kim) -> Attendance:
    return Attendance.objects.create(day=day, application=kim)


@pytest.fixture
def locked(attending, letter, card, other_card, kim, petra, at) -> list[Scorecard]:
    """Ines gave 5 on the Day, viktor 2, petra 4 for the letter; the composite is there."""
    written = Scorecard.objects.create(
        stage=letter, application=kim, interviewer=petra, due_at=at, created_at=at
    )
    cards = [lock(card, 5, at), lock(other_card, 2, at), lock(written, 4, at)]
    recompute_composite(application_id=kim.pk, at=at)
    return cards


@pytest.fixture
def washup(locked, day, milan, at) -> Washup:
    return open_washup(day_id=day.pk, actor=milan, at=at)


@pytest.fixture
def warmth(voice):
    return voice.criteria.get(name="Warmth")
