"""Every state against every state, in the action and in the database; two people at once."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from candidates.applications.models import Move, State
from hiring.offers import actions
from hiring.offers.models import LEGAL_MOVES, Offer, OfferState
from tests.hiring.offers.conftest import TERMS, put_offer

# the state that each action leads to, and who does it
LEADS_TO = {
    "ask_approval": OfferState.WAITING,
    "approve_offer": OfferState.SENT,
    "send_back": OfferState.DRAFT,
    "withdraw_offer": OfferState.WITHDRAWN,
    "accept_offer": OfferState.ACCEPTED,
    "decline_offer": OfferState.DECLINED,
}


def do(name: str, offer: Offer, rosa, milan, at):
    words = {
        "ask_approval": {"actor": rosa},
        "approve_offer": {"actor": milan},
        "send_back": {"actor": milan, "reason": "Less."},
        "withdraw_offer": {"actor": rosa, "reason": "Changed."},
        "accept_offer": {"signed_name": "Kim Karlsson"},
        "decline_offer": {"answer": "No."},
    }
    return getattr(actions, name)(offer_id=offer.pk, at=at, **words[name])


@pytest.mark.parametrize("state", OfferState)
@pytest.mark.parametrize("name", LEADS_TO)
def test_actions_move_only_as_the_table_says(draft, rosa, milan, at, name, state):
    offer = put_offer(draft, state, rosa=rosa, milan=milan, at=at)
    to = LEADS_TO[name]
    if to in LEGAL_MOVES[state]:
        assert do(name, offer, rosa, milan, at).state == to
    elif to == state and name != "send_back":
        assert do(name, offer, rosa, milan, at).state == state  # the second time is the same
    else:
        with pytest.raises(actions.WrongState, match="cannot be done"):
            do(name, offer, rosa, milan, at)
        offer.refresh_from_db()
        assert offer.state == state


@pytest.mark.parametrize("to", OfferState)
@pytest.mark.parametrize("state", OfferState)
def test_the_database_moves_only_as_the_table_says(draft, rosa, milan, at, state, to):
    offer = put_offer(draft, state, rosa=rosa, milan=milan, at=at)
    everything = {
        "asked_by": rosa,
        "asked_at": at,
        "approved_by": milan,
        "approved_at": at,
        "sent_letter": "As sent.",
        "answered_at": at,
        "signed_name": "Kim",
        "ended_at": at,
        "ended_reason": "Over.",
    }

    def move():
        with transaction.atomic():
            return Offer.objects.filter(pk=offer.pk).update(state=to, **everything)

    if to in LEGAL_MOVES[state] or to == state:
        assert move() == 1
    else:
        with pytest.raises(DatabaseError, match="transition"):
            move()


def test_the_table_is_about_every_state():
    assert set(LEGAL_MOVES) == set(OfferState)


def at_once(*calls) -> list[object]:
    """Run the calls in threads of their own; return their results, exceptions among them."""
    barrier, results = threading.Barrier(len(calls)), []

    def run(call):
        barrier.wait(10)
        try:
            results.append(call())
        except (actions.OfferThere, actions.WrongState) as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.django_db(transaction=True)
def test_accepting_and_withdrawing_at_once_one_comes_second(sent, offered, rosa, milan, at):
    results = at_once(
        lambda: do("accept_offer", sent, rosa, milan, at),
        lambda: do("withdraw_offer", sent, rosa, milan, at),
    )
    assert [type(result) for result in results].count(actions.WrongState) == 1
    sent.refresh_from_db()
    offered.refresh_from_db()
    hired = sent.state == OfferState.ACCEPTED
    assert sent.state in {OfferState.ACCEPTED, OfferState.WITHDRAWN}
    assert offered.state == (State.HIRED if hired else State.OFFERED)


@pytest.mark.django_db(transaction=True)
def test_accepting_twice_at_once_hires_once(sent, offered, rosa, milan, at):
    results = at_once(*[lambda: do("accept_offer", sent, rosa, milan, at)] * 2)
    assert [result.state for result in results] == ["accepted", "accepted"]
    assert Move.objects.filter(application=offered, to_state=State.HIRED).count() == 1


@pytest.mark.django_db(transaction=True)
def test_approving_twice_at_once_sends_once(waiting, rosa, milan, nora, at):
    results = at_once(
        lambda: actions.approve_offer(offer_id=waiting.pk, actor=milan, at=at),
        lambda: actions.approve_offer(offer_id=waiting.pk, actor=nora, at=at),
    )
    assert [type(result) for result in results].count(actions.WrongState) == 1
    assert waiting.application.messages.filter(code="offer-ready").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_drafts_at_once_one_is_refused(offered, rosa, milan, at):
    results = at_once(
        *[
            lambda who=who: actions.make_offer(
                application_id=offered.pk, terms=TERMS, actor=who, at=at
            )
            for who in (rosa, milan)
        ]
    )
    assert [type(result) for result in results].count(actions.OfferThere) == 1
    assert Offer.objects.count() == 1


def test_the_database_refuses_approving_ones_own(waiting, rosa, milan, at):
    with pytest.raises(IntegrityError, match="nobody_approves_an_offer_of_their_own"):
        Offer.objects.filter(pk=waiting.pk).update(
            state="sent", approved_by=rosa, approved_at=at, sent_letter="x"
        )


def test_the_database_refuses_to_send_without_a_second_person(waiting):
    with pytest.raises(IntegrityError, match="an_offer_goes_out_only_with_a_second_person"):
        Offer.objects.filter(pk=waiting.pk).update(state="sent", sent_letter="x")


def test_the_database_keeps_terms_that_somebody_agrees_to(waiting):
    with pytest.raises(DatabaseError, match="Cannot update"):
        Offer.objects.filter(pk=waiting.pk).update(pay="much more")


def test_the_database_refuses_an_acceptance_without_a_name(sent, at):
    with pytest.raises(IntegrityError, match="an_accepted_offer_has_a_name_and_a_time"):
        Offer.objects.filter(pk=sent.pk).update(state="accepted", answered_at=at, signed_name=" ")
