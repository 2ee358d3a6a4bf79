"""One candidate's evidence side by side: raters in columns, what was agreed in the last one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from interviews.composites.models import Composite, StageScore
from interviews.composites.queries import current_composite
from interviews.scorecards.models import RedFlag, Scorecard
from interviews.scorecards.queries import evidence_of
from interviews.scorecards.queries.evidence import EvidenceRow, StageEvidence
from interviews.washups.models import Agreement, Washup
from interviews.washups.queries.room import APART

if TYPE_CHECKING:
    from candidates.applications.models import Application
    from candidates.layout.viewer import Viewer


@dataclass(frozen=True)
class Line:
    """One criterion with everybody's first mark, and the value that was agreed on."""

    row: EvidenceRow
    agreement: Agreement | None

    @property
    def values(self) -> list[int]:
        given = (rating for _rater, rating in self.row.ratings)
        return [each.value for each in given if each is not None and each.value is not None]

    @property
    def is_apart(self) -> bool:
        return len(self.values) > 1 and self.row.spread >= APART


@dataclass(frozen=True)
class Panel:
    """One stage: its score, its raters' columns, its lines, and who still owes marks for it."""

    evidence: StageEvidence
    score: StageScore | None
    lines: tuple[Line, ...]
    owing: tuple[str, ...]

    @property
    def is_apart(self) -> bool:
        return any(line.is_apart for line in self.lines)


@dataclass(frozen=True)
class Evidence:
    """Everything about one candidate that this viewer may see in the room."""

    composite: Composite | None
    panels: tuple[Panel, ...]
    flags: tuple[RedFlag, ...]
    owing: tuple[str, ...]  # everybody who must not look at this screen yet

    @property
    def percent(self) -> int | None:
        """P(true value ≥ bar) in percent; never that something is certain."""
        if self.composite is None or self.composite.probability is None:
            return None
        return min(99, max(1, round(100 * self.composite.probability)))

    @property
    def points(self) -> list[Panel]:
        """The stages that are worth talking about first."""
        return [panel for panel in self.panels if panel.is_apart]


def evidence_for(user: Viewer, application: Application, washup: Washup | None) -> Evidence:
    """Return the evidence; the same number of queries however many stages and raters."""
    composite = current_composite(user, application.pk)
    scores = {each.stage_id: each for each in composite.stage_scores.all()} if composite else {}
    agreements = _agreements(user, application, washup)
    open_cards = Scorecard.objects.progress_visible_to(user).open().filter(application=application)
    owing = list(open_cards.select_related("interviewer").order_by("interviewer__name", "pk"))
    panels = tuple(
        Panel(
            evidence=each,
            score=scores.get(each.stage.pk),
            lines=tuple(Line(row, agreements.get(row.criterion.pk)) for row in each.rows),
            owing=tuple(str(c.interviewer) for c in owing if c.stage_id == each.stage.pk),
        )
        for each in evidence_of(user, application.pk)
    )
    flags = RedFlag.objects.visible_to(user).filter(application=application)
    return Evidence(
        composite=composite,
        panels=panels,
        flags=tuple(flags.select_related("raised_by").order_by("raised_at", "pk")),
        owing=tuple(dict.fromkeys(str(card.interviewer) for card in owing)),
    )


def _agreements(
    user: Viewer, application: Application, washup: Washup | None
) -> dict[int, Agreement]:
    if washup is None:
        return {}
    found = Agreement.objects.visible_to(user).filter(washup=washup, application=application)
    return {each.criterion_id: each for each in found.select_related("saved_by")}
