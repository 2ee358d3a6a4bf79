"""Folding the funnel's counts and working out snapshots, again and again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.outbox.registry import TaskKind
from hiring.dashboards.actions import (
    WORK_OUT,
    fold_funnel_counts,
    keep_snapshots,
    owe_snapshots,
    work_out_snapshots,
)

if TYPE_CHECKING:
    from candidates.outbox.registry import Run

EVERY_SECONDS: Final = 300


def fold(run: Run, performed: Any, at: dt.datetime) -> None:  # noqa: ARG001
    """Fold, in the transaction of the task."""
    fold_funnel_counts()


FOLD: Final = TaskKind("dashboards.fold", _("Folding the funnel's counts"), record=fold)


def refresh(run: Run, performed: Any, at: dt.datetime) -> dict[str, Any]:  # noqa: ARG001
    """Owe what is out of date."""
    return {"openings": owe_snapshots(at=at)}


def work_out(run: Run) -> tuple[dt.datetime, dict[str, Any]]:
    """Work out an opening's figures; of the moment before, lest a mark come between."""
    began = timezone.now()
    return began, work_out_snapshots(opening_id=run.payload["opening_id"], at=began)


def keep(run: Run, made: Any, at: dt.datetime) -> dict[str, Any]:  # noqa: ARG001
    """Keep them, in the transaction of the task."""
    began, results = made
    return {"kept": keep_snapshots(opening_id=run.payload["opening_id"], results=results, at=began)}


REFRESH_SECONDS: Final = 600
REFRESH: Final = TaskKind("dashboards.refresh", _("Looking for figures to renew"), record=refresh)
SNAPSHOT: Final = TaskKind(
    WORK_OUT, _("Working out an opening's figures"), queue="slow", perform=work_out, record=keep
)
