"""The work behind the counts: every opening once a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from candidates.outbox.registry import TaskKind
from hiring.fairness.actions import COUNT, keep_counts, owe_counts
from hiring.fairness.counting import Counts, counts_of

if TYPE_CHECKING:
    from candidates.outbox.registry import Run

DAY_SECONDS: Final = 24 * 60 * 60


def owe(run: Run, performed: Any, at: dt.datetime) -> dict[str, Any]:  # noqa: ARG001
    """Owe the counts of all openings."""
    return {"openings": owe_counts(at=at)}


def count(run: Run) -> Counts:
    """Count one opening."""
    return counts_of(run.payload["opening_id"])


def keep(run: Run, made: Counts, at: dt.datetime) -> dict[str, Any]:
    """Keep the counts, in the transaction of the task."""
    return {"rows": keep_counts(opening_id=run.payload["opening_id"], counts=made, at=at)}


COUNT_ALL: Final = TaskKind("fairness.count-all", _("Owing the counts of groups"), record=owe)
COUNTING: Final = TaskKind(
    COUNT, _("Counting how groups fare"), queue="slow", perform=count, record=keep
)
