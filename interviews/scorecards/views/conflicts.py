"""A conflict of interest declared, somebody else asked; marks revealed to a panel."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interviews.days.actions import DayOver, SessionUnderWay, SlotTaken
from interviews.scorecards import access, actions, pages, queries
from interviews.scorecards.forms import ConflictForm, RevealForm, TakeOverForm


@never_cache
@require_http_methods(["GET", "POST"])
def conflict_declare(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one cannot mark this candidate fairly; the recruiter is told."""
    scorecard = access.get_own_scorecard(request.user, pk)
    if scorecard.is_locked or scorecard.is_closed:
        return redirect("interviews:scorecard-page", pk)
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_conflict(
                scorecard_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except (actions.NoReason, actions.ScorecardLocked) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Closed. The recruiter is told and asks somebody else."))
            return redirect("interviews:my-day")
    context = {**pages.heading(scorecard), "form": form}
    status = 422 if form.errors else 200
    return render(request, "interviews/scorecards/conflict.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def scorecard_reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody to mark in the place of an interviewer with a conflict of interest."""
    closed = access.get_closed_scorecard(request.user, pk)
    form = TakeOverForm(request.POST or None, people=queries.people_to_take_over(closed))
    if request.method == "POST" and form.is_valid():
        try:
            card = actions.reassign_scorecard(
                scorecard_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except REFUSALS as refusal:
            form.add_error(None, str(refusal))
        else:
            text = _("%(name)s finds it on their list now.") % {"name": card.interviewer}
            messages.success(request, text)
            return redirect("candidates:application-page", closed.application_id)
    context = {
        "closed": closed,
        "form": form,
        "replacement": getattr(closed, "replacement", None),
    }
    status = 422 if form.errors else 200
    return render(request, "interviews/scorecards/reassign.html", context, status=status)


REFUSALS = (
    actions.NotClosed,
    actions.AlreadyReassigned,
    actions.NotAMember,
    actions.MarksAlready,
    actions.TakenThen,
    actions.ApplicationClosed,
    SlotTaken,
    SessionUnderWay,
    DayOver,
)


@never_cache
@require_http_methods(["GET", "POST"])
def marks_reveal(request: HttpRequest, pk: int, stage_pk: int) -> HttpResponse:
    """Let a panel see what is locked, before everybody has locked; written down."""
    application, stage = access.get_stage_to_reveal(request.user, pk, stage_pk)
    form = RevealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reveal_marks(
                stage_id=stage.pk,
                application_id=application.pk,
                actor=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except (actions.NothingToReveal, actions.RevealUnexplained) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Revealed to those of the panel who have locked."))
            return redirect("candidates:application-page", pk)
    context = {
        "application": application,
        "stage": stage,
        "form": form,
        "panel": queries.panel_of(request.user, pk, stage_pk),
    }
    status = 422 if form.errors else 200
    return render(request, "interviews/scorecards/reveal.html", context, status=status)
