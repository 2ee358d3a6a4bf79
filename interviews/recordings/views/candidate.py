"""The candidate's pages: agreeing, recording, taking it back."""

from __future__ import annotations

import hashlib
import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from candidates.portal.access import current_candidate, get_own_application
from interviews.recordings import access, actions, queries
from interviews.recordings.forms import ConsentForm, SoundFileForm
from interviews.recordings.models import LARGEST_CHUNK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse

    from candidates.applications.models import Application

page = require_http_methods(["GET", "HEAD", "POST"])
WORDS = "interviews/recordings/_consent_words.html"
AGAIN = "candidates:portal-again"


def consent_words() -> str:
    """Return what the candidate agrees to, as it is kept beside the consent."""
    html = render_to_string(
        WORDS, {"company_name": settings.COMPANY_NAME, "days": queries.KEPT_DAYS}
    )
    return "\n".join(line.strip() for line in strip_tags(html).splitlines() if line.strip())


def _context(application: Application, **more: Any) -> dict[str, Any]:
    tasks = queries.tasks_of(application)
    return {
        "application": application,
        "candidate": application.candidate,
        "days": queries.KEPT_DAYS,
        "tasks": tasks,
        "is_waiting": any(task.is_waiting for task in tasks),
        **more,
    }


@login_not_required
@never_cache
@page
def voice_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The consent screen; once agreed, the exercises. Posting agrees."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect(AGAIN)
    application = get_own_application(candidate, pk)
    consent = queries.open_consent(pk)
    form = ConsentForm(request.POST if request.method == "POST" else None)
    context = _context(application, form=form, consent=consent)
    if not context["tasks"] or not (consent or queries.may_record(application)):
        raise Http404
    if request.method != "POST":
        template = "exercises" if consent else "consent"
        context["heard"] = queries.heard_by_part(pk) if consent else []
        return render(request, f"interviews/recordings/{template}.html", context)
    if form.is_valid():
        try:
            actions.give_consent(application_id=pk, words=consent_words(), at=at)
        except actions.NotAsked as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("interviews:voice-page", pk)
    return render(request, "interviews/recordings/consent.html", context, status=422)


@login_not_required
@require_POST
def voice_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take consent back: every recording goes, at once."""
    candidate = current_candidate(request, at=timezone.now())
    if candidate is None:
        return redirect(AGAIN)
    get_own_application(candidate, pk)
    actions.withdraw_consent(application_id=pk, at=timezone.now())
    messages.success(
        request, _("Your recordings are removed. We meet you by the other way; nothing is lost.")
    )
    return redirect("candidates:portal-home")


@login_not_required
@never_cache
@page
def voice_exercise(request: HttpRequest, pk: int, exercise_pk: int) -> HttpResponse:
    """One exercise with its recorder. Posting sends a file that another program recorded."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect(AGAIN)
    application = get_own_application(candidate, pk)
    exercise = access.get_exercise(application, exercise_pk)
    if queries.open_consent(pk) is None:
        return redirect("interviews:voice-page", pk)
    form = SoundFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _send_file(application, exercise.pk, form.cleaned_data["sound"])
        except (actions.NoTakesLeft, actions.NotAsked, actions.NoConsent) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Your recording has arrived."))
            return redirect("interviews:voice-page", pk)
    if request.method == "POST" and not form.is_bound:
        form = SoundFileForm({})
    context = _context(application, exercise=exercise, form=form)
    if exercise.is_caller:
        sounds = queries.sounds_of(application.opening_id)
        context["lines"] = queries.lines_of(exercise, sounds)
    context["task"] = next(task for task in context["tasks"] if task.exercise.pk == exercise.pk)
    context["number"] = [task.exercise.pk for task in context["tasks"]].index(exercise.pk) + 1
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/recordings/exercise.html", context, status=status)


def _send_file(application: Application, exercise_id: int, sound: Any) -> None:
    """Send a whole file the way a browser's recorder does, piece by piece."""
    at = timezone.now()
    recording = actions.begin_recording(
        application_id=application.pk, exercise_id=exercise_id, key=uuid.uuid4(), at=at
    )
    count = 0
    for count, piece in enumerate(_pieces(sound), start=1):
        digest = hashlib.sha256(piece).hexdigest()
        actions.keep_chunk(
            recording_id=recording.pk, number=count - 1, content=piece, sha256=digest, at=at
        )
    actions.finish_recording(recording_id=recording.pk, count=count, at=at)


def _pieces(sound: Any) -> Iterator[bytes]:
    while piece := sound.read(LARGEST_CHUNK):
        yield piece
