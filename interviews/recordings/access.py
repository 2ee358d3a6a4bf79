"""Which recording is a candidate's own, and which of them may be heard by whom.

Staff hear recordings through `interviews.listening`, which knows who marks the stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from interviews.recordings.models import Exercise, Recording

if TYPE_CHECKING:
    from uuid import UUID

    from candidates.applications.models import Application
    from candidates.people.models import Candidate


def get_exercise(application: Application, pk: int) -> Exercise:
    """Return an exercise of the application's opening; else 404."""
    exercise = Exercise.objects.filter(opening_id=application.opening_id, pk=pk).first()
    if exercise is None:
        raise Http404
    return exercise


def get_own_recording(candidate: Candidate, key: UUID) -> Recording:
    """Return the candidate's own recording; 404 for anybody else's."""
    own = Recording.objects.select_related("application__opening", "exercise", "file")
    recording = own.filter(application__candidate=candidate, key=key).first()
    if recording is None:
        raise Http404
    return recording
