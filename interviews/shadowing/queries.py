"""How far a candidate's call shadowing is, and what markers and recruiters see of it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Prefetch, QuerySet

from candidates.applications.models import Application
from candidates.portal.queries import told_state_of
from candidates.portal.standing import STANDINGS
from interviews.days.models import Day, Session
from interviews.plans.models import Plan, Stage
from interviews.shadowing.bank import STATEMENTS
from interviews.shadowing.models import (
    ITEMS,
    KIND,
    MOST_CALLS,
    Expectation,
    Note,
    OpeningCall,
    QuizAnswer,
    RecordedCall,
    Sheet,
)

if TYPE_CHECKING:
    from interviews.shadowing.models import CallLine, Desk

STAYS_OPEN: Final = dt.timedelta(hours=24)  # after the session, for who writes on the way home
QUESTIONS: Final = tuple(each for each in Note.Question if each is not Note.Question.WHY)
SHOWN_AT_FIRST: Final = 3  # calls at a desk


@dataclass(frozen=True)
class Situation:
    """One candidate's call shadowing at a moment: at a desk, or at home with recorded calls."""

    application: Application
    sheet: Sheet | None
    session: Session | None
    is_open: bool

    @property
    def is_recorded(self) -> bool:
        return self.sheet is not None and self.sheet.is_recorded

    @property
    def desk(self) -> Desk | None:
        return getattr(self.session, "desk", None) if self.session else None

    @property
    def step(self) -> str:
        """What comes next: before, calls, after, done."""
        if self.sheet is None or self.sheet.expected_at is None:
            return "before"
        if self.sheet.quiz_at is None:
            return "calls"
        return "done" if self.sheet.is_finished else "after"


def situation_of(application: Application, at: dt.datetime) -> Situation | None:
    """Return where the candidate stands; None for who shadows nobody.

    What was decided but not told yet changes nothing here.
    """
    sheet = Sheet.objects.filter(application=application).first()
    session = _session_of(application.pk)
    if sheet is None and session is None:
        return None
    told = STANDINGS[told_state_of(application)]
    in_time = session is None or at < session.during.upper + STAYS_OPEN
    if sheet is not None and sheet.is_recorded:
        in_time = True
    return Situation(application, sheet, session, told.can_withdraw and in_time)


def _session_of(application_id: int) -> Session | None:
    shown = (Day.State.PUBLISHED, Day.State.FINISHED)
    found = Session.objects.standing().filter(
        seats__application=application_id,
        station__stage__kind=KIND,
        station__day__state__in=shown,
    )
    return found.select_related("desk__host", "station__stage").order_by("-during").first()


@dataclass(frozen=True)
class CallNotes:
    """What a candidate noted about one call, by question."""

    number: int
    notes: dict[str, Note]
    title: str = ""  # of a recorded call

    @property
    def is_begun(self) -> bool:
        return any(note.text.strip() for note in self.notes.values())

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The questions that were answered, in order, with their answers."""
        return [
            (str(question.label), self.notes[question].text)
            for question in QUESTIONS
            if question in self.notes and self.notes[question].text.strip()
        ]


def notes_of(sheet: Sheet) -> list[CallNotes]:
    """Return what was noted, call by call; the reason at the end belongs to no call. One query."""
    by_call: dict[int, dict[str, Note]] = defaultdict(dict)
    for note in sheet.notes.filter(call__gte=1).order_by("call"):
        by_call[note.call][note.question] = note
    return [CallNotes(number, notes) for number, notes in by_call.items()]


def calls_shown(sheet: Sheet, notes: Iterable[CallNotes]) -> list[CallNotes]:
    """Return the calls that the candidate's page lists: those noted, and one more to begin."""
    titles = dict(sheet.recorded_calls.values_list("number", "call__title"))
    highest = len(titles)
    if not sheet.is_recorded:
        begun = [each.number for each in notes if each.is_begun]
        highest = min(MOST_CALLS, max([SHOWN_AT_FIRST, *(number + 1 for number in begun)]))
    known = {each.number: each.notes for each in notes}
    return [
        CallNotes(number, known.get(number, {}), titles.get(number, ""))
        for number in range(1, highest + 1)
    ]


