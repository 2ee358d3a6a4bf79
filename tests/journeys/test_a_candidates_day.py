"""A candidate chooses a date on the phone, confirms, and is checked in by the code on it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from candidates.portal.actions import mint_link
from interviews.days import clock
from interviews.days.actions import create_day, create_room, offer_day
from interviews.days.models import Attendance, Day
from interviews.plans.models import Plan
from tests.interviews.days.conftest import invite, make_stage

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def offered(opening, rosa, at):
    """Two Days that may be chosen, one of them today."""
    plan = Plan.objects.create(
        opening=opening, name="Classic", state=Plan.State.ACTIVE, bar="3.50", created_at=at
    )
    make_stage(plan, 1, "voice-coach", "Voice coach")
    create_room(name="Amber", site="Vilnius", seats=2, at=at)
    now = timezone.now()
    days = []
    for later in (dt.timedelta(minutes=5), dt.timedelta(days=7)):
        starts_at = (now + later).replace(second=0, microsecond=0)
        day = create_day(
            opening_id=opening.pk,
            on=clock.local(starts_at, opening.time_zone).date(),
            starts_at=starts_at,
            site="Vilnius",
            actor=rosa,
            at=now,
        )
        days.append(
            offer_day(
                day_id=day.pk,
                seats=2,
                booking_closes_at=starts_at,
                shows_first_names=True,
                actor=rosa,
                at=now,
            )
        )
    return days


def test_a_candidate_chooses_and_is_checked_in(browse, offered, kim, rosa):
    invite(kim)
    phone = browse()
    page = phone.page
    phone.go(f"/my/enter/{mint_link(candidate_id=kim.candidate_id, at=timezone.now())}/")
    page.get_by_role("button").first.click()
    page.get_by_role("link", name="Choose a date").click()
    phone.look("dates")
    page.locator(f"input[name='day'][value='{offered[0].pk}']").check()
    page.get_by_role("button", name="Take this date").click()
    page.get_by_text("This date is yours.").wait_for()
    page.get_by_role("link", name="Badge, or another date").click()
    page.get_by_text("Show this code at the desk").wait_for()
    phone.look("badge")
    own = Attendance.objects.get(application=kim)
    assert (own.day, own.confirmed_at is not None) == (offered[0], True)

    desk = browse()
    desk.sign_in("rosa@example.com", "rosarosa")
    desk.go(f"/days/{own.day_id}/desk/")
    desk.page.get_by_label("Name or badge").fill("karl")
    desk.page.get_by_role("button", name="Check in Kim Karlsson").wait_for()
    desk.look("desk")
    desk.go(f"/check-in/{own.badge}/")
    desk.look("scanned")
    desk.page.get_by_role("button", name="Check in").click()
    desk.page.get_by_text("Kim Karlsson is here.").wait_for()
    own.refresh_from_db()
    assert own.arrived_at is not None
    assert Day.objects.get(pk=own.day_id).attendances.count() == 1
