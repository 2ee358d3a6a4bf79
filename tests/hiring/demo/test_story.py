"""The invented company: the same every time, and believable."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from hiring.demo import evidence
from hiring.demo.clock import OFFICE, at_work, running_since, weekday
from hiring.demo.company import OPENINGS
from hiring.demo.names import make_people
from hiring.demo.story import COHORT_SIZE
from interviews.days.clock import LUNCH
from interviews.days.rotation import Stop, rotate
from interviews.plans.library import TEMPLATES
from interviews.scorecards.models import EVIDENCE_LENGTH


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda each: each.place)
def test_people_are_the_same_every_time_and_nobody_has_anothers_name(opening):
    first, second = (
        list(make_people(opening.place, opening.applicants, random.Random(30))) for _ in range(2)
    )
    assert first == second
    assert len({person.name for person in first}) == opening.applicants
    assert all(person.ascii.isascii() for person in first)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-18 10:20", "2026-11-18 10:20"),  # a Wednesday
        ("2026-11-18 04:13", "2026-11-18 08:13"),
        ("2026-11-18 18:00", "2026-11-19 08:00"),
        ("2026-11-20 23:59", "2026-11-23 08:59"),  # Friday night
        ("2026-11-22 12:30", "2026-11-23 08:30"),  # Sunday
        ("2026-10-24 20:15", "2026-10-26 08:15"),  # the clocks go back in between
    ],
)
def test_recruiters_work_in_office_hours(moment, expected):
    local, wanted = (
        dt.datetime.fromisoformat(text).replace(tzinfo=OFFICE) for text in (moment, expected)
    )
    found = at_work(local.astimezone(dt.UTC))
    assert found == wanted.astimezone(dt.UTC)
    assert at_work(found) == found


@pytest.mark.parametrize("clock", ["00:00", "00:07", "02:39", "05:10", "10:20", "17:31", "23:59"])
def test_the_day_that_runs_is_whole_whenever_the_demo_is_started(clock):
    now = dt.datetime.fromisoformat(f"2026-11-26 {clock}").replace(tzinfo=OFFICE)
    start = running_since(now)
    assert (start.date(), start.minute % 5, start.second) == (now.date(), 0, 0)
    assert start <= now
    begun = start.hour * 60 + start.minute
    stops = [
        Stop(key, stage.planned_minutes, stage.kind_class.seats, stage.planned_raters, pool, key)
        for key, stage in enumerate(each for each in TEMPLATES["a"].stages if each.is_on_day)
        if (pool := tuple(range(10 * key, 10 * key + stage.planned_raters)))
    ]
    lunch = [tuple(time.hour * 60 + time.minute - begun for time in LUNCH)]
    found = rotate(
        candidates=range(COHORT_SIZE), stops=stops, start=0, end=24 * 60 - begun, breaks=lunch
    )
    assert found.not_placed == ()


@pytest.mark.parametrize(("on", "moved"), [(27, 27), (28, 27), (29, 30), (30, 30)])
def test_nobody_is_asked_to_come_on_a_weekend(on, moved):
    before, after = (dt.datetime(2026, 11, day, 9, tzinfo=OFFICE) for day in (on, moved))
    assert weekday(before) == after


def test_evidence_is_there_for_every_kind_and_mark_of_the_openings():
    kinds = {stage.kind for each in OPENINGS for stage in TEMPLATES[each.template].stages}
    assert set(evidence.BY_KIND) == set(evidence.TOLD) == kinds
    for seen in evidence.BY_KIND.values():
        assert set(seen) == {1, 2, 3, 4, 5}
        assert all(len(text) >= EVIDENCE_LENGTH for texts in seen.values() for text in texts)
