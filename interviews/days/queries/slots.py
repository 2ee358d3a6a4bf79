"""Sessions as pages show them: one frozen row with names, times and the Day's zone."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from candidates.applications.keys import among
from interviews.days import clock
from interviews.days.models import Day, Session, SessionInterviewer, SessionSeat

if TYPE_CHECKING:
    from django.db.models import QuerySet

Names = dict[int, list[tuple[int, str]]]  # key and name, by session


@dataclass(frozen=True)
class Slot:
    """One standing session: where, when, who. Times are UTC; show them in `zone`."""

    session_id: int
    day_id: int
    opening_id: int
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
    seat: int | None  # of a room that several sessions share
    candidates: tuple[tuple[int, str], ...]  # application id, name
    interviewers: tuple[tuple[int, str], ...]  # user id, name
    video_url: str = ""
    silent: tuple[tuple[int, str], ...] = ()  # user id, name of who watches

    @property
    def shared(self) -> bool:
        return self.seat is not None

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
    def silent_names(self) -> str:
        return ", ".join(name for _pk, name in self.silent)

    @property
    def is_running(self) -> bool:
        return self.started_at is not None and self.ended_at is None

    @property
    def span(self) -> str:
        return clock.span(self.starts_at, self.ends_at, self.zone)


def slots_of(sessions: QuerySet[Session]) -> list[Slot]:
    """Return the sessions as rows, by time and then by station; three plain queries.

    Who is in training and only watches stands apart from the interviewers.
    """
    rows = list(
        sessions.order_by("during", "station__stage__position", "pk").values_list(
            "pk",
            "station__day_id",
            "station__day__opening_id",
            "station_id",
            "station__stage_id",
            "station__stage__kind",
            "station__stage__title",
            "room_id",
            "room__name",
            "station__day__site",
            "station__day__time_zone",
            "during",
            "started_at",
            "ended_at",
            "seat",
            "video_url",
            "room__video_url",
        )
    )
    ids = [row[0] for row in rows]
    candidates = _names(
        SessionSeat.objects.filter(session__in=ids),
        "application_id",
        "application__candidate__name",
    )
    interviewers, silent = _staff(ids)
    return [_slot(row, candidates, interviewers, silent) for row in rows]


def _staff(ids: list[int]) -> tuple[Names, Names]:
    """Gather who interviews and who watches by session."""
    found: tuple[Names, Names] = (defaultdict(list), defaultdict(list))
    rows = SessionInterviewer.objects.filter(session__in=ids).order_by("pk")
    for session_id, is_silent, pk, name in rows.values_list(
        "session_id", "is_silent", "interviewer_id", "interviewer__name"
    ):
        found[is_silent][session_id].append((pk, name))
    return found


def _names(rows: QuerySet[Any], key: str, name: str) -> Names:
    """Gather keys and names by session, in the order in which they were put there."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for session_id, pk, text in rows.order_by("pk").values_list("session_id", key, name):
        found[session_id].append((pk, text))
    return found


def _slot(
    row: tuple[Any, ...],
    candidates: Names,
    interviewers: Names,
    silent: Names,
) -> Slot:
    *facts, room, site, zone, during, started_at, ended_at, seat, own_url, room_url = row
    session_id, day_id, opening_id, station_id, stage_id, kind, title, room_id = facts
    return Slot(
        session_id=session_id,
        day_id=day_id,
        opening_id=opening_id,
        station_id=station_id,
        stage_id=stage_id,
        kind=kind,
        title=title,
        room_id=room_id,
        room=room or "",
        site=site,
        zone=zone,
        starts_at=during.lower,
        ends_at=during.upper,
        started_at=started_at,
        ended_at=ended_at,
        seat=seat,
        candidates=tuple(candidates.get(session_id, ())),
        interviewers=tuple(interviewers.get(session_id, ())),
        video_url=own_url or room_url or "",
        silent=tuple(silent.get(session_id, ())),
    )


def slot_of(session_id: int) -> Slot:
    """Return one session as a row, cancelled or not."""
    return slots_of(Session.objects.filter(pk=session_id))[0]


def next_sessions(application_ids: Sequence[int], at: dt.datetime) -> dict[int, Slot]:
    """Return each application's running or next session, where there is one.

    Of running and future sessions on Days that are neither finished nor called off. The same
    number of queries for one application as for a thousand.
    """
    nearest = (
        SessionSeat.objects.filter(
            application_id__in=among(application_ids),
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
    if not by_application:
        return {}
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


def extra_session(application_id: int) -> Slot | None:
    """Return the candidate's session on an extra Day that stands, if there is one."""
    sessions = Session.objects.standing().filter(
        seats__application_id=application_id,
        station__day__is_extra=True,
        station__day__state__in=(Day.State.PLANNED, Day.State.PUBLISHED),
    )
    return next(iter(slots_of(sessions)), None)


def sessions_of_application(application_id: int, *, days: Iterable[int]) -> list[Slot]:
    """Return one candidate's standing sessions on these Days, by time."""
    return slots_of(_sessions_on(application_id, days))


def has_sessions(application_id: int, *, days: Iterable[int]) -> bool:
    """Tell whether one candidate has standing sessions on these Days: one query."""
    return _sessions_on(application_id, days).exists()


def _sessions_on(application_id: int, days: Iterable[int]) -> QuerySet[Session]:
    return Session.objects.standing().filter(
        seats__application_id=application_id, station__day_id__in=list(days)
    )
