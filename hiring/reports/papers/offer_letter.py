"""The letter of an offer on paper: the words as the candidate reads them, and the terms below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.offers.models import LIVE_STATES, Offer
from hiring.offers.queries import OfferSheet, offer_sheet
from hiring.reports.kinds import CANDIDATE, ReportKind, ReportRefused, Wanted
from hiring.reports.papers.head import Head, head_of

if TYPE_CHECKING:
    import datetime as dt

    from candidates.layout.viewer import Viewer
    from hiring.accounts.models import User


@dataclass(frozen=True)
class OfferLetter:
    """The inputs of a letter."""

    head: Head
    offer: OfferSheet


def _offer(user: Viewer, wanted: Wanted) -> Offer | None:
    """Return the application's live offer that the user may see."""
    own = Offer.objects.visible_to(user).filter(
        application=wanted.application_id or 0, state__in=LIVE_STATES
    )
    return own.select_related("application__opening", "application__candidate").first()


def refusal(user: Viewer, wanted: Wanted) -> str:
    """Say why there is no letter to print: nothing was agreed to by a second person yet."""
    agreed = Offer.objects.visible_to(user).filter(
        application=wanted.application_id or 0, state__in=LIVE_STATES, approved_at__isnull=False
    )
    if not agreed.exists():
        return _("There is no offer yet to which a second person has agreed.")
    return ""


def gather(user: User, wanted: Wanted, asked_at: dt.datetime) -> OfferLetter:
    """Gather the letter of the offer that stands. Raises ReportRefused."""
    offer = _offer(user, wanted)
    if offer is None or offer.approved_at is None:
        raise ReportRefused(refusal(user, wanted))
    application = offer.application
    return OfferLetter(
        head=head_of(
            application.candidate.name,
            opening=application.opening,
            plan=None,
            wanted=wanted,
            user=user,
            asked_at=asked_at,
        ),
        offer=offer_sheet(offer.pk, user),
    )


def context(letter: OfferLetter) -> dict[str, Any]:
    """Return what the template needs."""
    return {"offer": letter.offer, "head": letter.head, "kicker": _("Offer")}


def file_name(letter: OfferLetter) -> str:
    """Return what the file is called when somebody keeps it."""
    return _("Offer") + f", {letter.head.title}, {letter.head.opening}.pdf"


KIND: Final = ReportKind(
    code="offer-letter",
    label=gettext_lazy("Offer letter"),
    hint=gettext_lazy("The letter of the offer that stands, with its terms, to sign on paper."),
    about="application",
    template="hiring/reports/offer_letter.html",
    gather=gather,
    context=context,
    name=file_name,
    refusal=refusal,
    variants=(CANDIDATE,),
    pages=lambda _letter: 1,
)
