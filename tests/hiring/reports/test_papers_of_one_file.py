"""A candidate's timetable, an offer's letter, a month's funnel: who gets them, and what is in."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.urls import reverse
from psycopg.types.range import TimestamptzRange

from candidates.applications.actions import move_application
from candidates.applications.models import State
from candidates.outbox.work import run_due
from hiring.reports.kinds import CANDIDATE, ReportRefused, Wanted
from hiring.reports.models import Report
from hiring.reports.papers import funnel_month, offer_letter, timetable
from interviews.days.models import (
    Attendance,
    Day,
    Session,
    SessionInterviewer,
    SessionSeat,
    Station,
)
from tests.conftest import make_application
from tests.hiring.conftest import owe_scorecard
from tests.hiring.offers.conftest import (  # noqa: F401
    draft,
    offered,
    sent,
    waiting,
)

NOVEMBER = dt.date(2026, 11, 1)


@pytest.fixture
def seat(opening, plan, kim, ines, at) -> Day:
    """kim on a published Day, with ines."""
    day = Day.objects.create(
        opening=opening, on=at.date(), starts_at=at, site="Vilnius", time_zone="Europe/Vilnius",
        state=Day.State.PUBLISHED, published_at=at, created_at=at,
    )  # fmt: skip
    station = Station.objects.create(day=day, stage=plan.stages.get(), minutes=30)
    session = Session.objects.create(
        station=station, during=TimestamptzRange(at, at.replace(minute=30))
    )
    SessionSeat.objects.create(session=session, application=kim)
    SessionInterviewer.objects.create(session=session, interviewer=ines)
    Attendance.objects.create(day=day, application=kim)
    return day


def own(kim):
    return Wanted("candidate-timetable", CANDIDATE, application_id=kim.pk)


def test_timetable_says_when_and_where_and_names_no_interviewer(seat, kim, rosa, at):
    found = timetable.gather(rosa, own(kim), at)
    assert [(line.span, line.title) for line in found.lines] == [("14:00–14:30", "Voice coach")]
    assert "Ines" not in str(found)


def test_timetable_that_is_not_published_is_not_printed(seat, kim, rosa, oskar, at):
    assert timetable.refusal(oskar, own(kim)) == "This candidate has no published timetable yet."
    Day.objects.update(state=Day.State.PLANNED, published_at=None)
    with pytest.raises(ReportRefused, match="no published timetable"):
        timetable.gather(rosa, own(kim), at)


def letter_to(application):
    return Wanted("offer-letter", CANDIDATE, application_id=application.pk)


def test_letter_is_what_the_candidate_reads(sent, rosa, at):  # noqa: F811
    found = offer_letter.gather(rosa, letter_to(sent.application), at)
    assert found.offer.body == sent.sent_letter
    assert (found.offer.currency, found.offer.pay) == ("EUR", "32,400 a year")


def test_letter_waits_for_the_second_person(waiting, rosa, at):  # noqa: F811
    with pytest.raises(ReportRefused, match="second person has agreed"):
        offer_letter.gather(rosa, letter_to(waiting.application), at)


def test_letter_is_not_there_for_the_blind(sent, plan, rosa, at):  # noqa: F811
    assert offer_letter.refusal(rosa, letter_to(sent.application)) == ""
    owe_scorecard(sent.application, plan, rosa, at)
    assert "no offer yet" in offer_letter.refusal(rosa, letter_to(sent.application))


def month_of(opening, month=NOVEMBER):
    return Wanted("funnel-month", opening_id=opening.pk, month=month)


def test_month_counts_who_applied_in_it_and_what_happened_in_it(opening, kim, rosa, at):
    make_application(opening, "Old Olga", "olga@example.org", at - dt.timedelta(days=40))
    move_application(application_id=kim.pk, to=State.SCREENING, actor=rosa, at=at)
    move_application(
        application_id=kim.pk, to=State.DECLINED, actor=rosa, at=at, reason="No phone."
    )
    november = funnel_month.gather(rosa, month_of(opening), at)
    october = funnel_month.gather(rosa, month_of(opening, dt.date(2026, 10, 1)), at)
    assert [step.reached for step in november.funnel.steps][:3] == [1, 1, 0]
    assert november.funnel.share.of == 1
    assert [step.reached for step in october.funnel.steps][:3] == [1, 0, 0]
    assert dict(november.moves) | {"applied": 1, "screening": 1, "declined": 1} == dict(
        november.moves
    )
    assert dict(october.moves)["declined"] == 0
    assert "Kim" not in str(november)


@pytest.mark.parametrize("people", [1, 3])
def test_month_takes_the_same_queries_for_any_number(
    people, opening, rosa, at, django_assert_num_queries
):
    for number in range(people):
        make_application(opening, f"Guest {number}", f"g{number}@example.org", at)
    with django_assert_num_queries(11):
        found = funnel_month.gather(rosa, month_of(opening), at)
    assert found.funnel.applied == people


def test_month_is_asked_for_on_the_page_and_drawn(opening, kim, rosa, client, at):
    with time_machine.travel(at, tick=False):
        client.force_login(rosa, "hiring.accounts.backends.StaffBackend")
        page = client.get(reverse("hiring:opening-reports", args=[opening.slug])).content.decode()
        assert '<option value="2026-11-01">November 2026</option>' in page
        url = reverse("hiring:month-report-ask", args=[opening.slug])
        answer = client.post(url, {"kind": "funnel-month", "month": "2026-11-01"})
        report = Report.objects.get()
        assert answer.headers["Location"] == reverse("hiring:report-page", args=[report.pk])
        run_due(at=at)
        report.refresh_from_db()
        assert report.file.name == "Funnel, Headset advisor 2026-11.pdf"


def test_month_that_nobody_can_choose_is_answered_beside_the_form(opening, rosa, client, at):
    with time_machine.travel(at, tick=False):
        client.force_login(rosa, "hiring.accounts.backends.StaffBackend")
        url = reverse("hiring:month-report-ask", args=[opening.slug])
        answer = client.post(url, {"kind": "funnel-month", "month": "1999-01-01"})
    assert answer.status_code == 422
    assert "1999-01-01 is not one of the available choices" in answer.content.decode()


def test_month_of_another_team_is_not_there(opening, oskar):
    assert (
        funnel_month.refusal(oskar, month_of(opening)) == "You may not see this opening any more."
    )
