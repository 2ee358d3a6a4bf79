"""Folding the funnel's counts, again and again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from candidates.outbox.registry import TaskKind
from hiring.dashboards.actions import fold_funnel_counts

if TYPE_CHECKING:
    from candidates.outbox.registry import Run

EVERY_SECONDS: Final = 300


def fold(run: Run, performed: Any, at: dt.datetime) -> None:  # noqa: ARG001
    """Fold, in the transaction of the task."""
    fold_funnel_counts()


FOLD: Final = TaskKind("dashboards.fold", _("Folding the funnel's counts"), record=fold)
