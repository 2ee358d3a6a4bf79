"""Which recording is a candidate's own, and which of them may be heard by whom.

Staff hear recordings through `interviews.listening`, which knows who marks the stage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.http import Http404

from candidates.openings.models import Opening
from interviews.recordings.models import Exercise, LineSound, Recording

if TYPE_CHECKING:
    from uuid import UUID

    from candidates.applications.models import Application
    from candidates.layout.viewer import Viewer
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


def get_spoken_line(application: Application, exercise_pk: int, number: int) -> LineSound:
    """Return the sound of a caller's line, by its number from 1 on, for who is asked; else 404."""
    lines = get_exercise(application, exercise_pk).lines
    if not 1 <= number <= len(lines):
        raise Http404
    sound = _sounds().filter(opening=application.opening_id, words=lines[number - 1]).first()
    if sound is None:
        raise Http404
    return sound


def get_line_sound(user: Viewer, pk: int) -> LineSound:
    """Return the sound of a caller's line for staff who play a part in its opening; else 404."""
    openings = Opening.objects.keys_visible_to(user)
    sound = _sounds().filter(Q(opening__memberships__user=user.pk) | Q(opening__in=openings), pk=pk)
    found = sound.distinct().first()
    if found is None:
        raise Http404
    return found


def _sounds() -> QuerySet[LineSound]:
    return LineSound.objects.select_related("file")
