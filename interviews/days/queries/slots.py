"""Sessions as pages show them: one frozen row with names, times and the Day's zone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch

from interviews.days import clock
from interviews.days.models import Day, Session, SessionInterviewer, SessionSeat

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class Slot:
    """One standing session: where, when, who. Times are UTC; show them in `zone`."""

    session_id: int
    day_id: int
    station_id: int
    stage_id: int
    kind: str  # of the stage, as the registry of stage kinds knows it
    title: str
    room_id: int | None
    room: str
    site: str
    zone: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    started_at: dt.datetime | None
    ended_at: dt.datetime | None
    candidates: tuple[tuple[int, str], ...]  # application id, name
    interviewers: tuple[tuple[int, str], ...]  # user id, name

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def candidate_names(self) -> str:
        return ", ".join(name for _pk, name in self.candidates)

    @property
    def interviewer_names(self) -> str:
        return ", ".join(name for _pk, name in self.interviewers)

    @property
    def is_running(self) -> bool:
        return self.started_at is not None and self.ended_at is None

    @property
    def span(self) -> str:
        return clock.span(self.starts_at, self.ends_at, self.zone)


def with_people(sessions: QuerySet[Session]) -> QuerySet[Session]:
    """Load what `to_slot` reads: three queries, however many sessions."""
    seats = SessionSeat.objects.select_related("application__candidate").order_by("pk")
    assignments = SessionInterviewer.objects.select_related("interviewer").order_by("pk")
    return sessions.select_related("station__stage", "station__day", "room").prefetch_related(
        Prefetch("seats", queryset=seats), Prefetch("assignments", queryset=assignments)
    )


def to_slot(session: Session) -> Slot:
    """Turn a session, loaded by `with_people`, into a row."""
    station, day = session.station, session.station.day
    return Slot(
        session_id=session.pk,
        day_id=day.pk,
        station_id=station.pk,
        stage_id=station.stage_id,
        kind=station.stage.kind,
        title=station.stage.title,
        room_id=session.room_id,
        room=session.room.name if session.room else "",
        site=day.site,
        zone=day.time_zone,
        starts_at=session.during.lower,
        ends_at=session.during.upper,
        started_at=session.started_at,
        ended_at=session.ended_at,
        candidates=tuple(
            (seat.application_id, seat.application.candidate.name) for seat in session.seats.all()
        ),
        interviewers=tuple(
            (each.interviewer_id, each.interviewer.get_full_name())
            for each in session.assignments.all()
        ),
    )


def slots_of(sessions: QuerySet[Session]) -> list[Slot]:
    """Return the sessions as rows, by time and then by station."""
    ordered = with_people(sessions).order_by("during", "station__stage__position", "pk")
    return [to_slot(session) for session in ordered]


def slot_of(session_id: int) -> Slot:
    """Return one session as a row, cancelled or not."""
    return to_slot(with_people(Session.objects.all()).get(pk=session_id))


def next_sessions(application_ids: Sequence[int], at: dt.datetime) -> dict[int, Slot]:
    """Return each application's running or next session, where there is one.

    Of running and future sessions on Days that are neither finished nor called off. The same
    number of queries for one application as for a thousand.
    """
    nearest = (
        SessionSeat.objects.filter(
            application_id__in=application_ids,
            cancelled_at__isnull=True,
            during__endswith__gt=at,
            session__ended_at__isnull=True,
            session__station__day__state__in=(Day.State.PLANNED, Day.State.PUBLISHED),
        )
        .order_by("application_id", "during")
        .distinct("application_id")
        .values_list("application_id", "session_id")
    )
    by_application = dict(nearest)
    sessions = Session.objects.filter(pk__in=by_application.values())
    slots = {slot.session_id: slot for slot in slots_of(sessions)}
    return {
        application_id: slots[session_id] for application_id, session_id in by_application.items()
    }


def sessions_of_interviewer(user: Any, at: dt.datetime) -> list[Slot]:
    """Return an interviewer's sessions from today on (by the Day's own calendar), by time."""
    sessions = Session.objects.standing().filter(
        assignments__interviewer_id=user.pk,
        during__endswith__gt=at - dt.timedelta(days=2),
        station__day__state__in=(Day.State.PLANNED, Day.State.PUBLISHED, Day.State.FINISHED),
    )
    return [slot for slot in slots_of(sessions) if _is_today_or_later(slot, at)]


def _is_today_or_later(slot: Slot, at: dt.datetime) -> bool:
    today = clock.local(at, slot.zone).date()
    return clock.local(slot.starts_at, slot.zone).date() >= today


def sessions_of_application(application_id: int, *, days: Iterable[int]) -> list[Slot]:
    """Return one candidate's standing sessions on these Days, by time."""
    sessions = Session.objects.standing().filter(
        seats__application_id=application_id, station__day_id__in=list(days)
    )
    return slots_of(sessions)
