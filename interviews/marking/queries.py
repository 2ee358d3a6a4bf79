"""What there is to mark that was written: per opening for recruiters, per question for markers."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q

from candidates.applications.models import OPEN_STATES, Application, State
from interviews.marking.agreement import Agreement, agreement
from interviews.marking.models import TICKERS, TickSheet
from interviews.plans.models import Criterion, Plan, Stage
from interviews.scorecards.aliases import alias_of, hides_name, without_name
from interviews.scorecards.models import Scorecard
from interviews.sittings import queries as sittings
from interviews.sittings.models import Answer, Sitting
from interviews.stages import registry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening

# a letter is read once its application was looked at; what is sat in the browser, once it is done
BEFORE_MARKING = {State.APPLIED}


@dataclass(frozen=True)
class StageStanding:
    """How far the marking of one stage is in an opening, as far as one may know."""

    stage: Stage
    waiting: int  # applications that fewer are asked to mark than the plan says
    owed: int
    overdue: int
    locked: int


def written_stages(opening: Opening) -> list[Stage]:
    """Return the stages of the active plan that people mark outside the Day, by position."""
    stages = Stage.objects.filter(plan__opening=opening, on_day=False)
    active = stages.filter(plan__state=Plan.State.ACTIVE).select_related("plan")
    return [
        stage for stage in active.order_by("position") if registry.get(stage.kind).measure is None
    ]


def standings(user: Viewer, opening: Opening, at: dt.datetime) -> list[StageStanding]:
    """Return how far the marking of each written stage is: two queries a stage."""
    known = Scorecard.objects.progress_visible_to(user).counted()
    found = []
    for stage in written_stages(opening):
        cards = known.filter(stage=stage).aggregate(
            owed=Count("pk", filter=Q(locked_at__isnull=True)),
            overdue=Count("pk", filter=Q(locked_at__isnull=True, due_at__lt=at)),
            locked=Count("pk", filter=Q(locked_at__isnull=False)),
        )
        found.append(StageStanding(stage=stage, waiting=waiting_for(stage).count(), **cards))
    return found


def waiting_for(stage: Stage) -> QuerySet[Application]:
    """Return the applications whose work in a stage is there, and too few are asked to mark."""
    asked = (
        Scorecard.objects.counted()
        .filter(stage=stage, application=OuterRef("pk"))
        .order_by()
        .values("application")
        .annotate(n=Count("pk"))
        .filter(n__gte=stage.raters)
    )
    there = Application.objects.filter(opening=stage.plan.opening_id, state__in=OPEN_STATES)
    there = there.exclude(state__in=BEFORE_MARKING).filter(~Exists(asked))
    if registry.get(stage.kind).exercise is not None:
        ended = sittings.sittings_for(stage).filter(ended_at__isnull=False)
        there = there.filter(pk__in=ended.values("application"))
    return there.order_by("pk")


@dataclass(frozen=True)
class Piece:
    """One thing that was written: what it answers, and the words; empty where nothing was."""

    title: str
    sender: str
    asked: str
    answer: str


@dataclass(frozen=True)
class Work:
    """What one candidate wrote in a stage; `notes` say what a right answer uses."""

    is_done: bool
    pieces: tuple[Piece, ...]
    notes: tuple[str, ...]


def work_of(scorecard: Scorecard) -> Work | None:
    """Return what is to be marked, names covered where they are hidden; None for other kinds."""
    exercise = registry.get(scorecard.stage.kind).exercise
    if exercise is None or registry.get(scorecard.stage.kind).measure is not None:
        return None
    attempts = sittings.sittings_for(scorecard.stage)
    sitting = attempts.filter(application=scorecard.application_id).first()
    if sitting is None or sitting.is_open:
        return Work(is_done=False, pieces=(), notes=())
    paper, answers = sittings.paper_of(sitting), sittings.answers_of(sitting)
    pieces = tuple(
        _piece(task, answers.get(task["key"]), scorecard)
        for section in paper.sections
        for task in section.tasks
    )
    return Work(is_done=True, pieces=pieces, notes=tuple(exercise.notes(paper)))


def _piece(task: dict[str, Any], given: Any, scorecard: Scorecard) -> Piece:
    answer = str(given.value or "") if given else ""
    candidate = scorecard.application.candidate
    if hides_name(scorecard):
        answer = without_name(answer, name=candidate.name, email=candidate.email)
    return Piece(
        title=task.get("subject") or task["prompt"],
        sender=task.get("sender", ""),
        asked=task.get("body") or task.get("text", ""),
        answer=answer,
    )


def queue_of(user: Viewer, stage_id: int) -> list[Scorecard]:
    """Return the user's own open scorecards of a stage, in an order of their own.

    Each marker meets the candidates in another order, so that nobody is always the first or the
    last. What is not written yet is left out.
    """
    own = Scorecard.objects.open().filter(interviewer_id=user.pk, stage=stage_id)
    cards = list(
        own.filter(application__state__in=OPEN_STATES).select_related(
            "stage__plan", "application__candidate", "application__opening"
        )
    )
    if cards and registry.get(cards[0].stage.kind).exercise is not None:
        done = Sitting.objects.filter(
            pk__in=sittings.sittings_for(cards[0].stage).values("pk"), ended_at__isnull=False
        )
        there = set(done.values_list("application_id", flat=True))
        cards = [card for card in cards if card.application_id in there]
    return sorted(cards, key=lambda card: _shuffled(user.pk, card.pk))


def _shuffled(user_id: int | None, card_id: int) -> bytes:
    return hashlib.sha256(f"{user_id}/{card_id}".encode()).digest()


def questions_of(stage: Stage) -> Sequence[Criterion]:
    """Return the criteria of a stage, by position."""
    return list(stage.criteria.select_related("competency").order_by("position"))


def is_retold(sitting: Sitting) -> bool:
    """Tell whether there is something for two people to tick: an ended sitting with a retelling."""
    exercise = registry.get(sitting.stage.kind).exercise
    if exercise is None or not exercise.retold or sitting.is_open:
        return False
    if sitting.set_aside_at is not None:
        return False
    answer = sitting.answers.filter(task_key=exercise.retold).first()
    return answer is not None and bool(answer.value)


def units_of(sitting: Sitting) -> Sequence[str]:
    """Return the idea units of a sitting, as they were fixed with its paper."""
    exercise = registry.get(sitting.stage.kind).exercise
    return exercise.units(sittings.paper_of(sitting, with_keys=True)) if exercise else ()


@dataclass(frozen=True)
class Retold:
    """What a marker reads and ticks, names covered: (number, unit, whether it is ticked)."""

    alias: str
    text: str
    units: tuple[tuple[int, str, bool], ...]


def retold_of(sheet: TickSheet) -> Retold:
    """Return what a sheet is about; one query."""
    sitting, candidate = sheet.sitting, sheet.sitting.application.candidate
    exercise = registry.get(sitting.stage.kind).exercise
    key = exercise.retold if exercise else ""
    answer = sitting.answers.filter(task_key=key).values_list("value", flat=True).first()
    units = units_of(sitting)
    return Retold(
        alias_of(sitting.application_id, sitting.stage_id),
        without_name(str(answer or ""), name=candidate.name, email=candidate.email),
        tuple((place, unit, place in sheet.ticked) for place, unit in enumerate(units)),
    )


def own_sheets(user: Viewer) -> list[TickSheet]:
    """Return the sheets that the user owes, in an order of their own; one query."""
    owed = TickSheet.objects.owed().filter(marker_id=user.pk)
    sheets = owed.select_related("sitting__stage", "sitting__application__opening")
    return sorted(sheets, key=lambda sheet: _shuffled(user.pk, sheet.pk))


def points_of(sitting_keys: Sequence[int]) -> dict[int, tuple[float, dt.datetime]]:
    """Return the units found, as the mean of both people, and since when, by sitting; one query.

    A sitting counts once two sheets and every one that was asked for are locked.
    """
    rows = TickSheet.objects.filter(sitting__in=sitting_keys)
    by_sitting: dict[int, list[tuple[int, dt.datetime | None]]] = {}
    for sitting, ticked, locked_at in rows.values_list("sitting", "ticked", "locked_at"):
        by_sitting.setdefault(sitting, []).append((len(ticked), locked_at))
    found = {}
    for sitting, sheets in by_sitting.items():
        locked = [at for _count, at in sheets if at is not None]
        if len(locked) == len(sheets) >= TICKERS:
            mean = sum(count for count, _at in sheets) / len(sheets)
            found[sitting] = (mean, max(locked))
    return found


@dataclass(frozen=True)
class RetoldRow:
    """One candidate on the page of a stage: who found how many units, and where they differ."""

    sitting: Sitting
    sheets: tuple[TickSheet, ...]  # those that the reader may see, locked
    asked: int
    units: int
    apart: tuple[tuple[str, str], ...]  # a unit that one found and the other did not, and who

    @property
    def is_complete(self) -> bool:
        return self.asked >= TICKERS and len(self.sheets) == self.asked

    @property
    def mean(self) -> float | None:
        if not self.is_complete:
            return None
        return sum(len(sheet.ticked) for sheet in self.sheets) / len(self.sheets)

    @property
    def lacking(self) -> int:
        return max(0, TICKERS - self.asked)


@dataclass(frozen=True)
class Retellings:
    """Everything retold in one stage, as far as one may know, and how far two people agree."""

    rows: tuple[RetoldRow, ...]
    agreement: Agreement
    waiting: int  # for whom fewer than two are asked


def retellings(user: Viewer, stage: Stage) -> Retellings:
    """Return who retold what in a stage: three queries for any number of candidates."""
    ended = list(
        sittings.sittings_for(stage)
        .filter(ended_at__isnull=False)
        .select_related("application__candidate", "stage")
        .order_by("pk")
    )
    exercise = registry.get(stage.kind).exercise
    key = exercise.retold if exercise else ""
    written = Answer.objects.filter(sitting__in=ended, task_key=key).exclude(value=None)
    told = set(written.values_list("sitting_id", flat=True))
    asked: Counter[int] = Counter()
    seen: dict[int, list[TickSheet]] = {}
    sheets = TickSheet.objects.filter(sitting__in=ended).select_related("marker").order_by("marker")
    allowed = set(TickSheet.objects.visible_to(user).filter(sitting__in=ended).values_list("pk"))
    for sheet in sheets:
        asked[sheet.sitting_id] += 1
        if sheet.locked_at is not None and (sheet.pk,) in allowed:
            seen.setdefault(sheet.sitting_id, []).append(sheet)
    rows = tuple(
        _retold_row(sitting, seen.get(sitting.pk, []), asked[sitting.pk])
        for sitting in ended
        if sitting.pk in told
    )
    pairs = [_pair(row) for row in rows if row.is_complete]
    return Retellings(rows, agreement(pairs), sum(row.lacking > 0 for row in rows))


def _retold_row(sitting: Sitting, sheets: list[TickSheet], asked: int) -> RetoldRow:
    units = units_of(sitting)
    apart = []
    if len(sheets) > 1 and len(sheets) == asked:
        for place, unit in enumerate(units):
            found = [str(sheet.marker) for sheet in sheets if place in sheet.ticked]
            if 0 < len(found) < len(sheets):
                apart.append((unit, ", ".join(found)))
    return RetoldRow(sitting, tuple(sheets), asked, len(units), tuple(apart))


def _pair(row: RetoldRow) -> tuple[list[int], list[int]]:
    one, other = (
        [int(place in sheet.ticked) for place in range(row.units)] for sheet in row.sheets[:TICKERS]
    )
    return one, other


def retold_stages(opening: Opening) -> list[Stage]:
    """Return the stages of the active plan in which candidates retell something; one query."""
    kinds = [kind.code for kind in registry.all_kinds() if kind.exercise and kind.exercise.retold]
    stages = Stage.objects.filter(plan__opening=opening, plan__state=Plan.State.ACTIVE)
    return list(stages.filter(kind__in=kinds).select_related("plan").order_by("position"))
