"""Stages out of real scorecards: scores, reliability, hours; as the plain query has them."""

import pytest

from candidates.applications.models import Application
from hiring.worth.gathering import work_out
from interviews.composites.actions import recompute_composites
from interviews.composites.agreeing import keep_calibrations
from interviews.composites.agreeing import work_out as calibrate
from interviews.composites.models import Calibration, StageScore
from interviews.scorecards.models import Scorecard
from tests.hiring.dashboards.marked import make_plan, mark_many
from tests.hiring.interviewers.cards import mark_all, marked_plan


@pytest.fixture
def marked(opening, ines, viktor, at):
    """Twelve candidates, each with two locked scorecards in one stage, and what follows."""
    plan = marked_plan(opening, at)
    mark_all(opening, plan, [ines, viktor], 12, at)
    keys = Application.objects.values_list("pk", flat=True)
    recompute_composites(application_ids=list(keys), at=at)
    keep_calibrations(plan_id=plan.pk, worked_out=calibrate(plan.pk), at=at)
    return plan


def test_stages_agree_with_the_plain_query(opening, marked, at):
    (plan,) = work_out(opening.pk, at)["plans"]
    (stage,) = plan["stages"]
    values = list(StageScore.objects.values_list("value", flat=True))
    assert (plan["complete"], stage["seen"]) == (12, 12)
    assert stage["mean"] == pytest.approx(sum(values) / 12)
    calibration = Calibration.objects.get(criterion=None)
    assert stage["reliability"] == stage["icc"] == calibration.result["icc"]["mean"]
    # a voice coach's stage of 20 minutes and 5 of marking, for each of 24 scorecards
    assert Scorecard.objects.count() == 24
    assert stage["hours"] == pytest.approx(24 * 25 / 60)


def test_without_raters_to_compare_the_scores_own_errors_count(opening, at):
    mark_many(opening, make_plan(opening, at), 20, at)
    (plan,) = work_out(opening.pk, at)["plans"]
    for stage in plan["stages"]:
        assert stage["icc"] is None
        assert stage["reliability"] == pytest.approx(1 - 0.3**2 / stage["deviation"] ** 2)


def test_versions_stand_apart_the_newest_first(opening, at):
    old = make_plan(opening, at)
    mark_many(opening, old, 11, at)
    old.state = "superseded"
    old.save()
    mark_many(opening, make_plan(opening, at, version=2), 13, at, seed=8)
    plans = work_out(opening.pk, at)["plans"]
    assert [(plan["version"], plan["complete"]) for plan in plans] == [(2, 13), (1, 11)]
