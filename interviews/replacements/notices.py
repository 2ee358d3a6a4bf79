"""What is told and written down when an interviewer says no."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.history import verbs
from candidates.notices import kinds
from candidates.notices.kinds import Kind
from interviews.replacements.actions import ASKED, DECLINED

KINDS = (
    Kind(
        DECLINED,
        _("An interviewer cannot come"),
        _("%(interviewer)s cannot come to %(title)s, %(date)s %(span)s. %(outcome)s. %(by)s"),
        icon="user-cancel",
        is_prompt=True,
    ),
    Kind(
        ASKED,
        _("You are asked to step in"),
        _("You are asked to step in: %(title)s, %(date)s %(span)s. If you cannot, say so soon."),
        icon="user-check",
        is_prompt=True,
    ),
)


def register() -> None:
    """Put the sentences into the registries; called once, when Django is ready."""
    for kind in KINDS:
        kinds.register(kind)
    verbs.register(
        "day.session-declined",
        _("%(actor)s cannot come to %(title)s, %(span)s; in their place: %(by)s."),
    )
