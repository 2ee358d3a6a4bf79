"""Making an offer, agreeing to it as the second person, sending it, answering it.

Every action locks the application and then the offer, so that of two people who click at once
(a recruiter withdraws, the candidate accepts) one comes second and is told so.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from candidates.applications.models import Application, State
from candidates.history.actions import record_entry
from candidates.messages.actions import discard_messages, draft_message, release_messages
from candidates.messages.models import Message
from candidates.messages.queries import language_for
from candidates.notices.actions import tell
from candidates.portal.actions import withdraw as withdraw_application
from hiring.decisions.actions import mark_hired
from hiring.decisions.models import Decision
from hiring.offers import letter
from hiring.offers.models import LEGAL_MOVES, Offer, OfferState
from hiring.offers.queries import SUBJECT, letter_of, staff_told_of
from hiring.offers.terms import Terms

if TYPE_CHECKING:
    from collections.abc import Container

    from hiring.accounts.models import User


class NothingDecided(Exception):
    """An offer follows a decision to hire that counts."""

    def __str__(self) -> str:
        return _("Decide first: an offer is made to whom a hiring manager decided to hire.")


class OfferThere(Exception):
    """There is an offer already that is being made, or was accepted."""

    def __init__(self, offer: Offer) -> None:
        super().__init__(offer.pk)
        self.offer = offer

    def __str__(self) -> str:
        return _("There is an offer already (%(state)s). Withdraw it before you make another.") % {
            "state": self.offer.get_state_display()
        }


class WrongState(Exception):
    """The offer is not where this can be done with it."""

    def __init__(self, offer: Offer) -> None:
        super().__init__(offer.pk)
        self.offer = offer

    def __str__(self) -> str:
        return _("This offer is in “%(state)s”: that cannot be done with it any more.") % {
            "state": self.offer.get_state_display()
        }


class ChangedMeanwhile(Exception):
    """Somebody else changed the draft after it was opened here."""

    def __init__(self, offer: Offer) -> None:
        super().__init__(offer.pk)
        self.offer = offer

    def __str__(self) -> str:
        return _("%(who)s changed this offer meanwhile. Below stands what you typed.") % {
            "who": self.offer.written_by
        }


class OwnOffer(Exception):
    """Nobody agrees to terms that they wrote or asked for themselves."""

    def __str__(self) -> str:
        return _("You wrote or asked for this offer yourself: somebody else has to agree.")


class TooLate(Exception):
    """The time to answer is over."""

    def __str__(self) -> str:
        return _("The time to answer this offer is over.")


class NameMissing(Exception):
    """Accepting takes a typed name."""

    def __str__(self) -> str:
        return _("Type your name: it stands for your signature.")


class ReasonMissing(Exception):
    """Withdrawing and sending back take words."""

    def __str__(self) -> str:
        return _("Write down the reason: somebody will ask for it.")


def _lock(offer_id: int) -> Offer:
    """Lock the application, then the offer."""
    key = Offer.objects.values_list("application_id", flat=True).get(pk=offer_id)
    application = _lock_application(key)
    offers = Offer.objects.select_for_update(no_key=True, of=("self",))
    offer = offers.select_related("written_by", "asked_by", "approved_by").get(pk=offer_id)
    offer.application = application
    return offer


def _lock_application(application_id: int) -> Application:
    locked = Application.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("candidate", "opening").get(pk=application_id)


def _move(offer: Offer, to: OfferState, **fields: Any) -> Offer:
    """Move an offer as the table says, with the fields that belong to its new state."""
    if to not in LEGAL_MOVES[OfferState(offer.state)]:
        raise WrongState(offer)
    offer.state = to
    for name, value in fields.items():
        setattr(offer, name, value)
    offer.save(update_fields=["state", *fields])
    return offer


def _tell(
    offer: Offer, verb: str, at: dt.datetime, actor: User | None = None, **facts: str
) -> None:
    """Write it under the application's offers, which nobody reads who is blind."""
    record_entry(
        subject=SUBJECT,
        subject_key=offer.application_id,
        verb=verb,
        at=at,
        actor=actor,
        facts=facts,
    )


def _notify(offer: Offer, code: str, at: dt.datetime, *, leave_out: Container[int] = ()) -> None:
    """Tell the opening's staff; once for each time that an offer gets there."""
    tell(
        user_ids=[key for key in staff_told_of(offer) if key not in leave_out],
        code=code,
        text_values={"candidate": offer.application.candidate.name},
        url=reverse("hiring:offer-page", args=[offer.pk]),
        key=f"{code}-{offer.pk}-{offer.version}",
        at=at,
    )


