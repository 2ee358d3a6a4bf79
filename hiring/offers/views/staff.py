"""Making an offer, and agreeing to somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hiring.offers import access, actions, queries
from hiring.offers.forms import OfferForm, ReasonForm
from hiring.offers.letter import PLACEHOLDERS
from hiring.offers.models import OfferState

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from candidates.applications.models import Application
    from hiring.accounts.models import User
    from hiring.offers.models import Offer

form_page = require_http_methods(["GET", "POST"])
REFUSED = (
    actions.ChangedMeanwhile,
    actions.NothingDecided,
    actions.OfferThere,
    actions.OwnOffer,
    actions.ReasonMissing,
    actions.TooLate,
    actions.WrongState,
)


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)


def _today(application: Application) -> dt.date:
    return timezone.localdate(timezone=ZoneInfo(application.opening.time_zone))


@require_GET
def offer_list(request: HttpRequest) -> HttpResponse:
    """Offers that are being made or wait for an answer, by name; below, those that are over."""
    context = {
        "open": queries.offers_for_list(request.user, is_open=True),
        "over": queries.offers_for_list(request.user, is_open=False),
        "writes_templates": request.user.has_perm("candidates.manage_openings"),
    }
    return render(request, "hiring/offers/offer_list.html", context)


@form_page
def offer_make(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft an offer; `template` in the address says what its form begins with."""
    application = access.get_application_to_offer(request.user, pk)
    chosen = request.GET.get("template", "")
    templates = list(queries.templates_in_use())
    template = next((each for each in templates if str(each.pk) == chosen), None)
    if template is None and not chosen and templates:
        template = templates[0]
    today = _today(application)
    begun = OfferForm.begin(application.opening, template, today)
    data = request.POST if request.method == "POST" else None
    form = OfferForm(data, opening=application.opening, today=today, initial=begun)
    if form.is_bound and form.is_valid():
        try:
            offer = actions.make_offer(
                application_id=pk, terms=form.terms(), actor=_me(request), at=timezone.now()
            )
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The offer is drafted. Read it, then ask for approval."))
            return redirect("hiring:offer-page", offer.pk)
    context = {"templates": templates, "template": template, "application": application}
    return _form(request, form, **context)


@form_page
def offer_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    offer = access.get_offer_to_change(request.user, pk)
    data = request.POST if request.method == "POST" else None
    opening = offer.application.opening
    today = _today(offer.application)
    form = OfferForm(data, opening=opening, today=today, initial=OfferForm.of(offer))
    if form.is_bound and form.is_valid():
        try:
            actions.change_offer(
                offer_id=pk,
                terms=form.terms(),
                version=form.cleaned_data["version"] or 0,
                actor=_me(request),
                at=timezone.now(),
            )
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The offer is saved."))
            return redirect("hiring:offer-page", pk)
    return _form(request, form, application=offer.application, offer=offer)


def _form(request: HttpRequest, form: OfferForm, **context: Any) -> HttpResponse:
    context |= {"form": form, "placeholders": PLACEHOLDERS}
    status = 422 if form.is_bound else 200
    return render(request, "hiring/offers/offer_form.html", context, status=status)


@require_GET
def offer_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The terms, the letter as it is read, and what this person can do with them."""
    return _page(request, access.get_offer(request.user, pk))


def _page(request: HttpRequest, offer: Offer, **bound: Any) -> HttpResponse:
    """Draw the page; `bound` are a refusal or forms with errors, and then the answer is 422."""
    user = request.user
    may_write = access.may_write(user, offer.application)
    waits = offer.state == OfferState.WAITING
    context = {
        "offer": offer,
        "application": offer.application,
        "body": queries.letter_of(offer),
        "history": queries.history_of(offer),
        "may_write": may_write,
        "may_change": may_write and offer.state == OfferState.DRAFT,
        "may_approve": waits and access.is_second_person(user, offer),
        "back_form": ReasonForm(prefix="back") if may_write and waits else None,
        "withdraw_form": ReasonForm(prefix="withdraw") if may_write and offer.is_open else None,
        "is_own": user.pk in {offer.written_by_id, offer.asked_by_id},
    }
    status = 422 if bound else 200
    return render(request, "hiring/offers/offer_page.html", context | bound, status=status)


def _do(request: HttpRequest, offer: Offer, act: Callable[..., object], done: str) -> HttpResponse:
    """Do what a button asks for; a refusal shows the page with the sentence that says why."""
    try:
        act(offer_id=offer.pk, actor=_me(request), at=timezone.now())
    except REFUSED as error:
        return _page(request, access.get_offer(request.user, offer.pk), refusal=str(error))
    messages.success(request, done)
    return redirect("hiring:offer-page", offer.pk)


@require_POST
def offer_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a second person."""
    offer = access.get_offer_to_change(request.user, pk)
    return _do(request, offer, actions.ask_approval, _("Now somebody else has to agree."))


@require_POST
def offer_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree as the second person, and send it."""
    offer = access.get_offer_to_change(request.user, pk)
    done = _("You agreed. The mail is on its way, and the offer stands on the candidate's page.")
    return _do(request, offer, actions.approve_offer, done)


def _with_reason(
    request: HttpRequest, pk: int, prefix: str, act: Callable[..., object], done: str
) -> HttpResponse:
    offer = access.get_offer_to_change(request.user, pk)
    form = ReasonForm(request.POST, prefix=prefix)
    if form.is_valid():
        try:
            act(offer_id=pk, **form.cleaned_data, actor=_me(request), at=timezone.now())
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, done)
            return redirect("hiring:offer-page", pk)
    fresh = access.get_offer(request.user, offer.pk)
    return _page(request, fresh, **{f"{prefix}_form": form})


@require_POST
def offer_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Make an offer that waits a draft again, with what should be different."""
    return _with_reason(request, pk, "back", actions.send_back, _("It is a draft again."))


@require_POST
def offer_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an offer back."""
    done = _("The offer is withdrawn.")
    return _with_reason(request, pk, "withdraw", actions.withdraw_offer, done)
