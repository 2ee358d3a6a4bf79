"""How raters agree, kept as dated snapshots: gathered, worked out in a worker, written, read."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from interviews.composites import calibrating, snapshot
from interviews.composites.models import Calibration
from interviews.composites.severity import Observation
from interviews.plans.models import Criterion, Plan, Stage
from interviews.scorecards.models import Rating

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CALIBRATE_KIND: Final = "composites.calibrate"
POOL: Final = dt.timedelta(days=730)  # marks of the last 24 months


@dataclass(frozen=True)
class WorkedOut:
    """One result before it is kept: of a criterion, or with none of its whole stage."""

    stage_id: int
    criterion_id: int | None
    digest: str
    result: dict[str, Any]


def work_out(plan_id: int) -> list[WorkedOut]:
    """Work out the criteria and stages of a plan whose marks are others than those of the result
    that stands: four queries.

    Of each mark the first value; the pool ends with the newest lock and reaches back 24 months,
    so that the same marks give the same result whenever it is asked for.
    """
    standing = set(
        Calibration.objects.filter(
            stage__plan=plan_id, is_current=True, code_version=calibrating.VERSION
        ).values_list("stage_id", "criterion_id", "inputs_sha256")
    )
    marks = _marks(plan_id)
    stages = Stage.objects.filter(plan=plan_id).order_by("position").prefetch_related("criteria")
    return [
        WorkedOut(*key, calibrating.calibrate(observations, level=level))
        for stage in stages
        for criterion_id, observations, level in _pools(stage, marks)
        if (key := (stage.pk, criterion_id, _digest(observations, level))) not in standing
    ]


def _pools(
    stage: Stage, marks: Mapping[int, list[Observation]]
) -> Iterator[tuple[int | None, list[Observation], str]]:
    """Yield what is worked out of a stage: each criterion's marks, then the raters' means."""
    criteria = sorted(stage.criteria.all(), key=lambda criterion: criterion.position)
    for criterion in criteria:
        yield criterion.pk, marks[criterion.pk], "ordinal"
    yield None, _means(criteria, marks), "interval"


def _digest(observations: list[Observation], level: str) -> str:
    return snapshot.fingerprint({"level": level, "marks": sorted(observations)})


def _marks(plan_id: int) -> Mapping[int, list[Observation]]:
    rows: list[Any] = list(
        Rating.objects.filter(
            scorecard__stage__plan=plan_id, scorecard__locked_at__isnull=False, value__isnull=False
        ).values_list(
            "criterion_id",
            "scorecard__application_id",
            "scorecard__interviewer_id",
            "value",
            "scorecard__locked_at",
        )
    )
    marks: dict[int, list[Observation]] = defaultdict(list)
    newest = max((locked_at for *_rest, locked_at in rows), default=None)
    for criterion, application, rater, value, locked_at in rows:
        if newest is not None and locked_at > newest - POOL:
            marks[criterion].append(Observation(application, rater, float(value)))
    return marks


def _means(
    criteria: Sequence[Criterion], marks: Mapping[int, list[Observation]]
) -> list[Observation]:
    """Return each rater's weighted mean for each candidate, where no criterion is missing."""
    given: dict[tuple[int, int], dict[int, float]] = defaultdict(dict)
    for criterion in criteria:
        for each in marks[criterion.pk]:
            given[each.candidate, each.rater][criterion.pk] = each.value
    whole = sum(criterion.weight for criterion in criteria)
    return [
        Observation(candidate, rater, sum(c.weight * values[c.pk] for c in criteria) / whole)
        for (candidate, rater), values in given.items()
        if len(values) == len(criteria)
    ]


@transaction.atomic
def keep_calibrations(*, plan_id: int, worked_out: Sequence[WorkedOut], at: dt.datetime) -> int:
    """Write results down beside the older ones; return how many are new.

    The same marks under the same code leave the current row as it is.
    """
    Plan.objects.select_for_update(no_key=True).get(pk=plan_id)
    standing = {
        (each.stage_id, each.criterion_id): each
        for each in Calibration.objects.filter(stage__plan=plan_id, is_current=True)
    }
    changed = 0
    for each in worked_out:
        old = standing.get((each.stage_id, each.criterion_id))
        same = (each.digest, calibrating.VERSION)
        if old and (old.inputs_sha256, old.code_version) == same:
            continue
        if old:
            Calibration.objects.filter(pk=old.pk).update(is_current=False)
        Calibration.objects.create(
            stage_id=each.stage_id,
            criterion_id=each.criterion_id,
            result=each.result,
            inputs_sha256=each.digest,
            code_version=calibrating.VERSION,
            computed_at=at,
        )
        changed += 1
    return changed


def current_of(plan_id: int) -> list[Calibration]:
    """Return a plan's current results by stage and criterion, each stage's own last: one query."""
    rows = Calibration.objects.filter(stage__plan=plan_id, is_current=True)
    loaded = rows.select_related("stage", "criterion")
    return sorted(
        loaded,
        key=lambda row: (
            row.stage.position,
            row.criterion is None,
            row.criterion.position if row.criterion else 0,
        ),
    )
