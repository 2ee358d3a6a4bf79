"""The candidate's own pages. No staff login opens them, and they open nothing of the staff's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.layout.address import client_address
from candidates.layout.limits import Limit
from candidates.portal import access, cards, queries
from candidates.portal.actions import CannotWithdraw, LinkUnknown, ask_again, enter, withdraw
from candidates.portal.forms import AgainForm, WithdrawForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

HOUR: Final = 60 * 60
ENTRIES: Final = Limit("portal-enter", 60, HOUR)
ASKED_FROM: Final = Limit("portal-again-address", 20, HOUR)
ASKED_FOR: Final = Limit("portal-again-email", 3, HOUR)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def portal_enter(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button; let in whoever presses it. Mail scanners that follow the link, or even
    press it, burn nothing: the link stays good until it expires or is revoked."""
    if request.method != "POST":
        response = render(request, "candidates/portal/enter.html")
    else:
        if not ENTRIES.spend(client_address(request)):
            return _too_often(request)
        try:
            link = enter(token=token, at=timezone.now())
        except LinkUnknown:
            return render(request, "candidates/portal/unknown.html", status=404)
        access.let_in(request, link)
        response = redirect("candidates:portal-home")
    # the address is the key: it leaves this page in no Referer, and the form's Origin stays right
    response["Referrer-Policy"] = "strict-origin"
    return response


@login_not_required
@never_cache
@require_safe
def portal_home(request: HttpRequest) -> HttpResponse:
    """Where one stands, what comes next, what to do."""
    at = timezone.now()
    candidate = access.current_candidate(request, at=at)
    if candidate is None:
        return redirect("candidates:portal-again")
    here = request.build_absolute_uri(reverse("candidates:portal-home"))
    applications = queries.own_applications(candidate, here=here)
    context = {
        "candidate": candidate,
        "applications": cards.with_cards(request, applications, at),
        "style_sheets": cards.style_sheets(),
    }
    return render(request, "candidates/portal/home.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def portal_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then withdraw."""
    at = timezone.now()
    candidate = access.current_candidate(request, at=at)
    if candidate is None:
        return redirect("candidates:portal-again")
    application = access.get_own_application(candidate, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    context = {"application": application, "candidate": candidate, "form": form}
    if request.method != "POST":
        return render(request, "candidates/portal/withdraw.html", context)
    if form.is_valid():
        try:
            withdraw(application_id=application.pk, at=at, **form.cleaned_data)
        except CannotWithdraw as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("You have withdrawn. Thank you for telling us."))
            return redirect("candidates:portal-home")
    return render(request, "candidates/portal/withdraw.html", context, status=422)


@login_not_required
@require_POST
def portal_leave(request: HttpRequest) -> HttpResponse:
    """Close the portal in this browser; a staff login in it stays."""
    access.let_out(request)
    messages.success(request, _("You have left your page. The link in our mails opens it again."))
    return redirect("candidates:careers-list")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def portal_again(request: HttpRequest) -> HttpResponse:
    """Ask for a new link by mail; the answer is the same whether the address is known or not."""
    form = AgainForm(request.POST if request.method == "POST" else None)
    context = {"form": form}
    if request.method != "POST":
        return render(request, "candidates/portal/again.html", context)
    if not form.is_valid():
        return render(request, "candidates/portal/again.html", context, status=422)
    email = form.cleaned_data["email"]
    if not (ASKED_FROM.spend(client_address(request)) and ASKED_FOR.spend(email)):
        return _too_often(request)
    ask_again(email=email, at=timezone.now())
    return render(request, "candidates/portal/asked.html", {"email": email})


def _too_often(request: HttpRequest) -> HttpResponse:
    return render(request, "candidates/portal/too_often.html", status=429)
