"""What happens to hires, in words: for the timeline, and for those who are told."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from candidates.history import verbs
from candidates.notices import kinds

SUBJECT: Final = "hire"
REVIEW_DUE: Final = "review-due"
REVIEW_LATE: Final = "review-late"


def register() -> None:
    """Register sentences and notices."""
    verbs.register("hire-begun", _("Hired, to begin on %(day)s."))
    verbs.register("hire-changed", _("%(actor)s wrote down: %(facts)s."))
    verbs.register("review-given", _("%(actor)s said how it goes after %(days)s days."))
    verbs.register("import-done", _("%(count)s periods were taken over."))
    verbs.register("import-undone", _("%(actor)s took the import back."))
    kinds.register(
        kinds.Kind(
            REVIEW_DUE,
            _("How is your new colleague doing?"),
            _("%(days)s days with %(candidate)s: please say on one page how it goes."),
            icon="star",
            is_prompt=True,
        )
    )
    kinds.register(
        kinds.Kind(
            REVIEW_LATE,
            _("Reminder: how is your new colleague doing?"),
            _("A week ago we asked how it goes with %(candidate)s after %(days)s days."),
            icon="alarm",
            is_prompt=True,
        )
    )
