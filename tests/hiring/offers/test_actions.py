"""What an offer does on its way: who may, what is said, and what follows."""

import dataclasses
import datetime as dt

import pytest
from django.http import Http404

from candidates.applications.models import Move, State
from candidates.history.queries import timeline
from candidates.messages.models import Message
from candidates.notices.models import Notice
from hiring.decisions.actions import mark_hired, revoke_decision
from hiring.offers import actions, jobs, templates
from hiring.offers.letter import STARTER, fill, unknown_in
from hiring.offers.models import Offer, OfferTemplate
from hiring.offers.queries import letter_of, offer_sheet
from tests.hiring.conftest import owe_scorecard
from tests.hiring.offers.conftest import ANSWER_BY, TERMS

OTHER = dataclasses.replace(TERMS, pay="33,000 a year")


def sentences(offer):
    key = offer.application_id
    return [line.sentence for line in timeline(subject="offers", subject_key=key)]


def test_make_offer_drafts_one_and_says_so(draft, rosa, at):
    assert (draft.state, draft.written_by, draft.written_at) == ("draft", rosa, at)
    assert sentences(draft) == ["Rosa Ruiz drafted an offer."]


def test_make_offer_twice_is_the_same(draft, offered, rosa, at):
    words = {"application_id": offered.pk, "terms": TERMS, "actor": rosa, "at": at}
    assert actions.make_offer(**words) == draft
    assert Offer.objects.count() == 1


def test_make_another_offer_beside_it_is_refused(draft, offered, rosa, at):
    with pytest.raises(actions.OfferThere, match=r"There is an offer already \(Draft\)"):
        actions.make_offer(application_id=offered.pk, terms=OTHER, actor=rosa, at=at)


def test_make_offer_without_a_decision_is_refused(deciding, rosa, at):
    with pytest.raises(actions.NothingDecided, match="Decide first"):
        actions.make_offer(application_id=deciding.pk, terms=TERMS, actor=rosa, at=at)
    assert Offer.objects.count() == 0


def test_change_offer_counts_its_versions(draft, milan, at):
    words = {"offer_id": draft.pk, "terms": OTHER, "actor": milan, "at": at}
    changed = actions.change_offer(**words, version=1)
    assert (changed.pay, changed.version, changed.written_by) == ("33,000 a year", 2, milan)
    assert actions.change_offer(**words, version=1).version == 2  # the same again


def test_change_offer_on_an_old_version_is_refused(draft, rosa, milan, at):
    actions.change_offer(offer_id=draft.pk, terms=OTHER, version=1, actor=milan, at=at)
    third = dataclasses.replace(TERMS, pay="1 a year")
    with pytest.raises(actions.ChangedMeanwhile, match="Milan Mraz changed this offer meanwhile"):
        actions.change_offer(offer_id=draft.pk, terms=third, version=1, actor=rosa, at=at)


def test_change_offer_that_waits_is_refused(waiting, rosa, at):
    with pytest.raises(actions.WrongState, match="Waits for a second person"):
        actions.change_offer(offer_id=waiting.pk, terms=OTHER, version=1, actor=rosa, at=at)


def test_asking_tells_who_could_agree_and_nobody_who_is_blind(
    draft, plan, rosa, milan, nora, petra, at
):
    owe_scorecard(draft.application, plan, nora, at)
    actions.ask_approval(offer_id=draft.pk, actor=rosa, at=at)
    assert list(Notice.objects.values_list("user__name", "kind")) == [("Milan Mraz", "offer-asked")]


def test_asking_after_the_time_to_answer_is_refused(draft, rosa):
    with pytest.raises(actions.TooLate):
        actions.ask_approval(offer_id=draft.pk, actor=rosa, at=ANSWER_BY)


