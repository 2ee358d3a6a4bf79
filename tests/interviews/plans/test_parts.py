"""Stages and criteria of a plan, changed while they may be."""

from decimal import Decimal

import pytest

from interviews.competencies.models import Competency
from interviews.plans import actions, queries
from interviews.plans.models import Criterion, Stage


@pytest.fixture
def stage(draft) -> Stage:
    return queries.stages_of(draft.pk)[0]


@pytest.fixture
def criterion(stage) -> Criterion:
    return stage.criteria.all()[0]


def _fields(stage, **changed):
    names = ("title", "weight", "gate", "minutes", "raters")
    return {"stage_id": stage.pk, **{name: getattr(stage, name) for name in names}, **changed}


def _words(criterion, **changed):
    fields = {
        "criterion_id": criterion.pk,
        "competency_id": criterion.competency_id,
        "name": criterion.name,
        "question": criterion.question,
        "probes": criterion.probes,
        "anchors": (criterion.anchor_1, criterion.anchor_3, criterion.anchor_5),
        "weight": criterion.weight,
    }
    return {**fields, **changed}


def _kinds(plan):
    return [stage.kind for stage in queries.stages_of(plan.pk)]


def test_stage_is_added_last_with_its_kinds_criteria_and_no_weight(draft, rosa, at):
    stage = actions.add_stage(plan_id=draft.pk, kind="cover-letter", actor=rosa, at=at)
    assert (stage.position, stage.weight, stage.on_day) == (9, 0, False)
    assert stage.criteria.count() == 3


def test_stage_changes_once(stage, rosa, at):
    wanted = _fields(stage, title="Our coach", gate=Decimal("3.00"), minutes=25)
    changed = actions.change_stage(**wanted, on_day=False, actor=rosa, at=at)
    assert (changed.title, changed.gate, changed.minutes) == ("Our coach", Decimal(3), 25)
    assert changed.on_day is False
    again = actions.change_stage(**wanted, actor=rosa, at=at)
    assert again.on_day is False


def test_active_stage_may_change_words_and_minutes_but_not_the_sum(active, rosa, at):
    stage = queries.stages_of(active.pk)[0]
    changed = actions.change_stage(**_fields(stage, title="Coach", minutes=30), actor=rosa, at=at)
    assert (changed.title, changed.minutes) == ("Coach", 30)
    with pytest.raises(actions.PlanNotReady, match="5 too many"):
        actions.change_stage(**_fields(stage, weight=25), actor=rosa, at=at)
    assert Stage.objects.get(pk=stage.pk).weight == 20


@pytest.mark.parametrize("up", [True, False])
def test_stage_moves_one_place_and_stops_at_the_ends(draft, rosa, at, up):
    before = _kinds(draft)
    stages = queries.stages_of(draft.pk)
    middle, end = stages[3], stages[0 if up else -1]
    actions.move_stage(stage_id=middle.pk, up=up, actor=rosa, at=at)
    there = 2 if up else 4
    expected = [*before]
    expected[3], expected[there] = expected[there], expected[3]
    assert _kinds(draft) == expected
    actions.move_stage(stage_id=end.pk, up=up, actor=rosa, at=at)
    assert _kinds(draft) == expected
    positions = list(draft.stages.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, 9))


def test_stage_is_removed_once_and_the_rest_move_up(draft, stage, rosa, at):
    actions.remove_stage(stage_id=stage.pk, actor=rosa, at=at)
    actions.remove_stage(stage_id=stage.pk, actor=rosa, at=at)
    positions = list(draft.stages.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, 8))


def test_criterion_takes_from_the_competency_what_is_left_empty(stage, rosa, at):
    caution = Competency.objects.get(code="caution")
    added = actions.add_criterion(stage_id=stage.pk, competency_id=caution.pk, actor=rosa, at=at)
    assert (added.position, added.name, added.anchor_5) == (6, "Caution", caution.anchor_5)


def test_criterion_changes_its_competency_and_words(criterion, rosa, at):
    caution = Competency.objects.get(code="caution")
    wanted = _words(criterion, competency_id=caution.pk, name="", anchors=("", "", ""))
    for _ in range(2):
        changed = actions.change_criterion(**wanted, actor=rosa, at=at)
        assert (changed.competency, changed.name) == (caution, "Caution")
        assert changed.anchor_1 == caution.anchor_1


def test_criterion_of_an_active_plan_may_be_reworded(active, rosa, at):
    criterion = queries.stages_of(active.pk)[0].criteria.all()[0]
    changed = actions.change_criterion(
        **_words(criterion, question="Ours?", probes="One\n\n  Two "), actor=rosa, at=at
    )
    assert (changed.question, changed.probe_lines) == ("Ours?", ["One", "Two"])


def test_criterion_is_removed_once(stage, criterion, rosa, at):
    actions.remove_criterion(criterion_id=criterion.pk, actor=rosa, at=at)
    actions.remove_criterion(criterion_id=criterion.pk, actor=rosa, at=at)
    assert [each.position for each in stage.criteria.order_by("position")] == [1, 2, 3, 4]


def _calls(plan, rosa, at):
    stage = queries.stages_of(plan.pk)[0]
    criterion = stage.criteria.all()[0]
    who = {"actor": rosa, "at": at}
    return {
        "add_stage": lambda: actions.add_stage(plan_id=plan.pk, kind="cover-letter", **who),
        "move_stage": lambda: actions.move_stage(stage_id=stage.pk, up=False, **who),
        "remove_stage": lambda: actions.remove_stage(stage_id=stage.pk, **who),
        "add_criterion": lambda: actions.add_criterion(
            stage_id=stage.pk, competency_id=criterion.competency_id, **who
        ),
        "remove_criterion": lambda: actions.remove_criterion(criterion_id=criterion.pk, **who),
        "change_stage": lambda: actions.change_stage(**_fields(stage, title="Other"), **who),
        "change_criterion": lambda: actions.change_criterion(
            **_words(criterion, name="Other"), **who
        ),
    }


@pytest.mark.parametrize(
    "name", ["add_stage", "move_stage", "remove_stage", "add_criterion", "remove_criterion"]
)
def test_active_plan_keeps_its_parts(active, rosa, at, name):
    with pytest.raises(actions.PlanInUse):
        _calls(active, rosa, at)[name]()


@pytest.mark.parametrize(
    "name",
    [
        "add_stage",
        "move_stage",
        "remove_stage",
        "add_criterion",
        "remove_criterion",
        "change_stage",
        "change_criterion",
    ],
)
def test_locked_plan_refuses_every_change_to_its_parts(locked, rosa, at, name):
    with pytest.raises(actions.PlanLocked):
        _calls(locked, rosa, at)[name]()
