"""How timelines tell of sittings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.history import verbs


def register() -> None:
    """Register this room's sentences."""
    verbs.register("sitting-started", _("The candidate began “%(stage)s”."))
    verbs.register("sitting-ended", _("“%(stage)s” is done."))
    verbs.register(
        "sitting-set-aside", _("%(actor)s allowed another attempt at “%(stage)s”: %(reason)s")
    )
    verbs.register(
        "retest-granted", _("%(actor)s granted a second “%(stage)s” on site: %(reason)s")
    )
    verbs.register("accommodation-granted", _("%(actor)s granted what a candidate asked for."))
