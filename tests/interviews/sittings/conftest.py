"""A plan with a grammar test before the Day, the bank, and kim, who was invited."""

from __future__ import annotations

import pytest

from interviews.assessments.actions import load_bank
from interviews.plans.models import Plan, Stage
from interviews.sittings import actions
from interviews.sittings.models import Sitting
from tests.interviews.recordings.conftest import go_in, invite

SEED = 20261118


@pytest.fixture
def plan(opening, rosa, at) -> Plan:
    return Plan.objects.create(
        opening=opening,
        name="The Day",
        state=Plan.State.ACTIVE,
        bar="3.50",
        created_at=at,
        created_by=rosa,
    )


@pytest.fixture
def grammar(plan, at) -> Stage:
    load_bank(at=at)
    return Stage.objects.create(
        plan=plan,
        position=1,
        kind="grammar-test",
        title="Grammar test",
        weight=40,
        minutes=25,
        on_day=False,
    )


@pytest.fixture
def invited(kim, at):
    return invite(kim, at)


@pytest.fixture
def sitting(grammar, invited, at) -> Sitting:
    return actions.start_sitting(application_id=invited.pk, stage_id=grammar.pk, at=at, seed=SEED)


@pytest.fixture
def inside(invited):
    return go_in(invited)


def tasks_in(sitting: Sitting, section: int = 0) -> list[dict]:
    return sitting.paper["sections"][section]["tasks"]
