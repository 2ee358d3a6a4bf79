"""Offers as pages, the portal and the letter read them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

from candidates.history.queries import timeline
from candidates.messages.queries import language_for
from candidates.openings.models import OpeningMember
from hiring.offers import access, letter
from hiring.offers.models import OPEN_STATES, Offer, OfferTemplate
from hiring.offers.terms import Terms
from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from candidates.applications.models import Application
    from candidates.history.queries import Line
    from candidates.layout.viewer import Viewer

LONGEST = 200
SUBJECT = "offers"


@dataclass(frozen=True)
class OfferSheet:
    """Everything that stands on an offer's letter. Names and texts as they are to be read.

    `body`: the letter with its placeholders filled in; paragraphs are parted by an empty line.
    `answer_by_at` is in UTC, `time_zone` is the opening's. `approved_by` and `approved_at` are
    empty until a second person has agreed; `signed_name` and `answered_at` until the candidate
    has accepted.
    """

    offer_id: int
    application_id: int
    state: str
    state_label: str
    candidate: str
    company: str
    opening: str
    location: str
    team: str
    language: str
    starts_on: dt.date
    pay: str
    currency: str
    hours: str
    place: str
    probation: str
    body: str
    answer_by_at: dt.datetime
    time_zone: str
    written_by: str
    written_at: dt.datetime
    approved_by: str
    approved_at: dt.datetime | None
    signed_name: str
    answered_at: dt.datetime | None

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in self.body.split("\n\n") if part.strip()]


def letter_of(offer: Offer) -> str:
    """Return the letter: as it went out, or, before that, as it would go out now.

    The words of the placeholders are in the language in which we write to the candidate.
    """
    if offer.sent_letter:
        return offer.sent_letter
    with translation.override(language_for(offer.application.candidate)):
        return letter.fill(offer.letter, letter.values_for(offer.application, Terms.of(offer)))


def offer_sheet(offer_id: int, user: Viewer) -> OfferSheet:
    """Return what the letter of an offer says; one query. 404 for strangers and the blind."""
    offer = access.get_offer(user, offer_id)
    application = offer.application
    return OfferSheet(
        offer_id=offer.pk,
        application_id=application.pk,
        state=offer.state,
        state_label=offer.get_state_display(),
        candidate=application.candidate.name,
        company=settings.COMPANY_NAME,
        opening=application.opening.title,
        location=application.opening.location,
        team=application.opening.team,
        language=language_for(application.candidate),
        starts_on=offer.starts_on,
        pay=offer.pay,
        currency=offer.currency,
        hours=offer.hours,
        place=offer.place,
        probation=offer.probation,
        body=letter_of(offer),
        answer_by_at=offer.answer_by_at,
        time_zone=application.opening.time_zone,
        written_by=str(offer.written_by),
        written_at=offer.written_at,
        approved_by=str(offer.approved_by or ""),
        approved_at=offer.approved_at,
        signed_name=offer.signed_name,
        answered_at=offer.answered_at,
    )


def offers_for_list(user: Viewer, *, is_open: bool) -> list[Offer]:
    """Return offers that the user may see, those still open or those that are over, by name."""
    found = Offer.objects.visible_to(user).select_related(
        "application__candidate", "application__opening", "written_by", "asked_by", "approved_by"
    )
    if is_open:
        return list(found.filter(state__in=OPEN_STATES).order_by("application__name_key", "pk"))
    return list(found.exclude(state__in=OPEN_STATES).order_by("-written_at", "-pk")[:LONGEST])


def offers_of(user: Viewer, application: Application) -> list[Offer]:
    """Return an application's offers that the user may see, newest first; two queries, and one
    where there is none, as for most applications."""
    if not Offer.objects.filter(application=application).exists():
        return []
    found = Offer.objects.visible_to(user).filter(application=application)
    return list(found.select_related("written_by", "approved_by").order_by("-written_at", "-pk"))


def own_offer(application: Application) -> Offer | None:
    """Return the newest offer that has gone out to the candidate; one query."""
    found = Offer.objects.told().filter(application=application)
    return found.order_by("-written_at", "-pk").first()


def staff_told_of(offer: Offer) -> set[int]:
    """Return who is told of an offer's fate: the opening's recruiters and hiring managers, except
    those who still owe the candidate a scorecard and so must not learn what was decided."""
    parts = (OpeningMember.Part.RECRUITER, OpeningMember.Part.HIRING_MANAGER)
    members = OpeningMember.objects.filter(opening=offer.application.opening_id, part__in=parts)
    blind = Scorecard.objects.open().filter(application=offer.application_id)
    told = members.exclude(user__in=blind.values("interviewer_id"))
    return set(told.values_list("user_id", flat=True))


def templates_in_use() -> QuerySet[OfferTemplate]:
    """Return the templates, by name."""
    return OfferTemplate.objects.filter(retired_at__isnull=True).order_by("name")


def history_of(offer: Offer) -> list[Line]:
    """Return what happened to the offers of the application, newest first; one query."""
    return timeline(subject=SUBJECT, subject_key=offer.application_id)
