"""The invented company: the same every time, and believable."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from hiring.demo.clock import OFFICE, at_work
from hiring.demo.company import OPENINGS
from hiring.demo.names import make_people


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
