"""The board of the bar under pressure: what presses, what nearly gave way, what a lower one is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hiring.dashboards import boards, pressure
from hiring.dashboards.boards import Ask, Board, Filter
from hiring.dashboards.figures import Figure, Sheet
from hiring.dashboards.queries.bars import Pressed, Pressure, Version, pressure_on
from hiring.dashboards.queries.standard import openings_for
from hiring.statistics.shares import share_of
from interviews.drawings.histogram import Column, draw_histogram
from interviews.drawings.intervals import Axis, Interval, draw_intervals
from interviews.drawings.numbers import gate_number

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening
    from interviews.drawings.shapes import Palette

_SHARES: Final = tuple((n / 5, f"{20 * n} %") for n in range(6))
FEW: Final = 10  # hires or decisions, below which a point is hollow
_POINTS: Final = tuple((float(n), str(n)) for n in range(1, 6))


def filters(user: Viewer, _query: Mapping[str, str]) -> Sequence[Filter]:
    """All openings or one of them."""
    options = [(each.slug, str(each)) for each in openings_for(user, every=True)]
    return [Filter("opening", _("Opening"), (("", _("All openings")), *options))]


def _chosen(ask: Ask) -> list[Opening]:
    openings = openings_for(ask.user, every=True)
    return [each for each in openings if each.slug == ask.value("opening")] or openings


def sheet(ask: Ask) -> Sheet:
    """Return the figures of the chosen openings."""
    openings = _chosen(ask)
    found = pressure_on(ask.user, openings, ask.at)
    figures = [
        _pressing(found, ask.palette),
        _around(found, ask.palette),
        _lower(found, ask.palette),
        _turned_out(found, ask.palette),
        _versions(found.versions, ask.palette) if len(openings) == 1 else None,
    ]
    words = tuple(
        _("You still owe a scorecard in “%(opening)s”: what is made of marks there is left out.")
        % {"opening": name}
        for name in found.blind
    )
    return Sheet(tuple(each for each in figures if each), words, found.as_of)


def _pressing(found: Pressure, palette: Palette) -> Figure:
    """Each opening: seats and days against near misses, overrides and changes of the bar."""
    rows = [_pressed(each) for each in found.rows]
    drawing = draw_intervals(
        rows,
        axis=Axis(0, 1, _SHARES),
        title=_("Decisions against the advice"),
        columns=(
            _("Opening"), _("Seats open"), _("Days open"), _("Near the bar, waiting"),
            _("Near misses"), _("Overrides"), _("95 %"), _("Changes of the bar"),
        ),
        palette=palette,
    )  # fmt: skip
    seats = sum(each.standing.seats_open for each in found.rows)
    near = sum(each.standing.near for each in found.rows)
    return Figure(
        "pressing",
        _("What presses against the bar"),
        (
            ngettext("%(seats)s seat is empty.", "%(seats)s seats are empty.", seats)
            % {"seats": number_format(seats)}
            + " "
            + ngettext(
                "%(near)s candidate waits near the bar, where the temptation is.",
                "%(near)s candidates wait near the bar, where the temptation is.",
                near,
            )
            % {"near": number_format(near)},
            _("The point: which share of decisions went against the advice. The line: 95 % "
              "interval. A seat may stay empty; the bar may not sink."),
        ),
        drawing,
        data_columns=(
            "opening", "seats_open", "days_open", "near", "near_misses", "overrides", "decided",
            "bar_changes",
        ),
        data=tuple(
            (
                str(each.standing.opening), each.standing.seats_open, each.standing.days_open,
                each.standing.near, each.near_misses, each.standing.overrides,
                each.standing.decided, each.changes,
            )
            for each in found.rows
        ),
        note=_("A near miss was turned away within %(step)s under the bar with every gate met.")
        % {"step": gate_number(pressure.NEAR_MISS)},
    )  # fmt: skip


def _pressed(each: Pressed) -> Interval:
    standing = each.standing
    share = share_of(standing.overrides, standing.decided)
    days = "–" if standing.days_open is None else number_format(standing.days_open)
    said = _("no decision yet")
    overrides = bounds = "–"
    if share:
        overrides = _("%(overrides)s of %(decided)s") % {
            "overrides": share.count, "decided": share.of
        }  # fmt: skip
        said = overrides
        bounds = f"{100 * share.low:.0f}–{100 * share.high:.0f} %"
    return Interval(
        str(standing.opening),
        share.value if share else None,
        share.low if share else None,
        share.high if share else None,
        said,
        (
            number_format(standing.seats_open), days, number_format(standing.near),
            number_format(each.near_misses), overrides, bounds, number_format(each.changes),
        ),
        hollow=share is not None and share.of < FEW,
    )  # fmt: skip


def _around(found: Pressure, palette: Palette) -> Figure | None:
    """Where composites lie, counted from the bar."""
    if not found.columns:
        return None
    first, last = min(found.columns), max(found.columns)
    first, last = min(first, -1), max(last, 0)
    columns = [
        Column(_above(step), found.columns.get(step, (0, 0, 0))) for step in range(first, last + 1)
    ]
    drawing = draw_histogram(
        columns,
        series=(_("hired"), _("turned away or gone"), _("still open")),
        title=_("Composites, counted from the bar"),
        heading=_("Above the bar by"),
        line=(-first, _("the bar")),
        palette=palette,
    )
    return Figure(
        "around",
        _("Where candidates lie around the bar"),
        (_("Each column holds a quarter of a point. The more stand just under the bar, the more "
           "it is pressed."),),
        drawing,
        note=_("Each composite against the bar of its own version of the plan; the last columns "
               "hold whatever lies further out."),
    )  # fmt: skip


def _above(step: int) -> str:
    number = number_format(abs(step * pressure.STEP), decimal_pos=2)
    return f"{'−' if step < 0 else '+'}{number}"


def _lower(found: Pressure, palette: Palette) -> Figure | None:
    """Who would have cleared a lower bar."""
    if not found.lower:
        return None
    drawing = draw_histogram(
        [Column(f"−{gate_number(less)}", (amount,)) for less, amount in found.lower.items()],
        series=(_("Would have cleared it"),),
        title=_("Turned away, and clear of a lower bar"),
        heading=_("The bar lower by"),
        palette=palette,
        width=420,
    )
    return Figure(
        "lower",
        _("With a lower bar"),
        (
            _("How many of those who were turned away would have cleared a bar that much lower, "
              "with every gate met. They are not lost hires: a bar is held because of them."),
            _under(found),
        ),
        drawing,
    )  # fmt: skip


def _under(found: Pressure) -> str:
    """Say whom one hired under the bar, which is all that tells how a lower one turns out."""
    if not found.hired_under:
        return _("Nobody was hired under the bar, so how they would do is not known here.")
    return ngettext(
        "%(hired)s person was hired under the bar (%(overridden)s by an override): only from "
        "them can one tell how a lower bar turns out.",
        "%(hired)s people were hired under the bar (%(overridden)s by an override): only from "
        "them can one tell how a lower bar turns out.",
        found.hired_under,
    ) % {"hired": found.hired_under, "overridden": found.overridden}


def _turned_out(found: Pressure, palette: Palette) -> Figure | None:
    """How those hired against the advice did, beside the others."""
    if not found.against.hires:
        return None
    rows = []
    for label, each in (
        (_("Against the advice"), found.against),
        (_("With the advice"), found.others),
    ):
        stayed = share_of(each.stayed, each.hires)
        yes = share_of(each.promoters, each.promoters_of)
        counts = _("%(count)s of %(of)s") % {"count": each.stayed, "of": each.hires}
        rows.append(
            Interval(
                label,
                stayed.value if stayed else None,
                stayed.low if stayed else None,
                stayed.high if stayed else None,
                said=counts,
                cells=(
                    counts,
                    f"{100 * stayed.low:.0f}–{100 * stayed.high:.0f} %" if stayed else "–",
                    number_format(each.trusted),
                    _("%(count)s of %(of)s") % {"count": yes.count, "of": yes.of} if yes else "–",
                ),
                hollow=each.hires < FEW,
            )
        )
    drawing = draw_intervals(
        rows,
        axis=Axis(0, 1, _SHARES),
        title=_("Still with us"),
        columns=(
            _("Hired"),
            _("Still with us"),
            _("95 %"),
            _("Work alone by now"),
            _("Customers who would recommend"),
        ),
        palette=palette,
    )
    few = _("So few tell nothing yet; wait before you read anything into it.")
    return Figure(
        "turned-out",
        _("How those hired against the advice turned out"),
        (few,) if found.against.hires < FEW else (),
        drawing,
        note=_("Of all hires whose outcomes you may see. They were chosen by people who saw "
               "something in them, so they do not stand for everybody near the bar."),
    )  # fmt: skip


def _versions(versions: Sequence[Version], palette: Palette) -> Figure | None:
    """Every version of one opening's plan with its bar and its weights."""
    if not versions:
        return None
    rows = []
    for each in versions:
        weights = ", ".join(f"{title} {weight} %" for title, weight in each.weights)
        since = date_format(localtime(each.since), "j M Y")
        rows.append(
            Interval(
                _("Version %(version)s") % {"version": each.version},
                each.bar,
                said=_("%(bar)s since %(since)s") % {"bar": gate_number(each.bar), "since": since},
                cells=(since, gate_number(each.bar), weights),
            )
        )
    drawing = draw_intervals(
        rows,
        axis=Axis(1, 5, _POINTS),
        title=_("The bar of each version of the plan"),
        columns=(_("Version"), _("Made"), _("Bar"), _("Weights")),
        palette=palette,
    )
    return Figure(
        "versions",
        _("The plan: its bar and its weights"),
        (_("A plan is locked from the first mark on; whoever wants another bar or other weights "
           "makes a version that everybody can see here."),),
        drawing,
    )  # fmt: skip


BOARD: Final = Board(
    code="bar",
    label=gettext_lazy("The bar"),
    lead=gettext_lazy("What presses against the bar, and what held."),
    icon="barrier-block",
    order=20,
    url_name="hiring:bar-board",
    may_see=boards.decides,
    filters=filters,
    sheet=sheet,
    of_marks=True,
)
