"""Who may read how raters agree: who coordinates the opening and owes nothing in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def is_blind_in(user: Viewer, opening_id: int) -> bool:
    """Tell whether the user still owes a scorecard in this opening.

    Coefficients and leniencies are made of everybody's marks; whoever is about to add theirs
    must not be able to tell another's from them, and the pool is the opening's.
    """
    owed = Scorecard.objects.open().filter(interviewer_id=user.pk)
    return owed.filter(application__opening=opening_id).exists()
