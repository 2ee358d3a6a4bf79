"""How timelines tell of recordings."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.history import verbs


def register() -> None:
    """Register this room's sentences."""
    verbs.register(
        "voice-exercises-offered", _("%(actor)s offered %(count)s voice exercises to record.")
    )
    verbs.register("voice-line-spoken", _("%(actor)s let the upset caller say “%(words)s” aloud."))
    verbs.register("voice-line-silent", _("%(actor)s took the sound of “%(words)s” away."))
    verbs.register("voice-consent-given", _("The candidate agreed to be recorded."))
    verbs.register(
        "voice-consent-withdrawn",
        _("The candidate took back their consent; %(count)s recordings were removed."),
    )
    verbs.register(
        "voice-removed-on-request",
        _("%(actor)s removed the recording “%(exercise)s”, as the candidate had asked: %(reason)s"),
    )
    verbs.register("voice-recorded", _("The candidate recorded “%(exercise)s”."))
