"""What hires were marked before they were hired, as means: kept by a worker, or added up now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from django.contrib.postgres.aggregates import ArrayAgg

from candidates.applications.keys import among
from interviews.composites.models import Composite, StageScore
from interviews.scorecards.models import Rating, Scorecard, ScorecardQuerySet

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

Sort = Literal["stage", "criterion", "interviewer"]
SORTS: Final[tuple[Sort, ...]] = ("stage", "criterion", "interviewer")
# means by what was marked: a stage's kind, a competency's code, an interviewer's key
Means = Mapping[str, float]


@dataclass(frozen=True)
class Marked:
    """Composites and means of the marks, by application."""

    composites: Mapping[int, float]
    means: Mapping[int, Mapping[Sort, Means]]


def marks_seen_by(user: Viewer, application_ids: Sequence[int]) -> Marked:
    """Return what the user may know of these applications' marks; three queries.

    All through `visible_to`: of a candidate to whom the user still owes a scorecard, nothing.
    What a worker has kept for the composite of today is taken from there, since locked marks do
    not change and another one makes another composite; the others are added up now.
    """
    seen = Composite.objects.visible_to(user).current()
    rows = seen.filter(application__in=among(application_ids)).values_list(
        "pk", "application", "value", "hire_marks__means"
    )
    composites: dict[int, float] = {}
    means: dict[int, Mapping[Sort, Means]] = {}
    rest: dict[int, int] = {}
    for pk, application, value, kept in rows:
        if value:
            composites[application] = value
        if kept is None:
            rest[pk] = application
        else:
            means[application] = kept
    missing = [key for key in application_ids if key not in means]
    return Marked(composites, means | means_of(Scorecard.objects.visible_to(user), rest, missing))


def means_of(
    cards: ScorecardQuerySet, composites: Mapping[int, int], application_ids: Collection[int]
) -> dict[int, dict[Sort, dict[str, float]]]:
    """Add up the stage scores of these composites (with the application of each), and the locked
    marks on these scorecards of these applications; two queries."""
    found: dict[int, dict[Sort, dict[str, list[float]]]] = defaultdict(
        lambda: {sort: defaultdict(list) for sort in SORTS}
    )
    scores = StageScore.objects.filter(composite__in=among(composites), value__isnull=False)
    for composite, kind, score in scores.values_list("composite", "stage__kind", "value"):
        found[composites[composite]]["stage"][kind].append(float(score or 0))
    locked = cards.filter(application__in=among(application_ids), locked_at__isnull=False)
    rows = (
        Rating.objects.filter(scorecard__in=locked.values("pk"), value__isnull=False)
        .order_by()
        .values_list("criterion__competency__code", "scorecard__interviewer")
        .annotate(people=ArrayAgg("scorecard__application"), marks=ArrayAgg("value"))
    )
    for code, person, keys, values in rows:
        for key, value in zip(keys, values, strict=True):
            found[key]["criterion"][code].append(value)
            found[key]["interviewer"][str(person)].append(value)
    return {
        key: {
            sort: {each: sum(marks) / len(marks) for each, marks in sorts[sort].items()}
            for sort in SORTS
        }
        for key, sorts in found.items()
    }


def composites_to_keep(most: int) -> dict[int, int]:
    """Return current composites of hires that nothing is kept of, with the application of each;
    those of the newest hires first, and one query."""
    rows = (
        Composite.objects.current()
        .filter(application__hire__isnull=False, hire_marks__isnull=True)
        .order_by("-application__hire__starts_on", "-application__hire__pk")
        .values_list("pk", "application")[:most]
    )
    return dict(rows)
