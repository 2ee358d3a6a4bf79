"""The candidate's own card about their offer, in the portal."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from candidates.applications.models import State
from candidates.portal.cards import Card, ToDo
from candidates.portal.queries import told_state_of
from hiring.offers import queries
from hiring.offers.forms import AcceptForm, DeclineForm
from hiring.offers.letter import answer_by
from hiring.offers.models import Offer, OfferState

if TYPE_CHECKING:
    from candidates.applications.models import Application

TOLD: Final = (State.OFFERED, State.HIRED)


def offer_context(offer: Offer, at: dt.datetime, **forms: Any) -> dict[str, Any]:
    """Return what the candidate reads of an offer, with the forms to answer it."""
    is_answerable = offer.state == OfferState.SENT and offer.answer_by_at > at
    return {
        "offer": offer,
        "body": queries.letter_of(offer),
        "is_answerable": is_answerable,
        "is_over": offer.state == OfferState.EXPIRED
        or (offer.state == OfferState.SENT and not is_answerable),
        "accept_form": AcceptForm(),
        "decline_form": DeclineForm(),
        "to_do": (_to_do(offer),) if is_answerable else (),
    } | forms


def _to_do(offer: Offer) -> ToDo:
    by = answer_by(offer.application, offer.answer_by_at)
    text = _("Read your offer, and answer it by %(by)s") % {"by": by}
    return ToDo(text, f"#offer-{offer.pk}")


def own_offer(application: Application, at: dt.datetime) -> dict[str, Any] | None:
    """Return the offer that has gone out, from the moment on at which the mail about it has."""
    offer = queries.own_offer(application)
    if offer is None or told_state_of(application) not in TOLD:
        return None
    offer.application = application
    return offer_context(offer, at)


CARD: Final = Card(10, "hiring/offers/_own_offer.html", own_offer, "hiring/offers.css", stays=True)
