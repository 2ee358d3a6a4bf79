"""Plans in the states that the tests of this room begin with."""

import pytest

from interviews.plans import actions
from interviews.plans.models import Plan


@pytest.fixture
def draft(opening, rosa, at) -> Plan:
    return actions.create_plan_from_template(opening_id=opening.pk, template="a", actor=rosa, at=at)


@pytest.fixture
def active(draft, rosa, at) -> Plan:
    return actions.activate_plan(plan_id=draft.pk, actor=rosa, at=at)


@pytest.fixture
def locked(active, at) -> Plan:
    return actions.lock_plan(plan_id=active.pk, at=at)
