"""The decision room of a Day: candidates in rows, stages in columns.

Everything comes through its own `visible_to`: of a candidate for whom the viewer still owes a
scorecard nothing is loaded, and so nothing can be sorted, counted or ranked by it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Max, Prefetch, Q

from candidates.applications.models import Application
from interviews.composites.models import Composite, StageScore
from interviews.composites.queries import plans_for
from interviews.drawings.numbers import number, say_range
from interviews.plans.models import Plan, Stage
from interviews.scorecards.models import Rating, RedFlag, Scorecard, still_owes
from interviews.washups.models import Agreement, Washup
from interviews.washups.ties import Place, places

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from interviews.days.models import Day

APART = 2  # points between the highest and the lowest mark that are worth talking about


class Sight(NamedTuple):
    """What a screen shows at one moment, in a few numbers: the same ones, nothing is new."""

    version: int
    closed_at: dt.datetime | None
    on_screen: int | None
    day_version: int
    blind: int
    locked: int
    locked_at: dt.datetime | None
    composite: int | None
    flags: int


@dataclass(frozen=True)
class Cell:
    """One candidate's stage. `apart`: points between the marks of the criterion on which its
    raters are furthest apart; none where fewer than two marked it."""

    stage: Stage
    is_planned: bool
    score: StageScore | None
    apart: int | None

    @property
    def is_apart(self) -> bool:
        return self.apart is not None and self.apart >= APART

    @property
    def said(self) -> str:
        """The score as it is read: rounded so that it never crosses its gate."""
        if self.score is None or self.score.value is None:
            return ""
        gate = self.score.stage.gate
        return number(self.score.value, beside=None if gate is None else float(gate))

    @property
    def range_said(self) -> str:
        """The 80 % interval."""
        return say_range(self.score.value, self.score.standard_error) if self.score else ""

    @property
    def is_short(self) -> bool:
        """Whether marks are still missing."""
        return self.score is not None and self.score.raters_locked < self.score.raters_expected


@dataclass(frozen=True)
class Row:
    """One candidate as far as the viewer may see them."""

    application: Application
    is_blind: bool
    composite: Composite | None
    cells: tuple[Cell, ...]
    place: Place | None
    agreed: int
    has_flag: bool

    @property
    def apart(self) -> int | None:
        """The largest disagreement over all stages, in points."""
        return max((cell.apart for cell in self.cells if cell.apart is not None), default=None)

    @property
    def talking_points(self) -> int:
        """In how many stages raters are two points and more apart."""
        return sum(cell.is_apart for cell in self.cells)

    @property
    def percent(self) -> int | None:
        """P(true value ≥ bar) in percent; never that something is certain."""
        if self.composite is None or self.composite.probability is None:
            return None
        return min(99, max(1, round(100 * self.composite.probability)))


@dataclass(frozen=True)
class Room:
    """The whole room; sorted by name until the wash-up was opened."""

    day: Day
    washup: Washup | None
    plan: Plan | None
    stages: tuple[Stage, ...]
    rows: tuple[Row, ...]
    sort: str

    @property
    def zones(self) -> dict[str, int]:
        """How many candidates stand in each zone, among those that the viewer may see."""
        found = dict.fromkeys(Composite.Zone.values, 0)
        for row in self.rows:
            if row.composite is not None:
                found[row.composite.zone] += 1
        return found


def washup_of(day: Day) -> Washup | None:
    """Return the wash-up of the Day with its moderator, if it was opened; one query."""
    found = Washup.objects.filter(day=day).select_related("moderator", "closed_by", "on_screen")
    return found.first()


def sight_of(user: Viewer, day: Day, washup: Washup | None) -> Sight:
    """Return what a screen of this viewer shows, in numbers only: four small queries."""
    cards = Scorecard.objects.counted().filter(application__attendances__day=day)
    seen = Scorecard.objects.progress_visible_to(user).filter(application__attendances__day=day)
    locked = seen.aggregate(
        count=Count("pk", filter=Q(locked_at__isnull=False)), newest=Max("locked_at")
    )
    composites = Composite.objects.visible_to(user).current()
    newest = composites.filter(application__attendances__day=day).aggregate(key=Max("pk"))
    flags = RedFlag.objects.visible_to(user).filter(application__attendances__day=day)
    return Sight(
        version=washup.version if washup else 0,
        closed_at=washup.closed_at if washup else None,
        on_screen=washup.on_screen_id if washup else None,
        day_version=day.version,
        blind=cards.open().filter(interviewer_id=user.pk).count(),
        locked=locked["count"],
        locked_at=locked["newest"],
        composite=newest["key"],
        flags=flags.unanswered().count(),
    )


def room_for(user: Viewer, day: Day, washup: Washup | None, *, sort: str = "name") -> Room:
    """Return the room of a Day; the same number of queries however many candidates it has.

    `sort` is name, score or disagreement, and only the name before the wash-up was opened.
    """
    applications = _candidates(user, day)
    keys = [each.pk for each in applications]
    plan, stages = _columns(keys)
    composites = _composites(user, keys)
    apart = _apart(user, keys)
    agreed = _agreed(user, washup)
    flagged = set(
        RedFlag.objects.visible_to(user)
        .unanswered()
        .filter(application__in=keys)
        .values_list("application_id", flat=True)
    )
    found = places(
        {
            key: (each.value, each.standard_error or 0.0)
            for key, each in composites.items()
            if each.value is not None
        }
    )
    rows = [
        Row(
            application=each,
            is_blind=bool(each.blind),  # type: ignore[attr-defined]
            composite=composites.get(each.pk),
            cells=_cells(stages, composites.get(each.pk), apart.get(each.pk, {})),
            place=found.get(each.pk) if washup else None,
            agreed=agreed.get(each.pk, 0),
            has_flag=each.pk in flagged,
        )
        for each in applications
    ]
    chosen = sort if washup else "name"
    return Room(day, washup, plan, tuple(stages), tuple(_sorted(rows, chosen)), chosen)


def _candidates(user: Viewer, day: Day) -> list[Application]:
    found = Application.objects.filter(attendances__day=day, attendances__no_show_at__isnull=True)
    return list(
        found.select_related("candidate")
        .annotate(blind=still_owes(user, "pk"))
        .order_by("name_key", "pk")
    )


def _columns(keys: Sequence[int]) -> tuple[Plan | None, list[Stage]]:
    """Return the plan that most of the candidates are marked by, and its stages."""
    by_plan: dict[int, int] = defaultdict(int)
    for plan_id in plans_for(keys).values():
        by_plan[plan_id] += 1
    if not by_plan:
        return None, []
    most = max(by_plan, key=lambda key: (by_plan[key], key))
    stages = list(Stage.objects.filter(plan=most).select_related("plan").order_by("position"))
    return (stages[0].plan if stages else Plan.objects.get(pk=most)), stages


def _composites(user: Viewer, keys: Sequence[int]) -> dict[int, Composite]:
    scores = StageScore.objects.select_related("stage")
    found = Composite.objects.visible_to(user).current().filter(application__in=keys)
    loaded = found.select_related("plan").prefetch_related(Prefetch("stage_scores", scores))
    return {each.application_id: each for each in loaded}


def _apart(user: Viewer, keys: Sequence[int]) -> dict[int, dict[int, int]]:
    """Return, by application and stage, how far apart the first marks of its raters are."""
    given: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    rows = (
        Rating.objects.visible_to(user)
        .filter(
            scorecard__application__in=keys,
            scorecard__locked_at__isnull=False,
        )
        .values_list("scorecard__application_id", "scorecard__stage_id", "criterion_id", "value")
    )
    for application, stage, criterion, value in rows:
        if value is not None:
            given[application, stage, criterion].append(value)
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for (application, stage, _criterion), values in given.items():
        if len(values) > 1:
            spread = max(values) - min(values)
            found[application][stage] = max(spread, found[application].get(stage, 0))
    return found


def _agreed(user: Viewer, washup: Washup | None) -> dict[int, int]:
    if washup is None:
        return {}
    seen = Agreement.objects.visible_to(user).filter(washup=washup, value__isnull=False)
    return dict(seen.values_list("application_id").annotate(Count("pk")))


def _cells(
    stages: Iterable[Stage], composite: Composite | None, apart: Mapping[int, int]
) -> tuple[Cell, ...]:
    """Put a candidate's stages under the columns; of another plan, those of the same name."""
    scores = list(composite.stage_scores.all()) if composite else []
    by_key = {each.stage_id: each for each in scores}
    by_name = {(each.stage.kind, each.stage.title): each for each in scores}
    cells = []
    for stage in stages:
        score = by_key.get(stage.pk) or by_name.get((stage.kind, stage.title))
        spread = apart.get(score.stage_id if score else stage.pk)
        cells.append(Cell(stage, composite is None or score is not None, score, spread))
    return tuple(cells)


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    """Sort by the number, highest first; who has none comes last, by name."""

    def key(row: Row) -> tuple[bool, float]:
        number: Any = row.apart
        if sort == "score":
            number = row.composite.value if row.composite else None
        return (number is None, -(number or 0))

    return rows if sort == "name" else sorted(rows, key=key)
