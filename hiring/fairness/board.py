"""The board of fairness: what it lets one choose, and who gets it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.dashboards.boards import Ask, Board, Filter
from hiring.dashboards.figures import Sheet
from hiring.fairness import figures, questions
from hiring.fairness.access import openings_decided_by, sees_fairness
from hiring.fairness.gathering import chosen_by, gather
from hiring.fairness.queries import years_of

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def filters(user: Viewer, _query: Mapping[str, str]) -> Sequence[Filter]:
    """By which characteristic, in which opening, and of which year."""
    openings = openings_decided_by(user)
    years = [(str(year), str(year)) for year in years_of([each.pk for each in openings])]
    return [
        Filter("by", _("Compared by"), tuple(questions.characteristics())),
        Filter(
            "opening",
            _("Opening"),
            (("", _("All openings")), *((each.slug, str(each)) for each in openings)),
        ),
        Filter("year", _("Applied in"), (("", _("any year")), *years)),
    ]


def sheet(ask: Ask) -> Sheet:
    """Return the figures of the chosen openings."""
    chosen = chosen_by(ask.user, ask.values)
    if not chosen.openings or not chosen.characteristic:
        return Sheet((), (_("There is no opening here that you decide for."),))
    found = gather(chosen)
    if found.counted_at is None:
        return Sheet((), (_("Nobody has got past a step here, when a worker last counted."),))
    words = (
        _("What candidates said of themselves, if they liked, in sums only: nobody can look up "
          "what one of them said. Counted once a day."),
    )  # fmt: skip
    kept = {name: ask.value(name) for name in ("opening", "year") if ask.value(name)}
    summary = reverse("hiring:fairness-nyc") + (f"?{urlencode(kept)}" if kept else "")
    links = (("download", _("The summary for New York City (Local Law 144)"), summary),)
    return Sheet(figures.all_of(found, ask.palette), words, found.counted_at, links)


BOARD: Final = Board(
    code="fairness",
    label=gettext_lazy("Fairness"),
    lead=gettext_lazy("How groups of candidates fare, step by step, and what that lets one say."),
    icon="scale",
    order=50,
    url_name="hiring:fairness-board",
    may_see=sees_fairness,
    filters=filters,
    sheet=sheet,
)
