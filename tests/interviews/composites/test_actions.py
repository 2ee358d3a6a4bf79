"""A composite is made of locked marks, keeps what it is made of, and is made once."""

import datetime as dt
import threading

import pytest
from django.db import connection

from candidates.outbox.models import Task
from candidates.outbox.work import run_due
from interviews.composites import snapshot
from interviews.composites.actions import NoPlan, recompute_composite
from interviews.composites.models import Composite, StageScore
from interviews.composites.queries import current_composite, plan_for
from interviews.plans.models import Criterion, Plan, Stage
from interviews.scorecards.actions import assign_marker, revise_rating
from tests.interviews.scorecards.conftest import lock, make_criterion

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def letter_card(letter, kim, petra, rosa, at):
    return assign_marker(
        stage_id=letter.pk,
        application_id=kim.pk,
        interviewer_id=petra.pk,
        due_at=at + HOUR,
        actor=rosa,
        at=at,
    )


def scores(composite):
    rows = StageScore.objects.filter(composite=composite).order_by("stage__position")
    return [(row.value, row.raters_locked, row.raters_expected, row.gate_met) for row in rows]


def test_nothing_marked_is_incomplete_and_not_zero(kim, session, at):
    composite = recompute_composite(application_id=kim.pk, at=at)
    assert (composite.value, composite.zone) == (None, "incomplete")
    assert (composite.marks_locked, composite.marks_expected) == (0, 3)
    assert scores(composite) == [(None, 0, 1, None), (None, 0, 2, None)]


def test_unlocked_marks_do_not_count(kim, card, other_card, at):
    from tests.interviews.scorecards.conftest import mark_all

    lock(card, 4, at)
    mark_all(other_card, 1, at)
    composite = recompute_composite(application_id=kim.pk, at=at)
    assert scores(composite) == [(None, 0, 1, None), (4.0, 1, 2, True)]
    assert composite.is_provisional


def test_composite_is_the_weighted_sum_with_its_error(kim, card, other_card, letter_card, at):
    lock(card, 4, at)
    lock(other_card, 5, at)
    lock(letter_card, 3, at)
    composite = recompute_composite(application_id=kim.pk, at=at)
    assert scores(composite) == [(3.0, 1, 1, None), (4.5, 2, 2, True)]
    assert composite.value == pytest.approx(0.2 * 3 + 0.8 * 4.5)
    assert composite.standard_error == pytest.approx((0.2**2 * 0.5 + 0.8**2 * 0.25) ** 0.5)
    assert composite.zone == "clear"
    assert not composite.is_provisional


def test_missed_gate_is_written_down(kim, card, other_card, letter_card, at):
    lock(card, 2, at)
    lock(other_card, 3, at)
    lock(letter_card, 5, at)
    composite = recompute_composite(application_id=kim.pk, at=at)
    assert scores(composite) == [(5.0, 1, 1, None), (2.5, 2, 2, False)]
    assert composite.zone != "clear"


def test_same_inputs_keep_the_composite(kim, card, at):
    lock(card, 4, at)
    first = recompute_composite(application_id=kim.pk, at=at)
    again = recompute_composite(application_id=kim.pk, at=at + HOUR)
    assert (again.pk, again.computed_at) == (first.pk, at)
    assert Composite.objects.count() == 1


def test_new_marks_add_a_row_and_keep_the_old_one(kim, card, other_card, at):
    lock(card, 4, at)
    first = recompute_composite(application_id=kim.pk, at=at)
    lock(other_card, 5, at)
    second = recompute_composite(application_id=kim.pk, at=at + HOUR)
    first.refresh_from_db()
    assert (first.is_current, second.is_current) == (False, True)
    assert first.inputs_sha256 != second.inputs_sha256


def test_new_code_adds_a_row(kim, card, at, monkeypatch):
    lock(card, 4, at)
    first = recompute_composite(application_id=kim.pk, at=at)
    monkeypatch.setattr("interviews.composites.scoring.VERSION", "scoring-next")
    second = recompute_composite(application_id=kim.pk, at=at)
    assert second.pk != first.pk
    assert second.inputs_sha256 == first.inputs_sha256


def test_revisions_do_not_count(kim, card, ines, at):
    lock(card, 4, at)
    before = recompute_composite(application_id=kim.pk, at=at)
    revise_rating(
        rating_id=card.ratings.first().pk,
        new_value=1,
        reason="I had confused two candidates in my notes, sorry.",
        actor=ines,
        at=at,
    )
    assert recompute_composite(application_id=kim.pk, at=at) == before


def test_snapshot_gives_the_numbers_again(kim, card, other_card, letter_card, plan, at):
    for each, value in ((card, 4), (other_card, 2), (letter_card, 5)):
        lock(each, value, at)
    composite = recompute_composite(application_id=kim.pk, at=at)
    composite.refresh_from_db()  # as JSON brought it back
    assert composite.inputs["plan_version"] == plan.version
    assert composite.inputs["bar"] == "3.50"
    assert snapshot.fingerprint(composite.inputs) == composite.inputs_sha256
    result = snapshot.score_inputs(composite.inputs)
    assert (result.value, result.standard_error) == (composite.value, composite.standard_error)


