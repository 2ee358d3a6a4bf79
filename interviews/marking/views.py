"""Written work: how far its marking is, and marking it question by question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from candidates.openings.access import get_opening, is_recruiter, require_recruiter
from interviews.marking import access, actions, queries
from interviews.marking.actions import NobodyToAsk, ask_markers
from interviews.marking.forms import TicksForm
from interviews.scorecards import actions as scorecards
from interviews.scorecards import pages
from interviews.scorecards.forms import RatingForm
from interviews.scorecards.models import EVIDENCE_LENGTH, Rating

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from interviews.plans.models import Criterion
    from interviews.scorecards.models import Scorecard

MOST_AT_ONCE: Final = 500
PAGE: Final = "interviews/marking/question.html"


@never_cache
@require_GET
def opening_marking(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how far the marking of what was written is, stage by stage."""
    opening = get_opening(request.user, slug)
    context = {
        "opening": opening,
        "standings": queries.standings(request.user, opening, timezone.now()),
        "retold": queries.retold_stages(opening),
        "may_ask": is_recruiter(request.user, opening),
    }
    return render(request, "interviews/marking/opening.html", context)


@require_POST
def markers_ask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask interviewers to mark whatever waits in a stage; the oldest 500 at once."""
    opening = get_opening(request.user, slug)
    require_recruiter(request.user, opening)
    stage = access.get_written_stage(opening, pk)
    keys = list(queries.waiting_for(stage).values_list("pk", flat=True)[:MOST_AT_ONCE])
    try:
        asked = ask_markers(
            stage_id=stage.pk, application_ids=keys, actor=request.user, at=timezone.now()
        )
    except NobodyToAsk as refusal:
        messages.error(request, str(refusal))
        return redirect("interviews:opening-marking", slug)
    words = ngettext(
        "%(count)s scorecard is asked for.", "%(count)s scorecards are asked for.", asked.scorecards
    )
    messages.success(request, words % {"count": asked.scorecards})
    if asked.lacking:
        few = _("For %(count)s there are too few interviewers without a conflict of interest.")
        messages.warning(request, few % {"count": asked.lacking})
    return redirect("interviews:opening-marking", slug)


@never_cache
@require_http_methods(["GET", "POST"])
def question_page(request: HttpRequest, pk: int, criterion_pk: int) -> HttpResponse:
    """Mark one question of one candidate, with the next candidate a click away."""
    scorecard, criterion = access.get_question(request.user, pk, criterion_pk)
    if scorecard.is_locked or scorecard.is_closed:
        return redirect("interviews:scorecard-page", pk)
    if request.method == "GET":
        return render(request, PAGE, _context(request, scorecard, criterion))
    current = scorecard.ratings.filter(criterion=criterion).first()
    form = RatingForm(request.POST, criterion=criterion, rating=current)
    if not form.is_valid():
        return render(request, PAGE, _context(request, scorecard, criterion, form), status=422)
    draft = form.draft()
    drafts = [draft] if draft is not None else []
    try:
        conflicts = scorecards.save_ratings(
            scorecard_id=pk, drafts=drafts, actor=request.user, at=timezone.now()
        )
    except scorecards.ScorecardLocked as refusal:
        messages.error(request, str(refusal))
        return redirect("interviews:scorecard-page", pk)
    if conflicts:
        context = _context(request, scorecard, criterion, form, conflicts)
        return render(request, PAGE, context, status=409)
    return redirect(request.path if "stay" in request.POST else _after(request, pk, criterion))


def _after(request: HttpRequest, pk: int, criterion: Criterion) -> str:
    keys = [card.pk for card in queries.queue_of(request.user, criterion.stage_id)]
    later = keys[keys.index(pk) + 1 :] if pk in keys else []
    return reverse("interviews:question-page", args=[(later or [pk])[0], criterion.pk])


def _context(
    request: HttpRequest,
    scorecard: Scorecard,
    criterion: Criterion,
    form: RatingForm | None = None,
    conflicts: Mapping[int, Any] | None = None,
) -> dict[str, Any]:
    queue = queries.queue_of(request.user, scorecard.stage_id)
    keys = [card.pk for card in queue]
    place = keys.index(scorecard.pk) if scorecard.pk in keys else 0
    rating = scorecard.ratings.filter(criterion=criterion).first()
    page = pages.Page(
        scorecard,
        [criterion],
        {criterion.pk: rating} if rating else {},
        [form or RatingForm(None, criterion=criterion, rating=rating)],
        conflicts={key: each.current for key, each in (conflicts or {}).items()},
    )
    marked = Rating.objects.filter(scorecard__in=keys, criterion=criterion, value__isnull=False)
    return {
        **pages.marking_context(page, timezone.now()),
        "work": queries.work_of(scorecard),
        "criterion": criterion,
        "questions": queries.questions_of(scorecard.stage),
        "before": keys[place - 1] if place else None,
        "after": keys[place + 1] if place + 1 < len(keys) else None,
        "number": place + 1,
        "total": max(1, len(keys)),
        "marked": marked.count(),
        "evidence_length": EVIDENCE_LENGTH,
    }


@never_cache
@require_GET
def stage_retellings(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show what was found in the calls that candidates retold, and how far two people agree."""
    opening = get_opening(request.user, slug)
    stage = access.get_retold_stage(opening, pk)
    context = {
        "opening": opening,
        "stage": stage,
        "page": queries.retellings(request.user, stage),
        "may_ask": is_recruiter(request.user, opening),
    }
    return render(request, "interviews/marking/retellings.html", context)


