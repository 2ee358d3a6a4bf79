"""Taking over a file; asking supervisors, again and again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.outbox.registry import TaskKind
from hiring.outcomes.actions.counts import keep_hire_counts
from hiring.outcomes.actions.imports import RUN, finish_import, give_up_import
from hiring.outcomes.actions.marks import keep_marks
from hiring.outcomes.actions.reviews import ask_for_reviews, remind_of_reviews
from hiring.outcomes.models import Import
from hiring.outcomes.queries.imports import Checked, check

if TYPE_CHECKING:
    from candidates.outbox.registry import Run

ASK_EVERY: Final = 3_600
KEEP_EVERY: Final = 600


def perform(run: Run) -> list[Checked]:
    """Check every line once more, as whoever asked for it, and say how far it is."""
    batch = Import.objects.get(pk=run.payload["import_id"])
    user = get_user_model().objects.get(pk=batch.created_by_id)
    return check(batch, user, lambda done, all_: run.progress(done, all_, _("lines")))


def record(run: Run, checked: list[Checked], at: dt.datetime) -> dict[str, Any]:
    """Write the good lines together with the task's being done."""
    batch = finish_import(import_id=run.payload["import_id"], checked=checked, at=at)
    return {"added": batch.added}


def dropped(payload: dict[str, Any], at: dt.datetime) -> None:  # noqa: ARG001
    """Let whoever asked for it begin again."""
    give_up_import(import_id=payload["import_id"])


def ask(run: Run, performed: Any, at: dt.datetime) -> dict[str, Any]:  # noqa: ARG001
    """Ask and remind, in the transaction of the task."""
    return {"asked": ask_for_reviews(at=at), "reminded": remind_of_reviews(at=at)}


def keep(run: Run, performed: Any, at: dt.datetime) -> dict[str, Any]:  # noqa: ARG001
    """Keep what is new, in the transaction of the task."""
    counted = keep_hire_counts(today=timezone.localdate(at, dt.UTC))
    return {"kept": keep_marks(), "counted": counted}


IMPORT: Final = TaskKind(
    RUN, gettext_lazy("Taking over outcomes"), perform=perform, record=record, dropped=dropped
)
ASK: Final = TaskKind(
    "outcomes.ask-reviews", gettext_lazy("Asking supervisors how it goes"), record=ask
)
KEEP: Final = TaskKind(
    "outcomes.keep", gettext_lazy("Adding up marks and counts of hires"), record=keep
)
