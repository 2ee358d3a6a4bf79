"""Scoring what ended, and ending what was left."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from candidates.applications.models import State
from candidates.outbox import registry, schedules
from candidates.outbox.registry import Run, TaskKind
from interviews.sittings import actions
from interviews.sittings.actions.ending import SCORE

if TYPE_CHECKING:
    from candidates.applications.models import Application, Move

SWEEP = "sittings.sweep"
EVERY_SECONDS = 60


def score(run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    """Score a sitting; both are written in the same transaction."""
    result = actions.score_sitting(sitting_id=run.payload["sitting_id"], at=at)
    return {"result": result.pk if result else None}


def sweep(_run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    """End what nobody is there to hand in."""
    return {"settled": actions.end_expired(at=at)}


def follow_application(
    sender: object,  # noqa: ARG001
    *,
    application: Application,
    move: Move,
    at: dt.datetime,
    **_: Any,
) -> None:
    """An application moved: who withdrew is asked nothing more."""
    if move.to_state == State.WITHDRAWN:
        actions.stop_sittings(application_id=application.pk, at=at)


def register() -> None:
    """Register the kinds and the schedule."""
    registry.register(TaskKind(SCORE, _("Scoring a test"), record=score))
    registry.register(TaskKind(SWEEP, _("Ending tests whose time is over"), record=sweep))
    schedules.register("end-sittings", SWEEP, EVERY_SECONDS)
