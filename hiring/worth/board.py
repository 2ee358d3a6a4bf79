"""The board of stages: what each adds, how sure that is, and what it costs in hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.dashboards import boards
from hiring.dashboards.boards import Ask, Board, Filter
from hiring.dashboards.figures import Sheet
from hiring.dashboards.models import Snapshot
from hiring.dashboards.queries.funnel import funnels_of
from hiring.dashboards.queries.snapshots import blind_openings, result_of
from hiring.dashboards.queries.standard import openings_for
from hiring.worth import figures
from hiring.worth.limits import KIND

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening


def filters(user: Viewer, _query: Mapping[str, str]) -> Sequence[Filter]:
    """One opening; those with figures come first."""
    options = tuple((opening.slug, str(opening)) for opening in _openings(user))
    return [Filter("opening", _("Opening"), options)]


def _openings(user: Viewer) -> list[Opening]:
    """Return the openings that the user may see, those with the most candidates in their figures
    first; two queries."""
    openings = openings_for(user, every=True)
    kept = Snapshot.objects.filter(kind=KIND, opening__in=[each.pk for each in openings])
    complete = dict(kept.values_list("opening_id", "result__plans__0__complete"))
    return sorted(openings, key=lambda each: -(complete.get(each.pk) or 0))


def sheet(ask: Ask) -> Sheet:
    """Return the figures of the chosen opening, out of its snapshot."""
    opening = next(
        (each for each in _openings(ask.user) if each.slug == ask.value("opening")), None
    )
    if opening is None:
        return Sheet((), (_("There is no opening here whose stages you may see."),))
    if blind_openings(ask.user, [opening.pk]):
        return Sheet((), (BLIND % {"opening": opening},))
    result, as_of = result_of(KIND, opening.pk)
    plans: list[dict[str, Any]] = result.get("plans", [])
    if not plans:
        return Sheet((), (_("Nobody has been marked here yet; the figures come with the marks."),))
    hired = funnels_of([opening.pk])[opening.pk].hired
    return Sheet(figures.all_of(plans[0], hired, ask.palette), _heads(plans), as_of)


def _heads(plans: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Say which version the figures are of, where there is more than one."""
    if len(plans) == 1:
        return ()
    text = _("These figures are of version %(version)s of the plan. Older versions: %(older)s.")
    older = ", ".join(
        _("%(version)s (%(count)s candidates)")
        % {"version": plan["version"], "count": number_format(plan["complete"])}
        for plan in plans[1:]
    )
    return (text % {"version": plans[0]["version"], "older": older},)


BLIND: Final = gettext_lazy(
    "You still owe a scorecard in “%(opening)s”. Lock it first: these figures are made of "
    "everybody's marks."
)
BOARD: Final = Board(
    code="stages",
    label=gettext_lazy("Stages"),
    lead=gettext_lazy("What each stage adds to the composite, how sure that is, and its hours."),
    icon="stairs",
    order=30,
    url_name="hiring:stage-board",
    may_see=boards.decides,
    filters=filters,
    sheet=sheet,
    of_marks=True,
)
