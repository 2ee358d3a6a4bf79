"""Three interviewers who disagree, a wash-up that agrees, a decision, an offer, and a yes.

What other journeys walk through (applying, planning the Day, two of the scorecards) is told through
the same actions as the pages; everything from the third scorecard on happens in the browser.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from candidates.applications.actions import move_application
from candidates.applications.models import State
from candidates.messages.models import Message
from candidates.portal.actions import mint_link
from interviews.competencies.starter import ensure_starter_competencies
from interviews.composites.models import Composite
from interviews.days.models import (
    Attendance,
    Day,
    Session,
    SessionInterviewer,
    SessionSeat,
    Station,
)
from interviews.plans.actions import (
    activate_plan,
    change_stage,
    create_plan_from_template,
    remove_stage,
)
from interviews.plans.models import Plan, Stage
from interviews.scorecards.actions import (
    Draft,
    ensure_scorecards,
    lock_scorecard,
    save_ratings,
)
from interviews.scorecards.models import Scorecard
from interviews.washups.queries import protocol_of
from tests.conftest import make_application
from tests.journeys.phone import cut
from tests.journeys.test_one_application import fill_in_scorecard, wait_until

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAME = "Žydrūnė Šimkutė-Ąžuolienė"
WHY = "Both halves of the call count; the second explanation was the one that worked."
EVIDENCE = "She drew the knot again, slower, and asked what had been unclear before."


@pytest.fixture
def stage(opening, rosa, milan) -> Stage:
    """The opening on a plan of one stage for three interviewers, with a bar of 2.5."""
    at = timezone.now()
    ensure_starter_competencies(at=at)
    plan = create_plan_from_template(opening_id=opening.pk, template="d", actor=rosa, at=at)
    stages = list(Stage.objects.filter(plan=plan).order_by("position"))
    kept = next(each for each in stages if each.kind == "teach-me-something")
    for each in stages:
        if each.pk != kept.pk:
            remove_stage(stage_id=each.pk, actor=rosa, at=at)
    change_stage(
        stage_id=kept.pk, title=kept.title, weight=100, gate=None, minutes=30, raters=3,
        actor=rosa, at=at,
    )  # fmt: skip
    Plan.objects.filter(pk=plan.pk).update(bar="2.50")
    activate_plan(plan_id=plan.pk, actor=milan, at=at)
    return kept


@pytest.fixture
def day(opening, stage, rosa, ines, viktor, petra) -> Day:
    """A Day that is over: one session with three interviewers, two of whom have locked."""
    at = timezone.now()
    start = at - dt.timedelta(hours=2)
    application = make_application(opening, NAME, "zydrune@example.org", at)
    for state in (State.SCREENING, State.INVITED, State.ON_DAY, State.DECIDING):
        move_application(application_id=application.pk, to=state, actor=rosa, at=at)
    day = Day.objects.create(
        opening=opening, on=at.date(), starts_at=start, site="Vilnius", created_at=at,
        time_zone="Europe/Vilnius", state=Day.State.PUBLISHED, published_at=at,
    )  # fmt: skip
    Attendance.objects.create(day=day, application=application, arrived_at=start)
    station = Station.objects.create(day=day, stage=stage, minutes=30)
    session = Session.objects.create(
        station=station, during=(start, start + dt.timedelta(minutes=30))
    )
    SessionSeat.objects.create(session=session, application=application)
    for person in (ines, viktor, petra):
        SessionInterviewer.objects.create(session=session, interviewer=person)
    ensure_scorecards(session_ids=[session.pk], at=at)
    for person, mark in ((ines, 5), (viktor, 2)):
        card = Scorecard.objects.get(interviewer=person)
        drafts = [Draft(each.pk, mark, "", EVIDENCE, 0) for each in stage.criteria.all()]
        assert not save_ratings(scorecard_id=card.pk, drafts=drafts, actor=person, at=at)
        lock_scorecard(scorecard_id=card.pk, actor=person, at=at)
    return day


def test_three_who_disagree_agree_decide_and_offer(
    browse, workers, opening, stage, day, rosa, milan, petra
):
    third = browse()
    third.sign_in("petra@example.com", "petrapetra")
    third.go("/my-day/")
    third.page.get_by_role("link", name=re.compile(NAME)).first.click()
    fill_in_scorecard(third, EVIDENCE, 4)
    third.page.get_by_role("button", name="Lock my marks").click()
    third.page.get_by_text("Locked", exact=False).first.wait_for()
    wait_until(lambda: Composite.objects.current().filter(marks_locked=3).exists(), "the composite")

    manager = browse()
    manager.sign_in("milan@example.com", "milanmilan")
    page = manager.go(f"/days/{day.pk}/room/")
    page.get_by_text("Sorted by name until somebody opens the wash-up").wait_for()
    page.get_by_role("button", name="Open the wash-up").click()
    page.get_by_text("led by Milan Mraz").wait_for()
    manager.look("room")
    page.get_by_role("link", name=NAME).click()
    page.get_by_text("3 points apart").first.wait_for()
    page.get_by_role("button", name="Show on the wall").click()

    wall = browse()
    wall.sign_in("rosa@example.com", "rosarosa")
    wall.go(f"/days/{day.pk}/room/")
    wall.page.get_by_role("link", name="For the wall").click()
    wall.page.get_by_role("heading", name=NAME).wait_for()

    forms = page.locator("form[data-agreement]")
    for number in range(stage.criteria.count()):
        form = forms.nth(number)
        form.locator("input[name=value][value='4']").check(force=True)
        form.locator("textarea").fill(WHY)
        expect(form.locator("[data-status]")).to_have_text("Saved", timeout=15_000)
    status = forms.first.locator("[data-status]")
    with cut(manager):
        forms.first.locator("textarea").fill(f"{WHY} Nobody minds.")
        expect(status).to_contain_text("Offline")
    expect(status).to_have_text("Saved")
    other = manager.context.new_page()  # a second tab of the same room
    other.goto(page.url)
    page.locator("form[data-agreement] textarea").first.fill(WHY)
    expect(status).to_have_text("Saved")
    theirs = other.locator("form[data-agreement]").first
    theirs.locator("textarea").fill("From the other tab.")
    theirs.get_by_role("button", name="Keep that one").click()
    expect(theirs.locator("textarea")).to_have_value(WHY)
    expect(theirs.locator("[data-status]")).to_have_text("Saved")
    other.close()
    manager.look("evidence")
    wall.page.get_by_text(WHY).first.wait_for()  # by itself
    wall.look("wall")
    page = manager.go(f"/days/{day.pk}/room/")
    page.get_by_role("button", name="Close the wash-up").click()
    page.get_by_role("heading", name="Who moved, and how far").wait_for()
    manager.look("protocol")
    protocol = protocol_of(day.pk, milan)
    assert [(each.rater, each.mean_distance) for each in protocol.people] == [
        ("Ines Ivanova", 1.0),
        ("Petra Petraitė", 0.0),
        ("Viktor Vasilev", 2.0),
    ]

    application = Composite.objects.current().get().application
    page = manager.go(f"/applications/{application.pk}/decision/")
    page.get_by_text("that the true value is at the bar").wait_for()
    page.get_by_label("Hire").check()
    page.get_by_label("Reason").select_option(label="The evidence of the Day")
    page.get_by_label("In words").first.fill("Found a new way to explain, twice.")
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("Offered").first.wait_for()
    manager.look("decided")
    page.get_by_role("link", name="Write the offer").click()
    first_day = timezone.localdate() + dt.timedelta(days=40)
    page.get_by_label("First day").fill(first_day.isoformat())
    page.get_by_label("Pay", exact=True).fill("32,400 a year, 13 times")
    page.get_by_label("Currency").fill("EUR")
    page.get_by_label("Hours").fill("40 a week, between 8 and 18")
    page.get_by_label("Probation").fill("3 months")
    manager.look("offer-form")
    page.get_by_role("button", name="Draft the offer").click()
    page.get_by_role("button", name="Ask for approval").click()
    page.get_by_text("You wrote or asked for this offer").wait_for()

    offer_page = page.url
    wall.go(offer_page)
    wall.look("offer-to-approve")
    wall.page.get_by_role("button", name="I agree: send it").click()
    wall.page.get_by_text("With the candidate").first.wait_for()
    wait_until(
        lambda: Message.objects.filter(code="offer-ready", state="sent").exists(), "the mail"
    )

    kim = browse()
    kim.go(f"/my/enter/{mint_link(candidate_id=application.candidate_id, at=timezone.now())}/")
    kim.page.get_by_role("button", name="Open my page").click()
    kim.page.get_by_text("EUR 32,400 a year, 13 times").first.wait_for()
    kim.look("own-offer")
    kim.page.get_by_label("Your full name").fill(NAME)
    kim.page.get_by_role("button", name="Accept the offer").click()
    kim.page.get_by_text(f"signed “{NAME}”. Welcome.").wait_for()
    kim.look("accepted")
    application.refresh_from_db()
    assert (application.state, application.decided_by) == (State.HIRED, milan)
    assert application.decided_reason.startswith("Found a new way to explain, twice.")
