"""Taking taps and surveys in the portal, and the page on which they are read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.portal.access import current_candidate, get_own_application
from hiring.charter.models import Measure
from hiring.charter.queries import goals_of
from hiring.voices import pictures, queries
from hiring.voices.access import openings_to_hear
from hiring.voices.actions import NotAsked, take_survey, take_tap
from hiring.voices.forms import OpeningForm, SurveyForm, TapForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@never_cache
@require_POST
def voices_tap(request: HttpRequest, pk: int, stage_pk: int) -> HttpResponse:
    """Keep one tap; a second one, or one about nothing, thanks and changes nothing."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect("candidates:portal-again")
    application = get_own_application(candidate, pk)
    form = TapForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the five words."))
        return redirect("candidates:portal-home")
    try:
        take_tap(application_id=application.pk, stage_id=stage_pk, at=at, **form.cleaned_data)
    except NotAsked as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Thank you. It is kept without your name."))
    return redirect("candidates:portal-home")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def voices_survey(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask two questions and for one sentence; answered, it is over."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect("candidates:portal-again")
    application = get_own_application(candidate, pk)
    form = SurveyForm(request.POST if request.method == "POST" else None)
    context = {"application": application, "candidate": candidate, "form": form}
    context["is_open"] = queries.owes_survey(application)
    if form.is_bound and form.is_valid():
        try:
            take_survey(application_id=application.pk, at=at, **form.arguments())
        except NotAsked as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. It is kept without your name."))
            return redirect("candidates:portal-home")
    status = 422 if form.is_bound else 200
    return render(request, "hiring/voices/survey.html", context, status=status)


@require_GET
def voices_page(request: HttpRequest) -> HttpResponse:
    """Show what candidates of one's openings said, hired and declined apart."""
    form = OpeningForm(request.GET, openings=openings_to_hear(request.user))
    chosen = form.chosen()
    voices = queries.voices_of(request.user, [each.pk for each in chosen])
    goal = goals_of(timezone.localdate(timezone.now(), dt.UTC).year).get(Measure.PROMOTERS)
    context = {
        "form": form,
        "only": chosen[0] if len(chosen) == 1 else None,
        "voices": voices,
        "gap_said": pictures.say_gap(voices.gap) if voices.gap else "",
        "recommend": pictures.recommend_picture(voices.groups, goal),
        "words": pictures.words_picture(voices.groups),
        "stages": pictures.stages_picture(voices.stages),
        "months": pictures.months_picture(voices.months, goal),
    }
    return render(request, "hiring/voices/page.html", context)
