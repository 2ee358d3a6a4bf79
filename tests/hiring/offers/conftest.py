"""An application that it was decided to hire, and terms to offer."""

from __future__ import annotations

import datetime as dt

import pgtrigger
import pytest

from candidates.applications.models import Application
from hiring.decisions.actions import decide
from hiring.offers.actions import approve_offer, ask_approval, make_offer
from hiring.offers.models import Offer, OfferState
from hiring.offers.terms import Terms
from tests.hiring.conftest import give_composite

ANSWER_BY = dt.datetime(2026, 12, 1, 21, 59, tzinfo=dt.UTC)
TERMS = Terms(
    starts_on=dt.date(2027, 1, 4),
    pay="32,400 a year",
    currency="EUR",
    hours="40 a week",
    place="Vilnius",
    probation="3 months",
    letter="Dear {candidate_name}, join {team} on {first_day} for {pay} until {answer_by}.",
    answer_by_at=ANSWER_BY,
)


@pytest.fixture
def offered(deciding, plan, milan, at) -> Application:
    give_composite(deciding, plan, "clear", at)
    decide(
        application_id=deciding.pk,
        verdict="hire",
        reason_code="evidence",
        reason="Calm and exact.",
        actor=milan,
        at=at,
    )
    deciding.refresh_from_db()
    return deciding


@pytest.fixture
def draft(offered, rosa, at) -> Offer:
    return make_offer(application_id=offered.pk, terms=TERMS, actor=rosa, at=at)


@pytest.fixture
def waiting(draft, rosa, at) -> Offer:
    return ask_approval(offer_id=draft.pk, actor=rosa, at=at)


@pytest.fixture
def sent(waiting, milan, at) -> Offer:
    return approve_offer(offer_id=waiting.pk, actor=milan, at=at)


def put_offer(offer: Offer, state: OfferState, *, rosa, milan, at) -> Offer:
    """Set an offer into a state without a way there, with what belongs to the state."""
    names = ["offers_move_only_as_the_table_says", "terms_that_somebody_agrees_to_stay"]
    out = state in {"sent", "accepted", "declined", "expired"}
    with pgtrigger.ignore(*(f"hiring.Offer:{name}" for name in names)):
        Offer.objects.filter(pk=offer.pk).update(
            state=state,
            asked_by=None if state == "draft" else rosa,
            asked_at=None if state == "draft" else at,
            approved_by=milan if out else None,
            approved_at=at if out else None,
            sent_letter="As sent." if out else "",
            answered_at=at if state in {"accepted", "declined"} else None,
            signed_name="Kim Karlsson" if state == "accepted" else "",
            ended_at=at if state in {"expired", "withdrawn"} else None,
            ended_reason="Over." if state in {"expired", "withdrawn"} else "",
        )
    offer.refresh_from_db()
    return offer
