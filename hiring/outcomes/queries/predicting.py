"""What was marked before somebody was hired, held against how they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import stdev
from typing import TYPE_CHECKING, Final

from django.contrib.auth import get_user_model
from django.db.models import Count, StdDev
from django.utils.translation import gettext as _

from candidates.applications.models import State, Tally
from hiring.outcomes.queries.marks import SORTS, Sort, marks_seen_by
from hiring.outcomes.queries.results import Outcome, outcomes_of, results_of
from hiring.statistics.shares import Between
from hiring.statistics.validity import (
    EXPECTED,
    PER_PREDICTOR,
    SHOWN_FROM,
    WEIGHTS_FROM,
    as_pairs,
    correlation,
    correlation_between,
    needed_pairs,
    rank_correlation,
    unrestricted,
)
from hiring.statistics.weights import Compared, compare
from interviews.competencies.models import Competency
from interviews.composites.models import Composite, StageScore
from interviews.stages import registry

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

NEEDED: Final = needed_pairs(EXPECTED)
COMPOSITE: Final = "composite"
_SPREAD_OF: Final = 500  # composites, the newest, that say how far applicants spread
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
    """Gather composites, stage scores and marks of these applications, as far as the user may
    know of them; five queries."""
    marked = marks_seen_by(user, application_ids)
    values: dict[Sort, dict[str, dict[int, float]]] = {sort: defaultdict(dict) for sort in SORTS}
    for application, means in marked.means.items():
        for sort in SORTS:
            for key, mean in means.get(sort, {}).items():
                values[sort][key][application] = mean
    kinds = {kind: str(registry.get(kind).label) for kind in values["stage"]}
    competencies = Competency.objects.filter(code__in=list(values["criterion"]))
    people = get_user_model().objects.filter(pk__in=list(values["interviewer"]))
    names = {str(key): name for key, name in people.values_list("pk", "name")}
    return Predictors(
        composite=Predictor(COMPOSITE, _("Composite"), marked.composites),
        stages=_named("stage", values, kinds),
        criteria=_named("criterion", values, dict(competencies.values_list("code", "name"))),
        interviewers=_named("interviewer", values, names),
    )


def _named(
    sort: Sort, values: Mapping[Sort, Mapping[str, Mapping[int, float]]], names: Mapping[str, str]
) -> tuple[Predictor, ...]:
    predictors = [
        Predictor(f"{sort}-{key}", names[key], means) for key, means in values[sort].items()
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

    @property
    def is_ours(self) -> bool:
        """Tell whether one may reckon with this number instead of with others' experience."""
        return self.is_knowable and self.r is not None


def finding_of(predictor: Predictor, results: Mapping[int, float]) -> Finding:
    """Correlate one predictor with one result, by application, over those who have both."""
    pairs = as_pairs([(x, results[key]) for key, x in predictor.values.items() if key in results])
    r = correlation(pairs) if len(pairs) >= SHOWN_FROM else None
    if r is None:
        return Finding(predictor, len(pairs), None, None)
    return Finding(
        predictor, len(pairs), correlation_between(r, len(pairs)), rank_correlation(pairs)
    )


@dataclass(frozen=True)
class Held:
    """What hires of some openings were marked, held against one result."""

    outcomes: Sequence[Outcome]
    results: Mapping[int, float]  # by application, of whom it is known
    predictors: Predictors
    whole: Finding  # of the composite


def hold(user: Viewer, opening_ids: Sequence[int], code: str) -> Held:
    """Gather hires, results and marks; eight queries."""
    outcomes = outcomes_of(user, opening_ids)
    predictors = predictors_of(user, [each.application_id for each in outcomes])
    results = results_of(outcomes, code)
    return Held(outcomes, results, predictors, finding_of(predictors.composite, results))


@dataclass(frozen=True)
class Unrestricted:
    """Thorndike's case II, as an *if*: what r might be among all who were scored."""

    r: float
    spread_of_applicants: float
    spread_of_hired: float


def unrestricted_of(
    user: Viewer, opening_ids: Sequence[int], finding: Finding, outcomes: Sequence[Outcome]
) -> Unrestricted | None:
    """Correct for selection on this very score; None where either spread is not known well.
    Two queries at most, and none where there is no number to correct."""
    if finding.r is None:
        return None
    applicants = _spread(user, opening_ids, finding.predictor.key)
    hired = [
        finding.predictor.values[each.application_id]
        for each in outcomes
        if each.application_id in finding.predictor.values
    ]
    spread = stdev(hired)
    if applicants is None or spread == 0:
        return None
    return Unrestricted(unrestricted(finding.r.value, applicants / spread), applicants, spread)


def _spread(user: Viewer, opening_ids: Sequence[int], key: str) -> float | None:
    """Return the spread of a score among the newest five hundred who have it; one query, and for a
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


def needed_for_weights(predictors: Predictors) -> int:
    """Return how many hires with every stage it takes to fit weights."""
    return max(WEIGHTS_FROM, PER_PREDICTOR * len(predictors.stages))


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
