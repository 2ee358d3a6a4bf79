"""Benchmarks and their training: the recruiter's page, the coach's page, the sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from candidates.files.refusals import Refused
from candidates.files.serving import serve
from candidates.openings.access import get_opening, is_recruiter, require_recruiter
from interviews.listening import access, actions, learning
from interviews.listening.forms import BenchmarkForm
from interviews.listening.models import LEAST_BENCHMARKS
from interviews.recordings import gate

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from candidates.openings.models import Opening

LONGEST_SECONDS = 5 * 60
SETUP = "interviews/listening/training_setup.html"
PAGE = "interviews/listening/training.html"


@require_http_methods(["GET", "POST"])
def voice_training(request: HttpRequest, slug: str) -> HttpResponse:
    """Where a recruiter adds benchmarks and sees how coaches did; the plan says who must train."""
    opening = get_opening(request.user, slug)
    require_recruiter(request.user, opening)
    adds = request.method == "POST"
    criteria = learning.criteria_by_ear(opening.pk)
    form = BenchmarkForm(
        request.POST if adds else None, request.FILES if adds else None, criteria=criteria
    )
    if adds and form.is_valid() and _adds(request, opening, form):
        return redirect("interviews:voice-training", slug)
    context = {
        "opening": opening,
        "benchmarks": learning.benchmarks_of(opening.pk),
        "rounds": learning.rounds_of(opening.pk),
        "rule": learning.rule_of(opening.pk),
        "least": LEAST_BENCHMARKS,
        "form": form,
        "criteria": criteria,
    }
    return render(request, SETUP, context, status=422 if adds else 200)


def _adds(request: HttpRequest, opening: Opening, form: BenchmarkForm) -> bool:
    data = form.cleaned_data
    try:
        accepted = gate.check(data["sound"].read(), longest_seconds=LONGEST_SECONDS)
        actions.add_benchmark(
            opening_id=opening.pk,
            title=data["title"],
            is_synthetic=data["is_synthetic"],
            accepted=accepted,
            targets=form.targets(),
            actor=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error("sound", str(refusal))
        return False
    except actions.ManyBenchmarks as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("“%(title)s” is a benchmark now.") % {"title": data["title"]})
    return True


@require_POST
def benchmark_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask nobody for a benchmark any more."""
    benchmark = access.get_benchmark(request.user, pk)
    require_recruiter(request.user, benchmark.opening)
    actions.retire_benchmark(benchmark_id=pk, actor=request.user, at=timezone.now())
    return redirect("interviews:voice-training", benchmark.opening.slug)


@never_cache
@require_http_methods(["GET", "POST"])
def voice_round(request: HttpRequest, slug: str) -> HttpResponse:
    """The coach's page: begin, mark, look. Posting begins, saves, or finishes."""
    opening = access.get_coached_opening(request.user, slug)
    if request.method == "POST":
        refusal = _acts(request, opening)
        if not refusal:
            return redirect("interviews:voice-round", slug)
        return render(request, PAGE, _round(request, opening, refusal=refusal), status=422)
    return render(request, PAGE, _round(request, opening))


def _acts(request: HttpRequest, opening: Opening) -> str:
    at = timezone.now()
    own = learning.open_round(opening.pk, request.user)
    try:
        if own is None:
            actions.begin_round(opening_id=opening.pk, coach=request.user, at=at)
        elif request.POST.get("act") == "finish":
            actions.save_marks(round_id=own.pk, marks=_marks(request))
            actions.finish_round(round_id=own.pk, marks={}, at=at)
        else:
            actions.save_marks(round_id=own.pk, marks=_marks(request))
    except (actions.FewBenchmarks, actions.MarksMissing) as refusal:
        return str(refusal)
    return ""


def _marks(request: HttpRequest) -> dict[int, int]:
    """Read `t7=4` fields; what is no mark is no answer."""
    return {
        int(name[1:]): int(value)
        for name, value in request.POST.items()
        if name[:1] == "t" and name[1:].isdecimal() and value in set("12345")
    }


def _round(request: HttpRequest, opening: Opening, *, refusal: str = "") -> dict[str, Any]:
    own = learning.open_round(opening.pk, request.user)
    past = learning.rounds_of(opening.pk, request.user)
    shown = own or (past[0] if past else None)
    benchmarks = learning.benchmarks_of(opening.pk)
    return {
        "opening": opening,
        "own": own,
        "past": past,
        "rule": learning.rule_of(opening.pk),
        "sheet": learning.sheet_of(benchmarks, shown) if shown else [],
        "is_enough": len(benchmarks) >= LEAST_BENCHMARKS,
        "refusal": refusal,
        "is_recruiter": is_recruiter(request.user, opening),
    }


@never_cache
@require_safe
def benchmark_sound(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a benchmark, or the part of it that a player asks for."""
    benchmark = access.get_benchmark(request.user, pk)
    return serve(request, benchmark.file, at=timezone.now(), inline=True)
