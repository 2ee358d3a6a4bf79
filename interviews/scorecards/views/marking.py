"""My day, the scorecard, and what may be said after it is locked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.files.serving import serve
from interviews.scorecards import access, actions, pages, panels, queries
from interviews.scorecards.forms import (
    ImpressionForm,
    MarkerForm,
    RatingForm,
    RedFlagForm,
    RevisionForm,
)
from interviews.scorecards.models import Rating, Scorecard
from interviews.scorecards.more import more_for

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

PAGE = "interviews/scorecards/mark.html"
CLOSED_PAGE = "interviews/scorecards/closed.html"
LOCKED_PAGE = "interviews/scorecards/locked.html"


@never_cache
@require_GET
def my_day(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    more = more_for(request.user)
    context = {"day": queries.my_day(request.user, at), "more": more, "now": at}
    return render(request, "interviews/scorecards/my_day.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def scorecard_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The page to mark on; posting it saves every criterion at once (without JavaScript)."""
    if request.method == "POST":
        scorecard = access.get_own_scorecard(request.user, pk)
        refused = keep_typed(request, scorecard)
        if refused is None:
            messages.success(request, _("Saved."))
        return refused or redirect("interviews:scorecard-page", pk)
    scorecard = access.get_scorecard(request.user, pk)
    if scorecard.is_closed:
        return render(request, CLOSED_PAGE, pages.heading(scorecard))
    if scorecard.is_locked:
        return render_locked(request, scorecard)
    return render_page(request, pages.load_page(scorecard), status=200)


def render_page(request: HttpRequest, page: pages.Page, *, status: int = 422) -> HttpResponse:
    """Draw the page to mark on, with what the rooms above put beside the marks."""
    context = pages.marking_context(page, timezone.now())
    context["panels"] = panels.panels_for(request, page.scorecard)
    return render(request, PAGE, context, status=status)


def render_locked(
    request: HttpRequest,
    scorecard: Scorecard,
    *,
    status: int = 200,
    revision: tuple[int, RevisionForm] | None = None,
    **more: Any,
) -> HttpResponse:
    """Draw the page of a locked scorecard; `more` goes into its context."""
    context = pages.locked_context(request.user, scorecard, revision=revision) | more
    context["panels"] = panels.panels_for(request, scorecard)
    return render(request, LOCKED_PAGE, context, status=status)


def save_typed(request: HttpRequest, scorecard: Scorecard) -> HttpResponse | None:
    """Save what the form holds; return the page with what could not be saved, all text kept."""
    page = pages.load_page(scorecard, request.POST)
    page.flag_form = _typed_flag(request)
    are_valid = [form.is_valid() for form in page.forms]
    drafts = [form.draft() for form in page.forms if form.is_valid()]
    try:
        conflicts = actions.save_ratings(
            scorecard_id=scorecard.pk,
            drafts=[draft for draft in drafts if draft is not None],
            actor=request.user,
            at=timezone.now(),
        )
    except actions.ScorecardLocked as refusal:
        page.refusal = str(refusal)
        return render_page(request, page)
    if all(are_valid) and not conflicts:
        return None
    saved = pages.load_page(scorecard, request.POST)
    for form in saved.forms:
        form.is_valid()
    saved.flag_form = page.flag_form
    saved.conflicts = {key: each.current for key, each in conflicts.items()}
    return render_page(request, saved, status=409 if conflicts else 422)


def _typed_flag(request: HttpRequest) -> RedFlagForm | None:
    """Return the red flag that stands in the form without having been raised, if one does."""
    return RedFlagForm(request.POST) if request.POST.get("flag-seen", "").strip() else None


def flag_not_raised(request: HttpRequest, scorecard: Scorecard) -> HttpResponse | None:
    """Return the page with a word of warning when a red flag was described but not raised."""
    flag_form = _typed_flag(request)
    if flag_form is None:
        return None
    page = pages.load_page(scorecard)
    page.flag_form = flag_form
    page.refusal = _(
        "Your marks are saved, but the red flag is not raised yet: raise it, or clear its text."
    )
    return render_page(request, page)


def left_beside(request: HttpRequest, scorecard: Scorecard) -> HttpResponse | None:
    """Return the page with a word of warning when a panel holds words that are kept nowhere."""
    if not (said := panels.unsaved_in(request)):
        return None
    page = pages.load_page(scorecard)
    page.refusal = said
    return render_page(request, page)


def keep_typed(request: HttpRequest, scorecard: Scorecard) -> HttpResponse | None:
    """Save what the form holds; return the page where something of it could not be kept."""
    return (
        save_typed(request, scorecard)
        or flag_not_raised(request, scorecard)
        or left_beside(request, scorecard)
    )


