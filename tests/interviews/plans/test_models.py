"""What the database refuses of a locked plan, whatever the code does."""

import pytest
from django.db import DatabaseError, transaction

from interviews.plans import queries
from interviews.plans.models import Criterion, Plan, Stage


def _refused(call, match):
    with pytest.raises(DatabaseError, match=match), transaction.atomic():
        call()


@pytest.mark.parametrize("field", ["bar", "locked_at", "opening"])
def test_locked_plan_keeps_bar_lock_and_opening(locked, oskar, field):
    values = {"bar": 2, "locked_at": None, "opening": oskar.openings.get()}
    rows = Plan.objects.filter(pk=locked.pk)
    _refused(lambda: rows.update(**{field: values[field]}), "a_locked_plan_keeps_its_bar")


def test_locked_plan_may_still_be_superseded(locked):
    assert Plan.objects.filter(pk=locked.pk).update(state="superseded") == 1


def test_unlocked_plan_changes_freely(active):
    assert Plan.objects.filter(pk=active.pk).update(bar=2) == 1
    assert Stage.objects.filter(plan=active).update(minutes=1) == 8


def test_stages_of_a_locked_plan_stay(locked):
    stages = Stage.objects.filter(plan=locked)
    _refused(lambda: stages.update(weight=1), "the plan is locked")
    _refused(lambda: stages.first().delete(), "the plan is locked")
    copy = {"kind": "cover-letter", "title": "New", "weight": 0, "minutes": 5}
    _refused(lambda: Stage.objects.create(plan=locked, position=9, **copy), "the plan is locked")


def test_criteria_of_a_locked_plan_stay(locked):
    criteria = Criterion.objects.filter(stage__plan=locked)
    first = queries.stages_of(locked.pk)[0].criteria.all()[0]
    _refused(lambda: criteria.update(question="x"), "the plan is locked")
    _refused(lambda: Criterion.objects.get(pk=first.pk).delete(), "the plan is locked")

    def add():
        Criterion.objects.create(
            stage=first.stage, position=99, competency=first.competency, name="New"
        )

    _refused(add, "the plan is locked")


def test_second_active_plan_of_an_opening_is_refused(active, at):
    def make():
        Plan.objects.create(
            opening_id=active.opening_id, version=2, name="x", bar=3, state="active", created_at=at
        )

    _refused(make, "one_active_plan_per_opening")


def test_draft_cannot_be_locked(draft, at):
    rows = Plan.objects.filter(pk=draft.pk)
    _refused(lambda: rows.update(locked_at=at), "a_draft_plan_is_not_locked")


def test_words_of_a_plan(locked):
    assert str(locked) == "The customer service day v1"
    assert locked.is_locked
    stage = queries.stages_of(locked.pk)[0]
    assert str(stage) == "Voice coach"
    assert str(stage.criteria.all()[0]) == "Warmth on the line"
    assert stage.kind_class.code == "voice-coach"
