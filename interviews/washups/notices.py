"""What staff are told around the bar, in words. No mark is ever in them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.notices import kinds
from candidates.notices.kinds import Kind
from interviews.washups.actions import MEETING_ASKED

KINDS = (
    Kind(
        MEETING_ASKED,
        _("Asked for one more meeting"),
        _(
            "You are asked to meet %(candidate)s for %(stage)s: %(date)s, %(span)s, %(place)s. "
            "The scorecard is on your list."
        ),
        icon="calendar-event",
        is_prompt=True,
    ),
)


def register() -> None:
    """Put the kinds into the registry; called once, when Django is ready."""
    for kind in KINDS:
        kinds.register(kind)
