"""What follows a Day in the demo: its wash-up, and the offers to whom it was decided to hire."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from statistics import fmean
from typing import TYPE_CHECKING

from candidates.applications.models import Application, State
from hiring.demo import evidence, words
from hiring.offers.actions import (
    accept_offer,
    approve_offer,
    ask_approval,
    make_offer,
)
from hiring.offers.letter import STARTER
from hiring.offers.models import Offer, OfferState, OfferTemplate
from hiring.offers.templates import write_template
from hiring.offers.terms import Terms
from hiring.results.actions import approve_result, write_result
from hiring.results.queries import stages_of
from interviews.scorecards.models import Rating
from interviews.washups.actions import MarksOwed, close_washup, open_washup, save_agreement
from interviews.washups.queries.room import APART

if TYPE_CHECKING:
    from hiring.demo.cast import Cast
    from hiring.demo.clock import Calendar, Event
    from interviews.days.models import Day

TALKED_ABOUT = 6  # values that a wash-up agrees on
MEETING = dt.timedelta(minutes=70)
STILL_THINKING = dt.timedelta(days=6)  # newer offers are with their candidates
TERMS = {
    "pay": "26,400 a year, 13 times",
    "currency": "EUR",
    "hours": "38 a week, between 8 and 18",
    "probation": "3 months",
    "letter": str(STARTER),
}


def washup_of(day: Day, cast: Cast, calendar: Calendar) -> Event:
    """Return the meeting after a Day: it agrees where raters are furthest apart, then closes."""

    def meet(at: dt.datetime) -> None:
        washup = open_washup(day_id=day.pk, actor=cast["milan"], at=at)
        for number, (application, criterion, value) in enumerate(_talking_points(day)):
            try:
                save_agreement(
                    washup_id=washup.pk,
                    application_id=application,
                    criterion_id=criterion,
                    value=value,
                    reason=words.AGREED[number % len(words.AGREED)],
                    version=0,
                    actor=cast["milan"],
                    at=at + dt.timedelta(minutes=10 * number),
                )
            except MarksOwed:
                continue

        def close(end: dt.datetime) -> None:
            close_washup(washup_id=washup.pk, actor=cast["milan"], at=end)

        calendar.add(at + MEETING, close)

    return meet


def _talking_points(day: Day) -> list[tuple[int, int, int]]:
    """Return application, criterion and the mean mark where raters are furthest apart."""
    given: dict[tuple[int, int], list[int]] = defaultdict(list)
    rows = Rating.objects.filter(
        scorecard__application__attendances__day=day,
        scorecard__locked_at__isnull=False,
        value__isnull=False,
    ).values_list("scorecard__application_id", "criterion_id", "value")
    for application, criterion, value in rows:
        given[application, criterion].append(value or 0)
    apart = {key: each for key, each in given.items() if max(each) - min(each) >= APART}
    widest = sorted(apart, key=lambda key: (min(apart[key]) - max(apart[key]), key))
    return [(*key, round(fmean(apart[key]))) for key in widest[:TALKED_ABOUT]]


def offer_to(application_id: int, cast: Cast, calendar: Calendar) -> Event:
    """Return the offer to one candidate: rosa writes it, milan agrees, the candidate accepts."""

    def write(at: dt.datetime) -> None:
        application = Application.objects.select_related("opening").get(pk=application_id)
        if application.state != State.OFFERED:
            return
        offer = make_offer(
            application_id=application_id,
            terms=Terms(
                starts_on=(at + dt.timedelta(days=40)).date(),
                place=application.opening.location,
                answer_by_at=at + dt.timedelta(days=10),
                **TERMS,
            ),
            actor=cast["rosa"],
            at=at,
        )
        ask_approval(offer_id=offer.pk, actor=cast["rosa"], at=at)
        calendar.add(at + dt.timedelta(hours=20), lambda moment: _agree(offer.pk, cast, moment))
        if calendar.until - at > STILL_THINKING:
            calendar.add(at + dt.timedelta(days=4), lambda moment: _accept(offer.pk, moment))
            told_at = at + dt.timedelta(days=5)
            calendar.add(told_at, lambda moment: tell_result(application_id, cast, moment))

    return write


def _agree(offer_id: int, cast: Cast, at: dt.datetime) -> None:
    if Offer.objects.filter(pk=offer_id, state=OfferState.WAITING).exists():
        approve_offer(offer_id=offer_id, actor=cast["milan"], at=at)


def _accept(offer_id: int, at: dt.datetime) -> None:
    offer = Offer.objects.select_related("application__candidate").get(pk=offer_id)
    if offer.state == OfferState.SENT:
        name = offer.application.candidate.name
        accept_offer(offer_id=offer_id, signed_name=name, at=at)


def tell_result(application_id: int, cast: Cast, at: dt.datetime) -> None:
    """Let one candidate hear in words how their Day went: rosa writes, milan approves."""
    texts = {stage.pk: evidence.TOLD[stage.kind] for stage in stages_of(application_id)}
    write_result(
        application_id=application_id,
        overall=words.RESULT_OVERALL,
        texts=texts,
        version=0,
        actor=cast["rosa"],
        at=at,
    )
    approve_result(application_id=application_id, actor=cast["milan"], at=at)


def ensure_template(at: dt.datetime) -> None:
    """Write the one template of offers that the company has; twice is the same."""
    if not OfferTemplate.objects.exists():
        write_template(
            template_id=None,
            at=at,
            name="Advisor, full time",
            place="Vilnius",
            days_to_answer=10,
            **TERMS,
        )
