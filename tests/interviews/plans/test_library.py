"""The four templates are what their sources say they are."""

from decimal import Decimal

import pytest

from interviews.competencies.starter import STARTERS
from interviews.plans.library import TEMPLATES
from interviews.plans.queries import template_cost
from interviews.plans.readiness import MOST_GATES

each_template = pytest.mark.parametrize("template", TEMPLATES.values(), ids=list(TEMPLATES))


def _criteria(template):
    return [spec for stage in template.stages for spec in stage.planned_criteria]


@each_template
def test_template_is_ready_to_be_active(template):
    assert sum(stage.weight for stage in template.stages) == 100
    assert sum(stage.gate is not None for stage in template.stages) <= MOST_GATES
    assert all(stage.gate is None or stage.gate < template.bar for stage in template.stages)
    assert all(stage.planned_criteria for stage in template.stages)
    known = {starter.code for starter in STARTERS}
    assert {spec.competency for spec in _criteria(template)} <= known
    assert all(str(text) for text in (template.name, template.belief, template.suits))


def test_service_day_has_eight_stages_in_one_day():
    stages = TEMPLATES["a"].stages
    assert [stage.kind for stage in stages] == [
        "voice-coach",
        "psychologist",
        "grammar-test",
        "memory-test",
        "support-case",
        "call-shadowing",
        "teach-me-something",
        "culture-panel",
    ]
    assert all(stage.is_on_day for stage in stages)
    assert stages[-1].planned_criteria[0].competency == "respect"


def test_values_first_lets_the_panel_mark_each_value_and_weighs_it_most():
    panel = TEMPLATES["b"].stages[-1]
    assert [spec.competency for spec in panel.planned_criteria] == [
        "common-sense",
        "honesty-and-integrity",
        "discipline",
        "development",
    ]
    assert panel.weight == max(stage.weight for stage in TEMPLATES["b"].stages)
    assert panel.gate == Decimal("3.00")


def test_five_traits_are_one_stage_each_and_optimism_weighs_least():
    weights = {
        stage.planned_criteria[0].competency: stage.weight for stage in TEMPLATES["c"].stages
    }
    assert list(weights) == [
        "warmth",
        "empathy",
        "optimism",
        "team-orientation",
        "conscientiousness",
    ]
    assert min(weights, key=weights.get) == "optimism"
    for stage in TEMPLATES["c"].stages:
        assert len({spec.competency for spec in stage.planned_criteria}) == 1


def test_two_hours_are_under_two_hours_in_one_sitting():
    template = TEMPLATES["d"]
    assert template_cost(template).day_minutes < 120
    assert [stage.kind for stage in template.stages if not stage.is_on_day] == ["cover-letter"]
    rated = {spec.competency for spec in _criteria(template)}
    assert {"empathy", "attention-to-detail", "communication", "self-motivation"} <= rated


def test_costs_are_what_the_stages_come_to():
    costs = {code: template_cost(template) for code, template in TEMPLATES.items()}
    assert {code: cost.interviewer_minutes for code, cost in costs.items()} == {
        "a": 399,
        "b": 285,
        "c": 280,
        "d": 180,
    }
