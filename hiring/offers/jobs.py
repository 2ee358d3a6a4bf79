"""Work that is owed here: offers end when the time to answer them is over."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from candidates.outbox.registry import TaskKind
from hiring.offers.actions import expire_offer
from hiring.offers.models import Offer, OfferState

if TYPE_CHECKING:
    from candidates.outbox.registry import Run

EVERY_SECONDS: Final = 300


def _record(_run: Run, _made: Any, at: dt.datetime) -> dict[str, int]:
    due = Offer.objects.filter(state=OfferState.SENT, answer_by_at__lte=at).order_by(
        "application_id"
    )
    keys = list(due.values_list("pk", flat=True))
    return {"expired": sum(expire_offer(offer_id=key, at=at) for key in keys)}


EXPIRE: Final = TaskKind(code="offers.expire", label=_("Offers whose time is over"), record=_record)
