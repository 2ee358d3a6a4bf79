"""The funnel of those who applied to an opening in one month, with the same drawings as the page.

Counts only: nobody's name stands in it.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.applications.models import Move, State
from candidates.openings.models import Opening
from hiring.dashboards.pictures import funnel_picture
from hiring.dashboards.queries.funnel import STEPS, Cohort, Funnel, Part, funnels_of, parts_of
from hiring.dashboards.queries.stays import Times, times_of
from hiring.dashboards.timing import days, percent, sources_picture, times_picture
from hiring.reports import fonts
from hiring.reports.kinds import ReportKind, ReportRefused, Wanted
from hiring.reports.papers.head import Head, head_of
from interviews.drawings.shapes import print_palette
from interviews.plans.queries import active_plan

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from hiring.accounts.models import User
    from hiring.statistics.shares import Share

ENDS: Final = (*STEPS, State.DECLINED, State.WITHDRAWN)


@dataclass(frozen=True)
class FunnelMonth:
    """The inputs of the funnel of a month; `moves` are what happened in it, by state."""

    head: Head
    month: dt.date
    funnel: Funnel
    times: Times
    sources: tuple[Part, ...]
    languages: tuple[Part, ...]
    moves: tuple[tuple[str, int], ...]


def month_after(month: dt.date) -> dt.date:
    """Return the first day of the month after."""
    return (month + dt.timedelta(days=31)).replace(day=1)


def refusal(user: Viewer, wanted: Wanted) -> str:
    """Say why the user may not have it: the funnel is for who sees the opening."""
    if wanted.month is None:
        return _("Choose a month.")
    if not Opening.objects.visible_to(user).filter(pk=wanted.opening_id or 0).exists():
        return _("You may not see this opening any more.")
    return ""


def gather(user: User, wanted: Wanted, asked_at: dt.datetime) -> FunnelMonth:
    """Gather the counts; the same number of queries however many applied. Raises ReportRefused."""
    if (refused := refusal(user, wanted)) or wanted.month is None:
        raise ReportRefused(refused)
    opening = Opening.objects.get(pk=wanted.opening_id or 0)
    since, until = wanted.month, month_after(wanted.month)
    [funnel] = funnels_of([opening.pk], Cohort(since, until)).values()
    sources, languages = (
        parts_of([opening.pk], field, since=since, until=until) for field in ("source", "language")
    )
    return FunnelMonth(
        head=head_of(
            date_format(since, "F Y"),
            opening=opening,
            plan=active_plan(opening.pk),
            wanted=wanted,
            user=user,
            asked_at=asked_at,
        ),
        month=since,
        funnel=funnel,
        times=times_of([opening.pk], asked_at, since=since, until=until),
        sources=tuple(sources),
        languages=tuple(languages),
        moves=_moves(opening, since, until),
    )


def _moves(opening: Opening, since: dt.date, until: dt.date) -> tuple[tuple[str, int], ...]:
    """Count the moves of the month by where they led, on the opening's own calendar; one query."""
    zone = zoneinfo.ZoneInfo(opening.time_zone)
    begins, ends = (dt.datetime.combine(day, dt.time(), zone) for day in (since, until))
    moves = Move.objects.filter(application__opening=opening, at__gte=begins, at__lt=ends)
    found = dict(moves.values_list("to_state").annotate(Count("pk")).order_by())
    return tuple((state.value, found.get(state.value, 0)) for state in ENDS)


def context(month: FunnelMonth) -> dict[str, Any]:
    """Return what the template needs: the drawings, and their numbers as rows."""
    palette = print_palette(fonts.STACK, fonts.BOLD_STACK)
    waiting = {each.state: each for each in month.times.states}
    unnamed = _("not said")
    return {
        "month": month,
        "head": month.head,
        "kicker": _("Funnel"),
        "share": month.funnel.share,
        "drawing": funnel_picture(
            month.funnel, month.head.opening, palette=palette, phone_width=None
        ),
        "rows": [
            (
                step,
                percent(step.passed.value) if step.passed else "–",
                _bounds(step.passed) if step.passed else "–",
                _days(waiting, step.state, "median"),
                _days(waiting, step.state, "p90"),
            )
            for step in month.funnel.steps
        ],
        "times": times_picture(month.times, palette=palette),
        "sources": sources_picture(month.sources, _("Hired by source"), unnamed, palette=palette),
        "languages": sources_picture(
            month.languages, _("Hired by language"), unnamed, palette=palette
        ),
        "has_languages": len(month.languages) > 1,
        "moves": [(State(state).label, amount) for state, amount in month.moves],
    }


def _bounds(share: Share) -> str:
    return f"{days(share.percent_low)}–{percent(share.high)}"


def _days(waiting: dict[State, Any], state: State, which: str) -> str:
    stay = waiting[state].stay if state in waiting else None
    return days(getattr(stay, which)) if stay else "–"


def file_name(month: FunnelMonth) -> str:
    """Return what the file is called when somebody keeps it."""
    return _("Funnel") + f", {month.head.opening} {month.month:%Y-%m}.pdf"


KIND: Final = ReportKind(
    code="funnel-month",
    label=gettext_lazy("Funnel of a month"),
    hint=gettext_lazy("Who applied in a month: how far they got, how long it took, from where."),
    about="month",
    template="hiring/reports/funnel_month.html",
    gather=gather,
    context=context,
    name=file_name,
    refusal=refusal,
)
