"""Marking moments: each stands in the evidence of its criterion too, and nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from interviews.listening import moments
from interviews.listening.models import LATEST, Moment
from interviews.plans.models import Criterion
from interviews.recordings.models import Recording
from interviews.scorecards.actions import (
    ScorecardClosed,
    ScorecardLocked,
    UnknownCriterion,
    save_rating,
)
from interviews.scorecards.forms import LONGEST
from interviews.scorecards.models import Rating, Scorecard

if TYPE_CHECKING:
    from collections.abc import Callable


class NothingHeard(Exception):
    """A moment without words."""

    def __str__(self) -> str:
        return _("Write what you heard at this moment.")


class BeyondTheEnd(Exception):
    """The moment lies behind the end of the recording."""

    def __init__(self, length: str) -> None:
        super().__init__(length)
        self.length = length

    def __str__(self) -> str:
        return _("This lies behind the end, at %(length)s.") % {"length": self.length}


class OtherRecording(Exception):
    """The recording is another candidate's, or is not there."""

    def __str__(self) -> str:
        return _("This recording does not belong to the candidate.")


class KeyTaken(Exception):
    """The key names a moment on another scorecard."""

    def __str__(self) -> str:
        return _("Please reload the page and mark the moment once more.")


class EvidenceFull(Exception):
    """The evidence of the criterion has no room for another line."""

    def __str__(self) -> str:
        return _("The evidence of this criterion is full: %(most)s characters at most.") % {
            "most": LONGEST
        }


class MomentGone(Exception):
    """The moment was taken back meanwhile."""

    def __str__(self) -> str:
        return _("This moment was taken back meanwhile.")


class MomentChanged(Exception):
    """Somebody, on another device or in another tab, changed the same moment meanwhile."""

    def __init__(self, current: Moment) -> None:
        super().__init__(current)
        self.current = current

    def __str__(self) -> str:
        return _("This moment was changed elsewhere meanwhile: compare, then save again.")


@transaction.atomic
def mark_moment(
    *,
    scorecard_id: int,
    key: UUID,
    recording_id: int | None,
    criterion_id: int,
    milliseconds: int,
    words: str,
    actor: Any,
    at: dt.datetime,
) -> Moment:
    """Mark a moment under the key that the browser made, and add its line to the evidence.

    The line goes behind whatever stands there, so that no word of another tab is overwritten; the
    rating's version counts up with it. The same key again returns what is there. Raises
    `ScorecardLocked`, `UnknownCriterion`, `OtherRecording`, `BeyondTheEnd`, `NothingHeard`,
    `EvidenceFull`, `KeyTaken`.
    """
    scorecard = _lock(scorecard_id)
    if known := Moment.objects.filter(key=key).first():
        if known.scorecard_id != scorecard_id:
            raise KeyTaken
        return known
    moment = Moment(key=key, scorecard=scorecard, saved_at=at)
    moment.recording = _recording_of(scorecard, recording_id)
    _fill(moment, criterion_id, milliseconds, words)
    moment.save()
    _rewrite(scorecard, criterion_id, _adding(line_of(moment)), actor, at)
    return moment


@transaction.atomic
def change_moment(
    *,
    moment_id: int,
    criterion_id: int,
    milliseconds: int,
    words: str,
    version: int,
    actor: Any,
    at: dt.datetime,
) -> Moment:
    """Change a moment, and its line in the evidence where that still stands as it was written.

    A line that was reworded by hand stays, and the new one is added. Saving what is there changes
    nothing. Raises `MomentChanged`, `MomentGone` and what `mark_moment` raises.
    """
    moment = _lock_moment(moment_id)
    if moment is None:
        raise MomentGone
    scorecard = moment.scorecard
    before, old_line = moment.criterion_id, line_of(moment)
    if (before, moment.milliseconds, moment.words) == (criterion_id, milliseconds, _plain(words)):
        return moment
    if moment.version != version:
        raise MomentChanged(moment)
    _fill(moment, criterion_id, milliseconds, words)
    moment.version += 1
    moment.saved_at = at
    moment.save()
    if before != criterion_id:
        _rewrite(scorecard, before, _without(old_line), actor, at)
        _rewrite(scorecard, criterion_id, _adding(line_of(moment)), actor, at)
    else:
        _rewrite(scorecard, criterion_id, _replacing(old_line, line_of(moment)), actor, at)
    return moment


