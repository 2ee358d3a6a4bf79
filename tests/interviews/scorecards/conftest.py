"""A plan with a Day on it: two interviewers in one session, and a letter marked beforehand."""

from __future__ import annotations

import datetime as dt

import pytest
from psycopg.types.range import TimestamptzRange

from interviews.competencies.models import Competency
from interviews.days.models import Day, Session, SessionInterviewer, SessionSeat, Station
from interviews.plans.models import Criterion, Plan, Stage
from interviews.scorecards.actions import ensure_scorecards
from interviews.scorecards.models import Scorecard

EVIDENCE = "She asked the caller twice what had been tried before."


def make_criterion(stage: Stage, position: int, name: str) -> Criterion:
    competency, _ = Competency.objects.get_or_create(
        code=name.lower(),
        defaults={"name": name, "anchor_1": "curt", "anchor_3": "polite", "anchor_5": "warm"},
    )
    return Criterion.objects.create(
        stage=stage,
        position=position,
        competency=competency,
        name=name,
        question=f"What shows {name.lower()}?",
        probes="Tell me more.\nWhat happened then?",
        anchor_1=f"{name}: flat or curt",
        anchor_3=f"{name}: polite and pleasant",
        anchor_5=f"{name}: the caller audibly relaxes",
    )


@pytest.fixture
def plan(opening, rosa, at) -> Plan:
    return Plan.objects.create(
        opening=opening,
        name="The classic Day",
        state=Plan.State.ACTIVE,
        bar="3.50",
        created_at=at,
        created_by=rosa,
    )


@pytest.fixture
def letter(plan) -> Stage:
    """Marked before the Day, a fifth of the composite."""
    stage = Stage.objects.create(
        plan=plan,
        position=1,
        kind="cover-letter",
        title="Cover letter",
        weight=20,
        minutes=10,
        raters=1,
        on_day=False,
    )
    make_criterion(stage, 1, "Attention")
    return stage


@pytest.fixture
def voice(plan, letter) -> Stage:
    """On the Day, with two interviewers and a gate."""
    stage = Stage.objects.create(
        plan=plan,
        position=2,
        kind="voice-coach",
        title="Voice coach",
        weight=80,
        gate="3.00",
        minutes=30,
        raters=2,
    )
    make_criterion(stage, 1, "Warmth")
    make_criterion(stage, 2, "Patience")
    return stage


@pytest.fixture
def day(opening, at) -> Day:
    return Day.objects.create(
        opening=opening,
        on=at.date(),
        starts_at=at,
        site="Vilnius",
        time_zone="Europe/Vilnius",
        state=Day.State.PUBLISHED,
        published_at=at,
        created_at=at,
    )


@pytest.fixture
def session(day, voice, ines, viktor, kim, at) -> Session:
    """Kim with ines and viktor, for half an hour from now; both owe a scorecard."""
    station = Station.objects.create(day=day, stage=voice, minutes=30)
    session = Session.objects.create(
        station=station, during=TimestamptzRange(at, at + dt.timedelta(minutes=30))
    )
    SessionSeat.objects.create(session=session, application=kim)
    for person in (ines, viktor):
        SessionInterviewer.objects.create(session=session, interviewer=person)
    ensure_scorecards(session_ids=[session.pk], at=at)
    return session


@pytest.fixture
def card(session, ines) -> Scorecard:
    """What ines owes for kim."""
    return Scorecard.objects.get(session=session, interviewer=ines)


@pytest.fixture
def other_card(session, viktor) -> Scorecard:
    """What viktor owes for kim."""
    return Scorecard.objects.get(session=session, interviewer=viktor)


def mark_all(card: Scorecard, value: int, at: dt.datetime, evidence: str = EVIDENCE) -> None:
    """Mark every criterion alike, as the page does."""
    from interviews.scorecards.actions import Draft, save_ratings

    drafts = [
        Draft(criterion.pk, value, "", evidence, 0) for criterion in card.stage.criteria.all()
    ]
    assert not save_ratings(scorecard_id=card.pk, drafts=drafts, actor=card.interviewer, at=at)


def lock(card: Scorecard, value: int, at: dt.datetime, evidence: str = EVIDENCE) -> Scorecard:
    from interviews.scorecards.actions import lock_scorecard

    mark_all(card, value, at, evidence)
    return lock_scorecard(scorecard_id=card.pk, actor=card.interviewer, at=at)
