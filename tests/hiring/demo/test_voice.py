"""The demo's recordings go the way of real ones, and are said to be synthetic."""

from __future__ import annotations

import datetime as dt

import pytest

from hiring.demo import marks
from hiring.demo import voice as speaking
from hiring.demo.clock import Calendar
from interviews.listening.models import Benchmark, Moment
from interviews.recordings.models import LineSound, Recording
from tests.interviews.recordings.conftest import _storage, invite  # noqa: F401
from tests.interviews.scorecards.conftest import (  # noqa: F401
    card,
    day,
    letter,
    other_card,
    plan,
    session,
    voice,
)

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(not speaking.is_there(), reason="no synthesizer on this machine")
def test_synthetic_voice_is_recorded_heard_and_marked_by_two(kim, rosa, request, opening, at):
    speaking.offer(opening.pk, rosa, at)
    request.getfixturevalue("voice")
    speaking.add_benchmarks(opening.pk, rosa, at)
    spoken = LineSound.objects.all()
    assert [(each.words, each.is_synthetic) for each in spoken] == [
        (words, True) for words in speaking.LINES
    ]
    benchmarks = Benchmark.objects.all()
    assert [each.is_synthetic for each in benchmarks] == [True] * 3
    assert {each.targets.count() for each in benchmarks} == {2}
    invite(kim, at)
    calendar = Calendar(until=at + dt.timedelta(days=3))
    speaking.plan_recordings([kim.pk], calendar, at)
    calendar.play(lambda _at: None)
    recording = Recording.objects.get()
    assert (recording.state, "synthetic" in recording.exercise.title) == ("ready", True)
    assert recording.milliseconds > 20_000
    for name in ("card", "other_card"):
        marks.fill_in(request.getfixturevalue(name), at)
    assert {m.scorecard.interviewer.name for m in Moment.objects.all()} == {
        "Ines Ivanova", "Viktor Vasilev",
    }  # fmt: skip
    assert Moment.objects.count() == 6


def test_without_a_synthesizer_nothing_is_there(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert not speaking.is_there()
