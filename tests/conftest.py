"""The cast that every test knows, and the moment at which tests happen.

rosa recruits and milan decides for the opening; ines and viktor interview; petra is the
psychologist; oskar belongs to another team and must see nothing; ada administers; kim and jonas
are candidates.
"""

from __future__ import annotations

import datetime as dt

import hypothesis
import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from candidates.applications.models import Application, Move
from candidates.openings.models import Opening, OpeningMember
from candidates.people.models import Candidate
from hiring.accounts import roles
from hiring.accounts.models import User
from hiring.decisions.models import Decision
from tests.examples import SEARCHES

# A machine that has other things to do as well is no fault of what is tested. What lands is judged
# by the same examples whenever it is asked; `make chaos` searches among many others.
_SLOW = [hypothesis.HealthCheck.too_slow]
hypothesis.settings.register_profile(
    "shared", deadline=None, suppress_health_check=_SLOW, max_examples=50, derandomize=True
)
hypothesis.settings.register_profile(
    "search", deadline=None, suppress_health_check=_SLOW, max_examples=1_000
)
hypothesis.settings.load_profile("search" if SEARCHES else "shared")

NOON = dt.datetime(2026, 11, 18, 12, 0, tzinfo=dt.UTC)  # a Wednesday


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Spread the journeys among the others: while one waits for its browser, others work."""
    long = [item for item in items if item.get_closest_marker("journey")]
    rest = [item for item in items if not item.get_closest_marker("journey")]
    for number, item in enumerate(long):
        rest.insert(number * (len(items) // len(long)), item)
    items[:] = rest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """After a test that commits, empty what was empty before it and leave what migrations made.

    Django's way, to truncate every table and have all that follows a migration done again, takes
    ten times as long.
    """
    with django_db_blocker.unblock():
        empty = [table for table in connection.introspection.table_names() if not _rows_in(table)]
    TransactionTestCase._fixture_teardown = lambda _self: _empty(empty)


def _rows_in(*tables: str) -> set[str]:
    """Return those of the tables that hold a row."""
    some = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(some))
        return {name for (name,) in cursor.fetchall()}


def _empty(tables: list[str]) -> None:
    """Delete all rows, whatever else would refuse or follow it."""
    full = "; ".join(f'DELETE FROM "{table}"' for table in _rows_in(*tables))
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(f"{full}; RESET session_replication_role")


@pytest.fixture
def at() -> dt.datetime:
    return NOON


@pytest.fixture(scope="session")
def playwright():
    """One driver of browsers for the whole run: a second one beside it would not start."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(autouse=True)
def _settings(settings):
    cache.clear()  # nobody has knocked too often yet
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def make_user(name: str, *role_names: str) -> User:
    """A member of staff whose password is their name, twice over."""
    first = name.split(maxsplit=1)[0].lower()
    user = User.objects.create_user(f"{first}@example.com", first * 2, name=name)
    user.groups.set(Group.objects.filter(name__in=role_names))
    return user


@pytest.fixture
def opening(db, at) -> Opening:
    return Opening.objects.create(
        title="Headset advisor",
        slug="headset-advisor-vilnius",
        team="Customer service",
        location="Vilnius",
        time_zone="Europe/Vilnius",
        seats=2,
        summary="Advise people who buy headsets.",
        description="You advise people by phone, chat and mail.",
        state=Opening.State.OPEN,
        opened_at=at - dt.timedelta(days=30),
        created_at=at - dt.timedelta(days=31),
    )


def _member(opening: Opening, user: User, part: OpeningMember.Part) -> User:
    OpeningMember.objects.create(opening=opening, user=user, part=part)
    return user


@pytest.fixture
def rosa(opening) -> User:
    return _member(opening, make_user("Rosa Ruiz", roles.RECRUITER), OpeningMember.Part.RECRUITER)


@pytest.fixture
def milan(opening) -> User:
    user = make_user("Milan Mraz", roles.HIRING_MANAGER)
    return _member(opening, user, OpeningMember.Part.HIRING_MANAGER)


@pytest.fixture
def ines(opening) -> User:
    user = make_user("Ines Ivanova", roles.INTERVIEWER)
    return _member(opening, user, OpeningMember.Part.INTERVIEWER)


@pytest.fixture
def viktor(opening) -> User:
    user = make_user("Viktor Vasilev", roles.INTERVIEWER)
    return _member(opening, user, OpeningMember.Part.INTERVIEWER)


@pytest.fixture
def petra(opening) -> User:
    user = make_user("Petra Petraitė", roles.INTERVIEWER)
    return _member(opening, user, OpeningMember.Part.INTERVIEWER)


@pytest.fixture
def oskar(db, at) -> User:
    """Staff of another team, with an opening of his own."""
    user = make_user("Oskar Olsen", roles.RECRUITER, roles.HIRING_MANAGER)
    other = Opening.objects.create(
        title="Warehouse lead",
        slug="warehouse-lead",
        team="Warehouse",
        location="Oslo",
        time_zone="Europe/Oslo",
        created_at=at,
    )
    return _member(other, user, OpeningMember.Part.RECRUITER)


@pytest.fixture
def ada(db) -> User:
    return make_user("Ada Adams", roles.ADMINISTRATOR)


def make_application(opening: Opening, name: str, email: str, at: dt.datetime) -> Application:
    """An application that has just arrived (rows only; the careers page's way is an action)."""
    candidate = Candidate.objects.create(
        name=name, email=email, search_text=f"{name} {email}".lower(), created_at=at
    )
    application = Application.objects.create(
        opening=opening, candidate=candidate, state_since_at=at, applied_at=at
    )
    Move.objects.create(application=application, to_state=application.state, at=at)
    return application


def decide_to_hire(application: Application, by: User, at: dt.datetime) -> Decision:
    """A decision that counts (rows only): without one nobody is offered a place."""
    return Decision.objects.create(
        application=application,
        verdict=Decision.Verdict.HIRE,
        reason_code=Decision.Reason.EVIDENCE,
        reason="Seen.",
        decided_by=by,
        decided_at=at,
        advice=Decision.Advice.HIRE,
        effective_at=at,
    )


@pytest.fixture
def kim(opening, at) -> Application:
    return make_application(opening, "Kim Karlsson", "kim@example.org", at)


@pytest.fixture
def jonas(opening, at) -> Application:
    return make_application(opening, "Jonas Jonaitis", "jonas@example.org", at)
