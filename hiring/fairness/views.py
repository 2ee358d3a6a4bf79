"""The candidate's own answers, and the file that New York City wants published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.portal.access import current_candidate
from hiring.dashboards.figures import Figure, Sheet
from hiring.dashboards.views import as_csv
from hiring.fairness import actions
from hiring.fairness.access import sees_fairness
from hiring.fairness.forms import AboutYouForm
from hiring.fairness.gathering import published
from hiring.fairness.queries import own_answers
from hiring.fairness.questions import asked

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

UNPROCESSABLE = 422


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def about_you(request: HttpRequest) -> HttpResponse:
    """What a candidate says about themselves, if they like; no staff login opens it."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect("candidates:portal-again")
    answers = own_answers(candidate)
    said = {code: getattr(answers, code) for code in asked()} if answers else {}
    form = AboutYouForm(request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and form.is_valid():
        actions.answer(candidate_id=candidate.pk, at=at, **form.cleaned_data)
        messages.success(request, _("Thank you. You can change or delete it at any time."))
        return redirect("candidates:portal-home")
    context = {"candidate": candidate, "form": form, "answers": answers}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "hiring/fairness/about_you.html", context, status=status)


@login_not_required
@never_cache
@require_POST
def about_you_forget(request: HttpRequest) -> HttpResponse:
    """Delete what a candidate said about themselves."""
    candidate = current_candidate(request, at=timezone.now())
    if candidate is None:
        return redirect("candidates:portal-again")
    actions.forget(candidate_id=candidate.pk)
    messages.success(request, _("What you said about yourself is deleted."))
    return redirect("candidates:portal-home")


@require_GET
def published_summary(request: HttpRequest) -> HttpResponse:
    """The summary for New York City's Local Law 144, of the openings that one decides for."""
    if not sees_fairness(request.user):
        raise PermissionDenied
    rows = published(request.user, request.GET.dict())
    return as_csv("local-law-144.csv", Sheet((Figure("", "", data=tuple(rows)),)).rows()[2:])
