"""What the recorder in a candidate's browser talks to: small answers in JSON, and sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from candidates.files.serving import serve
from candidates.portal.access import current_candidate, get_own_application
from interviews.recordings import access, actions, queries
from interviews.recordings.gate import SENTENCES
from interviews.recordings.models import LARGEST_CHUNK, MOST_LINES, Recording

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

REFUSALS = (
    actions.NoConsent,
    actions.NotAsked,
    actions.NoTakesLeft,
    actions.NotSending,
    actions.TooLarge,
)
AGAIN = "candidates:portal-again"
LATEST_TURN = 60 * 60 * 1000  # milliseconds: no exercise lasts longer


def _says(refusal: object, status: int, **more: Any) -> JsonResponse:
    return JsonResponse({"error": str(refusal), **more}, status=status)


def _state(recording: Recording) -> JsonResponse:
    refusal = SENTENCES.get(recording.refused_code, "")
    return JsonResponse(
        {
            "key": str(recording.key),
            "state": recording.state,
            "numbers": queries.numbers_of(recording),
            "refusal": str(refusal),
        }
    )


@login_not_required
@require_POST
def voice_begin(request: HttpRequest, pk: int, exercise_pk: int) -> HttpResponse:
    """Open a take under a key that the browser made."""
    candidate = current_candidate(request, at=timezone.now())
    if candidate is None:
        return redirect(AGAIN)
    application = get_own_application(candidate, pk)
    exercise = access.get_exercise(application, exercise_pk)
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        return _says(_("The recording has no key."), 422)
    try:
        recording = actions.begin_recording(
            application_id=pk, exercise_id=exercise.pk, key=key, at=timezone.now()
        )
    except REFUSALS as refusal:
        return _says(refusal, 422)
    return _state(recording)


@login_not_required
@never_cache
@require_safe
def voice_status(request: HttpRequest, key: UUID) -> HttpResponse:
    """Say which pieces have arrived, so that a browser sends the others."""
    candidate = current_candidate(request, at=timezone.now())
    if candidate is None:
        return redirect(AGAIN)
    return _state(access.get_own_recording(candidate, key))


@login_not_required
@require_POST
def voice_chunk(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """Take one piece; its checksum comes in a header."""
    candidate = current_candidate(request, at=timezone.now())
    if candidate is None:
        return redirect(AGAIN)
    recording = access.get_own_recording(candidate, key)
    if int(request.headers.get("Content-Length") or 0) > LARGEST_CHUNK:
        return _says(actions.BadChunk(), 422)
    try:
        actions.keep_chunk(
            recording_id=recording.pk,
            number=number,
            content=request.body,
            sha256=request.headers.get("X-Checksum", ""),
            at=timezone.now(),
        )
    except actions.OtherChunk as refusal:
        return _says(refusal, 409)
    except (actions.BadChunk, *REFUSALS) as refusal:
        return _says(refusal, 422)
    return JsonResponse({"number": number})


@login_not_required
@require_POST
def voice_finish(request: HttpRequest, key: UUID) -> HttpResponse:
    """Close a take once every piece is there; 409 names those that are not."""
    candidate = current_candidate(request, at=timezone.now())
    if candidate is None:
        return redirect(AGAIN)
    recording = access.get_own_recording(candidate, key)
    count = request.POST.get("count", "")
    if not count.isdecimal() or len(count) > 5:  # noqa: PLR2004
        return _says(_("Say how many pieces there are."), 422)
    turns = [int(at) for at in request.POST.getlist("turn")[:MOST_LINES] if at.isdecimal()]
    try:
        recording = actions.finish_recording(
            recording_id=recording.pk,
            count=int(count),
            turns=[at for at in turns if at <= LATEST_TURN],
            at=timezone.now(),
        )
    except actions.ChunksMissing as missing:
        return _says(missing, 409, missing=missing.numbers)
    except REFUSALS as refusal:
        return _says(refusal, 422)
    return _state(recording)


@login_not_required
@never_cache
@require_safe
def voice_sound(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Let the candidate hear their own recording, as the coaches will."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect(AGAIN)
    recording = access.get_own_recording(candidate, key)
    if recording.file is None:
        raise Http404
    if request.method == "GET":
        actions.note_play(recording_id=recording.pk, listener=None, at=at)
    return serve(request, recording.file, at=at, inline=True)
