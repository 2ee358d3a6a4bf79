"""Showing and saving: what a candidate does hundreds of times, as cheap as it can be."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from django.db import connection, transaction

from interviews.assessments.actions.showing import count_exposures
from interviews.sittings import clock
from interviews.sittings.actions.refusals import NotRunning, NotShown, TimeOver
from interviews.sittings.models import Answer, Fact, Sitting

# the row of the sitting is locked and asked whether it still runs, and the answer is written only
# then, in one statement: an answer and the end of its section cannot pass each other
_SAVE: Final = """
    WITH running AS (
        SELECT id FROM interviews_sitting
        WHERE id = %(sitting)s AND state = 'running' AND section = %(section)s
          AND (deadline IS NULL OR deadline >= %(at)s) AND closes_at >= %(at)s
        FOR NO KEY UPDATE
    ), saved AS (
        INSERT INTO interviews_answer AS answer (sitting_id, task_key, value, sequence, saved_at)
        SELECT id, %(task)s, %(value)s::jsonb, {sequence}, %(at)s FROM running
        WHERE NOT %(shown)s OR EXISTS (
            SELECT 1 FROM interviews_answer seen
            WHERE seen.sitting_id = %(sitting)s AND seen.task_key = %(task)s
        )
        ON CONFLICT (sitting_id, task_key) DO UPDATE
        SET value = EXCLUDED.value, sequence = EXCLUDED.sequence, saved_at = EXCLUDED.saved_at
        WHERE answer.sequence < EXCLUDED.sequence
          AND (NOT %(once)s OR answer.sequence = 0)
        RETURNING sequence
    )
    SELECT (SELECT count(*) FROM running), (SELECT sequence FROM saved)
"""
_NEXT: Final = """(
    SELECT COALESCE(max(other.sequence), 0) + 1 FROM interviews_answer other
    WHERE other.sitting_id = %(sitting)s
)"""
LARGEST_SEQUENCE: Final = 2**31 - 1


class Saved(NamedTuple):
    """What became of an answer: the number under which the task's answer now stands."""

    sequence: int
    changed: bool


@transaction.atomic
def save_answer(
    *,
    sitting_id: int,
    section: int,
    task_key: str,
    value: Any,
    at: dt.datetime,
    sequence: int | None = None,
    once: bool = False,
    unseen: bool = False,
) -> Saved:
    """Keep an answer to a task of this section under its client's sequence number.

    A number that is not above the one that is there changes nothing; None takes the next one. A
    task that is answered `once` takes no second answer, and has to be shown first unless it is
    told that it need not be (`unseen`). Raises TimeOver, NotRunning, NotShown.
    """
    if sequence is None:  # locked first, so that the statement below counts what others saved
        Sitting.objects.select_for_update(no_key=True).only("pk").get(pk=sitting_id)
    with connection.cursor() as cursor:
        cursor.execute(
            _SAVE.format(sequence=_NEXT if sequence is None else "%(sequence)s"),
            {
                "sitting": sitting_id,
                "section": section,
                "task": task_key,
                "value": json.dumps(value),
                "sequence": sequence,
                "once": once,
                "shown": once and not unseen,
                "at": at,
            },
        )
        running, kept = cursor.fetchone()
    if not running:
        raise _why_not(sitting_id, section, at)
    if kept is not None:
        return Saved(kept, changed=True)
    return standing_answer(sitting_id=sitting_id, task_key=task_key)


def standing_answer(*, sitting_id: int, task_key: str) -> Saved:
    """Return the answer that stands, unchanged. Raises NotShown where there is none."""
    standing = Answer.objects.filter(sitting=sitting_id, task_key=task_key).first()
    if standing is None:
        raise NotShown
    return Saved(standing.sequence, changed=False)


def _why_not(sitting_id: int, section: int, at: dt.datetime) -> Exception:
    sitting = Sitting.objects.get(pk=sitting_id)
    if sitting.section == section and clock.is_over(sitting.deadline, at):
        return TimeOver()
    return TimeOver() if sitting.ending == Sitting.Ending.TIME else NotRunning()


@transaction.atomic
def answer_turn(
    *,
    sitting_id: int,
    section: int,
    task: Mapping[str, Any],
    answer: Any,
    at: dt.datetime,
    sequence: int | None = None,
) -> Saved:
    """Keep the answer to an item that the part's own course brought up, with the item; it stays.

    The first answer counts that the item was shown. Raises TimeOver, NotRunning.
    """
    saved = save_answer(
        sitting_id=sitting_id,
        section=section,
        task_key=task["key"],
        value={"item": task["item"], "answer": answer},
        at=at,
        sequence=sequence,
        once=True,
        unseen=True,
    )
    if saved.changed:
        count_exposures(item_pks=[task["item"]])
    return saved


@transaction.atomic
def show_task(*, sitting_id: int, section: int, task_key: str, at: dt.datetime) -> Answer:
    """Write down when a task that is shown once was shown; again changes nothing.

    Raises TimeOver, NotRunning.
    """
    sitting = Sitting.objects.select_for_update(no_key=True).get(pk=sitting_id)
    known = Answer.objects.filter(sitting=sitting, task_key=task_key).first()
    if known is not None:
        return known
    if sitting.state != Sitting.State.RUNNING or sitting.section != section:
        raise _why_not(sitting_id, section, at)
    if clock.is_over(sitting.deadline, at):
        raise TimeOver
    return Answer.objects.create(sitting=sitting, task_key=task_key, shown_at=at)


@transaction.atomic
def note_facts(*, sitting_id: int, facts: Iterable[tuple[str, str, int]], at: dt.datetime) -> None:
    """Keep how it went, as (kind, task, amount so far); an amount only grows.

    Told twice counts once. After the end only an answer that came too late is still noted.
    """
    sitting = Sitting.objects.select_for_update(no_key=True).get(pk=sitting_id)
    for kind, task_key, amount in facts:
        if not sitting.is_open and kind != Fact.Kind.LATE:
            continue
        fact, made = Fact.objects.get_or_create(
            sitting=sitting, kind=kind, task_key=task_key, defaults={"amount": amount, "at": at}
        )
        if not made and amount > fact.amount:
            fact.amount, fact.at = amount, at
            fact.save(update_fields=["amount", "at"])
