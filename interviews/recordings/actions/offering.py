"""What candidates of an opening are asked to record, and the voice of its upset caller."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.files.actions import remove_file, store_made
from candidates.files.models import StoredFile
from candidates.history.actions import record_entry
from candidates.openings.models import Opening
from interviews.recordings import queries
from interviews.recordings.drafts import ExerciseDraft
from interviews.recordings.models import Exercise, LineSound, Recording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviews.recordings.gate import Accepted


class ExercisesInUse(Exception):
    """Somebody has recorded them already: everybody is asked the same."""

    def __str__(self) -> str:
        return _("Candidates have recorded these exercises already; all get the same ones.")


class NoSuchLine(Exception):
    """No exercise of the opening has a caller who says this."""

    def __str__(self) -> str:
        return _("The caller does not say this any more. Look at the exercises again.")


@transaction.atomic
def offer_exercises(
    *, opening_id: int, drafts: Sequence[ExerciseDraft], actor: Any, at: dt.datetime
) -> list[Exercise]:
    """Offer these exercises, in this order, in place of those that are there.

    The same again changes nothing. What a caller does not say any more is heard no more, either.
    Raises ExercisesInUse once somebody has recorded one.
    """
    Opening.objects.select_for_update(no_key=True).get(pk=opening_id)
    current = queries.exercises_of(opening_id)
    if [_draft_of(each) for each in current] == list(drafts):
        return current
    _require_unused(opening_id)
    Exercise.objects.filter(opening=opening_id).delete()
    made = [
        Exercise.objects.create(opening_id=opening_id, position=position, **asdict(draft))
        for position, draft in enumerate(drafts, start=1)
    ]
    said = {line for each in made if each.is_caller for line in each.lines}
    for unsaid in LineSound.objects.filter(opening=opening_id).exclude(words__in=said):
        _let_go(unsaid)
    _tell(opening_id, "voice-exercises-offered", actor, at, count=len(made))
    return made


def _draft_of(exercise: Exercise) -> ExerciseDraft:
    fields = ExerciseDraft.__dataclass_fields__
    return ExerciseDraft(**{name: getattr(exercise, name) for name in fields})


@transaction.atomic
def keep_line_sound(
    *,
    opening_id: int,
    words: str,
    is_synthetic: bool,
    accepted: Accepted,
    actor: Any,
    at: dt.datetime,
) -> LineSound:
    """Let an upset caller be heard with this sound, in place of the one before.

    The same sound again changes nothing. Raises ExercisesInUse, NoSuchLine.
    """
    held = _sound_to_change(opening_id, words)
    sha256 = hashlib.sha256(accepted.content).hexdigest()
    if held is not None and (held.file.sha256, held.is_synthetic) == (sha256, is_synthetic):
        return held
    if held is not None:
        _let_go(held)
    file = store_made(
        name="caller.webm",
        content_type=StoredFile.ContentType.SOUND,
        content=accepted.content,
        at=at,
        actor=actor,
    )
    made = LineSound.objects.create(
        opening_id=opening_id,
        words=words,
        is_synthetic=is_synthetic,
        file=file,
        milliseconds=accepted.milliseconds,
        added_by=actor,
        added_at=at,
    )
    _tell(opening_id, "voice-line-spoken", actor, at, words=words)
    return made


@transaction.atomic
def remove_line_sound(*, opening_id: int, words: str, actor: Any, at: dt.datetime) -> None:
    """Let candidates read this line again. Without a sound nothing happens.

    Raises ExercisesInUse, NoSuchLine.
    """
    held = _sound_to_change(opening_id, words)
    if held is not None:
        _let_go(held)
        _tell(opening_id, "voice-line-silent", actor, at, words=words)


def _sound_to_change(opening_id: int, words: str) -> LineSound | None:
    Opening.objects.select_for_update(no_key=True).get(pk=opening_id)
    if not any(words in each.lines for each in queries.callers_of(opening_id)):
        raise NoSuchLine
    _require_unused(opening_id)
    found = LineSound.objects.filter(opening=opening_id, words=words)
    return found.select_related("file").first()


def _let_go(sound: LineSound) -> None:
    sound.delete()
    remove_file(stored_file_id=sound.file_id)


def _require_unused(opening_id: int) -> None:
    if Recording.objects.filter(exercise__opening=opening_id).exists():
        raise ExercisesInUse


def _tell(opening_id: int, verb: str, actor: Any, at: dt.datetime, **facts: object) -> None:
    record_entry(
        subject="opening", subject_key=opening_id, verb=verb, at=at, actor=actor, facts=dict(facts)
    )
