"""The figures of interviewers, side by side for managers. Plain thinking, no query."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from hiring.dashboards.figures import Figure
from hiring.interviewers import words
from hiring.interviewers.rater import MARKS, SHOWN_FROM, Rater
from interviews.drawings.intervals import Axis, Interval, draw_intervals
from interviews.drawings.matrix import signed

if TYPE_CHECKING:
    from hiring.interviewers.queries import Person
    from interviews.drawings.shapes import Palette

_SHARES: Final = tuple((n / 5, f"{20 * n} %") for n in range(6))
_POINTS: Final = tuple((float(n), str(n)) for n in MARKS)
_LENIENT: Final = 1.5  # points to either side that the axis shows


def of_many(people: Sequence[Person], palette: Palette) -> tuple[Figure, ...]:
    """Return the figures that put interviewers side by side, by name and never by value."""
    marked = [each for each in people if each.rater.cards]
    found = [
        Figure("flags", _("What is worth a talk"), words.flags_of(people)),
        _load(people, palette),
        _leniency(marked, palette),
        _use(marked, palette),
        _agreement(marked, palette),
        _evidence(marked, palette),
        _conformity(marked, palette),
    ]
    return tuple(each for each in found if each is not None)


def points(value: float) -> str:
    """Say a difference in points, with its sign."""
    text = signed(value)
    return f"+{text}" if value > 0.005 else text  # noqa: PLR2004


def percent(value: float) -> str:
    return f"{number_format(round(100 * value), decimal_pos=0)} %"


def count_of(value: int) -> str:
    return number_format(value)


def _load(people: Sequence[Person], palette: Palette) -> Figure | None:
    rows = [
        Interval(
            each.name,
            each.owing.owed,
            said=_("%(owed)s owed, %(overdue)s overdue")
            % {"owed": count_of(each.owing.owed), "overdue": count_of(each.owing.overdue)},
            cells=(
                count_of(each.rater.cards), count_of(each.owing.owed), count_of(each.owing.overdue),
                lateness(each.rater),
            ),
            hollow=not each.owing.overdue,
        )
        for each in people
    ]  # fmt: skip
    if not rows:
        return None
    most = max([row.value or 0 for row in rows] + [4])
    step = max(1, round(most / 4))
    ticks = tuple((float(n), str(n)) for n in range(0, int(most) + 1, step))
    return Figure(
        "load",
        _("Who still owes scorecards"),
        (_("The point: how many are owed at this moment. Full where some are overdue."),),
        draw_intervals(
            rows,
            axis=Axis(0, most, ticks),
            title=_("Scorecards owed"),
            columns=(
                _("Interviewer"), _("Locked"), _("Owed"), _("Overdue"),
                _("Locked after it was due"),
            ),
            palette=palette,
        ),
    )  # fmt: skip


def lateness(rater: Rater) -> str:
    late = rater.lateness
    if late is None:
        return "–"
    return _("%(count)s of %(of)s") % {"count": late.count, "of": late.of}


def _rows(people: Sequence[Person], row: Callable[[Person], Interval | None]) -> list[Interval]:
    return [found for found in map(row, people) if found is not None]


def _leniency(people: Sequence[Person], palette: Palette) -> Figure | None:
    """How much more than the others on the same candidates each gives."""

    def row(each: Person) -> Interval:
        between = each.rater.leniency
        shared = count_of(each.rater.apart.count)
        model = _model(each.rater)
        if between is None:
            said = _("%(shared)s of %(from)s shared") % {"shared": shared, "from": SHOWN_FROM}
            return Interval(each.name, None, said=said, cells=("–", "–", shared, model))
        bounds = _("%(low)s to %(high)s") % {
            "low": points(between.low), "high": points(between.high)
        }  # fmt: skip
        return Interval(
            each.name, between.value, between.low, between.high, points(between.value),
            (points(between.value), bounds, shared, model),
        )  # fmt: skip

    rows = _rows(people, row)
    if not any(each.value is not None for each in rows):
        return None
    return Figure(
        "leniency",
        _("Who is kind, and who is strict"),
        (_("The point: how many points more than the others on the same candidates. The line: "
           "95 % interval. Being strict or kind is no fault; not knowing of it is."),),
        draw_intervals(
            rows,
            axis=around_nothing(),
            title=_("Points more than the others"),
            columns=(
                _("Interviewer"), _("Points"), _("95 %"), _("Shared scorecards"),
                _("By the model, stage by stage"),
            ),
            palette=palette,
        ),
        note=_("Each scorecard against the mean of the others' marks on the same candidate and "
               "criteria. The model (crossed, REML) takes account of who met whom and shrinks "
               "what rests on little."),
    )  # fmt: skip


def around_nothing() -> Axis:
    marks = tuple((n / 2, points(n / 2)) for n in range(-3, 4))
    return Axis(-_LENIENT, _LENIENT, marks, ((0.0, _("as the others")),))


def _model(rater: Rater) -> str:
    said = [f"{each.title} {points(each.value)}" for each in rater.stages]
    return ", ".join(said) or "–"


def _use(people: Sequence[Person], palette: Palette) -> Figure | None:
    """Where each puts their marks: mean and spread, and how many of each."""

    def row(each: Person) -> Interval | None:
        rater = each.rater
        if rater.mean is None:
            return None
        deviation = rater.deviation or 0.0
        said = " · ".join(count_of(count) for count in rater.marks)
        return Interval(
            each.name, rater.mean, max(1.0, rater.mean - deviation),
            min(5.0, rater.mean + deviation), said,
            (
                number_format(round(rater.mean, 2), decimal_pos=2),
                number_format(round(deviation, 2), decimal_pos=2),
                *(count_of(count) for count in rater.marks), count_of(rater.unseen),
            ),
        )  # fmt: skip

    rows = _rows(people, row)
    if not rows:
        return None
    return Figure(
        "use",
        _("How they use the scale"),
        (_("The point: the mean mark. The line: one standard deviation to either side. Beside it: "
           "how many 1s, 2s, 3s, 4s and 5s."),),
        draw_intervals(
            rows,
            axis=Axis(1, 5, _POINTS),
            title=_("Marks given"),
            columns=(
                _("Interviewer"), _("Mean"), _("Deviation"), "1", "2", "3", "4", "5",
                _("Not observed"),
            ),
            palette=palette,
        ),
    )  # fmt: skip


def _agreement(people: Sequence[Person], palette: Palette) -> Figure | None:
    """How often each is within a point of the others."""

    def row(each: Person) -> Interval | None:
        share = each.rater.agreement
        if share is None:
            return None
        mean = each.rater.distance / each.rater.apart.count
        return Interval(
            each.name, share.value, share.low, share.high, percent(share.value),
            (
                _("%(count)s of %(of)s") % {"count": share.count, "of": share.of},
                f"{percent(share.low)}–{percent(share.high)}",
                number_format(round(mean, 2), decimal_pos=2),
            ),
        )  # fmt: skip

    rows = _rows(people, row)
    if not rows:
        return None
    return _shares_figure(
        "agreement", _("How often they agree"),
        _("Scorecards within one point of the others' mean on the same candidate."),
        rows, (_("Interviewer"), _("Within a point"), _("95 %"), _("Mean distance")), palette,
    )  # fmt: skip


def _shares_figure(
    key: str, title: str, lead: str, rows: list[Interval], columns: tuple[str, ...],
    palette: Palette,
) -> Figure:  # fmt: skip
    drawing = draw_intervals(
        rows, axis=Axis(0, 1, _SHARES), title=title, columns=columns, palette=palette
    )
    return Figure(key, title, (lead,), drawing)


def _evidence(people: Sequence[Person], palette: Palette) -> Figure | None:
    """How much each writes beside a mark."""

    def row(each: Person) -> Interval | None:
        low, middle, high = (each.rater.evidence_at(share) for share in (0.25, 0.5, 0.75))
        if low is None or middle is None or high is None:
            return None
        said = number_format(round(middle), decimal_pos=0)
        bounds = f"{number_format(round(low))}–{number_format(round(high))}"
        return Interval(each.name, middle, low, high, said, (said, bounds))

    rows = _rows(people, row)
    if not rows:
        return None
    most = max([row.high or 0 for row in rows] + [200.0])
    step = 50 * max(1, round(most / 250))
    ticks = tuple((float(n), str(n)) for n in range(0, int(most) + 1, step))
    return Figure(
        "evidence",
        _("How much evidence they write"),
        (_("Characters beside each mark. The point: the middle one. The line: half of them."),),
        draw_intervals(
            rows,
            axis=Axis(0, most, ticks),
            title=_("Characters of evidence"),
            columns=(_("Interviewer"), _("Middle"), _("Half lie between")),
            palette=palette,
        ),
    )


def _conformity(people: Sequence[Person], palette: Palette) -> Figure | None:
    """How often each gives in after a wash-up."""

    def row(each: Person) -> Interval | None:
        share = each.rater.conformity
        if share is None:
            return None
        return Interval(
            each.name, share.value, share.low, share.high,
            _("%(count)s of %(of)s") % {"count": share.count, "of": share.of},
            (
                _("%(count)s of %(of)s") % {"count": share.count, "of": share.of},
                f"{percent(share.low)}–{percent(share.high)}",
            ),
            hollow=share.of < SHOWN_FROM,
        )  # fmt: skip

    rows = _rows(people, row)
    if not rows:
        return None
    return _shares_figure(
        "conformity", _("Who gives in after a wash-up"),
        _("Of the marks that a wash-up agreed differently about, those that were revised toward "
          "it. First marks keep counting either way."),
        rows, (_("Interviewer"), _("Revised toward it"), _("95 %")), palette,
    )  # fmt: skip
