"""What this room puts into the registries of the rooms below."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.layout import navigation
from candidates.outbox import registry, schedules
from candidates.portal import cards
from hiring.voices import jobs
from hiring.voices.access import SEE
from hiring.voices.cards import CARD


def register() -> None:
    """Register the card that asks, the work of asking and mixing, and the way to the answers."""
    for kind in (jobs.ASK, jobs.MIX):
        registry.register(kind)
    schedules.register("ask-for-voices", jobs.ASK.code, jobs.ASK_EVERY)
    schedules.register("mix-answers", jobs.MIX.code, jobs.MIX_EVERY)
    cards.register(CARD)
    navigation.register(
        navigation.Entry(
            _("Voices"), "hiring:voices-page", "message-heart", 66, lambda user: user.has_perm(SEE)
        )
    )