def test_approving_sends_the_mail_and_puts_the_announcement_away(sent, milan, at):
    assert (sent.state, sent.approved_by, sent.approved_at) == ("sent", milan, at)
    states = dict(Message.objects.values_list("code", "state"))
    assert states == {"offered": "discarded", "offer-ready": "released"}
    mail = Message.objects.get(code="offer-ready")
    assert mail.released_by == milan
    assert "until 1 December 2026, 23:59 (Vilnius time)" in mail.body  # on the opening's clock
    assert mail.task.kind == "messages.send-once"


def test_approving_freezes_the_letter(sent, opening):
    opening.team = "Another team"
    opening.save()
    assert letter_of(Offer.objects.get()) == (
        "Dear Kim Karlsson, join Customer service on 4 January 2027 for EUR 32,400 a year "
        "until 1 December 2026, 23:59 (Vilnius time)."
    )


def test_approving_ones_own_offer_is_refused(waiting, rosa, at):
    with pytest.raises(actions.OwnOffer, match="somebody else has to agree"):
        actions.approve_offer(offer_id=waiting.pk, actor=rosa, at=at)


def test_approving_what_one_wrote_and_another_asked_for_is_refused(draft, rosa, milan, at):
    actions.change_offer(offer_id=draft.pk, terms=OTHER, version=1, actor=milan, at=at)
    actions.ask_approval(offer_id=draft.pk, actor=rosa, at=at)
    for who in (rosa, milan):
        with pytest.raises(actions.OwnOffer):
            actions.approve_offer(offer_id=draft.pk, actor=who, at=at)


def test_approving_after_the_time_to_answer_is_refused(waiting, milan):
    with pytest.raises(actions.TooLate):
        actions.approve_offer(offer_id=waiting.pk, actor=milan, at=ANSWER_BY)


def test_sending_back_makes_it_a_draft_with_the_reason(waiting, milan, rosa, at):
    back = actions.send_back(offer_id=waiting.pk, reason="Too little.", actor=milan, at=at)
    assert (back.state, back.asked_by) == ("draft", None)
    assert sentences(back)[0] == "Milan Mraz sent the offer back: Too little."
    again = actions.ask_approval(offer_id=back.pk, actor=rosa, at=at)
    assert Notice.objects.filter(kind="offer-asked", user=milan).count() == 2
    assert again.state == "waiting"


def test_sending_back_and_withdrawing_take_words(waiting, milan, at):
    for act in (actions.send_back, actions.withdraw_offer):
        with pytest.raises(actions.ReasonMissing):
            act(offer_id=waiting.pk, reason=" ", actor=milan, at=at)


def test_accepting_hires_in_the_name_of_whoever_decided(sent, offered, milan, at):
    accepted = actions.accept_offer(offer_id=sent.pk, signed_name="  Kim   Karlsson ", at=at)
    assert (accepted.state, accepted.signed_name) == ("accepted", "Kim Karlsson")
    offered.refresh_from_db()
    assert (offered.state, offered.decided_by) == (State.HIRED, milan)
    assert offered.decided_reason.startswith("Calm and exact.\n")
    assert "signed “Kim Karlsson”" in offered.decided_reason
    told = Notice.objects.filter(kind="offer-accepted").values_list("user__name", flat=True)
    assert set(told) == {"Rosa Ruiz", "Milan Mraz"}


def test_accepting_without_a_name_is_refused(sent, at):
    with pytest.raises(actions.NameMissing):
        actions.accept_offer(offer_id=sent.pk, signed_name=" ", at=at)


def test_accepting_is_refused_from_the_moment_on_until_which_it_stood(sent):
    with pytest.raises(actions.TooLate):
        actions.accept_offer(offer_id=sent.pk, signed_name="Kim", at=ANSWER_BY)
    before = ANSWER_BY - dt.timedelta(microseconds=1)
    assert actions.accept_offer(offer_id=sent.pk, signed_name="Kim", at=before).state == "accepted"


def test_declining_withdraws_the_application_in_nobodys_name(sent, offered, at):
    actions.decline_offer(offer_id=sent.pk, answer="Another offer.", at=at)
    offered.refresh_from_db()
    assert offered.state == State.WITHDRAWN
    move = Move.objects.filter(application=offered).latest("pk")
    assert (move.actor, move.reason) == (None, "Another offer.")


