"""The candidate's card in the portal, and what recruiters see on the page of an application."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from candidates.openings.access import is_recruiter
from interviews.sittings import queries
from interviews.sittings.models import Accommodation, Answer, Fact

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from candidates.applications.models import Application
    from interviews.sittings.queries import Offer

CARD: Final = "interviews/sittings/portal_card.html"
PANEL: Final = "interviews/sittings/_panel.html"
RAPID_MILLISECONDS: Final = 3000


def own_sittings(application: Application, at: dt.datetime) -> dict[str, Any]:
    """Return what there is to take, and the question what would help: asked of everybody."""
    wish = Accommodation.objects.filter(application=application, wished_at__isnull=False)
    return {
        "application": application,
        "offers": queries.offers_for(application, at),
        "has_wish": wish.exists(),
    }


@dataclass(frozen=True)
class Line:
    """One stage that is sat in the browser, with how it went, as facts."""

    offer: Offer
    answered: int
    away: int
    pasted: int
    late: int
    rapid: int
    phone: bool
    seconds: int  # on tasks, as the browser counted

    @property
    def minutes(self) -> int:
        return round(self.seconds / 60)


def show_sittings(
    request: HttpRequest,
    application: Application,
    at: dt.datetime,
) -> dict[str, Any] | None:
    """Return the panel: who has sat what; for recruiters what was asked for and granted, too."""
    offers = queries.offers_for(application, at)
    recruits = is_recruiter(request.user, application.opening)
    arranged = Accommodation.objects.visible_to(request.user).filter(application=application)
    arrangement = arranged.select_related("granted_by").first() if recruits else None
    if not offers and not recruits:
        return None
    return {
        "application": application,
        "lines": _lines(offers),
        "is_recruiter": recruits,
        "arrangement": arrangement,
    }


def _lines(offers: list[Offer]) -> list[Line]:
    """Put facts beside each stage; two queries for any number."""
    keys = [offer.sitting.pk for offer in offers if offer.sitting]
    answered: dict[int, int] = defaultdict(int)
    facts: dict[int, list[Fact]] = defaultdict(list)
    if keys:
        rows = Answer.objects.filter(sitting__in=keys, saved_at__isnull=False)
        for sitting in rows.exclude(value=None).values_list("sitting", flat=True):
            answered[sitting] += 1
        for fact in Fact.objects.filter(sitting__in=keys):
            facts[fact.sitting_id].append(fact)
    return [
        _line(offer, answered[offer.sitting.pk], facts[offer.sitting.pk])
        if offer.sitting
        else _line(offer, 0, [])
        for offer in offers
    ]


def _line(offer: Offer, answered: int, facts: list[Fact]) -> Line:
    amounts: dict[str, list[int]] = defaultdict(list)
    for fact in facts:
        amounts[fact.kind].append(fact.amount)
    kind = Fact.Kind
    return Line(
        offer=offer,
        answered=answered,
        away=sum(amounts[kind.AWAY]),
        pasted=sum(amounts[kind.PASTE]),
        late=sum(amounts[kind.LATE]),
        rapid=sum(amount < RAPID_MILLISECONDS for amount in amounts[kind.TIME]),
        phone=bool(amounts[kind.PHONE]),
        seconds=sum(amounts[kind.TIME]) // 1000,
    )
