"""The voice of an upset caller: where a recruiter gives it, and where it is heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from candidates.files.refusals import Refused
from candidates.files.serving import serve
from candidates.openings.access import get_opening, require_recruiter
from candidates.portal.access import current_candidate, get_own_application
from interviews.recordings import access, actions, gate, queries
from interviews.recordings.forms import LineForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from candidates.openings.models import Opening

PAGE = "interviews/recordings/lines.html"
AGAIN = "candidates:portal-again"
LONGEST_SECONDS = 60


@require_http_methods(["GET", "POST"])
def voice_lines(request: HttpRequest, slug: str) -> HttpResponse:
    """Hear the lines of the opening's callers; give one a voice, or take it away."""
    opening = get_opening(request.user, slug)
    require_recruiter(request.user, opening)
    lines = _lines(opening)
    forms = [
        LineForm(request.POST, request.FILES, auto_id=f"id_%s_{place}")
        if request.POST.get("line") == str(place)
        else LineForm(auto_id=f"id_%s_{place}")
        for place in range(len(lines))
    ]
    bound = [(line, form) for line, form in zip(lines, forms, strict=True) if form.is_bound]
    refusal = "" if request.method != "POST" else _acts(request, opening, bound)
    if request.method == "POST" and not refusal and not any(form.errors for _line, form in bound):
        return redirect("interviews:voice-lines", slug)
    context = {
        "opening": opening,
        "lines": list(zip(lines, forms, strict=True)),
        "refusal": refusal,
    }
    return render(request, PAGE, context, status=422 if request.method == "POST" else 200)


def _lines(opening: Opening) -> list[queries.Line]:
    """Return every line of every caller once, in order."""
    sounds = queries.sounds_of(opening.pk)
    callers = queries.callers_of(opening.pk)
    found = [line for each in callers for line in queries.lines_of(each, sounds)]
    return list({line.words: line for line in found}.values())


def _acts(
    request: HttpRequest, opening: Opening, bound: list[tuple[queries.Line, LineForm]]
) -> str:
    """Carry out what was posted; return why it cannot be, where no field is to blame."""
    if not bound:
        return str(actions.NoSuchLine())
    line, form = bound[0]
    about: dict[str, Any] = {
        "opening_id": opening.pk,
        "words": line.words,
        "actor": request.user,
        "at": timezone.now(),
    }
    try:
        if request.POST.get("act") == "remove":
            form.errors.clear()
            actions.remove_line_sound(**about)
            messages.success(request, _("Candidates read this line."))
        elif form.is_valid():
            content = form.cleaned_data["sound"].read()
            accepted = gate.check(content, longest_seconds=LONGEST_SECONDS)
            is_synthetic = form.cleaned_data["is_synthetic"]
            actions.keep_line_sound(is_synthetic=is_synthetic, accepted=accepted, **about)
            messages.success(request, _("Candidates hear this line."))
    except Refused as refusal:
        form.add_error("sound", str(refusal))
    except (actions.ExercisesInUse, actions.NoSuchLine) as refusal:
        return str(refusal)
    return ""


@never_cache
@require_safe
def line_sound(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let staff of the opening hear a line, as candidates do."""
    sound = access.get_line_sound(request.user, pk)
    return serve(request, sound.file, at=timezone.now(), inline=True)


@login_not_required
@never_cache
@require_safe
def voice_line(request: HttpRequest, pk: int, exercise_pk: int, number: int) -> HttpResponseBase:
    """Let a candidate who agreed to be recorded hear a line of the caller."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect(AGAIN)
    application = get_own_application(candidate, pk)
    if queries.open_consent(pk) is None:
        raise Http404
    sound = access.get_spoken_line(application, exercise_pk, number)
    return serve(request, sound.file, at=at, inline=True)
