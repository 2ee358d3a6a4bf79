"""Where a recruiter says what candidates of an opening record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.forms.models import model_to_dict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from candidates.openings.access import get_opening, require_recruiter
from interviews.recordings import actions, queries
from interviews.recordings.forms import ExerciseForm
from interviews.recordings.starter import starter_exercises

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE = "interviews/recordings/setup.html"


@require_http_methods(["GET", "POST"])
def voice_setup(request: HttpRequest, slug: str) -> HttpResponse:
    """Read and change the exercises, until the first candidate has recorded one."""
    opening = get_opening(request.user, slug)
    require_recruiter(request.user, opening)
    offered = queries.exercises_of(opening.pk)
    initial = [model_to_dict(each) for each in offered] or starter_exercises()
    form_set = forms.formset_factory(ExerciseForm, extra=0, max_num=3, validate_max=True)
    forms_ = form_set(request.POST if request.method == "POST" else None, initial=initial)
    context = {"opening": opening, "exercises": offered, "forms": forms_}
    if request.method != "POST":
        return render(request, PAGE, context)
    if forms_.is_valid():
        drafts = [form.draft() for form in forms_]
        try:
            actions.offer_exercises(
                opening_id=opening.pk, drafts=drafts, actor=request.user, at=timezone.now()
            )
        except actions.ExercisesInUse as refusal:
            context["refusal"] = str(refusal)
        else:
            messages.success(request, _("Candidates who are invited find these in their portal."))
            return redirect("candidates:opening-page", slug)
    return render(request, PAGE, context, status=422)
