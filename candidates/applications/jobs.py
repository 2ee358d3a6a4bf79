"""This room's work: counts are folded together every few minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Tally
from candidates.applications.tallies import fold_tallies
from candidates.outbox import registry, schedules

if TYPE_CHECKING:
    import datetime as dt

KIND: Final = "applications.fold-tallies"


def record(_run: registry.Run, _made: Any, _at: dt.datetime) -> dict[str, int]:
    """Fold the tallies."""
    return {"rows": fold_tallies()}


def register() -> None:
    """Register the kind and its schedule."""
    registry.register(registry.TaskKind(KIND, _("Folding counts together"), record=record))
    schedules.register("fold-tallies", KIND, Tally.PAUSE_SECONDS)
