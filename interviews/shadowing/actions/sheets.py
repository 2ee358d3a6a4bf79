"""The candidate's sheet: expectations, notes as they are typed, the quiz, what they think now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from candidates.applications.models import Application
from candidates.history.actions import record_entry
from interviews.shadowing import bank, queries
from interviews.shadowing.drafts import (
    NoteDraft,
    Stamp,
    is_stale,
    may_overwrite,
    put_stamp,
)
from interviews.shadowing.models import (
    CallItem,
    Channel,
    Expectation,
    Note,
    QuizAnswer,
    Sheet,
    SheetCall,
)
from interviews.shadowing.quiz import draw_quiz


class NotShadowing(Exception):
    """The candidate sits at no desk and was given no recorded calls, or it is over."""

    def __str__(self) -> str:
        return _("There is no call shadowing open for you at the moment.")


class SheetClosed(Exception):
    """The sheet was handed in, or its time is over."""

    def __str__(self) -> str:
        return _("Your sheet is closed; nothing can be changed on it any more.")


class NotYet(Exception):
    """A step that comes before was left out."""

    def __str__(self) -> str:
        return _("Something comes before this. Please go back to the overview of your sheet.")


class NothingHeard(Exception):
    """Nothing was noted about any call."""

    def __str__(self) -> str:
        return _("Note something about one call at least; then come the questions.")


class NoCallsChosen(Exception):
    """The opening has no recorded calls for remote candidates."""

    def __str__(self) -> str:
        return _("Choose first which recorded calls the candidates of this opening hear.")


class NoteChanged(Exception):
    """Another device saved other words; `text` and `version` are what stands."""

    def __init__(self, text: str, version: int) -> None:
        super().__init__(version)
        self.text, self.version = text, version

    def __str__(self) -> str:
        return _("This was changed in another tab or on another device.")


def _lock_application(application_id: int) -> Application:
    locked = Application.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("candidate", "opening").get(pk=application_id)


def _lock_open(sheet_id: int, at: dt.datetime) -> Sheet:
    """Lock a sheet that may be written on; raises SheetClosed."""
    locked = Sheet.objects.select_for_update(no_key=True, of=("self",))
    sheet = locked.select_related("application").get(pk=sheet_id)
    situation = queries.situation_of(sheet.application, at)
    if sheet.is_finished or situation is None or not situation.is_open:
        raise SheetClosed
    return sheet


@transaction.atomic
def offer_recorded_calls(*, application_id: int, actor: Any, at: dt.datetime) -> Sheet:
    """Give a remote candidate the opening's recorded calls; once given they stay the same.

    Raises NoCallsChosen; NotShadowing where a sheet was begun at a desk.
    """
    application = _lock_application(application_id)
    if sheet := Sheet.objects.filter(application=application).first():
        if not sheet.is_recorded:
            raise NotShadowing
        return sheet
    calls = queries.chosen_calls(application.opening_id)
    if not calls:
        raise NoCallsChosen
    sheet = Sheet.objects.create(application=application, is_recorded=True, opened_at=at)
    SheetCall.objects.bulk_create(
        SheetCall(sheet=sheet, number=number, call=call)
        for number, call in enumerate(calls, start=1)
    )
    _tell(application_id, "recorded-calls-offered", at, actor=actor, count=len(calls))
    return sheet


def _tell(application_id: int, verb: str, at: dt.datetime, actor: Any = None, **facts: Any) -> None:
    record_entry(
        subject="application",
        subject_key=application_id,
        verb=verb,
        at=at,
        actor=actor,
        facts=facts,
    )


@transaction.atomic
def say_expectations(*, application_id: int, before: Mapping[str, int], at: dt.datetime) -> Sheet:
    """Write down what the candidate expects, once, and open the sheet.

    What was said before the calls stays: a second time returns the sheet as it is. Raises
    NotShadowing.
    """
    application = _lock_application(application_id)
    situation = queries.situation_of(application, at)
    if situation is None or not situation.is_open:
        raise NotShadowing
    sheet = situation.sheet or Sheet(application=application, opened_at=at)
    if sheet.expected_at is not None:
        return sheet
    sheet.expected_at = at
    sheet.save()
    Expectation.objects.bulk_create(
        Expectation(sheet=sheet, statement=code, before=before[code]) for code in bank.STATEMENTS
    )
    return sheet


@transaction.atomic
def save_notes(
    *, sheet_id: int, drafts: Sequence[NoteDraft], at: dt.datetime
) -> dict[tuple[int, str], NoteChanged | Note]:
    """Save notes as far as they are typed; return for each its row, or what stands in its way.

    The same words again, and what the same page sent before something newer, change nothing. A
    note in conflict is left as it is, all others are saved. Raises SheetClosed, NotYet.
    """
    sheet = _lock_open(sheet_id, at)
    if sheet.expected_at is None:
        raise NotYet
    rows = {(row.call, row.question): row for row in sheet.notes.all()}
    outcome: dict[tuple[int, str], NoteChanged | Note] = {}
    for draft in drafts:
        key = (draft.call, draft.question)
        if key in rows or draft.text.strip():
            outcome[key] = _save_note(sheet, draft, rows.get(key), at)
    return outcome


def _save_note(
    sheet: Sheet, draft: NoteDraft, row: Note | None, at: dt.datetime
) -> NoteChanged | Note:
    text = draft.text.replace("\r\n", "\n").replace("\r", "\n")
    if row is not None and (row.text == text or is_stale(row, draft.stamp)):
        return row
    if row is not None and not may_overwrite(row, draft.stamp):
        return NoteChanged(row.text, row.version)
    row = row or Note(sheet=sheet, call=draft.call, question=draft.question, version=0)
    row.text, row.saved_at = text, at
    row.version += 1
    put_stamp(row, draft.stamp)
    row.save()
    return row


@transaction.atomic
def begin_quiz(*, sheet_id: int, at: dt.datetime) -> Sheet:
    """Draw the five questions: the same for all at one desk, or with the same recorded calls.

    Once drawn they stay. Raises SheetClosed, NotYet, NothingHeard.
    """
    sheet = _lock_open(sheet_id, at)
    if sheet.quiz_at is not None:
        return sheet
    if sheet.expected_at is None:
        raise NotYet
    if not any(call.is_begun for call in queries.notes_of(sheet)):
        raise NothingHeard
    sheet.quiz_at = at
    sheet.save(update_fields=["quiz_at"])
    QuizAnswer.objects.bulk_create(
        QuizAnswer(sheet=sheet, position=position, saved_at=at, **asked._asdict())
        for position, asked in enumerate(_draw(sheet, at), start=1)
    )
    return sheet


def _draw(sheet: Sheet, at: dt.datetime) -> list[Any]:
    situation = queries.situation_of(sheet.application, at)
    desk = situation.desk if situation and not sheet.is_recorded else None
    own: list[tuple[str, Sequence[str]]] = []
    if sheet.is_recorded:
        calls = sheet.recorded_calls.values("call")
        items = CallItem.objects.filter(call__in=calls).order_by("pk")
        own = _one_of_each_first([(item.call_id, item.question, item.options) for item in items])
        seed, channels = f"opening:{sheet.application.opening_id}", {str(Channel.PHONE)}
    else:
        session = situation.session if situation else None
        own = [(each.question, each.options) for each in desk.items.order_by("pk")] if desk else []
        seed = f"session:{session.pk if session else sheet.pk}"
        channels = {desk.channel if desk else str(Channel.PHONE)}
    with override(sheet.application.opening.language):
        found = [
            (str(item.question), [str(option) for option in item.options])
            for item in bank.ITEMS
            if item.channel in {"", *channels}
        ]
    return draw_quiz(own, found, seed=seed)


def _one_of_each_first(items: list[tuple[int, str, list[str]]]) -> list[tuple[str, Sequence[str]]]:
    """Order questions so that every call is asked about before any is asked about twice."""
    turns: dict[int, int] = {}
    ranked = []
    for call, question, options in items:
        turns[call] = turns.get(call, 0) + 1
        ranked.append((turns[call], question, options))
    return [(question, options) for _turn, question, options in sorted(ranked, key=lambda r: r[0])]


@transaction.atomic
def save_answer(
    *, sheet_id: int, position: int, choice: int | None, stamp: Stamp, at: dt.datetime
) -> QuizAnswer:
    """Save what was chosen; the same again, and what is stale, changes nothing.

    Raises SheetClosed, NotYet before the quiz was drawn, NoteChanged.
    """
    sheet = _lock_open(sheet_id, at)
    row = sheet.answers.filter(position=position).first()
    if row is None:
        raise NotYet
    if row.choice == choice or is_stale(row, stamp):
        return row
    if not may_overwrite(row, stamp):
        raise NoteChanged("" if row.choice is None else str(row.choice), row.version)
    row.choice, row.saved_at = choice, at
    row.version += 1
    put_stamp(row, stamp)
    row.save()
    return row


@transaction.atomic
def finish_sheet(
    *, sheet_id: int, after: Mapping[str, int], would_still: str, why: str, at: dt.datetime
) -> Sheet:
    """Write down what the candidate thinks now, and hand the sheet in.

    Handed in it stays: a second time returns it. Raises SheetClosed, NotYet.
    """
    sheet = Sheet.objects.select_for_update(no_key=True).get(pk=sheet_id)
    if sheet.is_finished:
        return sheet
    sheet = _lock_open(sheet_id, at)
    if sheet.quiz_at is None:
        raise NotYet
    for row in Expectation.objects.filter(sheet=sheet).order_by("pk"):
        row.after = after[row.statement]
        row.save(update_fields=["after"])
    standing = queries.why_of(sheet)
    reason = why.replace("\r\n", "\n")
    if reason.strip() or standing:
        standing = standing or Note(sheet=sheet, call=0, question=Note.Question.WHY, version=0)
        standing.text, standing.saved_at = reason, at
        standing.version += 1
        standing.save()
    sheet.would_still, sheet.finished_at = would_still, at
    sheet.save(update_fields=["would_still", "finished_at"])
    _tell(sheet.application_id, "shadowing-sheet-finished", at)
    return sheet
