# ruff: noqa: F811  (fixtures are taken from other rooms' tests and used by name)
"""Kim has recorded an exercise; ines and viktor are to mark what they hear, blind."""

from __future__ import annotations

import pytest

from candidates.files.actions import store_made
from interviews.recordings import gate
from interviews.recordings.models import Consent, Exercise, Recording
from tests.interviews.recordings import sounds
from tests.interviews.recordings.conftest import _storage, exercise, invite  # noqa: F401
from tests.interviews.scorecards.conftest import (  # noqa: F401
    card,
    day,
    letter,
    other_card,
    plan,
    session,
    voice,
)


def record(application, exercise: Exercise, at, content: bytes | None = None) -> Recording:
    """A take that is ready, as the gate leaves it (rows only: the way there has its own tests)."""
    accepted = gate.check(content or sounds.encode("webm", "libopus", seconds=2.0, live="1"))
    consent, _made = Consent.objects.get_or_create(
        application=application, withdrawn_at=None,
        defaults={"words": "You are recorded.", "kept_days": 90, "given_at": at},
    )  # fmt: skip
    kept = store_made(name="a.webm", content_type="audio/webm", content=accepted.content, at=at)
    return Recording.objects.create(
        consent=consent, application=application, exercise=exercise, take=1, state="ready",
        begun_at=at, received_at=at, ready_at=at, file=kept, peaks=accepted.peaks,
        milliseconds=accepted.milliseconds,
    )  # fmt: skip


@pytest.fixture
def recording(exercise, kim, at) -> Recording:
    return record(invite(kim, at), exercise, at)


@pytest.fixture
def warmth(voice):
    return voice.criteria.get(name="Warmth")


@pytest.fixture
def patience(voice):
    return voice.criteria.get(name="Patience")
