"""The demo's recruiter builds and publishes a Day for thirty of the demo's candidates."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from candidates.applications.models import Application, State
from candidates.messages.models import Message
from candidates.openings.models import Opening
from candidates.outbox import bell
from candidates.portal.actions import mint_link
from hiring.demo.company import OPENINGS
from hiring.demo.story import Story
from interviews.days import clock
from interviews.days.models import Day
from interviews.days.queries import rooms_of, timetable
from interviews.planner.models import PlanRun
from ops.demo import PASSWORD
from tests.journeys.test_one_application import wait_until

pytestmark = [
    pytest.mark.journey,
    pytest.mark.long,
    pytest.mark.django_db(transaction=True),
]

GUESTS = 30
ROOMS = {"teach-me-something": 4, "culture-panel": 4, "support-case": 1}


@pytest.fixture
def told(no_files) -> Opening:
    """The demo's company, with the one of its openings whose Day is short enough for thirty."""
    (spec,) = [each for each in OPENINGS if each.place == "San Francisco"]
    with bell.left_alone():
        Story(timezone.now(), lambda _sentence: None, (spec,)).tell()
    return Opening.objects.get(title=spec.title)


def test_thirty_of_the_demos_candidates_get_a_day(told, browse, workers):
    desk = browse()
    desk.sign_in("rosa@demo.example", PASSWORD)
    _invite(desk, told)
    day = _put_on_a_day(desk, told)
    _plan(desk, day)
    _publish(desk, day)
    table = timetable(day)
    _candidate_reads(browse(), table)
    _interviewer_reads(browse(), table)


def _invite(desk, opening):
    """Move applications on by the table's bulk action until thirty are invited."""
    mine = Application.objects.filter(opening=opening)
    for state, to in (("applied", "Screening"), ("screening", "Invited")):
        missing = GUESTS - mine.filter(state=State.INVITED).count()
        if state == "applied":
            missing -= mine.filter(state=State.SCREENING).count()
        page = desk.go(f"/openings/{opening.slug}/table/?state={state}")
        boxes = page.locator("input[name='application_ids']")
        for place in range(missing):
            boxes.nth(place).check()
        page.locator(".bulk-bar").get_by_role("button", name=to).click()
        page.get_by_text(
            re.compile(rf"^\s*{missing} applications? (is|are) in “{to}” now")
        ).wait_for()
    assert mine.filter(state=State.INVITED).count() >= GUESTS


def _put_on_a_day(desk, opening):
    page = desk.go(f"/openings/{opening.slug}/days/new/")
    on = clock.local(timezone.now(), opening.time_zone).date() + dt.timedelta(days=7)
    page.get_by_label("Date", exact=True).fill(on.isoformat())
    page.get_by_label("Begins at").fill("09:00")
    page.get_by_label("Site").fill("San Francisco")
    page.get_by_role("button", name="Plan the Day").click()
    page.get_by_role("link", name="Choose candidates").first.click()
    boxes = page.locator("form.card input[type='checkbox']")
    for place in range(GUESTS):
        boxes.nth(place).check()
    page.get_by_role("button", name="Put on the Day").click()
    page.get_by_role("heading", name="30 candidates on this Day").wait_for()
    return Day.objects.get(opening=opening, on=on)


def _plan(desk, day):
    """Everybody may help, each station has rooms of its own; the rest is as the plan says."""
    page = desk.go(f"/days/{day.pk}/plan/")
    rooms = iter(rooms_of(day.site).values_list("pk", flat=True))
    for station in timetable(day).stations:
        for box in page.locator(f"input[name='pool_{station.pk}']").all():
            box.check()
        for _each in range(ROOMS[station.stage.kind]):
            page.locator(f"input[name='rooms_{station.pk}'][value='{next(rooms)}']").check()
    desk.look("what-is-asked")
    page.get_by_role("button", name="Find a timetable").click()
    page.get_by_text("% better than the first.").wait_for()
    page.get_by_role("button", name="Stop, keep the best").click()
    page.get_by_role("heading", name="The best that was found").wait_for()
    page.get_by_text("Everybody has a place at every station.").wait_for()
    run = PlanRun.objects.get(day=day)
    assert run.found > 1
    desk.look("by-candidate")
    for view in ("By interviewer", "By room"):
        page.get_by_role("link", name=view).click()
        desk.look(view.lower().replace(" ", "-"))
    page.get_by_role("button", name="Take it over").click(timeout=60_000)
    page.get_by_text("Taken over:").wait_for()
    table = timetable(day)
    assert (table.not_placed, table.understaffed, table.roomless) == ((), (), ())


def _publish(desk, day):
    page = desk.page
    assert page.locator(".day-checks").count() == 0
    page.get_by_role("button", name="Publish").click(timeout=60_000)
    page.get_by_text("Published.").wait_for()
    desk.look("published")
    page = desk.go("/messages/?state=draft&code=day-timetable")
    page.get_by_label("All on this page").check()
    page.get_by_role("button", name="Release the ticked ones").click()
    own = Message.objects.filter(code="day-timetable", application__attendances__day=day)
    wait_until(
        lambda: own.filter(state=Message.State.SENT).count() == GUESTS,
        "thirty timetables to be mailed",
    )


def _candidate_reads(phone, table):
    pk, _name = table.slots[0].candidates[0]
    candidate = Application.objects.get(pk=pk).candidate_id
    page = phone.go(f"/my/enter/{mint_link(candidate_id=candidate, at=timezone.now())}/")
    page.get_by_role("button").first.click()
    page.get_by_role("heading", name="Your Service Day").wait_for()
    lines = page.locator(".own-lines").inner_text()
    mine = [each for each in table.slots if pk in dict(each.candidates)]
    assert len(mine) == len(ROOMS)
    for each in mine:
        assert each.span in lines
        assert each.title in lines
    phone.look("candidates-own")


def _interviewer_reads(phone, table):
    pk, name = table.slots[0].interviewers[0]
    phone.sign_in(f"{name.split()[0].lower()}@demo.example", PASSWORD)
    lines = phone.go("/my-day/").locator("main").inner_text()
    # written cases, which are done together, are marked without names
    mine = [
        each for each in table.slots if pk in dict(each.interviewers) and len(each.candidates) == 1
    ]
    assert mine
    for each in mine:
        assert each.candidates[0][1] in lines
    phone.look("interviewers-own")
