"""From one part to the next, and the end: handed in, by the clock, or by a person."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Q

from candidates.history.actions import record_entry
from candidates.outbox.actions import owe_task
from interviews.sittings import clock, queries
from interviews.sittings.models import Result, Sitting
from interviews.sittings.signals import sitting_ended
from interviews.stages import registry

SCORE: Final = "sittings.score"
COMPOSITE: Final = "composites.compute"
State, Ending = Sitting.State, Sitting.Ending


def lock_sitting(sitting_id: int) -> Sitting:
    """Return the sitting under lock."""
    return Sitting.objects.select_for_update(no_key=True).get(pk=sitting_id)


@transaction.atomic
def finish_section(*, sitting_id: int, section: int, at: dt.datetime) -> Sitting:
    """Hand a part in: the next one begins, or a pause, or it was the last one.

    A part that is over already stays as it ended.
    """
    sitting = lock_sitting(sitting_id)
    settle(sitting, at)
    if sitting.state != State.RUNNING or sitting.section != section:
        return sitting
    here = queries.paper_of(sitting).sections[section]
    if not _go_on(sitting):
        _end(sitting, Ending.FINISHED, at, at)
    elif not (here.pause_after or sitting.breaks):
        _run(sitting, at)
    sitting.save()
    return sitting


@transaction.atomic
def begin_section(*, sitting_id: int, section: int, at: dt.datetime) -> Sitting:
    """Let the time of the next part run, after a pause; one that runs already runs on."""
    sitting = lock_sitting(sitting_id)
    settle(sitting, at)
    if sitting.state == State.BETWEEN and sitting.section == section:
        _run(sitting, at)
        sitting.save()
    return sitting


def settle(sitting: Sitting, at: dt.datetime) -> bool:
    """Bring a locked sitting up to the clock, and save it; tell whether anything changed.

    A part whose time is over is closed, at its deadline; the next one waits for a click, because
    nobody knows whether the candidate is there. Who never comes back is done after a day.
    """
    changed = False
    if sitting.state == State.RUNNING and clock.is_over(sitting.deadline, at):
        over_at = sitting.deadline or at
        if not _go_on(sitting):
            _end(sitting, Ending.TIME, over_at, at)
        changed = True
    if sitting.is_open and at > sitting.closes_at:
        _end(sitting, Ending.LEFT, sitting.closes_at, at)
        changed = True
    if changed:
        sitting.save()
    return changed


def _go_on(sitting: Sitting) -> bool:
    """Step to the next part, before it begins; False after the last one."""
    if sitting.section + 1 >= len(queries.paper_of(sitting).sections):
        return False
    sitting.section += 1
    sitting.state, sitting.section_began_at, sitting.deadline = State.BETWEEN, None, None
    return True


def _run(sitting: Sitting, at: dt.datetime) -> None:
    here = queries.paper_of(sitting).sections[sitting.section]
    sitting.state, sitting.section_began_at = State.RUNNING, at
    sitting.deadline = clock.deadline_of(at, here.seconds, sitting.multiplier)


def _end(sitting: Sitting, ending: str, ended_at: dt.datetime, at: dt.datetime) -> None:
    """End it; scoring is owed in the same transaction, and whoever asks markers hears of it."""
    sitting.state, sitting.ended_at, sitting.ending = State.ENDED, ended_at, ending
    sitting.section_began_at = sitting.deadline = None
    sitting.save()
    owe_task(kind=SCORE, payload={"sitting_id": sitting.pk}, at=at, dedupe_key=str(sitting.pk))
    record_entry(
        subject="application",
        subject_key=sitting.application_id,
        verb="sitting-ended",
        at=at,
        facts={"stage": sitting.stage.title, "ending": ending},
    )
    sitting_ended.send(sender=Sitting, sitting=sitting, at=at)


@transaction.atomic
def stop_sittings(*, application_id: int, at: dt.datetime) -> int:
    """End every open sitting of an application that is over; return how many there were."""
    keys = Sitting.objects.open().filter(application=application_id).order_by("pk")
    stopped = 0
    for key in keys.values_list("pk", flat=True):
        stopped += stop_sitting(lock_sitting(key), at)
    return stopped


def stop_sitting(sitting: Sitting, at: dt.datetime) -> bool:
    """End a locked sitting from our side, unless the clock did so before; tell whether it was."""
    settle(sitting, at)
    if not sitting.is_open:
        return False
    _end(sitting, Ending.STOPPED, at, at)
    return True


def end_expired(*, at: dt.datetime) -> int:
    """Settle every sitting whose time is over, each on its own; return how many changed."""
    over = Q(state=State.RUNNING, deadline__lt=at) | Q(ended_at=None, closes_at__lt=at)
    keys = list(Sitting.objects.filter(over).order_by("pk").values_list("pk", flat=True))
    return sum(_settle_one(key, at) for key in keys)


@transaction.atomic
def _settle_one(sitting_id: int, at: dt.datetime) -> bool:
    return settle(lock_sitting(sitting_id), at)


@transaction.atomic
def score_sitting(*, sitting_id: int, at: dt.datetime) -> Result | None:
    """Score what scores itself, once, and owe the composite; None for what people mark."""
    sitting = Sitting.objects.select_for_update(no_key=True, of=("self",)).get(pk=sitting_id)
    known = Result.objects.filter(sitting=sitting).first()
    if known is not None or sitting.is_open:
        return known
    exercise = registry.get(sitting.stage.kind).exercise
    paper = queries.paper_of(sitting, with_keys=True)
    score = exercise.score(paper, queries.answers_of(sitting)) if exercise else None
    if score is None:
        return None
    result = Result.objects.create(sitting=sitting, scored_at=at, **score._asdict())
    owe_task(
        kind=COMPOSITE,
        payload={"application_id": sitting.application_id},
        at=at,
        dedupe_key=str(sitting.application_id),
    )
    return result
