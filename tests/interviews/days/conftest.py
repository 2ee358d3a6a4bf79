"""A plan of three stations, three rooms at its site, and a Day tomorrow at nine."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from candidates.applications.models import Application, State
from interviews.competencies.models import Competency
from interviews.days.actions import add_to_day, create_day, create_room
from interviews.days.models import Day, Room, Station
from interviews.plans.models import Criterion, Plan, Stage
from tests.conftest import make_application

VILNIUS = ZoneInfo("Europe/Vilnius")
ON = dt.date(2026, 11, 19)


def local(hour: int, minute: int = 0, on: dt.date = ON) -> dt.datetime:
    """A moment by the clocks of Vilnius."""
    return dt.datetime.combine(on, dt.time(hour, minute), tzinfo=VILNIUS).astimezone(dt.UTC)


def make_stage(plan: Plan, position: int, kind: str, title: str, **fields) -> Stage:
    stage = Stage.objects.create(
        plan=plan,
        position=position,
        kind=kind,
        title=title,
        weight=25,
        minutes=fields.pop("minutes", 20),
        raters=fields.pop("raters", 1),
        **fields,
    )
    warmth, _ = Competency.objects.get_or_create(
        code="warmth",
        defaults={"name": "Warmth", "anchor_1": "cold", "anchor_3": "fine", "anchor_5": "warm"},
    )
    Criterion.objects.create(
        stage=stage,
        position=1,
        competency=warmth,
        name="Warmth",
        anchor_1="cold",
        anchor_3="fine",
        anchor_5="warm",
    )
    return stage


@pytest.fixture
def plan(opening, rosa, at) -> Plan:
    plan = Plan.objects.create(
        opening=opening, name="Classic", state=Plan.State.ACTIVE, bar="3.50", created_at=at
    )
    make_stage(plan, 1, "cover-letter", "Cover letter", on_day=False)
    make_stage(plan, 2, "voice-coach", "Voice coach")
    make_stage(plan, 3, "psychologist", "Psychologist", minutes=40)
    make_stage(plan, 4, "call-shadowing", "Call shadowing", minutes=30)
    return plan


@pytest.fixture
def rooms(db, at) -> list[Room]:
    return [
        create_room(name=name, site="Vilnius", seats=seats, at=at)
        for name, seats in (("Amber", 2), ("Birch", 2), ("Cedar", 4))
    ]


@pytest.fixture
def day(plan, rooms, rosa, opening, at) -> Day:
    return create_day(
        opening_id=opening.pk, on=ON, starts_at=local(9), site="Vilnius", actor=rosa, at=at
    )


@pytest.fixture
def stations(day) -> dict[str, Station]:
    return {station.stage.kind: station for station in day.stations.select_related("stage")}


def invite(application: Application) -> Application:
    """Bring an application to invited, through the table of moves."""
    for state in (State.SCREENING, State.INVITED):
        application.state = state
        application.save(update_fields=["state"])
    return application


@pytest.fixture
def guests(day, kim, jonas, rosa, at) -> list[Application]:
    """Kim and Jonas, on the Day."""
    found = [invite(kim), invite(jonas)]
    add_to_day(day_id=day.pk, application_ids=[each.pk for each in found], actor=rosa, at=at)
    for each in found:
        each.refresh_from_db()
    return found


@pytest.fixture
def crowd(day, opening, rosa, at):
    """Put more invited candidates on the Day: `crowd(12)`."""

    def make(size: int) -> list[Application]:
        found = [
            invite(make_application(opening, f"Guest {n:02}", f"guest{n}@example.org", at))
            for n in range(size)
        ]
        add_to_day(day_id=day.pk, application_ids=[each.pk for each in found], actor=rosa, at=at)
        return found

    return make


@pytest.fixture
def book(stations, rosa, at):
    """Book a session on tomorrow's Day; what is not said is the plain case."""
    from interviews.days.actions import book_session

    def do(kind="voice-coach", hour=9, minute=0, *, who=(), by=(), room=None, **others):
        station = stations[kind]
        return book_session(
            station_id=station.pk,
            room_id=room.pk if room else None,
            starts_at=local(hour, minute),
            application_ids=[each.pk for each in who],
            interviewer_ids=[each.pk for each in by],
            actor=rosa,
            at=at,
            **others,
        )

    return do
