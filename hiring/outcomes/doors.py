"""What this room puts into the registries of the rooms below."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.applications.signals import application_moved
from candidates.layout import navigation
from candidates.outbox import registry, schedules
from hiring.outcomes import jobs, verbs
from hiring.outcomes.reactions import follow_whoever_is_hired
from hiring.voices.access import SEE


def register() -> None:
    """Register sentences, work, the following of hires, and the way to them."""
    verbs.register()
    for kind in (jobs.IMPORT, jobs.ASK, jobs.KEEP):
        registry.register(kind)
    schedules.register("ask-for-reviews", jobs.ASK.code, jobs.ASK_EVERY)
    schedules.register("keep-figures-of-hires", jobs.KEEP.code, jobs.KEEP_EVERY)
    application_moved.connect(follow_whoever_is_hired)
    navigation.register(
        navigation.Entry(
            _("Outcomes"), "hiring:outcomes-list", "plant-2", 64, lambda user: user.has_perm(SEE)
        )
    )
