"""kim, who came to a Day, was marked by ines and viktor, and knows what was decided."""

from __future__ import annotations

import pytest
from psycopg.types.range import TimestamptzRange

from candidates.applications.models import Application, Move, State
from candidates.messages.models import Message
from interviews.days.models import (
    Attendance,
    Day,
    Session,
    SessionInterviewer,
    SessionSeat,
    Station,
)
from tests.hiring.conftest import put


@pytest.fixture
def stage(plan):
    return plan.stages.get()


@pytest.fixture
def day(opening, stage, kim, ines, at) -> Day:
    """kim came to it and sat with ines."""
    day = Day.objects.create(
        opening=opening, on=at.date(), starts_at=at, site="Vilnius", time_zone="Europe/Vilnius",
        state=Day.State.PUBLISHED, published_at=at, created_at=at,
    )  # fmt: skip
    station = Station.objects.create(day=day, stage=stage, minutes=30)
    session = Session.objects.create(
        station=station, during=TimestamptzRange(at, at.replace(minute=30))
    )
    SessionSeat.objects.create(session=session, application=kim)
    SessionInterviewer.objects.create(session=session, interviewer=ines)
    Attendance.objects.create(day=day, application=kim, arrived_at=at)
    return day


def let_know(application, by, at, state=State.DECLINED):
    """Decide, and let the mail about it have gone out."""
    put(application, state, by)
    Move.objects.create(
        application=application, from_state=State.DECIDING, to_state=state, actor=by,
        reason="Seen.", at=at,
    )  # fmt: skip
    code = "offered" if state == State.HIRED else state.value
    Message.objects.create(
        candidate=application.candidate, application=application, code=code,
        to_address=application.candidate.email, subject="Decided", body="Decided.",
        state=Message.State.SENT, created_at=at, released_at=at, sent_at=at,
    )  # fmt: skip
    return application


@pytest.fixture
def told(day, kim, milan, at) -> Application:
    return let_know(kim, milan, at)
