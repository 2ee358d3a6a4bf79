"""The sound itself, behind rights and with every play written down; and what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from candidates.files.serving import serve
from interviews.listening import access, drawings
from interviews.recordings.actions import note_play

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase


@never_cache
@require_safe
def recording_sound(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Send a recording, or the part of it that a player asks for."""
    at = timezone.now()
    recording = access.get_recording_to_hear(request.user, key)
    assert recording.file is not None  # noqa: S101  (the door hands out no other)
    if request.method == "GET":
        part = access.part_of(request.user, recording)
        note_play(recording_id=recording.pk, listener=request.user, part=part, at=at)
    return serve(request, recording.file, at=at, inline=True)


@never_cache
@require_GET
def recording_measures(request: HttpRequest, key: UUID) -> HttpResponse:
    """What was measured of a recording, for a coach who has locked their mark."""
    recording = access.get_measured_recording(request.user, key)
    measures = access.measures_of(request.user, [recording.pk]).get(recording.pk)
    context = {"recording": recording, "measured": drawings.panel_of(measures)}
    return render(request, "interviews/listening/measures.html", context)
