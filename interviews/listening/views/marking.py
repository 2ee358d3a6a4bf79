"""Marking moments on a scorecard, changing them, taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from interviews.listening import access, actions, panels, queries
from interviews.listening.forms import MomentForm, VersionedForm
from interviews.scorecards.access import get_own_scorecard
from interviews.scorecards.actions import ScorecardLocked, UnknownCriterion
from interviews.scorecards.models import Rating
from interviews.scorecards.pages import load_page
from interviews.scorecards.views.marking import (
    flag_not_raised,
    render_locked,
    render_page,
    save_typed,
)

if TYPE_CHECKING:
    from interviews.listening.models import Moment
    from interviews.scorecards.models import Scorecard

REFUSED = (
    ScorecardLocked,
    UnknownCriterion,
    actions.BeyondTheEnd,
    actions.EvidenceFull,
    actions.KeyTaken,
    actions.NothingHeard,
    actions.OtherRecording,
)
PAGE = "interviews/listening/moment.html"


@require_POST
def moment_mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark a moment. listening.js asks for JSON; without it the whole form is saved first."""
    scorecard = get_own_scorecard(request.user, pk)
    wants_json = "application/json" in request.headers.get("Accept", "")
    if not wants_json and not scorecard.is_locked:
        refused = save_typed(request, scorecard)
        if refused is not None:
            return refused
    heard = queries.heard_for(request.user, scorecard.application_id)
    form = panels.moment_form(request, scorecard, heard)
    moment = _mark(request, scorecard, form)
    if wants_json:
        return _as_json(moment, form)
    if moment is None:
        return _page_again(request, scorecard, form)
    messages.success(request, _("Marked at %(at)s.") % {"at": moment.at})
    return flag_not_raised(request, scorecard) or redirect("interviews:scorecard-page", pk)


def _mark(request: HttpRequest, scorecard: Scorecard, form: MomentForm) -> Moment | None:
    """Mark what the form holds; None with the reason on the form where that cannot be."""
    if not form.is_valid():
        return None
    fields = dict(form.cleaned_data)
    recording_id = fields.pop("recording")
    try:
        return actions.mark_moment(
            scorecard_id=scorecard.pk,
            recording_id=recording_id,
            actor=request.user,
            at=timezone.now(),
            **fields,
        )
    except REFUSED as refusal:
        form.add_error(None, str(refusal))
    return None


def _page_again(request: HttpRequest, scorecard: Scorecard, form: MomentForm) -> HttpResponse:
    """Show the page with what was typed and why it was not kept."""
    said = " ".join(str(each) for each in form.non_field_errors())
    if scorecard.is_locked:
        messages.error(request, said or str(ScorecardLocked()))
        return render_locked(request, scorecard, status=422)
    page = load_page(scorecard)
    page.refusal = said or _("The moment is not marked yet: see what is missing below.")
    return render_page(request, page)


def _as_json(moment: Moment | None, form: MomentForm) -> JsonResponse:
    if moment is None:
        errors = [str(error) for found in form.errors.values() for error in found]
        return JsonResponse({"error": " ".join(errors)}, status=422)
    rating = Rating.objects.get(scorecard=moment.scorecard_id, criterion=moment.criterion_id)
    return JsonResponse(
        {
            "moment": {
                "pk": moment.pk,
                "at": moment.at,
                "milliseconds": moment.milliseconds,
                "recording": moment.recording_id,
                "criterion": moment.criterion.name,
                "position": moment.criterion.position,
                "words": moment.words,
            },
            "criterion": moment.criterion_id,
            "line": actions.line_of(moment),
            "evidence": rating.evidence,
            "version": rating.version,
        }
    )


@require_http_methods(["GET", "POST"])
def moment_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one of one's own moments."""
    moment = access.get_own_moment(request.user, pk)
    criteria = list(moment.scorecard.stage.criteria.order_by("position"))
    form = VersionedForm.of(moment, request.POST if request.method == "POST" else None, criteria)
    context: dict[str, Any] = {"moment": moment, "scorecard": moment.scorecard, "form": form}
    if request.method != "POST":
        return render(request, PAGE, context)
    status = 422
    if form.is_valid():
        try:
            actions.change_moment(
                moment_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.MomentChanged as conflict:
            form.add_error(None, str(conflict))
            form.data = {**form.data, "version": str(conflict.current.version)}
            context["current"], status = conflict.current, 409
        except (actions.MomentGone, *REFUSED) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("interviews:scorecard-page", moment.scorecard_id)
    return render(request, PAGE, context, status=status)


@require_POST
def moment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a moment back, with its line in the evidence."""
    moment = access.get_own_moment(request.user, pk)
    try:
        actions.remove_moment(moment_id=pk, actor=request.user, at=timezone.now())
    except ScorecardLocked as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back, with its line in the evidence."))
    return redirect("interviews:scorecard-page", moment.scorecard_id)
