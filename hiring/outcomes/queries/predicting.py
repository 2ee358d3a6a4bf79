"""What was marked before somebody was hired, held against how they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import stdev
from typing import TYPE_CHECKING, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, StdDev
from django.utils.translation import gettext as _

from candidates.applications.models import State, Tally
from hiring.outcomes.queries.results import Outcome
from hiring.statistics.shares import Between
from hiring.statistics.validity import (
    EXPECTED,
    SHOWN_FROM,
    correlation,
    correlation_between,
    needed_pairs,
    rank_correlation,
    unrestricted,
)
from hiring.statistics.weights import Compared, compare
from interviews.composites.models import Composite, StageScore
from interviews.scorecards.models import Rating, Scorecard
from interviews.stages import registry

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

NEEDED: Final = needed_pairs(EXPECTED)
COMPOSITE: Final = "composite"
_SPREAD_OF: Final = 1_000  # composites, the newest, that say how far applicants spread
_SPREAD_FROM: Final = 30
_PICTURED_FROM: Final = 3


@dataclass(frozen=True)
class Predictor:
    """Something that was marked: its values by application. `key` names it in the address."""

    key: str
    label: str
    values: Mapping[int, float]


@dataclass(frozen=True)
class Predictors:
    """Everything that was marked, as far as the user may know of it."""

    composite: Predictor
    stages: tuple[Predictor, ...]
    criteria: tuple[Predictor, ...]
    interviewers: tuple[Predictor, ...]

    def named(self, key: str) -> Predictor:
        """Return the one that the address names; the composite where it names none."""
        every = (self.composite, *self.stages, *self.criteria, *self.interviewers)
        return next((each for each in every if each.key == key), self.composite)


def predictors_of(user: Viewer, application_ids: Sequence[int]) -> Predictors:
    """Gather composites, stage scores and marks of these applications; three queries.

    All through `visible_to`: of a candidate to whom the user still owes a scorecard, nothing.
    """
    composites = Composite.objects.visible_to(user).current()
    mine = composites.filter(application__in=application_ids)
    values = {key: value for key, value in mine.values_list("application", "value") if value}
    scores: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    rows = StageScore.objects.filter(composite__in=mine.values("pk"), value__isnull=False)
    for key, kind, score in rows.values_list("composite__application", "stage__kind", "value"):
        scores[kind][key].append(float(score or 0))
    criteria, interviewers = _marks(user, application_ids)
    return Predictors(
        composite=Predictor(COMPOSITE, _("Composite"), values),
        stages=_named("stage", scores, {kind: str(registry.get(kind).label) for kind in scores}),
        criteria=criteria,
        interviewers=interviewers,
    )


def _marks(
    user: Viewer, application_ids: Sequence[int]
) -> tuple[tuple[Predictor, ...], tuple[Predictor, ...]]:
    cards = Scorecard.objects.visible_to(user).filter(
        application__in=application_ids, locked_at__isnull=False
    )
    rows = (
        Rating.objects.filter(scorecard__in=cards.values("pk"), value__isnull=False)
        .order_by()
        .values_list(
            "criterion__competency__code", "criterion__competency__name",
            "scorecard__interviewer", "scorecard__interviewer__name",
        )
        .annotate(people=ArrayAgg("scorecard__application"), marks=ArrayAgg("value"))
    )  # fmt: skip
    by_criterion: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    by_person: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for code, criterion, person, name, keys, values in rows:
        names[code], names[str(person)] = criterion, name
        for key, value in zip(keys, values, strict=True):
            by_criterion[code][key].append(value)
            by_person[str(person)][key].append(value)
    return _named("criterion", by_criterion, names), _named("interviewer", by_person, names)


def _named(
    sort: str, found: Mapping[str, Mapping[int, Sequence[float]]], names: Mapping[str, str]
) -> tuple[Predictor, ...]:
    predictors = [
        Predictor(
            f"{sort}-{code}",
            names[code],
            {key: sum(each) / len(each) for key, each in values.items()},
        )
        for code, values in found.items()
    ]
    return tuple(sorted(predictors, key=lambda each: each.label.casefold()))


@dataclass(frozen=True)
class Finding:
    """How far one predictor goes with a result. Below twenty hires there is no number at all."""

    predictor: Predictor
    people: int
    r: Between | None
    rho: float | None

    @property
    def is_knowable(self) -> bool:
        """Tell whether there are enough hires to find what one may expect to be there."""
        return self.people >= NEEDED


def finding_of(predictor: Predictor, outcomes: Sequence[Outcome], code: str) -> Finding:
    """Correlate one predictor with one result over those who have both."""
    pairs = pairs_of(predictor, outcomes, code)
    r = correlation(pairs) if len(pairs) >= SHOWN_FROM else None
    if r is None:
        return Finding(predictor, len(pairs), None, None)
    return Finding(
        predictor, len(pairs), correlation_between(r, len(pairs)), rank_correlation(pairs)
    )


def pairs_of(
    predictor: Predictor, outcomes: Sequence[Outcome], code: str
) -> list[tuple[float, float]]:
    """Return score and result of everybody who has both."""
    return [
        (predictor.values[each.application_id], each.values[code])
        for each in outcomes
        if each.application_id in predictor.values and code in each.values
    ]


@dataclass(frozen=True)
class Unrestricted:
    """Thorndike's case II, as an *if*: what r might be among all who were scored."""

    r: float
    spread_of_applicants: float
    spread_of_hired: float