def _decision_to_hire(application: Application) -> Decision:
    found = Decision.objects.standing().filter(
        application=application, verdict=Decision.Verdict.HIRE, effective_at__isnull=False
    )
    decision = found.select_related("decided_by").first()
    if decision is None or application.state != State.OFFERED:
        raise NothingDecided
    return decision


@transaction.atomic
def make_offer(*, application_id: int, terms: Terms, actor: User, at: dt.datetime) -> Offer:
    """Draft an offer to somebody whom it was decided to hire.

    The same terms by the same person again return the draft that is there. Raises
    NothingDecided, OfferThere.
    """
    application = _lock_application(application_id)
    _decision_to_hire(application)
    there = Offer.objects.live().filter(application=application).first()
    if there is not None:
        is_same = (Terms.of(there), there.written_by_id) == (terms, actor.pk)
        if there.state == OfferState.DRAFT and is_same:
            return there
        raise OfferThere(there)
    offer = Offer.objects.create(
        application=application, **terms.as_fields(), written_by=actor, written_at=at
    )
    _tell(offer, "offer-drafted", at, actor)
    return offer


@transaction.atomic
def change_offer(
    *, offer_id: int, terms: Terms, version: int, actor: User, at: dt.datetime
) -> Offer:
    """Change a draft's terms; the same terms again change nothing.

    Raises WrongState, and ChangedMeanwhile where `version` is no longer the newest.
    """
    offer = _lock(offer_id)
    if Terms.of(offer) == terms:
        return offer
    if offer.state != OfferState.DRAFT:
        raise WrongState(offer)
    if offer.version != version:
        raise ChangedMeanwhile(offer)
    for name, value in terms.as_fields().items():
        setattr(offer, name, value)
    offer.written_by, offer.written_at, offer.version = actor, at, version + 1
    offer.save()
    _tell(offer, "offer-changed", at, actor)
    return offer


@transaction.atomic
def ask_approval(*, offer_id: int, actor: User, at: dt.datetime) -> Offer:
    """Ask for a second person; from here on the terms stay. Asking again is the same.

    Raises WrongState, TooLate.
    """
    offer = _lock(offer_id)
    if offer.state == OfferState.WAITING:
        return offer
    if offer.state == OfferState.DRAFT and offer.answer_by_at <= at:
        raise TooLate
    _move(offer, OfferState.WAITING, asked_by=actor, asked_at=at)
    _tell(offer, "offer-asked", at, actor)
    _notify(offer, "offer-asked", at, leave_out={offer.written_by_id, actor.pk})
    return offer


@transaction.atomic
def approve_offer(*, offer_id: int, actor: User, at: dt.datetime) -> Offer:
    """Agree as the second person, and send the offer: it stands in the portal from here on.

    The mail about it is released in the name of whoever agreed, and a draft that only announced
    an offer is put away. Agreeing twice is the same. Raises OwnOffer, WrongState, TooLate,
    NothingDecided.
    """
    offer = _lock(offer_id)
    if offer.state == OfferState.SENT and offer.approved_by_id == actor.pk:
        return offer
    if offer.state == OfferState.WAITING:
        _require_second_person(offer, actor)
        _decision_to_hire(offer.application)
        if offer.answer_by_at <= at:
            raise TooLate
    _move(
        offer,
        OfferState.SENT,
        approved_by=actor,
        approved_at=at,
        sent_letter=letter_of(offer),
    )
    _tell(offer, "offer-approved", at, actor)
    _send_mail(offer, actor, at)
    return offer


def _require_second_person(offer: Offer, actor: User) -> None:
    if actor.pk in {offer.written_by_id, offer.asked_by_id}:
        raise OwnOffer


def _send_mail(offer: Offer, actor: User, at: dt.datetime) -> None:
    application = offer.application
    announced = Message.objects.filter(
        application=application, code="offered", state=Message.State.DRAFT
    )
    keys = list(announced.values_list("pk", flat=True))
    discard_messages(message_ids=keys, actor=actor, at=at)
    with translation.override(language_for(application.candidate)):
        until = letter.answer_by(application, offer.answer_by_at)
    message = draft_message(
        code="offer-ready", application=application, at=at, actor=actor, extra={"answer_by": until}
    )
    release_messages(message_ids=[message.pk], actor=actor, at=at)


