"""Versions of a plan: drafted, changed, activated, locked, replaced."""

import datetime as dt
import threading
from decimal import Decimal

import pytest
from django.db import connection

from candidates.history.models import Entry
from candidates.openings.models import Opening
from interviews.competencies.models import Competency
from interviews.plans import actions, queries
from interviews.plans.library import TEMPLATES
from interviews.plans.models import Criterion, Plan, Stage


def _shape(plan):
    return [
        (
            stage.kind,
            stage.weight,
            stage.gate,
            [criterion.competency.code for criterion in stage.criteria.all()],
        )
        for stage in queries.stages_of(plan.pk)
    ]


@pytest.mark.parametrize("code", TEMPLATES)
def test_template_becomes_a_draft_like_itself(opening, rosa, at, code):
    plan = actions.create_plan_from_template(
        opening_id=opening.pk, template=code, actor=rosa, at=at
    )
    assert (plan.state, plan.version, plan.bar) == ("draft", 1, TEMPLATES[code].bar)
    assert (plan.created_by_id, plan.created_at) == (rosa.pk, at)
    assert _shape(plan) == [
        (
            stage.kind,
            stage.weight,
            stage.gate,
            [spec.competency for spec in stage.planned_criteria],
        )
        for stage in TEMPLATES[code].stages
    ]
    for criterion in Criterion.objects.filter(stage__plan=plan):
        assert all((criterion.name, criterion.question, criterion.anchor_1, criterion.anchor_5))


def test_template_takes_the_anchors_that_a_company_made_its_own(opening, rosa, at):
    Competency.objects.create(
        code="common-sense",
        name="Common sense",
        family="value",
        anchor_1="Ours 1",
        anchor_3="Ours 3",
        anchor_5="Ours 5",
    )
    plan = actions.create_plan_from_template(opening_id=opening.pk, template="b", actor=rosa, at=at)
    criterion = Criterion.objects.get(stage__plan=plan, competency__code="common-sense")
    assert criterion.anchor_5 == "Ours 5"


def test_second_draft_is_refused(draft, rosa, at):
    with pytest.raises(actions.DraftWaiting, match="There is a draft already"):
        actions.create_plan_from_template(
            opening_id=draft.opening_id, template="d", actor=rosa, at=at
        )
    with pytest.raises(actions.DraftWaiting):
        actions.new_version(plan_id=draft.pk, actor=rosa, at=at)
    assert Plan.objects.count() == 1


def test_unknown_template_is_a_key_error(opening, rosa, at):
    with pytest.raises(KeyError):
        actions.create_plan_from_template(opening_id=opening.pk, template="z", actor=rosa, at=at)


def test_draft_is_discarded_and_stays_gone(draft, rosa, at):
    actions.discard_plan(plan_id=draft.pk, actor=rosa, at=at)
    actions.discard_plan(plan_id=draft.pk, actor=rosa, at=at)
    assert (Plan.objects.count(), Stage.objects.count()) == (0, 0)


def test_active_plan_is_not_discarded(active, rosa, at):
    with pytest.raises(actions.PlanInUse, match="active"):
        actions.discard_plan(plan_id=active.pk, actor=rosa, at=at)


def test_change_sets_name_bar_weights_and_gates(draft, rosa, at):
    first, second, *_ = queries.stages_of(draft.pk)
    actions.change_plan(
        plan_id=draft.pk,
        name="Our own day",
        bar=Decimal("3.80"),
        weights={first.pk: 15, second.pk: 20},
        gates={first.pk: None, second.pk: Decimal("2.75")},
        actor=rosa,
        at=at,
    )
    plan = Plan.objects.get(pk=draft.pk)
    assert (plan.name, plan.bar) == ("Our own day", Decimal("3.80"))
    first, second, *_ = queries.stages_of(draft.pk)
    assert (first.weight, first.gate, second.weight, second.gate) == (15, None, 20, Decimal("2.75"))


def test_change_to_the_same_is_no_entry(draft, rosa, at):
    before = Entry.objects.count()
    actions.change_plan(plan_id=draft.pk, name=draft.name, bar=draft.bar, actor=rosa, at=at)
    assert Entry.objects.count() == before


def test_active_plan_refuses_weights_that_miss_100(active, rosa, at):
    stage = queries.stages_of(active.pk)[0]
    with pytest.raises(actions.PlanNotReady) as refusal:
        actions.change_plan(
            plan_id=active.pk,
            name="Other",
            bar=active.bar,
            weights={stage.pk: 21},
            actor=rosa,
            at=at,
        )
    assert refusal.value.missing == ["The weights sum to 100 % (101 %: 1 too many)"]
    assert Plan.objects.get(pk=active.pk).name == active.name


def test_locked_plan_refuses_change(locked, rosa, at):
    with pytest.raises(actions.PlanLocked, match="Make a new version"):
        actions.change_plan(plan_id=locked.pk, name="Other", bar=locked.bar, actor=rosa, at=at)


def test_activate_makes_the_plan_the_openings(draft, rosa, at):
    assert queries.active_plan(draft.opening_id) is None
    actions.activate_plan(plan_id=draft.pk, actor=rosa, at=at)
    actions.activate_plan(plan_id=draft.pk, actor=rosa, at=at)
    assert queries.active_plan(draft.opening_id) == draft
    told = Entry.objects.filter(subject="opening", verb="plan-activated")
    assert [entry.facts for entry in told] == [{"version": 1}]


