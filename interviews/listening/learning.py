"""What a training asks, how far off coaches were, and whether it opens the way to marking."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Min
from django.utils.translation import gettext as _

from interviews.listening.models import (
    LEAST_BENCHMARKS,
    Benchmark,
    TrainingMark,
    TrainingRound,
    kinds_by_ear,
)
from interviews.plans.models import Criterion, Plan, Stage

WELL_ENOUGH = Decimal("0.75")  # points off on average, where the plan says nothing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from interviews.listening.models import Target
    from interviews.scorecards.models import Scorecard


@dataclass(frozen=True)
class Asked:
    """One target, what the coach gave, and whether a choice is still missing."""

    target: Target
    value: int | None
    off: int | None  # points above what experts give; None until the round is finished


def criteria_by_ear(opening_id: int) -> list[Criterion]:
    """Return what coaches rate from listening by the opening's plan, each competency once."""
    found = Criterion.objects.filter(
        stage__plan__opening=opening_id,
        stage__plan__state=Plan.State.ACTIVE,
        stage__kind__in=kinds_by_ear(),
    ).select_related("competency")
    once = {each.competency_id: each for each in found.order_by("-stage__position", "-position")}
    return sorted(once.values(), key=lambda each: each.position)


def benchmarks_of(opening_id: int) -> list[Benchmark]:
    """Return the benchmarks that coaches are asked for, oldest first, with their targets."""
    found = Benchmark.objects.filter(opening=opening_id, retired_at=None)
    return list(found.prefetch_related("targets__competency").order_by("added_at", "pk"))


@dataclass(frozen=True)
class Rule:
    """How far off a coach may be on average, and whether the plan lets nobody lock before."""

    largest_error: Decimal
    is_required: bool


def rule_of(opening_id: int) -> Rule:
    """Return what the opening's plan asks of its coaches: the strictest of its stages by ear."""
    stages = Stage.objects.filter(
        plan__opening=opening_id, plan__state=Plan.State.ACTIVE, kind__in=kinds_by_ear()
    )
    strictest = stages.aggregate(least=Min("training_error"))["least"]
    return Rule(strictest or WELL_ENOUGH, strictest is not None)


def open_round(opening_id: int, coach: Any) -> TrainingRound | None:
    """Return the round that the coach has begun and not finished."""
    own = TrainingRound.objects.filter(opening=opening_id, coach=coach.pk, finished_at=None)
    return own.first()


def rounds_of(opening_id: int, coach: Any = None) -> list[TrainingRound]:
    """Return finished rounds, newest first: of one coach, or of all."""
    found = TrainingRound.objects.filter(opening=opening_id, finished_at__isnull=False)
    if coach is not None:
        found = found.filter(coach=coach.pk)
    return list(found.select_related("coach").order_by("-finished_at", "-pk"))


def sheet_of(
    benchmarks: list[Benchmark], row: TrainingRound | None, typed: Mapping[int, int] | None = None
) -> list[tuple[Benchmark, list[Asked]]]:
    """Return what is asked of each benchmark with what was given; the experts' values and how
    far off only once the round is finished."""
    given = {each.target_id: each for each in TrainingMark.objects.filter(round=row)} if row else {}
    is_over = row is not None and row.finished_at is not None
    sheet = []
    for benchmark in benchmarks:
        asked = []
        for target in benchmark.targets.all():
            mark = given.get(target.pk)
            value = (typed or {}).get(target.pk, mark.value if mark else None)
            off = mark.value - target.value if mark and is_over else None
            asked.append(Asked(target, value, off))
        sheet.append((benchmark, asked))
    return sheet


def not_before_training(scorecard: Scorecard) -> str:
    """Say that a coach has to mark the benchmarks first, where their stage's plan asks for it.

    A round counts for every version of the plan: a new one sends nobody to train again who was
    well enough for it.
    """
    opening_id, largest = scorecard.application.opening_id, scorecard.stage.training_error
    if largest is None or len(benchmarks_of(opening_id)) < LEAST_BENCHMARKS:
        return ""
    passed = TrainingRound.objects.filter(
        opening=opening_id, coach=scorecard.interviewer_id, error__lte=largest
    )
    if passed.exists():
        return ""
    return _(
        "Your marks are saved. Before you lock them, mark the benchmark recordings of this "
        "opening, %(error)s points off on average at most: “Training” above leads there."
    ) % {"error": largest}