@transaction.atomic
def send_back(*, offer_id: int, reason: str, actor: User, at: dt.datetime) -> Offer:
    """Turn an offer that waits into a draft again, with what should be different.

    Raises WrongState, also the second time, and ReasonMissing.
    """
    offer = _lock(offer_id)
    if not reason.strip():
        raise ReasonMissing
    _move(offer, OfferState.DRAFT, asked_by=None, asked_at=None, version=offer.version + 1)
    _tell(offer, "offer-sent-back", at, actor, reason=reason.strip())
    return offer


@transaction.atomic
def withdraw_offer(*, offer_id: int, reason: str, actor: User, at: dt.datetime) -> Offer:
    """Take an offer back before it is answered. Twice is the same. Raises WrongState,
    ReasonMissing."""
    offer = _lock(offer_id)
    if offer.state == OfferState.WITHDRAWN:
        return offer
    if not reason.strip():
        raise ReasonMissing
    _move(offer, OfferState.WITHDRAWN, ended_at=at, ended_by=actor, ended_reason=reason.strip())
    _tell(offer, "offer-withdrawn", at, actor, reason=reason.strip())
    return offer


@transaction.atomic
def accept_offer(*, offer_id: int, signed_name: str, at: dt.datetime) -> Offer:
    """Accept as the candidate, by a typed name: they are hired, in the name and for the reason
    of whoever decided to hire them.

    Accepting twice is the same. Raises NameMissing, TooLate, WrongState.
    """
    offer = _lock(offer_id)
    if offer.state == OfferState.ACCEPTED:
        return offer
    name = " ".join(signed_name.split())
    if not name:
        raise NameMissing
    _require_answerable(offer, at)
    decision = _decision_to_hire(offer.application)
    _move(offer, OfferState.ACCEPTED, answered_at=at, signed_name=name)
    _tell(offer, "offer-accepted", at, name=name)
    _notify(offer, "offer-accepted", at)
    accepted = _("The candidate accepted the offer, signed “%(name)s”.") % {"name": name}
    mark_hired(
        application_id=offer.application_id,
        actor=decision.decided_by,
        at=at,
        reason=f"{decision.reason}\n{accepted}",
    )
    return offer


@transaction.atomic
def decline_offer(*, offer_id: int, answer: str, at: dt.datetime) -> Offer:
    """Decline as the candidate, which withdraws the application; a reason may be given.

    Declining twice is the same. Raises TooLate, WrongState.
    """
    offer = _lock(offer_id)
    if offer.state == OfferState.DECLINED:
        return offer
    _require_answerable(offer, at)
    _move(offer, OfferState.DECLINED, answered_at=at, answer=answer.strip())
    _tell(offer, "offer-declined", at, name=offer.application.candidate.name)
    _notify(offer, "offer-declined", at)
    withdraw_application(application_id=offer.application_id, at=at, reason=answer.strip())
    return offer


def _require_answerable(offer: Offer, at: dt.datetime) -> None:
    if offer.state == OfferState.SENT and offer.answer_by_at <= at:
        raise TooLate
    if offer.state != OfferState.SENT:
        raise WrongState(offer)


@transaction.atomic
def expire_offer(*, offer_id: int, at: dt.datetime) -> bool:
    """End an offer whose time to answer is over; return whether it was this call that did.

    The application stays where it is: what follows is for a person to decide.
    """
    offer = _lock(offer_id)
    if offer.state != OfferState.SENT or offer.answer_by_at > at:
        return False
    reason = _("Nobody answered in time.")
    _move(offer, OfferState.EXPIRED, ended_at=at, ended_reason=reason)
    _tell(offer, "offer-expired", at)
    _notify(offer, "offer-expired", at)
    return True


@transaction.atomic
def end_with_application(*, application_id: int, reason: str, at: dt.datetime) -> None:
    """Withdraw an offer whose application has gone elsewhere; nothing is open, nothing happens."""
    application = _lock_application(application_id)
    open_ones = Offer.objects.select_for_update(no_key=True, of=("self",)).filter(
        application=application, state__in=(OfferState.DRAFT, OfferState.WAITING, OfferState.SENT)
    )
    for offer in open_ones:
        _move(offer, OfferState.WITHDRAWN, ended_at=at, ended_reason=reason)
        _tell(offer, "offer-lapsed", at, reason=reason)
