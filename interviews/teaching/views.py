"""Topics in the portal; probes noted with a tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from candidates.portal.access import current_candidate, get_own_application
from interviews.scorecards.access import get_own_scorecard
from interviews.scorecards.actions import ScorecardLocked
from interviews.scorecards.views.marking import keep_typed
from interviews.teaching import actions, queries
from interviews.teaching.forms import ProbeForm, TopicsForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def topics_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What the candidate could teach; posting keeps it."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect("candidates:portal-again")
    application = get_own_application(candidate, pk)
    if not queries.is_asked_for_topics(application):
        raise Http404
    kept = queries.topics_of(pk)
    initial = {"text": kept.text if kept else ""}
    form = TopicsForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.offer_topics(application_id=pk, at=at, **form.cleaned_data)
        except actions.NotAsked as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you. You can change it until your Day."))
            return redirect("candidates:portal-home")
    context = {"candidate": candidate, "application": application, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/teaching/topics.html", context, status=status)


@require_POST
def probe_note(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Note that a probe was said, or take it back; whatever else the form holds is saved too."""
    scorecard = get_own_scorecard(request.user, pk)
    if scorecard.stage.kind != queries.KIND or not 1 <= number <= queries.PROBES:
        raise Http404
    asked_by_script = request.headers.get("Accept", "").startswith("application/json")
    if not asked_by_script and (refused := keep_typed(request, scorecard)):
        return refused
    form = ProbeForm(request.POST)
    seconds = form.cleaned_data["seconds"] if form.is_valid() else None
    at = timezone.now()
    try:
        if "back" in request.POST:
            actions.take_probe_back(scorecard_id=pk, number=number, actor=request.user, at=at)
        else:
            actions.note_probe(
                scorecard_id=pk, number=number, seconds=seconds, actor=request.user, at=at
            )
    except ScorecardLocked as refusal:
        if asked_by_script:
            return JsonResponse({"message": str(refusal)}, status=409)
        messages.error(request, str(refusal))
        return redirect("interviews:scorecard-page", pk)
    if not asked_by_script:
        return redirect("interviews:scorecard-page", pk)
    probe = queries.probes_of(request.user, scorecard)[number - 1]
    return JsonResponse({"said": probe.said is not None, "clock": probe.clock})
