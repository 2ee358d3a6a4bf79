"""A recruiter builds and publishes a Day for thirty, and puts a running one right."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from candidates.messages.actions import release_messages
from candidates.messages.models import Message
from candidates.notices.models import Notice
from candidates.openings.models import OpeningMember
from hiring.accounts import roles
from interviews.days.actions import (
    add_to_day,
    check_in,
    create_day,
    create_room,
    publish_day,
    start_session,
)
from interviews.days.models import Day, Session
from interviews.days.queries import timetable
from interviews.planner import actions, queries
from interviews.planner.models import PlanRun
from interviews.plans.models import Plan
from tests.conftest import make_application, make_user
from tests.interviews.days.conftest import invite, make_stage
from tests.journeys.test_one_application import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

STATIONS = (
    ("voice-coach", "Voice coach", 15, 1, 3),
    ("psychologist", "Psychologist", 40, 1, 5),
    ("call-shadowing", "Sitting in on calls", 30, 1, 3),
    ("teach-me-something", "Teach me something", 20, 1, 3),
    ("culture-panel", "Culture panel", 25, 2, 6),
)
FIRST = ("Anna", "Birutė", "Carl", "Daiva", "Emil", "Fatima", "Gintaras", "Hana", "Ivo", "Jūratė")
LAST = ("Novak", "Petrauskas", "Lindqvist", "Okafor", "Schneider", "Dubois")


@pytest.fixture
def house(opening, at):
    """Five stations, rooms and people for all of them."""
    plan = Plan.objects.create(
        opening=opening, name="Classic", state=Plan.State.ACTIVE, bar="3.50", created_at=at
    )
    skills, number = [], 0
    for position, (kind, title, minutes, raters, people) in enumerate(STATIONS, start=1):
        make_stage(plan, position, kind, title, minutes=minutes, raters=raters)
        for _each in range(people):
            user = make_user(f"Inter{number} {LAST[number % 6]}", roles.INTERVIEWER)
            OpeningMember.objects.create(
                opening=opening, user=user, part=OpeningMember.Part.INTERVIEWER
            )
            skills.append(actions.SkillSet(user.pk, {kind: False}, None, None, 150))
            number += 1
    for place in range(16):
        create_room(name=f"Room {place + 1:02}", site="Vilnius", seats=2, at=at)
    kinds = [kind for kind, *_rest in STATIONS]
    actions.set_skills(skills=skills, kinds=kinds)
    return opening


def _day(opening, rosa, guests, starts_at):
    at = timezone.now()
    zone = ZoneInfo(opening.time_zone)
    day = create_day(
        opening_id=opening.pk,
        on=starts_at.astimezone(zone).date(),
        starts_at=starts_at,
        site="Vilnius",
        actor=rosa,
        at=at,
    )
    people = [
        invite(
            make_application(
                opening,
                f"{FIRST[n % 10]} {LAST[(n + n // 10) % 6]}",
                f"guest{n}.{day.pk}@example.org",
                at,
            )
        )
        for n in range(guests)
    ]
    add_to_day(day_id=day.pk, application_ids=[each.pk for each in people], actor=rosa, at=at)
    return day


def _rooms(day, setup):
    """As many rooms for each station as it has parallel sessions."""
    rooms = iter(range(1000))
    names = list(queries_rooms(day))
    stations = []
    for each, (_kind, _title, _minutes, raters, people) in zip(
        setup.stations, STATIONS, strict=True
    ):
        own = tuple(names[next(rooms)] for _n in range(min(people // raters, 3)))
        stations.append(replace(each, rooms=own))
    return replace(setup, stations=tuple(stations))


def queries_rooms(day):
    from interviews.days.queries import rooms_of

    return rooms_of(day.site).values_list("pk", flat=True)


@pytest.mark.long
def test_a_day_for_thirty_is_built_and_published(browse, workers, house, rosa):
    tomorrow = timezone.now().astimezone(ZoneInfo(house.time_zone)) + dt.timedelta(days=1)
    day = _day(house, rosa, 30, tomorrow.replace(hour=9, minute=0, second=0, microsecond=0))
    desk = browse()
    desk.sign_in("rosa@example.com", "rosarosa")
    desk.go(f"/days/{day.pk}/")
    desk.page.get_by_role("link", name="Plan this Day").click()
    page = desk.page
    setup = _rooms(day, queries.default_setup(day, timetable(day)))
    for each in setup.stations:
        for room in each.rooms:
            page.locator(f"input[name='rooms_{each.station}'][value='{room}']").check()
    page.get_by_label("Over by").fill("18:00")
    desk.look("what-is-asked")
    page.get_by_role("button", name="Find a timetable").click()
    page.get_by_role("button", name="Take it over").wait_for()
    page.wait_for_timeout(6000)
    page.get_by_role("button", name="Stop, keep the best").click()
    page.get_by_role("heading", name="The best that was found").wait_for()
    page.get_by_text("Everybody has a place at every station.").wait_for()
    desk.look("timetable-by-candidate")
    page.get_by_role("link", name="By room").click()
    desk.look("timetable-by-room")
    page.get_by_role("button", name="Take it over").click(timeout=60_000)  # 137 sessions
    page.get_by_text("Taken over:").wait_for()
    table = timetable(Day.objects.get(pk=day.pk))
    assert (table.not_placed, table.understaffed, table.roomless) == ((), (), ())
    _drag_a_session(desk, day)
    page.get_by_role("button", name="Publish").click(timeout=60_000)  # thirty drafts
    page.get_by_text("Published.").wait_for()
    desk.look("published")
    assert Message.objects.filter(code="day-timetable", state="draft").count() == 30


def _drag_a_session(desk, day):
    """Drag the last session by the mouse: what breaks is said, then it is moved; back by keys."""
    page = desk.page
    last = max(timetable(day).slots, key=lambda slot: (slot.starts_at, slot.session_id))
    block = page.locator(f"a[data-move^='/sessions/{last.session_id}/place/']").first
    block.scroll_into_view_if_needed()
    box = block.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y, steps=4)
    page.mouse.move(x + 60, y, steps=4)
    page.mouse.up()
    page.locator("#place .place-line").wait_for()
    desk.look("dragged")
    page.locator("#place button[data-place='move']").click()
    page.get_by_text("Moved.").wait_for()
    moved = next(slot for slot in timetable(day).slots if slot.session_id == last.session_id)
    assert moved.starts_at > last.starts_at
    minutes = int((moved.starts_at - last.starts_at).total_seconds() // 60)
    block = page.locator(f"a[data-move^='/sessions/{last.session_id}/place/']").first
    block.focus()
    for _step in range(minutes // 5):
        block.press("Shift+ArrowLeft")
    # the answer to the last step, not to one before it
    page.locator("#place .place-line strong.number", has_text=last.span).wait_for()
    page.get_by_text("Nothing breaks.").wait_for()
    block.press("Enter")
    page.locator("#place button[data-place='move']:focus").press("Enter")
    page.get_by_text("Moved.").wait_for()
    back = next(slot for slot in timetable(day).slots if slot.session_id == last.session_id)
    assert back.starts_at == last.starts_at


@pytest.fixture
def running(house, rosa):
    """Eight candidates, an hour into their Day: everybody is here, what has begun runs."""
    now = timezone.now()
    begin = now.replace(minute=now.minute - now.minute % 5, second=0, microsecond=0)
    day = _day(house, rosa, 8, begin - dt.timedelta(minutes=30))
    setup = _rooms(day, queries.default_setup(day, timetable(day)))
    asked_at = day.starts_at - dt.timedelta(hours=1)
    run = actions.ask_plan(day_id=day.pk, setup=replace(setup, seconds=2), actor=rosa, at=asked_at)
    from candidates.outbox.work import run_due

    run_due(at=timezone.now() + dt.timedelta(seconds=5))
    actions.apply_plan(run_id=run.pk, actor=rosa, at=asked_at)
    publish_day(day_id=day.pk, actor=rosa, at=asked_at)
    drafts = Message.objects.filter(state="draft").values_list("pk", flat=True)
    release_messages(message_ids=list(drafts), actor=rosa, at=asked_at)
    for attendance in day.attendances.all():
        check_in(attendance_id=attendance.pk, actor=rosa, at=day.starts_at)
    for session in Session.objects.filter(during__startswith__lte=now):
        start_session(session_id=session.pk, actor=rosa, at=session.during.lower)
    return day


def test_a_running_day_is_put_right(browse, running, workers, rosa):
    day = running
    table = timetable(day)
    ahead = [slot for slot in table.slots if slot.started_at is None]
    ill = ahead[0].interviewers[0]
    late = next(who for slot in ahead for who in slot.candidates if who not in ahead[0].candidates)
    desk = browse()
    desk.sign_in("rosa@example.com", "rosarosa")
    desk.go(f"/days/{day.pk}/live/")
    desk.look("board-before")
    page = desk.page
    page.get_by_role("link", name="Something has changed").click()
    page.get_by_label("Candidate who is late").select_option(label=late[1])
    zone = ZoneInfo(day.time_zone)
    until = (timezone.now() + dt.timedelta(hours=1)).astimezone(zone)
    until -= dt.timedelta(minutes=until.minute % 5)  # times have a grid of five
    page.get_by_label("Here from").fill(until.strftime("%H:%M"))
    page.get_by_label("Interviewer who cannot go on").select_option(label=ill[1])
    desk.look("trouble")
    page.get_by_role("button", name="Show what would change").click()
    repair = PlanRun.objects.filter(is_repair=True, state="ready")
    wait_until(repair.exists, "what puts the Day right")
    page.get_by_role("heading", name="This would put the Day right").wait_for()
    desk.look("difference")
    Notice.objects.all().delete()
    before = {slot.session_id: slot for slot in table.slots if slot.started_at is not None}
    page.get_by_role("button", name="Confirm and tell everybody concerned").click()
    page.get_by_text("Taken over:").wait_for()
    desk.look("board-after")
    after = {slot.session_id: slot for slot in timetable(day).slots}
    assert {key: after[key] for key in before} == before
    open_slots = [slot for slot in after.values() if slot.started_at is None]
    assert all(ill[0] not in dict(slot.interviewers) for slot in open_slots)
    assert Notice.objects.filter(user=ill[0]).count() == 1
    drafts = Message.objects.filter(code="day-timetable", state="draft")
    assert late[0] in set(drafts.values_list("application_id", flat=True))
    release_messages(
        message_ids=list(drafts.values_list("pk", flat=True)), actor=rosa, at=timezone.now()
    )
    waiting = Message.objects.filter(state="released")
    wait_until(lambda: not waiting.exists(), "the changed timetables to be mailed")
    assert PlanRun.objects.get(is_repair=True).state == "applied"
