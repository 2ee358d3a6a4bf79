"""The work owed here: a composite after every scorecard that locks, and then how raters agree."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from candidates.outbox.actions import owe_task
from candidates.outbox.registry import TaskKind
from interviews.composites.actions import recompute_composite
from interviews.composites.agreeing import CALIBRATE_KIND, keep_calibrations, work_out
from interviews.composites.calibrating import calibrate
from interviews.composites.severity import Observation

if TYPE_CHECKING:
    from candidates.outbox.registry import Run

# all the locks of a minute are calibrated at once: nobody waits for it, unlike for a composite
CALIBRATED_AFTER: Final = dt.timedelta(minutes=1)


def _record(run: Run, made: Any, at: dt.datetime) -> dict[str, Any]:  # noqa: ARG001
    composite = recompute_composite(application_id=run.payload["application_id"], at=at)
    owe_task(
        kind=CALIBRATE_KIND,
        payload={"plan_id": composite.plan_id},
        at=at,
        dedupe_key=str(composite.plan_id),
        run_after_at=at + CALIBRATED_AFTER,
    )
    return {"composite": composite.pk}


def _work_out(run: Run) -> Any:
    return work_out(run.payload["plan_id"])


def _keep(run: Run, made: Any, at: dt.datetime) -> dict[str, Any]:
    return {"changed": keep_calibrations(plan_id=run.payload["plan_id"], worked_out=made, at=at)}


# only effects in the database: they commit together with the task's being done
COMPUTE: Final = TaskKind(
    code="composites.compute", label=_("Composite score"), queue="fast", record=_record
)
CALIBRATE: Final = TaskKind(
    code=CALIBRATE_KIND,
    label=_("Agreement of raters"),
    queue="slow",
    perform=_work_out,
    record=_keep,
)


def warm_up() -> None:
    """Let numpy and scipy be imported before the first calibration: that takes a second."""
    calibrate([Observation(i, j, 1 + (i + j) % 3) for i in range(4) for j in range(3)])
