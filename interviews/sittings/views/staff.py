"""The recruiter's pages: what is granted, and letting somebody sit again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from interviews.sittings import access, actions
from interviews.sittings.forms import UNTIMED, AgainForm, GrantForm
from interviews.sittings.models import Accommodation

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

page = require_http_methods(["GET", "POST"])


@page
def grant_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Read what a candidate asked for, and grant it: time, breaks, another way."""
    application = access.get_application_to_arrange(request.user, pk)
    kept = Accommodation.objects.visible_to(request.user).filter(application=application).first()
    form = GrantForm(request.POST if request.method == "POST" else None, initial=_initial(kept))
    if request.method == "POST" and form.is_valid():
        actions.grant(application_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Granted. It counts for every timer from now on."))
        return redirect("candidates:application-page", pk)
    context = {"application": application, "form": form, "kept": kept}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/sittings/grant.html", context, status=status)


def _initial(kept: Accommodation | None) -> dict[str, object]:
    if kept is None:
        return {"multiplier": "1.00"}
    multiplier = UNTIMED if kept.multiplier is None else f"{kept.multiplier:.2f}"
    return {"multiplier": multiplier, "breaks": kept.breaks, "alternative": kept.alternative}


@page
def sitting_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a candidate sit again; the attempt that is set aside is kept with the reason."""
    sitting = access.get_sitting_to_set_aside(request.user, pk)
    form = AgainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.allow_again(
            sitting_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("The candidate may sit again, with another form."))
        return redirect("candidates:application-page", sitting.application_id)
    context = {"sitting": sitting, "application": sitting.application, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/sittings/again.html", context, status=status)


@page
def retest_grant(request: HttpRequest, pk: int) -> HttpResponse:
    """Grant a second sitting on site with a reason, and read the word that begins it."""
    sitting = access.get_sitting_to_set_aside(request.user, pk)
    form = AgainForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            retest = actions.grant_retest(
                sitting_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.NoRetest as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("Granted. The word that begins it on site: %(word)s")
            messages.success(request, words % {"word": retest.word})
            return redirect("candidates:application-page", sitting.application_id)
    context = {"sitting": sitting, "application": sitting.application, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/sittings/retest_grant.html", context, status=status)
