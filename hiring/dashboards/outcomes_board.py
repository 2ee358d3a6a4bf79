"""The board of outcomes: how an opening's newcomers come along, against the charter's goals."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.charter.queries import goals_of
from hiring.dashboards.boards import Ask, Board, Filter
from hiring.dashboards.figures import Figure, Sheet
from hiring.outcomes import pictures
from hiring.outcomes.access import openings_to_follow
from hiring.outcomes.queries.ramp import followed, ramps_of
from hiring.voices.access import SEE

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def filters(user: Viewer, _query: Mapping[str, str]) -> Sequence[Filter]:
    """One opening, of those that somebody was hired in; those first where the most are here."""
    rows = followed(openings_to_follow(user), timezone.localdate(timezone=dt.UTC))
    rows.sort(key=lambda row: -row.here)
    options = tuple((row.opening.slug, str(row.opening)) for row in rows)
    return [Filter("opening", _("Opening"), options)]


def sheet(ask: Ask) -> Sheet:
    """Return the drawings of the opening's page, each with its table."""
    slug = ask.value("opening")
    opening = next((each for each in openings_to_follow(ask.user) if each.slug == slug), None)
    if opening is None:
        return Sheet((), (_("Nobody has been hired yet where you decide."),))
    today = timezone.localdate(ask.at, dt.UTC)
    standing = ramps_of(ask.user, opening, today)
    goals = pictures.with_defaults(goals_of(today.year))
    figures = (
        Figure(
            "ramp", _("From the first day to working alone"),
            (_("In months. The point: trained; the end of the line: works alone. A hollow point "
               "is still on the way. The dashed lines are the goals."),),
            pictures.ramp_picture(standing.ramps, goals, ask.palette),
            note=_("Drawn are the newest %(drawn)s; the table has everybody.")
            % {"drawn": pictures.DRAWN} if len(standing.ramps) > pictures.DRAWN else "",
        ),
        Figure(
            "promoters", _("Would customers recommend us?"),
            (_("Asked yes or no after the contact, with 95 % intervals."),),
            pictures.promoters_picture(standing.steps, goals, ask.palette),
        ),
        Figure(
            "satisfaction", _("How satisfied are they?"),
            (_("The mean over newcomers, with the 95 % interval of that mean; of fewer than three "
               "newcomers nothing is known of it."),),
            pictures.satisfaction_picture(standing.steps, goals, ask.palette),
        ),
        Figure(
            "turnover", _("How many leave again?"),
            (_("Of those whose first day is a year ago or more; 95 % intervals."),),
            pictures.turnover_picture(standing.leavings, goals, ask.palette),
        ),
    )  # fmt: skip
    shown = tuple(each for each in figures if each.table_rows)
    return Sheet(shown, () if shown else (_("Nobody who was hired here has begun yet."),))


BOARD: Final = Board(
    code="outcomes",
    label=gettext_lazy("Outcomes"),
    lead=gettext_lazy("How newcomers come along, what customers say of them, and who left."),
    icon="plant-2",
    order=60,
    url_name="hiring:outcomes-board",
    may_see=lambda user: user.has_perm(SEE),
    filters=filters,
    sheet=sheet,
)
