"""The pages of a narrative: its author writes, a few read, and more read what was released."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from candidates.layout.sealing import CannotOpen
from interviews.narratives import access, actions, pages, queries
from interviews.narratives.models import Passage
from interviews.scorecards.models import Scorecard

WRITE, READ = "interviews/narratives/write.html", "interviews/narratives/read.html"
SUMMARY = "interviews/narratives/summary.html"


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def narrative_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The psychologist writes here; hiring managers read. Each showing is written down."""
    if not access.is_author(request.user, pk):
        return _read(request, pk)
    scorecard = access.get_own_scorecard(request.user, pk)
    if request.method == "POST":
        return _save_all(request, scorecard)
    return _write_page(request, scorecard)


def _read(request: HttpRequest, pk: int) -> HttpResponse:
    narrative = access.get_narrative(request.user, pk)
    if request.method == "POST":
        raise PermissionDenied(_("Only its author writes a narrative."))
    actions.note_reading(narrative_id=narrative.pk, reader=request.user, at=timezone.now())
    context = pages.heading(narrative.scorecard)
    try:
        context["parts"] = [each for each in queries.opened(narrative) if each.text]
    except CannotOpen as refusal:
        return render(request, READ, {**context, "refusal": str(refusal)}, status=422)
    return render(request, READ, context)


def _write_page(request: HttpRequest, scorecard: Scorecard) -> HttpResponse:
    narrative = pages.narrative_of(scorecard)
    if narrative is not None and narrative.removed_at is None:
        actions.note_reading(narrative_id=narrative.pk, reader=request.user, at=timezone.now())
    try:
        page = pages.load_page(scorecard)
    except CannotOpen as refusal:
        return _cannot_open(request, scorecard, refusal)
    return render(request, WRITE, pages.context_of(page))


def _cannot_open(request: HttpRequest, scorecard: Scorecard, refusal: CannotOpen) -> HttpResponse:
    context = {**pages.heading(scorecard), "refusal": str(refusal)}
    return render(request, READ, context, status=422)


def _save_all(request: HttpRequest, scorecard: Scorecard) -> HttpResponse:
    """Save the whole form at once (without JavaScript); nothing typed is lost."""
    try:
        page = pages.load_page(scorecard, passages=request.POST)
        are_valid = [form.is_valid() for form in page.passages]
        drafts = [form.draft() for form in page.passages if form.is_valid()]
        outcome = actions.save_passages(
            scorecard_id=scorecard.pk,
            drafts=[draft for draft in drafts if draft is not None],
            actor=request.user,
            at=timezone.now(),
        )
    except CannotOpen as refusal:
        return _cannot_open(request, scorecard, refusal)
    except actions.WritingOver as refusal:
        page.refusal = str(refusal)
        return render(request, WRITE, pages.context_of(page), status=422)
    page.conflicts = {
        part: each for part, each in outcome.items() if isinstance(each, actions.PassageChanged)
    }
    page.versions = {
        part: each.version for part, each in outcome.items() if isinstance(each, Passage)
    }
    if all(are_valid) and not page.conflicts:
        messages.success(request, _("Saved."))
        return redirect("interviews:narrative-page", scorecard.pk)
    status = 409 if page.conflicts else 422
    return render(request, WRITE, pages.context_of(page), status=status)


@sensitive_post_parameters()
@require_POST
def passage_save(request: HttpRequest, pk: int, part: str) -> JsonResponse:
    """Save one part as it is typed; writing.js calls it and keeps what it refuses."""
    scorecard = access.get_own_scorecard(request.user, pk)
    if part not in Passage.Part:
        raise Http404
    try:
        page = pages.load_page(scorecard, passages=request.POST)
        form = next(each for each in page.passages if each.opened.part == part)
        draft = form.draft() if form.is_valid() else None
        if draft is None:
            return _refused(form)
        outcome = actions.save_passages(
            scorecard_id=pk, drafts=[draft], actor=request.user, at=timezone.now()
        )
    except (actions.WritingOver, CannotOpen) as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    saved = outcome.get(part)
    if isinstance(saved, actions.PassageChanged):
        return _changed(saved)
    return JsonResponse({"version": saved.version if saved else 0})


def _refused(form: Any) -> JsonResponse:
    errors = [str(error) for found in form.errors.values() for error in found]
    return JsonResponse({"error": " ".join(errors)}, status=422)


def _changed(standing: actions.PassageChanged) -> JsonResponse:
    answer = {"error": str(standing), "text": standing.text, "version": standing.version}
    return JsonResponse(answer, status=409)


@never_cache
@require_http_methods(["GET", "POST"])
def summary_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The released summary. Its author saves the draft by posting here."""
    if request.method == "GET":
        if not access.is_author(request.user, pk):
            summary = access.get_summary(request.user, pk)
            context = {**pages.heading(summary.scorecard), "summary": summary}
            return render(request, SUMMARY, context)
        return redirect("interviews:narrative-page", access.get_own_scorecard(request.user, pk).pk)
    scorecard = access.get_own_scorecard(request.user, pk)
    refused = _save_draft(request, scorecard)
    if refused is None:
        messages.success(request, _("Saved."))
    return refused or redirect("interviews:narrative-page", pk)


def _save_draft(request: HttpRequest, scorecard: Scorecard) -> HttpResponse | None:
    """Save the draft of the summary as it was posted; return the page if something is wrong."""
    try:
        page = pages.load_page(scorecard, summary=request.POST)
    except CannotOpen as refusal:
        return _cannot_open(request, scorecard, refusal)
    typed = page.summary.typed() if page.summary.is_valid() else ("", 0)
    if page.summary.errors:
        return render(request, WRITE, pages.context_of(page), status=422)
    if typed is None:
        return None
    text, version = typed
    try:
        actions.save_summary(
            scorecard_id=scorecard.pk,
            text=text,
            version=version,
            actor=request.user,
            at=timezone.now(),
        )
    except actions.PassageChanged as standing:
        page.conflicts = {"summary": standing}
        return render(request, WRITE, pages.context_of(page), status=409)
    except (actions.WritingOver, actions.SummaryReleased) as refusal:
        page.refusal = str(refusal)
        return render(request, WRITE, pages.context_of(page), status=422)
    return None


@require_POST
def summary_save(request: HttpRequest, pk: int) -> JsonResponse:
    """Save the draft of the summary as it is typed."""
    scorecard = access.get_own_scorecard(request.user, pk)
    form = pages.summary_form(scorecard, request.POST)
    typed = form.typed() if form.is_valid() else None
    if typed is None:
        return _refused(form)
    text, version = typed
    try:
        saved = actions.save_summary(
            scorecard_id=pk, text=text, version=version, actor=request.user, at=timezone.now()
        )
    except actions.PassageChanged as standing:
        return _changed(standing)
    except (actions.WritingOver, actions.SummaryReleased) as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    return JsonResponse({"version": saved.version if saved else 0})


@require_POST
def summary_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what the form holds, then release it."""
    scorecard = access.get_own_scorecard(request.user, pk)
    refused = _save_draft(request, scorecard) if "summary-text" in request.POST else None
    if refused is not None:
        return refused
    try:
        actions.release_summary(scorecard_id=pk, actor=request.user, at=timezone.now())
    except (
        actions.NothingToRelease,
        actions.NotLockedYet,
        actions.OthersOweMarks,
    ) as refusal:
        page = pages.load_page(access.get_own_scorecard(request.user, pk))
        page.refusal = str(refusal)
        return render(request, WRITE, pages.context_of(page), status=422)
    messages.success(request, _("Released. Recruiters and the panel can read it now."))
    return redirect("interviews:narrative-page", pk)
