"""Locked marks side by side: criteria in rows, raters in columns."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch

from interviews.plans.models import Criterion, Stage
from interviews.scorecards.models import Rating, RatingRevision, Reveal, Scorecard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from candidates.layout.viewer import Viewer


@dataclass(frozen=True)
class EvidenceRow:
    """One criterion, and what each rater gave, in the order of the scorecards."""

    criterion: Criterion
    ratings: tuple[tuple[Any, Rating | None], ...]

    @property
    def spread(self) -> int:
        """How many points lie between the highest and the lowest mark."""
        values = [each.value for _rater, each in self.ratings if each and each.value is not None]
        return max(values) - min(values) if values else 0


@dataclass(frozen=True)
class StageEvidence:
    """One stage with the locked scorecards that the viewer may see, by rater's name."""

    stage: Stage
    scorecards: tuple[Scorecard, ...]
    rows: tuple[EvidenceRow, ...]
    reveal: Reveal | None = None


def evidence_of(
    user: Viewer, application_id: int, *, stage_id: int | None = None
) -> list[StageEvidence]:
    """Return the locked marks of one candidate that the user may see, stage by stage.

    Five queries, however many stages, raters and criteria.
    """
    cards = Scorecard.objects.visible_to(user).locked().filter(application=application_id)
    if stage_id is not None:
        cards = cards.filter(stage=stage_id)
    revisions = RatingRevision.objects.select_related("by").order_by("at", "pk")
    ratings = Rating.objects.prefetch_related(Prefetch("revisions", queryset=revisions))
    loaded = (
        cards.select_related("stage__plan", "interviewer")
        .prefetch_related(Prefetch("ratings", queryset=ratings))
        .order_by("stage__plan__version", "stage__position", "interviewer__name", "pk")
    )
    by_stage: dict[Stage, list[Scorecard]] = defaultdict(list)
    for card in loaded:
        by_stage[card.stage].append(card)
    criteria: dict[int, list[Criterion]] = defaultdict(list)
    for criterion in Criterion.objects.filter(stage__in=by_stage).order_by("position"):
        criteria[criterion.stage_id].append(criterion)
    reveals = Reveal.objects.filter(application=application_id, stage__in=by_stage)
    revealed = {reveal.stage_id: reveal for reveal in reveals.select_related("by")}
    return [
        _stage(stage, cards, criteria[stage.pk], revealed.get(stage.pk))
        for stage, cards in by_stage.items()
    ]


def _stage(
    stage: Stage,
    cards: Sequence[Scorecard],
    criteria: Sequence[Criterion],
    reveal: Reveal | None,
) -> StageEvidence:
    given = [
        (card.interviewer, {rating.criterion_id: rating for rating in card.ratings.all()})
        for card in cards
    ]
    rows = tuple(
        EvidenceRow(criterion, tuple((rater, each.get(criterion.pk)) for rater, each in given))
        for criterion in criteria
    )
    return StageEvidence(stage, tuple(cards), rows, reveal)
