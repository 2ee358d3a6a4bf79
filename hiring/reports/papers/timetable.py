"""The candidate's own timetable of a Day, to carry along: when, where, and what happens there.

Nobody's name but the candidate's own stands on it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.applications.models import Application
from hiring.reports.kinds import CANDIDATE, ReportKind, ReportRefused, Wanted
from hiring.reports.papers.head import Head, head_of
from interviews.days import clock
from interviews.days.models import Attendance, Day
from interviews.days.queries.slots import has_sessions, sessions_of_application
from interviews.plans.models import Plan
from interviews.stages import registry

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from hiring.accounts.models import User
    from interviews.days.queries.slots import Slot

TOLD: Final = (Day.State.PUBLISHED, Day.State.FINISHED)


@dataclass(frozen=True)
class TimetableLine:
    """One session. `own_span` is on the candidate's clock, and empty where the clocks agree."""

    span: str
    own_span: str
    minutes: int
    title: str
    room: str
    note: str


@dataclass(frozen=True)
class Timetable:
    """The inputs of a timetable."""

    head: Head
    on: dt.date
    site: str
    day_zone: str
    own_zone: str
    lines: tuple[TimetableLine, ...]


def _attendance(user: Viewer, wanted: Wanted) -> Attendance | None:
    """Return the candidate's newest published place on a Day, as far as the user may see it."""
    seen = Application.objects.visible_to(user).filter(pk=wanted.application_id or 0)
    found = Attendance.objects.filter(application__in=seen.values("pk"), day__state__in=TOLD)
    related = found.select_related("day__opening", "application__candidate")
    return related.order_by("-day__on", "-pk").first()


def refusal(user: Viewer, wanted: Wanted) -> str:
    """Say why there is no timetable to print yet."""
    key = wanted.application_id or 0
    is_on_a_day = Attendance.objects.filter(application=key, day__state__in=TOLD).exists()
    attendance = _attendance(user, wanted) if is_on_a_day else None
    if attendance and has_sessions(key, days=[attendance.day_id]):
        return ""
    return _("This candidate has no published timetable yet.")


def gather(user: User, wanted: Wanted, asked_at: dt.datetime) -> Timetable:
    """Gather one candidate's timetable; always the same queries. Raises ReportRefused."""
    attendance = _attendance(user, wanted)
    if attendance is None:
        raise ReportRefused(refusal(user, wanted))
    day, candidate = attendance.day, attendance.application.candidate
    slots = sessions_of_application(attendance.application_id, days=[day.pk])
    if not slots:
        raise ReportRefused(refusal(user, wanted))
    lines = tuple(_line(slot, candidate.time_zone) for slot in slots)
    return Timetable(
        head=head_of(
            candidate.name,
            opening=day.opening,
            plan=Plan.objects.filter(stages__stations__day=day).first(),
            wanted=wanted,
            user=user,
            asked_at=asked_at,
        ),
        on=day.on,
        site=day.site,
        day_zone=day.time_zone,
        own_zone=candidate.time_zone if any(line.own_span for line in lines) else "",
        lines=lines,
    )


def _line(slot: Slot, own_zone: str) -> TimetableLine:
    own_span = clock.span(slot.starts_at, slot.ends_at, own_zone)
    return TimetableLine(
        span=slot.span,
        own_span=own_span if own_span != slot.span else "",
        minutes=slot.minutes,
        title=slot.title,
        room=slot.room,
        note=str(registry.get(slot.kind).candidate_note),
    )


def context(timetable: Timetable) -> dict[str, Any]:
    """Return what the template needs."""
    return {
        "timetable": timetable,
        "head": timetable.head,
        "kicker": _("Your Service Day"),
    }


def file_name(timetable: Timetable) -> str:
    """Return what the file is called when somebody keeps it."""
    return _("Timetable") + f", {timetable.head.title} {timetable.on:%Y-%m-%d}.pdf"


KIND: Final = ReportKind(
    code="candidate-timetable",
    label=gettext_lazy("Candidate's timetable"),
    hint=gettext_lazy("One page for the candidate: when, where, and what happens there."),
    about="application",
    template="hiring/reports/timetable.html",
    gather=gather,
    context=context,
    name=file_name,
    refusal=refusal,
    variants=(CANDIDATE,),
    pages=lambda _timetable: 1,
)
