"""What staff are told about scorecards, in words. No mark is ever in them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.notices import kinds
from candidates.notices.kinds import Kind

KINDS = (
    Kind(
        "red-flag-raised",
        _("Red flag"),
        _("Red flag: %(candidate)s, %(stage)s. Read what was seen, and answer it."),
        icon="flag",
    ),
    Kind(
        "scorecard-overdue",
        _("Overdue scorecard"),
        _("Your scorecard for %(candidate)s, %(stage)s, is overdue."),
        icon="alarm",
        is_prompt=True,
    ),
    Kind(
        "scorecards-overdue",
        _("Overdue scorecards"),
        _("Scorecards of yours that are overdue since yesterday or longer: %(count)s."),
        icon="alarm",
    ),
    Kind(
        "scorecard-missing",
        _("Missing marks"),
        _("%(interviewer)s has owed the scorecard for %(candidate)s, %(stage)s, for over a day."),
        icon="clock-exclamation",
        is_prompt=True,
    ),
    Kind(
        "conflict-declared",
        _("Conflict of interest"),
        _(
            "%(interviewer)s cannot mark %(candidate)s, %(stage)s, over a conflict of interest. "
            "Ask somebody else."
        ),
        icon="user-off",
        is_prompt=True,
    ),
    Kind(
        "marking-asked",
        _("Asked to mark"),
        _("You are asked to mark %(candidate)s: %(stage)s."),
        icon="clipboard-text",
        is_prompt=True,
    ),
)


def register() -> None:
    """Put the kinds into the registry; called once, when Django is ready."""
    for kind in KINDS:
        kinds.register(kind)