def recorded_call_of(sheet: Sheet, number: int) -> RecordedCall | None:
    """Return the recorded call of this number with its lines and sound, if there is one."""
    calls = RecordedCall.objects.select_related("file").prefetch_related(
        Prefetch("lines", to_attr="turns")
    )
    key = sheet.recorded_calls.filter(number=number).values_list("call", flat=True).first()
    return calls.filter(pk=key).first() if key else None


def passages_of(call: RecordedCall) -> list[list[CallLine]]:
    """Return the lines of a call from pause to pause."""
    passages: list[list[CallLine]] = [[]]
    for line in call.lines.order_by("position"):
        passages[-1].append(line)
        if line.pauses:
            passages.append([])
    return [passage for passage in passages if passage]


@dataclass(frozen=True)
class QuizResult:
    """A quiz as its markers see it. It is no score of its own: evidence for who marks."""

    answers: list[QuizAnswer]

    @property
    def right(self) -> int:
        return sum(answer.is_right for answer in self.answers)

    @property
    def total(self) -> int:
        return ITEMS


def quiz_of(sheet: Sheet) -> QuizResult | None:
    """Return the quiz with what was chosen; None before it was drawn."""
    answers = list(sheet.answers.order_by("position"))
    return QuizResult(answers) if answers else None


@dataclass(frozen=True)
class Change:
    """One statement, before and after."""

    statement: str
    before: int
    after: int | None
    change: int

    @property
    def signed(self) -> str:
        """The change with its sign."""
        return f"{self.change:+d}".replace("-", "−") if self.change else "0"


def changes_of(sheet: Sheet) -> list[Change]:
    """Return what was expected before and is expected now, in the order of the statements."""
    rows = {row.statement: row for row in Expectation.objects.filter(sheet=sheet)}
    return [
        Change(str(words), rows[code].before, rows[code].after, rows[code].change)
        for code, words in STATEMENTS.items()
        if code in rows
    ]


def why_of(sheet: Sheet) -> Note | None:
    """Return the reason that the candidate gave at the end."""
    return sheet.notes.filter(question=Note.Question.WHY).first()


def stage_of(opening_id: int) -> Stage | None:
    """Return the stage of call shadowing in the opening's plan, if it has one."""
    stages = Stage.objects.filter(plan__opening=opening_id, plan__state=Plan.State.ACTIVE)
    return stages.filter(kind=KIND).order_by("position").first()


def chosen_calls(opening_id: int) -> list[RecordedCall]:
    """Return what the opening's remote candidates hear, in order."""
    rows = OpeningCall.objects.filter(opening=opening_id, call__retired_at=None)
    return [row.call for row in rows.select_related("call").order_by("position")]


def library() -> QuerySet[RecordedCall]:
    """Return the calls that can be chosen, with how long they are in lines and questions."""
    calls = RecordedCall.objects.filter(retired_at=None)
    return calls.annotate(
        line_count=Count("lines", distinct=True), item_count=Count("items", distinct=True)
    ).order_by("title", "pk")


def guests_of(session: Session) -> list[dict[str, Any]]:
    """Return the candidates at a desk with how far their sheets are."""
    seats = session.seats.select_related("application__candidate", "application__sheet")
    return [
        {
            "name": seat.application.candidate.name,
            "sheet": getattr(seat.application, "sheet", None),
        }
        for seat in seats.order_by("application__candidate__name", "pk")
    ]


def quiz_has_begun(session: Session) -> bool:
    """Tell whether a candidate at this desk was asked already: then all get the same."""
    asked = Sheet.objects.filter(quiz_at__isnull=False, application__seats__session=session)
    return asked.exists()
