"""What the pages of reports ask: earlier reports, and which ones may be asked for now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from candidates.applications.models import Application
from hiring.reports import kinds
from hiring.reports.models import Report
from interviews.composites.models import Composite
from interviews.days.models import Day, Session
from interviews.days.queries.slots import sessions_of_interviewer, slots_of

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening
    from hiring.reports.kinds import ReportKind, Wanted
    from interviews.days.queries.slots import Slot

LONGEST = 100
MONTHS = 36
MOST_LISTED = 500
NEXT = 20


@dataclass(frozen=True)
class OnOffer:
    """One report that may be asked for, or the sentence that says why not yet."""

    kind: ReportKind
    variant: str
    refusal: str

    @property
    def label(self) -> Any:
        return self.kind.label

    @property
    def variant_label(self) -> Any:
        """In which variant, where there are several."""
        return kinds.VARIANTS[self.variant] if len(self.kind.variants) > 1 else ""


def on_offer(user: Viewer, about: Wanted) -> list[OnOffer]:
    """Return every kind in every variant for what `about` is about; its own kind is not asked."""
    return [
        OnOffer(kind, variant, kind.refusal(user, replace(about, kind=kind.code, variant=variant)))
        for kind in kinds.all_kinds(about.about)
        if kind.offered_to(user)
        for variant in kind.variants
    ]


def reports_on(user: Viewer, about: Wanted, *, at: dt.datetime, limit: int) -> list[Report]:
    """Return the user's own reports on the same thing that are still kept, newest first; two
    queries, and one, without all that their rows name, where there is none."""
    own = Report.objects.visible_to(user).kept(at)
    subjects = {
        name: getattr(about, name)
        for name in ("application_id", "day_id", "session_id", "opening_id", "figures")
    }
    mine = own.filter(**subjects)
    return list(mine.for_list()[:limit]) if mine.exists() else []


def own_reports(user: Viewer, *, at: dt.datetime) -> list[Report]:
    """Return the user's own reports that are still kept, newest first; one query."""
    return list(Report.objects.visible_to(user).kept(at).for_list()[:LONGEST])


@dataclass(frozen=True)
class Choosable:
    """A candidate whose scorecard may go into a bundle."""

    pk: int
    name: str
    state: str


def with_scorecards(user: Viewer, opening_id: int) -> list[Choosable]:
    """Return the candidates of an opening with a composite that the user may see, by name."""
    seen = Composite.objects.visible_to(user).current().filter(application__opening=opening_id)
    found = Application.objects.visible_to(user).filter(pk__in=seen.values("application_id"))
    rows = found.select_related("candidate").order_by("name_key", "pk")[:MOST_LISTED]
    return [Choosable(row.pk, row.candidate.name, row.get_state_display()) for row in rows]


def days_to_print(user: Viewer, opening_id: int) -> list[Day]:
    """Return an opening's Days that were not called off, newest first; one query."""
    days = Day.objects.visible_to(user).filter(opening=opening_id)
    return list(days.exclude(state=Day.State.CANCELLED).order_by("-on", "-pk")[:LONGEST])


def kits_of_day(user: Viewer, day_id: int) -> list[Slot]:
    """Return the sessions of a Day for which the user may have a kit, by time."""
    return slots_of(Session.objects.visible_to(user).standing().filter(station__day=day_id))


def own_kits(user: Viewer, *, at: dt.datetime) -> list[Slot]:
    """Return the sessions that the user runs from today on, by time."""
    return sessions_of_interviewer(user, at)[:NEXT]


def months_of(opening: Opening, at: dt.datetime) -> list[dt.date]:
    """Return the months since the opening was made, the newest first: their first days."""
    month, first = (moment.date().replace(day=1) for moment in (at, opening.created_at))
    found = [month]
    while month > first and len(found) < MONTHS:
        month = (month - dt.timedelta(days=1)).replace(day=1)
        found.append(month)
    return found