@require_POST
def tickers_ask(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask two people for every call that was retold and has fewer."""
    opening = get_opening(request.user, slug)
    require_recruiter(request.user, opening)
    stage = access.get_retold_stage(opening, pk)
    waiting = [row for row in queries.retellings(request.user, stage).rows if row.lacking]
    asked = actions.Asked()
    try:
        for row in waiting[:MOST_AT_ONCE]:
            each = actions.ask_tickers(
                sitting_id=row.sitting.pk, actor=request.user, at=timezone.now()
            )
            asked.scorecards += each.scorecards
            asked.lacking += each.lacking
    except NobodyToAsk as refusal:
        messages.error(request, str(refusal))
    else:
        _say_asked(request, asked)
    return redirect("interviews:stage-retellings", slug, pk)


def _say_asked(request: HttpRequest, asked: actions.Asked) -> None:
    words = ngettext(
        "%(count)s sheet is asked for.", "%(count)s sheets are asked for.", asked.scorecards
    )
    messages.success(request, words % {"count": asked.scorecards})
    if asked.lacking:
        few = _("For %(count)s there are too few interviewers without a conflict of interest.")
        messages.warning(request, few % {"count": asked.lacking})


@never_cache
@require_http_methods(["GET", "POST"])
def tick_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Tick what a candidate's retelling holds; posting saves, and locks where that was asked."""
    sheet = access.get_own_sheet(request.user, pk)
    retold = queries.retold_of(sheet)
    form = TicksForm(request.POST if request.method == "POST" else None, units=len(retold.units))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.save_ticks(sheet_id=pk, **form.cleaned_data)
            except (actions.TicksChanged, actions.TicksLocked) as refusal:
                form.add_error(None, str(refusal))
                status = 409
            else:
                return _after_ticks(request, pk)
    context = {
        "sheet": sheet,
        "retold": retold,
        "form": form,
        "owed": len(queries.own_sheets(request.user)),
    }
    return render(request, "interviews/marking/tick_sheet.html", context, status=status)


def _after_ticks(request: HttpRequest, pk: int) -> HttpResponse:
    """Stay on the page; after locking go on to the next sheet, or back to one's day."""
    if "lock" not in request.POST:
        messages.success(request, _("Saved."))
        return redirect("interviews:tick-sheet", pk)
    actions.lock_ticks(sheet_id=pk, at=timezone.now())
    messages.success(request, _("Locked."))
    owed = queries.own_sheets(request.user)
    if owed:
        return redirect("interviews:tick-sheet", owed[0].pk)
    return redirect("interviews:my-day")
