"""The candidate's own offer. Like the portal's pages: no staff login opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from candidates.portal.access import current_candidate
from hiring.offers import access, actions
from hiring.offers.cards import offer_context
from hiring.offers.forms import AcceptForm, DeclineForm

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from candidates.people.models import Candidate

REFUSED = (
    actions.NameMissing,
    actions.NothingDecided,
    actions.TooLate,
    actions.WrongState,
)


@login_not_required
@never_cache
@require_safe
def own_offer(request: HttpRequest, pk: int) -> HttpResponse:
    """The offer by itself, to read and to answer."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect("candidates:portal-again")
    return _page(request, candidate, pk, at)


def _page(
    request: HttpRequest, candidate: Candidate, pk: int, at: dt.datetime, **bound: Any
) -> HttpResponse:
    offer = access.get_own_offer(candidate, pk)
    context = offer_context(offer, at, **bound) | {"candidate": candidate}
    status = 422 if bound else 200
    return render(request, "hiring/offers/own_offer.html", context, status=status)


@login_not_required
@never_cache
@require_POST
def own_offer_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, by a typed name."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect("candidates:portal-again")
    access.get_own_offer(candidate, pk)
    form = AcceptForm(request.POST)
    if form.is_valid():
        try:
            actions.accept_offer(offer_id=pk, at=at, **form.cleaned_data)
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("You accepted. Welcome: we look forward to you."))
            return redirect("candidates:portal-home")
    return _page(request, candidate, pk, at, accept_form=form)


@login_not_required
@never_cache
@require_POST
def own_offer_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Decline, which ends the application."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect("candidates:portal-again")
    access.get_own_offer(candidate, pk)
    form = DeclineForm(request.POST)
    if form.is_valid():
        try:
            actions.decline_offer(offer_id=pk, at=at, **form.cleaned_data)
        except REFUSED as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("You declined the offer. Thank you for telling us."))
            return redirect("candidates:portal-home")
    return _page(request, candidate, pk, at, decline_form=form)
