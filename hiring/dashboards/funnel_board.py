"""The funnel as a board: its place in the strip, and its figures for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.dashboards import boards
from hiring.dashboards.boards import Ask, Board
from hiring.dashboards.figures import Figure, Sheet
from hiring.dashboards.forms import FunnelForm
from hiring.dashboards.pictures import funnel_picture
from hiring.dashboards.queries.funnel import EVERYBODY, Funnel, funnels_of, joined, split_of
from hiring.dashboards.queries.standard import openings_for
from hiring.dashboards.queries.stays import times_of, withdrawals_of
from hiring.dashboards.timing import percent, sources_picture, times_picture

if TYPE_CHECKING:
    from candidates.openings.models import Opening


def sheet(ask: Ask) -> Sheet:
    """Return the same figures as the page, as far as they are drawings."""
    openings = openings_for(ask.user, every=True)
    chosen = [each for each in openings if each.slug == ask.value("opening")] or openings
    ids = [each.pk for each in chosen]
    given = QueryDict(mutable=True)
    given.update(cast("dict[str, Any]", ask.values))
    today = timezone.localdate(ask.at)
    since = FunnelForm(given, openings=openings).cohort(today).since
    split = split_of(ids, since=since)
    sources, languages = split.sources, split.languages
    form = FunnelForm(
        given,
        openings=openings,
        sources=[part.value for part in sources],
        languages=[part.value for part in languages],
    )
    cohort = form.cohort(today)
    funnels = split.openings if cohort == EVERYBODY else funnels_of(ids, cohort)
    funnel = joined(funnels.values())
    times = times_of(ids, ask.at, since=cohort.since)
    only = chosen[0] if len(chosen) == 1 else None
    palette = ask.palette
    figures = [
        Figure("funnel", _("From applied to hired"), _one_in(funnel),
               funnel_picture(funnel, str(only) if only else "", palette)),
        Figure("times", _("How long it takes"),
               (_("The point: half were through by then. The end of the line: nine in ten."),),
               times_picture(times, palette)),
        Figure("sources", _("Where the hired come from"), (),
               sources_picture(sources, _("Hired by source"), _("not said"), palette)),
        Figure("languages", _("In which languages we write to them"), (),
               sources_picture(languages, _("Hired by language"), _("not said"), palette)),
    ]  # fmt: skip
    if only is not None:
        figures.append(_reasons(only))
    return Sheet(tuple(each for each in figures if each.table_rows))


def _one_in(funnel: Funnel) -> tuple[str, ...]:
    share = funnel.share
    if share is None or share.one_in is None:
        return (_("Nobody is hired yet"),)
    return (
        _("One in %(n)s of those who apply is hired: %(hired)s of %(settled)s settled "
          "applications (%(low)s to %(high)s, 95 %% interval).")
        % {
            "n": f"{share.one_in:g}", "hired": share.count, "settled": share.of,
            "low": percent(share.low), "high": percent(share.high),
        },
    )  # fmt: skip


def _reasons(opening: Opening) -> Figure:
    rows = tuple(
        (each.reason, str(each.state.label), f"{timezone.localtime(each.at):%Y-%m-%d}")
        for each in withdrawals_of(opening)
    )
    columns = (_("What they wrote"), _("Left from"), _("On"))
    return Figure("withdrawals", _("Why people withdrew"), columns=columns, rows=rows)


BOARD: Final = Board(
    code="funnel",
    label=gettext_lazy("Funnel"),
    lead=gettext_lazy("From applied to hired, how long it takes, and why people leave."),
    icon="chart-funnel",
    order=10,
    url_name="hiring:funnel",
    may_see=boards.decides,
    filters=lambda _user, _query: (),
    sheet=sheet,
)