@require_POST
def rating_save(request: HttpRequest, pk: int, criterion_pk: int) -> JsonResponse:
    """Save one criterion as it is typed; scorecards.js calls it and keeps what it refuses."""
    scorecard = access.get_own_scorecard(request.user, pk)
    criterion = access.get_criterion(scorecard, criterion_pk)
    form = RatingForm(request.POST, criterion=criterion, rating=None)
    draft = form.draft() if form.is_valid() else None
    if draft is None:
        errors = [str(error) for found in form.errors.values() for error in found]
        return JsonResponse({"error": " ".join(errors)}, status=422)
    try:
        rating = actions.save_rating(
            scorecard_id=pk,
            criterion_id=draft.criterion_id,
            value=draft.value,
            null_reason=draft.null_reason,
            evidence=draft.evidence,
            version=draft.version,
            actor=request.user,
            at=timezone.now(),
        )
    except actions.VersionConflict as conflict:
        return JsonResponse({"error": str(conflict), **_row(conflict.current)}, status=409)
    except actions.ScorecardLocked as refusal:
        return JsonResponse({"error": str(refusal), "locked": True}, status=422)
    return JsonResponse(_row(rating))


def _row(rating: Rating) -> dict[str, Any]:
    return {
        "mark": str(rating.value) if rating.value else "none" if rating.null_reason else "",
        "null_reason": rating.null_reason,
        "evidence": rating.evidence,
        "version": rating.version,
    }


@require_POST
def scorecard_lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what the form holds, then lock; what is missing comes back as a list of links."""
    scorecard = access.get_own_scorecard(request.user, pk)
    refused = keep_typed(request, scorecard)
    if refused is not None:
        return refused
    try:
        actions.lock_scorecard(scorecard_id=pk, actor=request.user, at=timezone.now())
    except actions.ScorecardIncomplete as incomplete:
        page = pages.load_page(scorecard)
        page.missing, page.refusal = incomplete.missing, str(incomplete)
        return render_page(request, page)
    except actions.NotYet as refusal:
        page = pages.load_page(scorecard)
        page.refusal = str(refusal)
        return render_page(request, page)
    except actions.ScorecardClosed as refusal:
        messages.error(request, str(refusal))
        return redirect("interviews:scorecard-page", pk)
    messages.success(request, _("Locked. Your marks count now. Thank you."))
    return redirect("interviews:scorecard-page", pk)


@require_POST
def rating_revise(request: HttpRequest, pk: int) -> HttpResponse:
    rating = access.get_own_rating(request.user, pk)
    form = RevisionForm(request.POST)
    if form.is_valid():
        try:
            actions.revise_rating(
                rating_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.NotLockedYet as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Your revision stands beside the first mark."))
        return redirect("interviews:scorecard-page", rating.scorecard_id)
    scorecard = access.get_own_scorecard(request.user, rating.scorecard_id)
    return render_locked(request, scorecard, status=422, revision=(pk, form))


@require_POST
def scorecard_impression(request: HttpRequest, pk: int) -> HttpResponse:
    access.get_own_scorecard(request.user, pk)
    form = ImpressionForm(request.POST)
    if form.is_valid():
        try:
            actions.give_impression(
                scorecard_id=pk, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except actions.NotLockedYet as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Noted."))
    return redirect("interviews:scorecard-page", pk)


@require_http_methods(["GET", "POST"])
def marker_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask somebody to mark what a candidate did before the Day."""
    application = access.get_application_to_assign(request.user, pk)
    at = timezone.now()
    form = MarkerForm(
        request.POST or None,
        stages=queries.stages_before_the_day(application.opening_id),
        people=queries.members_of(application.opening_id),
        due_at=pages.next_deadline(at),
    )
    if request.method == "POST" and form.is_valid():
        try:
            card = actions.assign_marker(
                application_id=pk, actor=request.user, at=at, **form.cleaned_data
            )
        except (actions.MarkedOnTheDay, actions.NotAMember, actions.ApplicationClosed) as refusal:
            form.add_error(None, str(refusal))
        else:
            text = _("%(name)s finds it on their list now.") % {"name": card.interviewer}
            messages.success(request, text)
            return redirect("candidates:application-page", pk)
    context = {"application": application, "form": form}
    status = 422 if form.errors else 200
    return render(request, "interviews/scorecards/assign.html", context, status=status)


@require_GET
def scorecard_document(request: HttpRequest, pk: int, document_pk: int) -> HttpResponseBase:
    """A paper that marking this stage needs, for its interviewer only."""
    document, name = access.get_paper(request.user, pk, document_pk)
    return serve(request, document.file, at=timezone.now(), inline=True, name=name)
