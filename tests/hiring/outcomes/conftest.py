"""Somebody who was hired half a year ago."""

from __future__ import annotations

import datetime as dt

import pytest

from candidates.applications.models import Application, State
from candidates.openings.models import Opening
from hiring.accounts.models import User
from hiring.outcomes.models import Hire, Period
from tests.conftest import make_application
from tests.hiring.conftest import put

BEGAN = dt.date(2026, 5, 4)


def hire(application: Application, by: User, **facts: object) -> Hire:
    """A hire (rows only)."""
    put(application, State.HIRED, by)
    given = {"starts_on": BEGAN, "supervisor": by, **facts}
    return Hire.objects.create(application=application, **given)


def hires(opening: Opening, by: User, at: dt.datetime, amount: int, **facts: object) -> list[Hire]:
    """Several hires of one opening."""
    found = []
    for number in range(amount):
        person = make_application(opening, f"H {number}", f"h{number}@example.org", at)
        found.append(hire(person, by, **facts))
    return found


def period(owner: Hire, month: int, **figures: object) -> Period:
    """Figures of one calendar month of 2026."""
    begins = dt.date(2026, month, 1)
    return Period.objects.create(
        hire=owner, during=(begins, (begins + dt.timedelta(days=32)).replace(day=1)), **figures
    )


@pytest.fixture
def newcomer(kim, milan) -> Hire:
    return hire(kim, milan)
