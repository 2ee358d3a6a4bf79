"""Candidates who were told, and asked."""

from __future__ import annotations

import datetime as dt

import pytest

from candidates.applications.models import Application, State
from candidates.messages.models import Message
from candidates.openings.models import Opening
from hiring.accounts.models import User
from hiring.voices.models import Answer, Asked
from tests.conftest import make_application
from tests.hiring.conftest import put

LONG_AGO = dt.timedelta(days=5)


def tell(application: Application, state: State, by: User, at: dt.datetime) -> Application:
    """Decide on somebody some days ago, and let the mail about it have gone out."""
    put(application, state, by)
    Application.objects.filter(pk=application.pk).update(state_since_at=at - LONG_AGO)
    code = "declined" if state == State.DECLINED else "offer-ready"
    Message.objects.create(
        candidate=application.candidate, application=application, code=code, to_address="x@y.zz",
        subject="s", body="b", state=Message.State.SENT, created_at=at - LONG_AGO,
        released_at=at - LONG_AGO, sent_at=at - dt.timedelta(days=3),
    )  # fmt: skip
    application.refresh_from_db()
    return application


def crowd(opening: Opening, by: User, at: dt.datetime, amount: int) -> list[Application]:
    """Declined candidates who were asked how it was."""
    people = []
    for number in range(amount):
        person = make_application(opening, f"P {number}", f"p{number}@example.org", at)
        tell(person, State.DECLINED, by, at)
        Asked.objects.create(application=person, ending="declined")
        people.append(person)
    return people


def answers(opening: Opening, ending: str, felt: list[int], yes: int, **more: object) -> None:
    """Rows of answers to the survey; the first `yes` of them recommend us."""
    month = more.pop("month", dt.date(2026, 11, 1))
    words = more.pop("words", "")
    for number, each in enumerate(felt):
        Answer.objects.create(
            opening=opening, ending=ending, felt=each, recommends=number < yes, words=words,
            in_month=month,
        )  # fmt: skip


@pytest.fixture
def declined(kim, milan, at) -> Application:
    return tell(kim, State.DECLINED, milan, at)