def unrestricted_of(
    user: Viewer, opening_ids: Sequence[int], finding: Finding, outcomes: Sequence[Outcome]
) -> Unrestricted | None:
    """Correct for selection on this very score; None where either spread is not known well."""
    applicants = _spread(user, opening_ids, finding.predictor.key)
    hired = [
        finding.predictor.values[each.application_id]
        for each in outcomes
        if each.application_id in finding.predictor.values
    ]
    if finding.r is None or applicants is None or stdev(hired) == 0:
        return None
    spread = stdev(hired)
    return Unrestricted(unrestricted(finding.r.value, applicants / spread), applicants, spread)


def _spread(user: Viewer, opening_ids: Sequence[int], key: str) -> float | None:
    """Return the spread of a score among the newest thousand who have it; one query, and for a
    stage two."""
    composites = Composite.objects.visible_to(user).current()
    newest = composites.filter(application__opening__in=opening_ids).order_by("-pk")[:_SPREAD_OF]
    found = newest.aggregate(it=StdDev("value", sample=True), of=Count("pk"))
    if found["of"] < _SPREAD_FROM:
        return None
    if key.startswith("stage-"):
        scores = StageScore.objects.filter(
            composite__in=newest.values("pk"), stage__kind=key.removeprefix("stage-")
        )
        found = scores.aggregate(it=StdDev("value", sample=True))
    elif key != COMPOSITE:
        return None
    spread: float | None = found["it"]
    return spread or None


def weights_of(predictors: Predictors, outcomes: Sequence[Outcome], code: str) -> Compared | None:
    """Compare equal and fitted weights of the stages over those who have every stage."""
    stages = predictors.stages
    rows, values = [], []
    for each in outcomes:
        scores = [stage.values.get(each.application_id) for stage in stages]
        if code in each.values and all(score is not None for score in scores):
            rows.append([score for score in scores if score is not None])
            values.append(each.values[code])
    return compare(rows, values)


def selected_share(opening_ids: Sequence[int]) -> tuple[int, int]:
    """Return how many were hired of how many who applied and are settled; one query."""
    settled = (State.HIRED, State.DECLINED, State.WITHDRAWN)
    rows = Tally.objects.filter(opening__in=opening_ids, state__in=settled)
    counts: dict[str, int] = defaultdict(int)
    for state, amount in rows.values_list("state", "amount"):
        counts[state] += amount
    return counts[State.HIRED], sum(counts.values())


def is_pictured(finding: Finding) -> bool:
    """Tell whether there is something to draw: three hires and more."""
    return finding.people >= _PICTURED_FROM
