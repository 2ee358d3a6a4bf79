"""Red flags: raised from the scorecard, answered, and the rest of the Day stopped."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from interviews.days.actions import NothingToStop, StopUnexplained, stop_sessions
from interviews.scorecards import access, actions, pages, queries
from interviews.scorecards.forms import AnswerForm, RedFlagForm, StopForm
from interviews.scorecards.models import RedFlag, Scorecard
from interviews.scorecards.views.marking import (
    left_beside,
    render_locked,
    render_page,
    save_typed,
)


@require_POST
def red_flag_raise(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what the form holds, then raise the red flag that stands in it."""
    scorecard = access.get_own_scorecard(request.user, pk)
    refused = None if scorecard.is_locked else save_typed(request, scorecard)
    if refused is not None:
        return refused
    form = RedFlagForm(request.POST)
    if not form.is_valid():
        return _with_flag_form(request, scorecard, form)
    actions.raise_red_flag(
        scorecard_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data
    )
    told = pages.names_in_words(queries.people_told(scorecard.application.opening_id))
    messages.success(
        request, _("The red flag is raised. %(names)s can see it now.") % {"names": told}
    )
    left = None if scorecard.is_locked else left_beside(request, scorecard)
    return left or redirect("interviews:scorecard-page", pk)


def _with_flag_form(request: HttpRequest, scorecard: Scorecard, form: RedFlagForm) -> HttpResponse:
    if scorecard.is_locked:
        return render_locked(request, scorecard, status=422, flag_form=form)
    page = pages.load_page(scorecard)
    page.flag_form = form
    return render_page(request, page)


@require_http_methods(["GET", "POST"])
def red_flag_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One red flag: what was seen, and what was made of it."""
    flag = access.get_red_flag(request.user, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST":
        access.require_answerer(request.user, flag)
        if form.is_valid():
            try:
                actions.answer_red_flag(
                    red_flag_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data
                )
            except actions.AlreadyAnswered as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Answered."))
                return redirect("candidates:application-page", flag.application_id)
    return _flag_page(request, flag, form, StopForm())


def _flag_page(
    request: HttpRequest, flag: RedFlag, form: AnswerForm, stop_form: StopForm
) -> HttpResponse:
    context = {
        "flag": flag,
        "form": form,
        "stop_form": stop_form,
        "may_answer": access.may_answer(request.user, flag),
        "remaining": queries.remaining_sessions(flag.application_id, timezone.now()),
        "stops": queries.stops_of(flag.application_id),
    }
    status = 422 if form.errors or stop_form.errors else 200
    return render(request, "interviews/scorecards/red_flag.html", context, status=status)


@require_POST
def red_flag_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop the sessions that the candidate still has before them, with a reason."""
    flag = access.get_red_flag(request.user, pk)
    access.require_answerer(request.user, flag)
    form = StopForm(request.POST)
    if form.is_valid():
        try:
            stop_sessions(
                application_id=flag.application_id,
                actor=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except (NothingToStop, StopUnexplained) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Stopped. The seats are free again; nobody was declined."))
            return redirect("interviews:red-flag-answer", pk)
    return _flag_page(request, flag, AnswerForm(), form)
