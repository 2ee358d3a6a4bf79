"""A file of outcomes on its way: read, mapped, mended, taken over by a worker, undone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.history.actions import record_entry
from candidates.outbox.actions import owe_task
from hiring.outcomes import sheets
from hiring.outcomes.actions.counts import forget_hire_counts
from hiring.outcomes.models import Import, Period
from hiring.outcomes.queries.imports import Checked, check

if TYPE_CHECKING:
    from hiring.accounts.models import User

RUN: Final = "outcomes.import"
SUBJECT: Final = "outcomes-import"
State = Import.State


class NotNow(Exception):
    """The import is not where this can be done with it."""

    def __init__(self, batch: Import) -> None:
        super().__init__(batch.pk)
        self.batch = batch

    def __str__(self) -> str:
        return _("This import is in “%(state)s”: that cannot be done with it any more.") % {
            "state": self.batch.get_state_display()
        }


class NothingGood(Exception):
    """No line could be taken over."""

    def __str__(self) -> str:
        return _("There is no line that could be taken over. Mend one, or choose other columns.")


class MappingIncomplete(Exception):
    """The columns do not say enough; the text says what is missing."""


@transaction.atomic
def read_file(*, name: str, content: str, actor: User, at: dt.datetime) -> Import:
    """Keep a file's lines, with a guess of what its columns hold. Raises sheets.Unreadable."""
    columns, lines = sheets.read(content)
    return Import.objects.create(
        name=name[:200],
        columns=columns,
        lines=lines,
        mapping=sheets.guess(columns),
        created_at=at,
        created_by=actor,
    )


def _lock(import_id: int, *states: str) -> Import:
    batch = Import.objects.select_for_update(no_key=True, of=("self",)).get(pk=import_id)
    if batch.state not in states:
        raise NotNow(batch)
    return batch


@transaction.atomic
def map_columns(*, import_id: int, mapping: Mapping[str, int], dates: str) -> Import:
    """Say which column holds what. The same again is the same. Raises MappingIncomplete, NotNow."""
    if said := sheets.faults_of_mapping(mapping):
        raise MappingIncomplete(" ".join(said))
    batch = _lock(import_id, State.READ)
    batch.mapping, batch.dates = dict(mapping), dates
    batch.version += 1
    batch.save(update_fields=["mapping", "dates", "version"])
    return batch


@transaction.atomic
def mend_lines(*, import_id: int, cells: Mapping[int, Sequence[str]]) -> Import:
    """Put other cells in the place of some lines, by their numbers from 0. Raises NotNow."""
    batch = _lock(import_id, State.READ)
    for number, line in cells.items():
        if 0 <= number < len(batch.lines) and len(line) == len(batch.columns):
            batch.lines[number] = [cell.strip()[:300] for cell in line]
    batch.version += 1
    batch.save(update_fields=["lines", "version"])
    return batch


@transaction.atomic
def start_import(*, import_id: int, actor: User, at: dt.datetime) -> Import:
    """Owe the taking over of every good line; bad ones are left out. A second click changes
    nothing. Raises MappingIncomplete, NothingGood, NotNow."""
    batch = _lock(import_id, State.READ, State.RUNNING, State.DONE)
    if batch.state != State.READ:
        return batch
    if said := sheets.faults_of_mapping(batch.mapping):
        raise MappingIncomplete(" ".join(said))
    if not any(line.good for line in check(batch, actor)):
        raise NothingGood
    batch.state = State.RUNNING
    batch.task = owe_task(
        kind=RUN, payload={"import_id": batch.pk}, at=at, dedupe_key=f"import-{batch.pk}"
    )
    batch.save(update_fields=["state", "task"])
    return batch


@transaction.atomic
def finish_import(*, import_id: int, checked: Sequence[Checked], at: dt.datetime) -> Import:
    """Write the good lines, all of them or none; a second time changes nothing.

    A line whose period was taken meanwhile is left out, as the check would have said.
    """
    batch = Import.objects.select_for_update(no_key=True, of=("self",)).get(pk=import_id)
    if batch.state != State.RUNNING:
        return batch
    good = [
        Period(
            hire_id=line.hire_id,
            during=(line.good.begins, line.good.until),
            batch=batch,
            **line.good.figures,
        )
        for line in checked
        if line.good is not None and line.hire_id is not None
    ]
    Period.objects.bulk_create(good)
    _forget_counts(batch)
    batch.state, batch.done_at, batch.added = State.DONE, at, len(good)
    batch.left_out = [line.number for line in checked if line.good is None]
    batch.save(update_fields=["state", "done_at", "added", "left_out"])
    _record(batch, "import-done", at, None)
    return batch


def _forget_counts(batch: Import) -> None:
    owners = batch.periods.values_list("hire__application__opening", flat=True)
    forget_hire_counts(owners.distinct())


def _record(batch: Import, verb: str, at: dt.datetime, actor: User | None) -> None:
    record_entry(
        subject=SUBJECT,
        subject_key=batch.pk,
        verb=verb,
        at=at,
        actor=actor,
        facts={"count": batch.added, "name": batch.name},
    )


@transaction.atomic
def undo_import(*, import_id: int, actor: User, at: dt.datetime) -> Import:
    """Take an import back: its periods go, and nothing else. Twice is the same. Raises NotNow."""
    batch = _lock(import_id, State.DONE, State.UNDONE)
    if batch.state == State.UNDONE:
        return batch
    _forget_counts(batch)
    Period.objects.filter(batch=batch).delete()
    batch.state, batch.undone_at, batch.undone_by = State.UNDONE, at, actor
    batch.save(update_fields=["state", "undone_at", "undone_by"])
    _record(batch, "import-undone", at, actor)
    return batch


@transaction.atomic
def give_up_import(*, import_id: int) -> None:
    """Let a dropped import be mended and started again; one that is done stays done."""
    batch = Import.objects.select_for_update(no_key=True, of=("self",)).get(pk=import_id)
    if batch.state == State.RUNNING:
        batch.state, batch.task = State.READ, None
        batch.save(update_fields=["state", "task"])
