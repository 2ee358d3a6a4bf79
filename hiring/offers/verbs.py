"""How timelines and notices tell of offers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.history import verbs
from candidates.notices import kinds


def register() -> None:
    """Give every verb and every kind of notice of this room its sentence."""
    verbs.register("offer-drafted", _("%(actor)s drafted an offer."))
    verbs.register("offer-changed", _("%(actor)s changed the offer."))
    verbs.register("offer-asked", _("%(actor)s asked for a second person."))
    verbs.register("offer-approved", _("%(actor)s agreed, and the offer went out."))
    verbs.register("offer-sent-back", _("%(actor)s sent the offer back: %(reason)s"))
    verbs.register("offer-withdrawn", _("%(actor)s withdrew the offer: %(reason)s"))
    verbs.register("offer-accepted", _("The candidate accepted, signed “%(name)s”."))
    verbs.register("offer-declined", _("%(name)s declined the offer."))
    verbs.register("offer-expired", _("Nobody answered in time: the offer expired."))
    verbs.register("offer-lapsed", _("The application moved on, which ended the offer: %(reason)s"))
    for kind in (
        kinds.Kind(
            "offer-asked",
            _("An offer waits for a second person"),
            _("The offer to %(candidate)s waits for a second person."),
            icon="file-text",
            is_prompt=True,
        ),
        kinds.Kind(
            "offer-accepted",
            _("An offer was accepted"),
            _("%(candidate)s accepted the offer."),
            icon="signature",
            is_prompt=True,
        ),
        kinds.Kind(
            "offer-declined",
            _("An offer was declined"),
            _("%(candidate)s declined the offer."),
            icon="circle-x",
            is_prompt=True,
        ),
        kinds.Kind(
            "offer-expired",
            _("An offer expired"),
            _("%(candidate)s did not answer the offer in time: decide what follows."),
            icon="hourglass",
            is_prompt=True,
        ),
    ):
        kinds.register(kind)
