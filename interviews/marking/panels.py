"""What candidates wrote, beside the scorecard on which it is marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from interviews.marking import queries

if TYPE_CHECKING:
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
