"""What a coach listens to, with the moments that were marked in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interviews.listening import moments
from interviews.listening.access import recordings_heard_by
from interviews.listening.models import Moment
from interviews.recordings.queries import lines_of, sounds_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from candidates.layout.viewer import Viewer
    from interviews.recordings.models import LineSound, Recording
    from interviews.recordings.queries import Line
    from interviews.scorecards.models import Scorecard


@dataclass(frozen=True)
class Track:
    """One recording, or the session itself, with the moments in it that the viewer may see.

    `recording` is None for the session, and `is_heard` says whether its sound may be heard still.
    """

    recording: Recording | None
    moments: tuple[Moment, ...]
    is_heard: bool = False
    lines: tuple[Line, ...] = ()  # of an upset caller, with where the answers begin

    @property
    def key(self) -> int | None:
        return self.recording.pk if self.recording else None

    @property
    def peaks(self) -> str:
        """The waveform as the player reads it."""
        return ",".join(map(str, self.recording.peaks)) if self.recording else ""

    @property
    def places(self) -> str:
        """Where the moments lie, for the player: milliseconds, key and criterion's place."""
        return " ".join(f"{each.milliseconds}:{each.criterion.position}" for each in self.moments)

    @property
    def length(self) -> int:
        """Milliseconds: of the sound, or up to the last moment."""
        known = self.recording.milliseconds if self.recording else None
        return known or max((each.milliseconds for each in self.moments), default=0)

    @property
    def says_length(self) -> str:
        return moments.say(self.length)


def heard_for(user: Viewer, application_id: int) -> list[Recording]:
    """Return the recordings of one candidate that the user may hear, in the exercises' order."""
    heard = recordings_heard_by(user).filter(application=application_id)
    return list(heard.select_related("exercise").order_by("exercise__position", "take"))


def tracks_of(user: Viewer, scorecard: Scorecard, *, own: bool) -> list[Track]:
    """Return what is listened to for one stage of one candidate.

    With `own` only the moments of the scorecard itself; without, all that the user may see.
    """
    found = Moment.objects.visible_to(user).select_related(
        "criterion", "recording__exercise", "scorecard__interviewer"
    )
    found = (
        found.filter(scorecard=scorecard)
        if own
        else found.filter(
            scorecard__application=scorecard.application_id, scorecard__stage=scorecard.stage_id
        )
    )
    heard = heard_for(user, scorecard.application_id)
    has_caller = any(each.exercise.is_caller for each in heard)
    sounds = sounds_of(scorecard.application.opening_id) if has_caller else {}
    return join_tracks(heard, found, sounds)


def join_tracks(
    heard: list[Recording], found: Any, sounds: Mapping[str, LineSound] | None = None
) -> list[Track]:
    """Return a track for each recording that is heard, or was and has moments, and the session."""
    by_recording: dict[int | None, list[Moment]] = defaultdict(list)
    recordings = {each.pk: each for each in heard}
    for moment in found.order_by("recording__exercise__position", "milliseconds", "pk"):
        by_recording[moment.recording_id].append(moment)
        if moment.recording is not None:
            recordings.setdefault(moment.recording_id, moment.recording)
    audible = {each.pk for each in heard}
    tracks = [
        Track(
            recording,
            tuple(by_recording[pk]),
            pk in audible,
            tuple(lines_of(recording.exercise, sounds or {}, recording.turns)),
        )
        for pk, recording in recordings.items()
    ]
    if live := by_recording[None]:
        tracks.append(Track(None, tuple(live)))
    return tracks
