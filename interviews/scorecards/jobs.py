"""What other rooms' signals set going here, and what is owed again and again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy

from candidates.outbox import registry, schedules
from candidates.outbox.registry import TaskKind
from interviews.scorecards.actions import chase_overdue, ensure_scorecards

if TYPE_CHECKING:
    from candidates.outbox.registry import Run
    from interviews.days.models import Session


def follow_sessions(
    sender: object,  # noqa: ARG001
    *,
    sessions: Iterable[Session],
    at: dt.datetime,
    **_: Any,
) -> None:
    """Sessions were booked, changed or cancelled: make, move or take away their scorecards."""
    ensure_scorecards(session_ids=[session.pk for session in sessions], at=at)


def _chase(_run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    return {"told": chase_overdue(at=at)}


CHASE: Final = TaskKind(
    code="scorecards.chase", label=gettext_lazy("Asking for overdue scorecards"), record=_chase
)
CHASE_SECONDS: Final = 5 * 60


def register() -> None:
    """Register the chase and how often it is owed."""
    registry.register(CHASE)
    schedules.register("chase-overdue-scorecards", CHASE.code, CHASE_SECONDS)
