"""The staff's pages of offers, and the candidate's own."""

import datetime as dt
from dataclasses import replace

import pgtrigger
import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.applications.models import Application, State
from candidates.messages.models import Message
from candidates.portal.actions import mint_link
from hiring.offers import actions
from hiring.offers.models import Offer, OfferTemplate
from tests.conftest import make_application
from tests.hiring.conftest import owe_scorecard, put
from tests.hiring.offers.conftest import TERMS

TYPED = {
    "starts_on": "2099-01-04",
    "pay": "32,400 a year",
    "currency": "eur",
    "hours": "40 a week",
    "place": "Vilnius",
    "probation": "",
    "answer_on": "2098-12-01",
    "letter": "Dear {candidate_name}, {pay}.",
}
LATER = timezone.now() + dt.timedelta(days=30)


def page(client, user, name, *args, status=200):
    client.force_login(user)
    answer = client.get(reverse(f"hiring:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_offer_list_makes_the_same_number_of_queries(
    client, opening, rosa, milan, at, django_assert_num_queries, count
):
    for number in range(count):
        for state in ("draft", "withdrawn"):
            application = make_application(
                opening, f"{state} {number}", f"{state}{number}@x.io", at
            )
            put(application, State.OFFERED, milan)
            Offer.objects.create(
                application=application, state=state, written_by=rosa, written_at=at,
                ended_at=at, ended_reason="Over.", **TERMS.as_fields(),
            )  # fmt: skip
    client.force_login(rosa)
    with django_assert_num_queries(4):
        text = client.get(reverse("hiring:offer-list")).content.decode()
    assert text.count("offer-who") == 2 * count


def test_offer_list_shows_strangers_and_the_blind_nothing(client, draft, plan, oskar, nora, at):
    owe_scorecard(draft.application, plan, nora, at)
    for user in (oskar, nora):
        assert "Kim Karlsson" not in page(client, user, "offer-list")


def test_offer_form_begins_with_the_template_and_drafts(client, offered, rosa, at):
    template = OfferTemplate.objects.create(
        name="Advisor", pay="30,000 a year", currency="EUR", hours="38 a week", place="Vilnius",
        probation="3 months", letter="Dear {candidate_name}", days_to_answer=7, written_at=at,
    )  # fmt: skip
    assert "38 a week" in page(client, rosa, "offer-make", offered.pk)
    answer = client.get(reverse("hiring:offer-make", args=[offered.pk]) + "?template=none")
    assert "38 a week" not in answer.content.decode()
    answer = client.post(reverse("hiring:offer-make", args=[offered.pk]), TYPED, follow=True)
    text = answer.content.decode()
    assert "Dear Kim Karlsson, EUR 32,400 a year." in text
    assert Offer.objects.get().currency == "EUR"
    assert template.pay not in text


def test_offer_form_says_what_is_wrong_and_keeps_what_was_typed(client, offered, rosa):
    client.force_login(rosa)
    wrong = {**TYPED, "starts_on": "2001-01-01", "letter": "Dear {name}, {candidate_name}"}
    answer = client.post(reverse("hiring:offer-make", args=[offered.pk]), wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "The first day lies in the past." in text
    assert "{name} would stay in the letter as it stands." in text
    assert "32,400 a year" in text
    assert Offer.objects.count() == 0


def test_offer_change_on_an_old_version_shows_both(client, draft, rosa, milan, at):
    client.force_login(rosa)
    url = reverse("hiring:offer-change", args=[draft.pk])
    assert client.post(url, {**TYPED, "version": "1"}).status_code == 302
    answer = client.post(url, {**TYPED, "pay": "99 a year", "version": "1"})
    assert answer.status_code == 422
    assert "changed this offer meanwhile" in answer.content.decode()
    assert 'value="99 a year"' in answer.content.decode()


def test_an_offer_goes_its_way_through_the_pages(client, draft, rosa, milan):
    Offer.objects.update(answer_by_at=LATER)
    client.force_login(rosa)
    text = client.post(reverse("hiring:offer-ask", args=[draft.pk]), follow=True).content.decode()
    assert "You wrote or asked for this offer" in text
    assert "I agree: send it" not in text
    answer = client.post(reverse("hiring:offer-approve", args=[draft.pk]))
    assert answer.status_code == 422
    assert "somebody else has to agree" in answer.content.decode()
    assert "I agree: send it" in page(client, milan, "offer-page", draft.pk)
    answer = client.post(reverse("hiring:offer-approve", args=[draft.pk]), follow=True)
    assert "the offer stands on the candidate&#x27;s page" in answer.content.decode()
    assert Offer.objects.get().state == "sent"


def test_sending_back_and_withdrawing_say_why(client, waiting, milan):
    client.force_login(milan)
    for name, prefix, state in (("back", "back", "draft"), ("withdraw", "withdraw", "withdrawn")):
        url = reverse(f"hiring:offer-{name}", args=[waiting.pk])
        assert client.post(url, {f"{prefix}-reason": ""}).status_code == 422
        assert client.post(url, {f"{prefix}-reason": "Too little."}).status_code == 302
        waiting.refresh_from_db()
        assert waiting.state == state


def test_templates_are_written_changed_and_put_away(client, rosa, milan):
    words = {key: TYPED[key] for key in ("pay", "currency", "hours", "place", "letter")}
    words |= {"name": "Advisor", "days_to_answer": "7"}
    client.force_login(rosa)
    add = reverse("hiring:offer-template-add")
    assert client.post(add, {**words, "letter": "{x}"}).status_code == 422
    assert client.post(add, words).status_code == 302
    answer = client.post(add, words)
    assert "There is a template of this name already." in answer.content.decode()
    template = OfferTemplate.objects.get()
    change = reverse("hiring:offer-template-change", args=[template.pk])
    assert client.post(change, {**words, "hours": "20 a week"}).status_code == 302
    assert "20 a week" in page(client, rosa, "offer-template-list")
    client.post(reverse("hiring:offer-template-retire", args=[template.pk]))
    assert "No template yet" in page(client, rosa, "offer-template-list")
    assert "Only recruiters" in page(client, milan, "offer-template-list", status=403)


@pytest.fixture
def sent(offered, rosa, milan, at):
    """An offer that still stands on the clock that the pages read."""
    terms = replace(TERMS, answer_by_at=LATER)
    offer = actions.make_offer(application_id=offered.pk, terms=terms, actor=rosa, at=at)
    actions.ask_approval(offer_id=offer.pk, actor=rosa, at=at)
    return actions.approve_offer(offer_id=offer.pk, actor=milan, at=at)


@pytest.fixture
def inside(client, sent):
    """Kim, in the portal, once the mail about the offer has gone out."""
    Message.objects.filter(code="offer-ready").update(state="sent", sent_at=sent.approved_at)
    token = mint_link(candidate_id=sent.application.candidate_id, at=timezone.now())
    client.post(reverse("candidates:portal-enter", args=[token]))
    return client


def test_the_portal_shows_the_offer_only_when_the_mail_has_gone_out(client, sent):
    token = mint_link(candidate_id=sent.application.candidate_id, at=timezone.now())
    client.post(reverse("candidates:portal-enter", args=[token]))
    home = reverse("candidates:portal-home")
    assert "32,400" not in client.get(home).content.decode()
    Message.objects.filter(code="offer-ready").update(state="sent", sent_at=sent.approved_at)
    text = client.get(home).content.decode()
    assert "We would like you to join us." in text
    assert "EUR 32,400 a year" in text
    assert "Accept the offer" in text


def test_the_candidate_accepts_by_a_typed_name(inside, sent):
    url = reverse("hiring:own-offer-accept", args=[sent.pk])
    answer = inside.post(url, {"signed_name": " "})
    assert answer.status_code == 422
    assert "it stands for your signature" in answer.content.decode()
    text = inside.post(url, {"signed_name": "Kim Karlsson"}, follow=True).content.decode()
    assert "signed “Kim Karlsson”. Welcome." in text
    assert "Accept the offer" not in text
    assert Application.objects.get().state == State.HIRED


def test_the_candidate_declines_and_the_application_ends(inside, sent):
    url = reverse("hiring:own-offer-decline", args=[sent.pk])
    text = inside.post(url, {"answer": "Moving away."}, follow=True).content.decode()
    assert "You have withdrawn this application." in text
    assert Application.objects.get().state == State.WITHDRAWN


def test_the_candidate_is_told_when_the_offer_no_longer_stands(inside, sent, rosa, at):
    actions.withdraw_offer(offer_id=sent.pk, reason="Budget.", actor=rosa, at=at)
    text = inside.get(reverse("candidates:portal-home")).content.decode()
    assert "This offer no longer stands." in text
    assert "Budget." not in text
    answer = inside.post(reverse("hiring:own-offer-accept", args=[sent.pk]), {"signed_name": "Kim"})
    assert answer.status_code == 422
    assert "This offer no longer stands." in answer.content.decode()


def test_the_candidate_is_told_when_the_time_is_over(inside, sent, rosa):
    past = timezone.now() - dt.timedelta(minutes=1)
    with pgtrigger.ignore("hiring.Offer:terms_that_somebody_agrees_to_stay"):
        Offer.objects.update(answer_by_at=past)
    text = inside.get(reverse("hiring:own-offer", args=[sent.pk])).content.decode()
    assert "The time to answer is over" in text
    answer = inside.post(reverse("hiring:own-offer-accept", args=[sent.pk]), {"signed_name": "Kim"})
    assert answer.status_code == 422
    assert Offer.objects.get().state == "sent"


def test_an_offer_is_nobody_elses(client, sent, jonas):
    token = mint_link(candidate_id=jonas.candidate_id, at=timezone.now())
    client.post(reverse("candidates:portal-enter", args=[token]))
    assert client.get(reverse("hiring:own-offer", args=[sent.pk])).status_code == 404
    answer = client.post(reverse("hiring:own-offer-accept", args=[sent.pk]), {"signed_name": "J"})
    assert answer.status_code == 404
