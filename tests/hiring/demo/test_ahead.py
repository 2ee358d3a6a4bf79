"""What lies ahead in the demo is told by the same actions as the pages."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from hiring.accounts import roles
from hiring.demo import ahead
from hiring.demo.cast import Cast
from hiring.demo.clock import Calendar
from interviews.days.actions import publish_day
from interviews.days.models import Attendance, Day
from interviews.days.queries import offers_for
from interviews.planner.models import Skill
from interviews.replacements.models import Decline
from tests.interviews.days import conftest as days_conftest
from tests.interviews.days.conftest import invite, local

book, day, guests, plan, rooms, stations = (
    getattr(days_conftest, name) for name in ("book", "day", "guests", "plan", "rooms", "stations")
)


@pytest.fixture
def cast(rosa, ines, viktor, petra):
    made = Cast()
    made.add(rosa, roles.RECRUITER)
    for person in (ines, viktor, petra):
        made.add(person, roles.INTERVIEWER)
    return made


def test_skills_hours_and_offered_days(plan, opening, cast, rooms, kim, jonas, at):
    ahead.share_skills(opening, cast)
    assert set(Skill.objects.filter(in_training=False).values_list("kind", flat=True)) == {
        "voice-coach",
        "psychologist",
        "call-shadowing",
    }
    ahead.keep_hours(cast, at)
    assert cast.interviewers[0].work_hours.count() == 5
    invite(kim)
    nine = at.astimezone(ZoneInfo("Europe/Vilnius")).replace(hour=9, minute=0)
    ahead.offer_days(opening, "Vilnius", nine, cast)(at)
    assert [each.seats for each in Day.objects.order_by("on")] == [12, 12]
    assert Attendance.objects.get().application == kim
    assert [offer.left for offer in offers_for(invite(jonas), at)] == [11, 12]


def test_answers_to_the_next_day(opening, cast, day, guests, book, ines, rosa):
    early = local(9) - dt.timedelta(days=4)
    ahead.share_skills(opening, cast)
    book(hour=9, who=guests[:1], by=[ines])
    publish_day(day_id=day.pk, actor=rosa, at=early)
    calendar = Calendar(until=early + dt.timedelta(hours=3))
    calendar.add(early, ahead.answer(opening, calendar))
    assert calendar.play(lambda at: None) == 2
    assert Attendance.objects.filter(asked_other_at__isnull=False).count() == 1
    assert Decline.objects.get().person == ines