def test_task_makes_the_composite_once(kim, card, at):
    lock(card, 4, at)
    assert run_due(at=at) == 1
    task = Task.objects.get(kind="composites.compute")
    assert (task.state, task.result) == ("done", {"composite": Composite.objects.get().pk})


def test_opening_without_a_plan_is_said_so(kim, at):
    with pytest.raises(NoPlan, match="no plan"):
        recompute_composite(application_id=kim.pk, at=at)


def test_marks_stay_with_the_version_they_were_given_under(kim, jonas, card, plan, rosa, at):
    lock(card, 4, at)
    Plan.objects.filter(pk=plan.pk).update(state=Plan.State.SUPERSEDED)
    newer = Plan.objects.create(
        opening=kim.opening, version=2, name="New", state="active", bar="4.00", created_at=at
    )
    stage = Stage.objects.create(
        plan=newer, position=1, kind="voice-coach", title="Voice", weight=100, minutes=30
    )
    make_criterion(stage, 1, "Warmth")
    assert plan_for(kim.pk) == plan
    assert plan_for(jonas.pk) == newer
    assert recompute_composite(application_id=kim.pk, at=at).plan == plan
    assert Criterion.objects.filter(stage=stage).count() == 1


def test_composite_shows_to_those_who_decide_and_are_not_blind(
    kim, card, other_card, rosa, milan, ines, oskar, at
):
    lock(card, 4, at)
    composite = recompute_composite(application_id=kim.pk, at=at)
    other_card.interviewer = milan
    other_card.save()
    seen = {user: current_composite(user, kim.pk) for user in (rosa, milan, ines, oskar)}
    assert seen == {rosa: composite, milan: None, ines: None, oskar: None}
    lock(other_card, 4, at)
    assert current_composite(milan, kim.pk) == composite


@pytest.mark.django_db(transaction=True)
def test_two_computations_at_once_leave_one_current(kim, card, at):
    lock(card, 4, at)
    start = threading.Barrier(2)

    def compute():
        try:
            start.wait()
            recompute_composite(application_id=kim.pk, at=at)
        finally:
            connection.close()

    threads = [threading.Thread(target=compute) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Composite.objects.count() == 1
    assert Composite.objects.get().is_current


@pytest.fixture
def measuring(monkeypatch, letter):
    """A letter that measures itself, for as long as a test; what is kept is a real mapping."""
    from interviews.stages import registry

    results = {}

    def measure(stage_id, application_ids):
        assert stage_id == letter.pk
        return {key: results[key] for key in application_ids if key in results}

    monkeypatch.setattr(registry.get("cover-letter"), "measure", staticmethod(measure))
    return results


def test_result_of_a_test_is_its_stages_score(kim, card, other_card, measuring, at):
    from interviews.stages.registry import Measured

    lock(card, 4, at)
    lock(other_card, 4, at)
    before = recompute_composite(application_id=kim.pk, at=at)
    assert scores(before)[0] == (None, 0, 1, None)
    measuring[kim.pk] = Measured(raw=18, maximum=24, error=1.2, at=at)
    composite = recompute_composite(application_id=kim.pk, at=at)
    assert scores(composite) == [(4.0, 1, 1, None), (4.0, 2, 2, True)]
    assert composite.stage_scores.first().standard_error == pytest.approx(0.2)
    assert not composite.is_provisional


def test_norms_count_only_for_plans_locked_after_they_were_frozen(
    kim, card, plan, measuring, rosa, at
):
    from interviews.composites.models import NormSet
    from interviews.stages.registry import Measured

    measuring[kim.pk] = Measured(raw=18, maximum=24, error=1.2, at=at)
    made = {"kind": "cover-letter", "people": 30, "deviation": 15.0, "frozen_by": rosa}
    NormSet.objects.create(name="Autumn", mean=75.0, frozen_at=at - HOUR, **made)
    lock(card, 4, at)  # locks the plan
    NormSet.objects.create(name="Winter", mean=90.0, frozen_at=at + HOUR, **made)
    composite = recompute_composite(application_id=kim.pk, at=at + 2 * HOUR)
    assert scores(composite)[0] == (3.0, 1, 1, None)
    assert snapshot.score_inputs(composite.inputs).value == composite.value


@pytest.mark.parametrize("number", [1, 3])
def test_many_are_computed_in_as_many_queries_as_one(
    opening, session, kim, at, number, django_assert_num_queries
):
    from interviews.composites.actions import recompute_composites
    from tests.conftest import make_application

    others = [
        make_application(opening, f"Kim {n}", f"kim{n}@example.org", at) for n in range(number - 1)
    ]
    keys = [each.pk for each in [kim, *others]]
    with django_assert_num_queries(14):
        made = recompute_composites(application_ids=keys, at=at)
    assert sorted(made) == sorted(keys)
    assert Composite.objects.current().count() == number
