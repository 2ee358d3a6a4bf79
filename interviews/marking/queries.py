"""What there is to mark that was written: per opening for recruiters, per question for markers."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q

from candidates.applications.models import OPEN_STATES, Application, State
from interviews.plans.models import Criterion, Plan, Stage
from interviews.scorecards.aliases import hides_name, without_name
from interviews.scorecards.models import Scorecard
from interviews.sittings import queries as sittings
from interviews.sittings.models import Sitting
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