def test_activate_says_what_is_missing(draft, rosa, at):
    stages = queries.stages_of(draft.pk)
    Criterion.objects.filter(stage=stages[0]).delete()
    Stage.objects.filter(pk=stages[1].pk).update(weight=10)
    Stage.objects.filter(plan=draft).update(gate=3)
    with pytest.raises(actions.PlanNotReady) as refusal:
        actions.activate_plan(plan_id=draft.pk, actor=rosa, at=at)
    assert refusal.value.missing == [
        "The weights sum to 100 % (95 %: 5 still to give)",
        "At most four gates (8 gates)",
        "Every stage has something to rate (No criterion yet: Voice coach)",
    ]
    assert "95 %" in str(refusal.value)


def test_plan_without_stages_is_not_ready(opening, rosa, at):
    plan = Plan.objects.create(opening=opening, name="Bare", bar=3, created_at=at)
    with pytest.raises(actions.PlanNotReady, match="The plan has stages"):
        actions.activate_plan(plan_id=plan.pk, actor=rosa, at=at)


def test_new_version_is_a_whole_copy_and_takes_over_when_active(locked, rosa, at):
    copy = actions.new_version(plan_id=locked.pk, actor=rosa, at=at)
    assert (copy.version, copy.state, copy.locked_at, copy.bar) == (2, "draft", None, locked.bar)
    assert _shape(copy) == _shape(locked)
    assert queries.active_plan(locked.opening_id) == locked
    actions.activate_plan(plan_id=copy.pk, actor=rosa, at=at)
    assert queries.active_plan(locked.opening_id) == copy
    old = Plan.objects.get(pk=locked.pk)
    assert (old.state, old.locked_at) == ("superseded", locked.locked_at)
    with pytest.raises(actions.PlanLocked):
        actions.activate_plan(plan_id=locked.pk, actor=rosa, at=at)
    with pytest.raises(actions.PlanLocked):
        actions.change_plan(plan_id=locked.pk, name="x", bar=locked.bar, actor=rosa, at=at)


def test_lock_keeps_the_first_moment(active, at):
    actions.lock_plan(plan_id=active.pk, at=at)
    again = actions.lock_plan(plan_id=active.pk, at=at + dt.timedelta(hours=1))
    assert again.locked_at == at
    assert Entry.objects.filter(subject="plan", verb="plan-locked").count() == 1


def test_draft_is_not_locked(draft, at):
    with pytest.raises(actions.PlanNotReady, match="still a draft"):
        actions.lock_plan(plan_id=draft.pk, at=at)


def test_superseded_plan_locks_for_a_late_mark(active, rosa, at):
    copy = actions.new_version(plan_id=active.pk, actor=rosa, at=at)
    actions.activate_plan(plan_id=copy.pk, actor=rosa, at=at)
    assert actions.lock_plan(plan_id=active.pk, at=at).locked_at == at


def _at_once(*calls):
    """Run calls in threads that start together; return what each gave or raised."""
    gate, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(index, call):
        try:
            gate.wait()
            results[index] = call()
        except Exception as error:  # noqa: BLE001  (handed to the test)
            results[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_two_activations_at_once_leave_one_active_plan(active, rosa, at):
    copy = actions.new_version(plan_id=active.pk, actor=rosa, at=at)

    def activate():
        return actions.activate_plan(plan_id=copy.pk, actor=rosa, at=at)

    first, second = _at_once(activate, activate)
    assert (first.state, second.state) == ("active", "active")
    assert list(Plan.objects.filter(state="active")) == [copy]
    assert Entry.objects.filter(subject="plan", verb="plan-activated").count() == 2  # 1 and 2


@pytest.mark.django_db(transaction=True)
def test_two_locks_at_once_agree_on_one_moment(active, at):
    later = at + dt.timedelta(minutes=1)
    first, second = _at_once(
        lambda: actions.lock_plan(plan_id=active.pk, at=at),
        lambda: actions.lock_plan(plan_id=active.pk, at=later),
    )
    assert first.locked_at == second.locked_at == Plan.objects.get(pk=active.pk).locked_at
    assert Entry.objects.filter(subject="plan", verb="plan-locked").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_drafts_at_once_are_one(opening, rosa, at):
    def make():
        return actions.create_plan_from_template(
            opening_id=opening.pk, template="d", actor=rosa, at=at
        )

    results = _at_once(make, make)
    assert {type(result) for result in results} == {Plan, actions.DraftWaiting}
    assert Plan.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_lock_and_change_at_once_end_in_a_locked_plan_that_kept_its_bar_or_a_changed_one(
    active, rosa, at
):
    results = _at_once(
        lambda: actions.lock_plan(plan_id=active.pk, at=at),
        lambda: actions.change_plan(
            plan_id=active.pk, name=active.name, bar=Decimal("4.00"), actor=rosa, at=at
        ),
    )
    plan = Plan.objects.get(pk=active.pk)
    refused = isinstance(results[1], actions.PlanLocked)
    assert plan.locked_at == at
    assert plan.bar == (active.bar if refused else Decimal("4.00"))


def test_readiness_counts_gates_of_one_opening_only(draft, at):
    other = Opening.objects.create(title="x", slug="x", created_at=at)
    Plan.objects.create(opening=other, name="y", bar=3, created_at=at)
    assert queries.plan_page(draft, [draft]).gates == 3
