"""Who hears a candidate's recordings, and whose moments are one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.openings.access import is_part
from candidates.openings.models import Opening
from interviews.listening.models import Benchmark, Measures, Moment, kinds_by_ear
from interviews.recordings.models import Play, Recording
from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    from uuid import UUID

    from candidates.layout.viewer import Viewer


def recordings_heard_by(user: Viewer) -> QuerySet[Recording]:
    """Return the recordings whose sound the user may hear, as the consent says.

    Coaches who mark a stage by ear for the candidate, and recruiters and hiring managers of the
    opening. Whoever declared a conflict of interest hears nothing.
    """
    marks = Scorecard.objects.counted().filter(
        application=OuterRef("application"),
        interviewer_id=user.pk,
        stage__kind__in=kinds_by_ear(),
    )
    openings = Opening.objects.keys_visible_to(user)
    heard = Recording.objects.filter(state=Recording.State.READY)
    return heard.filter(Exists(marks) | Q(application__opening__in=openings))


def get_recording_to_hear(user: Viewer, key: UUID) -> Recording:
    """Return a recording that the user may hear, with its file; else 404."""
    found = recordings_heard_by(user).select_related("exercise", "file", "application")
    recording = found.filter(key=key).first()
    if recording is None or recording.file is None:
        raise Http404
    return recording


def part_of(user: Viewer, recording: Recording) -> str:
    """Say as what the user hears a recording that they may hear; whoever marks it is a coach."""
    marks = Scorecard.objects.counted().filter(
        application=recording.application_id,
        interviewer_id=user.pk,
        stage__kind__in=kinds_by_ear(),
    )
    if marks.exists():
        return Play.Part.COACH
    opening_id = recording.application.opening_id
    for part in (Play.Part.RECRUITER, Play.Part.HIRING_MANAGER):
        if is_part(user, opening_id, part):
            return part
    return Play.Part.ADMINISTRATOR


def get_own_moment(user: Viewer, pk: int) -> Moment:
    """Return a moment on a scorecard that the user marks; 404 for everybody else's."""
    own = Moment.objects.filter(scorecard__interviewer_id=user.pk, pk=pk)
    moment = own.select_related(
        "scorecard__application__candidate", "scorecard__stage", "recording__exercise", "criterion"
    ).first()
    if moment is None:
        raise Http404
    return moment


def may_see_measures(user: Viewer, application_id: int) -> bool:
    """Tell whether the user has marked this candidate by ear, and locked all of it."""
    own = Scorecard.objects.filter(
        application=application_id, interviewer_id=user.pk, stage__kind__in=kinds_by_ear()
    )
    return own.locked().exists() and not own.open().exists()


def get_measured_recording(user: Viewer, key: UUID) -> Recording:
    """Return a recording whose numbers the user may see.

    404 for whoever may not hear it; 403 for everybody but a coach who has locked their mark.
    """
    recording = get_recording_to_hear(user, key)
    if not may_see_measures(user, recording.application_id):
        raise PermissionDenied(_("The panel opens for a coach once their own mark is locked."))
    return recording


def measures_of(user: Viewer, recording_ids: list[int]) -> dict[int, Measures]:
    """Return what was measured of these recordings, as far as the user may see it."""
    found = Measures.objects.visible_to(user).filter(recording__in=recording_ids)
    return {each.recording_id: each for each in found}


def get_coached_opening(user: Viewer, slug: str) -> Opening:
    """Return an opening in which the user plays any part, or that they may see; else 404."""
    played = Q(memberships__user=user.pk) | Q(pk__in=Opening.objects.keys_visible_to(user))
    opening = Opening.objects.filter(played, slug=slug).distinct().first()
    if opening is None:
        raise Http404
    return opening


def get_benchmark(user: Viewer, pk: int) -> Benchmark:
    """Return a benchmark of an opening in which the user plays a part; else 404."""
    benchmark = Benchmark.objects.select_related("opening", "file").filter(pk=pk).first()
    if benchmark is None:
        raise Http404
    get_coached_opening(user, benchmark.opening.slug)
    return benchmark
