"""What candidates wrote, beside the scorecard on which it is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from interviews.marking import queries
from interviews.scorecards.aliases import alias_of
from interviews.scorecards.more import More

if TYPE_CHECKING:
    from collections.abc import Iterator

    from candidates.layout.viewer import Viewer
    from interviews.scorecards.models import Scorecard

TEMPLATE: Final = "interviews/marking/_work.html"


def show_work(user: Viewer, scorecard: Scorecard) -> dict[str, Any] | None:
    """Return what was written, and the way to mark it question by question; None for neither."""
    is_own = scorecard.interviewer_id == user.pk
    work = queries.work_of(scorecard)
    ways = _ways(user, scorecard) if is_own and scorecard.locked_at is None else None
    if work is None and ways is None:
        return None
    return {"work": work, "ways": ways, "scorecard": scorecard}


def _ways(user: Viewer, scorecard: Scorecard) -> dict[str, Any] | None:
    """Return the questions, where several candidates wait for the same marker."""
    count = len(queries.queue_of(user, scorecard.stage_id))
    if count < 2:  # noqa: PLR2004
        return None
    return {"count": count, "questions": queries.questions_of(scorecard.stage)}


def sheets_to_tick(user: Viewer) -> Iterator[More]:
    """Yield the sheets that the user owes, for My day; one query."""
    for sheet in queries.own_sheets(user):
        sitting = sheet.sitting
        yield More(
            alias_of(sitting.application_id, sitting.stage_id),
            _("What came back of a call: %(stage)s, %(opening)s")
            % {"stage": sitting.stage.title, "opening": sitting.application.opening},
            reverse("interviews:tick-sheet", args=[sheet.pk]),
            sheet.due_at,
            "checklist",
        )
