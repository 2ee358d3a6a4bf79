"""The Day of the days' tests, with what is booked on it."""

from __future__ import annotations

from tests.interviews.days import conftest as days_conftest

book, day, guests, plan, rooms, stations = (
    getattr(days_conftest, name) for name in ("book", "day", "guests", "plan", "rooms", "stations")
)