@transaction.atomic
def remove_moment(*, moment_id: int, actor: Any, at: dt.datetime) -> None:
    """Take a moment back, with its line where that stands as it was written. Again: nothing."""
    moment = _lock_moment(moment_id)
    if moment is None:
        return
    _refuse_if_over(moment.scorecard)
    line, criterion_id = line_of(moment), moment.criterion_id
    moment.delete()
    _rewrite(moment.scorecard, criterion_id, _without(line), actor, at)


def line_of(moment: Moment) -> str:
    """Return a moment as a line of evidence: when, in which recording, what was heard."""
    place = f", {moment.recording.exercise.title}" if moment.recording else ""
    return f"[{moment.at}{place}] {moment.words}"


def _lock(scorecard_id: int) -> Scorecard:
    return Scorecard.objects.select_for_update(no_key=True, of=("self",)).get(pk=scorecard_id)


def _lock_moment(moment_id: int) -> Moment | None:
    """Return the moment with its scorecard under lock; None where it was taken back."""
    found = Moment.objects.filter(pk=moment_id)
    scorecard_id = found.values_list("scorecard_id", flat=True).first()
    if scorecard_id is None:
        return None
    scorecard = _lock(scorecard_id)
    moment = found.select_related("recording__exercise").first()
    if moment is not None:
        moment.scorecard = scorecard
    return moment


def _refuse_if_over(scorecard: Scorecard) -> None:
    if scorecard.is_closed:
        raise ScorecardClosed
    if scorecard.is_locked:
        raise ScorecardLocked


def _recording_of(scorecard: Scorecard, recording_id: int | None) -> Recording | None:
    if recording_id is None:
        return None
    own = Recording.objects.filter(application=scorecard.application_id, pk=recording_id)
    recording = own.select_related("exercise").first()
    if recording is None:
        raise OtherRecording
    return recording


def _plain(words: str) -> str:
    """One moment is one line."""
    return " ".join(words.split())


def _fill(moment: Moment, criterion_id: int, milliseconds: int, words: str) -> None:
    """Write into the moment what was given, once it has passed every question."""
    scorecard, recording = moment.scorecard, moment.recording
    _refuse_if_over(scorecard)
    if not Criterion.objects.filter(pk=criterion_id, stage_id=scorecard.stage_id).exists():
        raise UnknownCriterion
    length = recording.milliseconds if recording else LATEST
    if length is not None and milliseconds > length:
        raise BeyondTheEnd(moments.say(length))
    moment.words = _plain(words)
    if not moment.words:
        raise NothingHeard
    moment.criterion_id, moment.milliseconds = criterion_id, milliseconds


def _adding(line: str) -> Callable[[list[str]], list[str]]:
    return lambda lines: [*lines, line]


def _without(line: str) -> Callable[[list[str]], list[str]]:
    return lambda lines: [each for each in lines if each != line]


def _replacing(old: str, new: str) -> Callable[[list[str]], list[str]]:
    def change(lines: list[str]) -> list[str]:
        if old not in lines:
            return [*lines, new]
        return [new if each == old else each for each in lines]

    return change


def _rewrite(
    scorecard: Scorecard,
    criterion_id: int,
    change: Callable[[list[str]], list[str]],
    actor: Any,
    at: dt.datetime,
) -> None:
    """Change the lines of one criterion's evidence as they stand, under its scorecard's lock."""
    row = Rating.objects.filter(scorecard=scorecard, criterion=criterion_id).first()
    before = row.evidence if row else ""
    evidence = "\n".join(change(before.rstrip("\n").split("\n") if before.strip() else []))
    if len(evidence) > LONGEST:
        raise EvidenceFull
    save_rating(
        scorecard_id=scorecard.pk,
        criterion_id=criterion_id,
        value=row.value if row else None,
        null_reason=row.null_reason if row else "",
        evidence=evidence,
        version=row.version if row else 0,
        actor=actor,
        at=at,
    )