def test_expiring_ends_the_offer_tells_staff_and_moves_nobody(sent, offered, rosa, milan):
    early = ANSWER_BY - dt.timedelta(microseconds=1)
    assert jobs.EXPIRE.record(None, None, early) == {"expired": 0}
    assert jobs.EXPIRE.record(None, None, ANSWER_BY) == {"expired": 1}
    assert jobs.EXPIRE.record(None, None, ANSWER_BY) == {"expired": 0}
    sent.refresh_from_db()
    offered.refresh_from_db()
    assert (sent.state, offered.state) == ("expired", State.OFFERED)
    told = Notice.objects.filter(kind="offer-expired").values_list("user__name", flat=True)
    assert set(told) == {"Rosa Ruiz", "Milan Mraz"}


def test_after_it_expired_another_offer_can_be_made(sent, offered, rosa, at):
    jobs.EXPIRE.record(None, None, ANSWER_BY)
    offer = actions.make_offer(application_id=offered.pk, terms=OTHER, actor=rosa, at=ANSWER_BY)
    assert offer.state == "draft"


def test_taking_the_decision_back_ends_the_offer(sent, offered, milan, at):
    decision = offered.decisions.get()
    revoke_decision(decision_id=decision.pk, actor=milan, at=at, reason="A mistake.")
    sent.refresh_from_db()
    assert (sent.state, sent.ended_reason) == ("withdrawn", "The decision was taken back.")


def test_hiring_by_hand_ends_the_offer(sent, offered, milan, at):
    mark_hired(application_id=offered.pk, actor=milan, at=at, reason="By phone.")
    sent.refresh_from_db()
    assert (sent.state, sent.ended_reason) == (
        "withdrawn",
        "Hired: the candidate accepted another way.",
    )


def test_offer_sheet_holds_everything_on_the_letter(sent, milan, at):
    sheet = offer_sheet(sent.pk, milan)
    assert (sheet.candidate, sheet.opening, sheet.team, sheet.location) == (
        "Kim Karlsson",
        "Headset advisor",
        "Customer service",
        "Vilnius",
    )
    assert (sheet.pay, sheet.currency, sheet.hours) == ("32,400 a year", "EUR", "40 a week")
    assert (sheet.written_by, sheet.approved_by, sheet.signed_name) == (
        "Rosa Ruiz",
        "Milan Mraz",
        "",
    )
    assert sheet.paragraphs == [letter_of(sent)]


def test_offer_sheet_is_404_for_strangers_and_the_blind(sent, plan, oskar, ines, nora, at):
    owe_scorecard(sent.application, plan, nora, at)
    for user in (oskar, ines, nora):
        with pytest.raises(Http404):
            offer_sheet(sent.pk, user)


def test_letter_refuses_what_is_no_placeholder_and_fills_in_once():
    assert unknown_in(str(STARTER)) == []
    assert unknown_in("{pay} {salary} {0.__class__} }") == ["{salary}", "{0.__class__}", "}"]
    assert fill("{pay} {hours}", {"pay": "{hours}\n<b>", "hours": "40"}) == "(hours) <b> 40"


@pytest.mark.django_db
def test_templates_have_names_of_their_own(at):
    words = {"pay": "1", "currency": "EUR", "hours": "1", "place": "x", "probation": "",
             "letter": "x", "days_to_answer": 5}  # fmt: skip
    first = templates.write_template(template_id=None, at=at, name="Advisor", **words)
    with pytest.raises(templates.NameTaken):
        templates.write_template(template_id=None, at=at, name="Advisor", **words)
    changed = templates.write_template(template_id=first.pk, at=at, name="Advisor", **words)
    assert changed.pk == first.pk
    for _twice in range(2):
        templates.retire_template(template_id=first.pk, at=at)
    assert OfferTemplate.objects.get().retired_at == at
