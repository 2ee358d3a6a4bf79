from __future__ import annotations

import datetime as dt

import pytest

from interviews.days.clock import NoSuchTime, moment, span

VILNIUS = "Europe/Vilnius"


def test_moment_is_utc_by_the_clocks_there():
    assert moment(dt.date(2026, 11, 19), dt.time(9), VILNIUS) == dt.datetime(
        2026, 11, 19, 7, tzinfo=dt.UTC
    )


def test_moment_that_the_clocks_skip_is_refused():
    with pytest.raises(NoSuchTime):
        moment(dt.date(2026, 3, 29), dt.time(3, 30), VILNIUS)


def test_moment_that_comes_twice_is_the_first():
    assert moment(dt.date(2026, 10, 25), dt.time(3, 30), VILNIUS) == dt.datetime(
        2026, 10, 25, 0, 30, tzinfo=dt.UTC
    )


def test_span_across_the_change_of_clocks_shows_what_clocks_show():
    start = dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    assert span(start, start + dt.timedelta(hours=1), VILNIUS) == "03:30–03:30"
