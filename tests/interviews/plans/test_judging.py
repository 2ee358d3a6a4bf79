"""The bar by judges' values: the maths, who sees whose, and only before the plan locks."""

from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.urls import reverse

from interviews.plans import actions
from interviews.plans.angoff import angoff, spread_of
from interviews.plans.judging import bar_page
from interviews.plans.models import BarJudgement, Plan, Stage
from interviews.plans.queries import stages_of


def test_angoff_by_hand():
    # weights .4 .35 .25; judges' bars: 3.0, 3.4 and 2.85
    values = {
        1: {10: 3.0, 11: 3.0, 12: 3.0},
        2: {10: 3.5, 11: 3.0, 12: 3.8},
        3: {10: 2.5, 11: 3.0, 12: 3.2},
    }
    result = angoff(values, {10: 40, 11: 35, 12: 25})
    assert result.bars == pytest.approx({1: 3.0, 2: 3.4, 3: 2.85})
    assert result.bar.mean == pytest.approx(3.083333, abs=1e-6)
    assert result.bar.deviation == pytest.approx(0.284312, abs=1e-6)
    assert result.bar.error == pytest.approx(0.164148, abs=1e-6)  # SD / √3
    assert result.suggested == 3.08
    assert result.stages[11].deviation == 0.0
    assert not result.stages[10].is_apart  # one point and no more


def test_a_judge_who_left_a_stage_out_is_in_no_bar_but_in_its_stages():
    result = angoff({1: {10: 3.0}, 2: {10: 4.0, 11: 2.0}}, {10: 50, 11: 50})
    assert result.bars == {2: 3.0}
    assert result.bar.deviation is None
    assert result.bar.error is None
    assert result.suggested is None
    assert (result.stages[10].mean, result.stages[10].count) == (3.5, 2)


def test_stages_without_weight_need_no_value():
    assert angoff({1: {10: 3.0}}, {10: 100, 11: 0}).bars == {1: 3.0}


def test_nobody_has_judged():
    result = angoff({}, {10: 100})
    assert (result.bar, result.suggested, result.stages) == (None, None, {})


def test_spread_of_values_far_apart():
    assert spread_of([2.0, 3.5]).is_apart


def judge(plan: Plan, who, value: str, at, *, leave_out: int = 0) -> None:
    stages = stages_of(plan.pk)
    values = {stage.pk: Decimal(value) for stage in stages[leave_out:]}
    actions.judge_bar(plan_id=plan.pk, values=values, actor=who, at=at)


def test_judging_the_same_again_changes_nothing(draft, milan, at):
    judge(draft, milan, "3.00", at)
    rows = list(BarJudgement.objects.order_by("pk").values())
    judge(draft, milan, "3.00", at)
    assert list(BarJudgement.objects.order_by("pk").values()) == rows
    first = stages_of(draft.pk)[0]
    actions.judge_bar(plan_id=draft.pk, values={first.pk: None}, actor=milan, at=at)
    assert not BarJudgement.objects.filter(stage=first).exists()


def test_others_values_show_when_ones_own_are_in(draft, milan, rosa, at):
    judge(draft, milan, "3.00", at)
    judge(draft, rosa, "4.00", at, leave_out=1)
    page = bar_page(rosa, draft)
    assert (page.result, page.bars, page.judges) == (None, (), 2)
    assert all(each.values == () for each in page.stages)
    judge(draft, rosa, "4.00", at)
    page = bar_page(rosa, draft)
    assert page.bars == (("Milan Mraz", 3.0), ("Rosa Ruiz", 4.0))
    assert page.stages[0].spread.mean == 3.5


def test_a_locked_plan_is_judged_no_more(locked, milan, at):
    with pytest.raises(actions.PlanLocked):
        judge(locked, milan, "3.00", at)
    stage = Stage.objects.filter(plan=locked).first()
    with pytest.raises(IntegrityError, match="the plan is locked"):
        BarJudgement.objects.create(
            plan=locked, stage=stage, judge=milan, value="3.00", judged_at=at
        )


def test_the_suggested_bar_takes_three_judges(draft, rosa, milan, ada, at):
    judge(draft, rosa, "3.00", at)
    judge(draft, milan, "3.20", at)
    with pytest.raises(actions.TooFewJudges, match="when 3 judges"):
        actions.use_judged_bar(plan_id=draft.pk, actor=rosa, at=at)
    judge(draft, ada, "3.40", at)
    for _twice in range(2):
        plan = actions.use_judged_bar(plan_id=draft.pk, actor=rosa, at=at)
    assert plan.bar == Decimal("3.20")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_makes_the_same_number_of_queries(
    client, draft, rosa, milan, ada, at, django_assert_num_queries, count
):
    for who in (rosa, milan, ada)[:count]:
        judge(draft, who, "3.00", at)
    client.force_login(rosa)
    with django_assert_num_queries(8):
        client.get(reverse("interviews:plan-bar", args=[draft.pk]))


def test_the_page_saves_refuses_and_sets_the_bar(client, draft, rosa, milan, ada, at):
    client.force_login(rosa)
    url = reverse("interviews:plan-bar", args=[draft.pk])
    stages = stages_of(draft.pk)
    wrong = {f"stage_{stage.pk}": "6" for stage in stages}
    answer = client.post(url, wrong)
    assert answer.status_code == 422
    assert "less than or equal to 5" in answer.content.decode()
    answer = client.post(url, {f"stage_{stage.pk}": "3.1" for stage in stages}, follow=True)
    assert "From three judges on the mean is suggested as the bar." in answer.content.decode()
    for who in (milan, ada):
        judge(draft, who, "3.10", at)
    assert "Set the bar to 3.10" in client.get(url).content.decode()
    client.post(reverse("interviews:plan-bar-use", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.bar == Decimal("3.10")
