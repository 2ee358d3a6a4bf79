"""Kim's conversation with petra, the psychologist; a voice session that ines and viktor mark."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from psycopg.types.range import TimestamptzRange

from interviews.days.models import Session, SessionInterviewer, SessionSeat, Station
from interviews.narratives.actions import save_passages
from interviews.narratives.drafts import Draft
from interviews.narratives.models import Narrative
from interviews.plans.models import Stage
from interviews.scorecards.actions import ensure_scorecards
from interviews.scorecards.models import Scorecard
from tests.interviews.scorecards.conftest import (  # noqa: F401  (fixtures)
    card,
    day,
    letter,
    lock,
    make_criterion,
    other_card,
    plan,
    session,
    voice,
)

CANARY = "Zwetschgenknödelgeheimnis"


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at + dt.timedelta(minutes=5), tick=False):
        yield


def as_(user) -> Client:
    browser = Client()
    browser.force_login(user, "hiring.accounts.backends.StaffBackend")
    return browser


@pytest.fixture
def talk(plan, voice) -> Stage:  # noqa: F811
    stage = Stage.objects.create(
        plan=plan, position=3, kind="psychologist", title="Psychologist", weight=0, minutes=40
    )
    make_criterion(stage, 1, "Composure")
    return stage


@pytest.fixture
def psychologists_card(day, talk, petra, kim, at) -> Scorecard:  # noqa: F811
    station = Station.objects.create(day=day, stage=talk, minutes=40)
    start = at + dt.timedelta(hours=2)
    meeting = Session.objects.create(
        station=station, during=TimestamptzRange(start, start + dt.timedelta(minutes=40))
    )
    SessionSeat.objects.create(session=meeting, application=kim)
    SessionInterviewer.objects.create(session=meeting, interviewer=petra)
    ensure_scorecards(session_ids=[meeting.pk], at=at)
    return Scorecard.objects.get(session=meeting, interviewer=petra)


@pytest.fixture
def narrative(psychologists_card, petra, at) -> Narrative:
    """One passage is written; nothing is locked."""
    draft = Draft("pressure", f"Was told: {CANARY}", 0)
    save_passages(scorecard_id=psychologists_card.pk, drafts=[draft], actor=petra, at=at)
    return Narrative.objects.get()


@pytest.fixture
def locked(narrative, psychologists_card, at) -> Narrative:
    """Petra has locked her scorecard."""
    lock(psychologists_card, 4, at)
    return narrative
