"""A plan, composites and applications that wait for a decision."""

from __future__ import annotations

import datetime as dt

import pgtrigger
import pytest

from candidates.applications.models import Application, State
from candidates.openings.models import OpeningMember
from hiring.accounts import roles
from hiring.accounts.models import User
from interviews.composites.models import Composite, StageScore
from interviews.plans.models import Plan, Stage
from interviews.scorecards.models import Scorecard
from tests.conftest import make_user

SHA = "0" * 64


@pytest.fixture
def plan(opening, at) -> Plan:
    plan = Plan.objects.create(
        opening=opening, name="The day", state=Plan.State.ACTIVE, bar="3.50", created_at=at
    )
    Stage.objects.create(
        plan=plan, position=1, kind="voice-coach", title="Voice coach", weight=100, minutes=20,
        gate="2.50",
    )  # fmt: skip
    return plan


def put(application: Application, state: State, by: User | None = None) -> Application:
    """Set an application into a state without a way there."""
    with pgtrigger.ignore("candidates.Application:applications_move_only_as_the_table_says"):
        Application.objects.filter(pk=application.pk).update(
            state=state, decided_by=by, decided_reason="Seen." if by else ""
        )
    application.refresh_from_db()
    return application


def give_composite(
    application: Application, plan: Plan, zone: str, at: dt.datetime, gate_met: bool | None = True
) -> Composite:
    """What the numbers say of an application: a zone, and whether the gate was met."""
    Composite.objects.filter(application=application).update(is_current=False)
    numbers = {"value": 3.9, "standard_error": 0.15, "probability": 0.5}
    composite = Composite.objects.create(
        application=application,
        plan=plan,
        zone=zone,
        inputs={},
        inputs_sha256=SHA,
        code_version="1",
        computed_at=at,
        **({} if zone == Composite.Zone.INCOMPLETE else numbers),
    )
    stage = plan.stages.get()
    StageScore.objects.create(composite=composite, stage=stage, value=3.9, gate_met=gate_met)
    return composite


def owe_scorecard(application: Application, plan: Plan, user: User, at: dt.datetime) -> Scorecard:
    """Make somebody blind for an application."""
    return Scorecard.objects.create(
        stage=plan.stages.get(),
        application=application,
        interviewer=user,
        due_at=at,
        created_at=at,
    )


@pytest.fixture
def nora(opening) -> User:
    """A second hiring manager of the opening."""
    user = make_user("Nora Novak", roles.HIRING_MANAGER)
    OpeningMember.objects.create(opening=opening, user=user, part=OpeningMember.Part.HIRING_MANAGER)
    return user


@pytest.fixture
def deciding(kim) -> Application:
    return put(kim, State.DECIDING)
