"""A hiring manager, from the home page to “which stage should we drop?”, and an interviewer who
looks at their own marks; a candidate says something about themselves, or rather not."""

from __future__ import annotations

import datetime as dt
import random
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from candidates.applications.models import State
from candidates.openings.models import Opening, OpeningMember
from candidates.portal.actions import mint_link
from hiring.dashboards.actions import keep_snapshots, work_out_snapshots
from hiring.fairness.actions import answer
from hiring.fairness.models import SelfIdentification
from interviews.composites.agreeing import keep_calibrations
from interviews.composites.agreeing import work_out as calibrate
from tests.hiring.dashboards.marked import end, make_plan, mark_many
from tests.hiring.fairness.people import count, fill
from tests.hiring.interviewers.cards import mark_all, marked_plan

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

STAGES = (
    "Voice coach",
    "Psychologist",
    "Grammar test",
    "Support case",
    "Teach me",
    "Culture panel",
)


def a_year_of_hiring(opening, milan, interviewers):
    """Marked candidates in one opening, scorecards of three interviewers in another one."""
    chance, now = random.Random(4), timezone.now()
    people = mark_many(opening, make_plan(opening, now, titles=STAGES), 90, now)
    for number, application in enumerate(people):
        answer(
            candidate_id=application.candidate_id, at=now,
            gender=chance.choice(["woman", "man", "man", ""]),
            age=chance.choice(["under-25", "25-39", "25-39", "40-54"]),
        )  # fmt: skip
        if number % 9 == 0:
            end(application, State.HIRED, milan, now, override=number % 27 == 0)
        elif number % 9 < 7:
            end(application, State.DECLINED, milan, now)
    fill(opening, milan, now, hired=3, of=60, gender="woman", age="25-39")
    fill(opening, milan, now, hired=9, of=60, gender="man", age="40-54")
    night = Opening.objects.create(
        title="Night shift", slug="night-shift", team="Customer service", location="Riga",
        time_zone="Europe/Riga", seats=3, state=Opening.State.OPEN,
        opened_at=now - dt.timedelta(days=80), created_at=now,
    )  # fmt: skip
    part = OpeningMember.Part
    OpeningMember.objects.create(opening=night, user=milan, part=part.HIRING_MANAGER)
    for person in interviewers:
        OpeningMember.objects.create(opening=night, user=person, part=part.INTERVIEWER)
    plan = marked_plan(night, now)
    mark_all(night, plan, interviewers, 30, now - dt.timedelta(days=90), seed=1)
    mark_all(night, plan, interviewers, 12, now, seed=2)
    keep_calibrations(plan_id=plan.pk, worked_out=calibrate(plan.pk), at=now)
    for each in (opening, night):
        results = work_out_snapshots(opening_id=each.pk, at=now)
        keep_snapshots(opening_id=each.pk, results=results, at=now)
        count(each, at=now)


def strip(page, name):
    page.get_by_role("navigation", name="Figures").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


def test_a_hiring_manager_asks_which_stage_to_drop(browse, opening, milan, ines, viktor, petra):
    a_year_of_hiring(opening, milan, [ines, viktor, petra])
    browser = browse()
    browser.sign_in(milan.email, "milanmilan")
    page = browser.page
    browser.look("home")
    page.get_by_role("link", name="The whole funnel").click()
    strip(page, "The bar")
    browser.look("bar")
    page.get_by_label("Opening").select_option(opening.slug)
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile(f"opening={opening.slug}"))
    expect(page.get_by_role("heading", name="The plan: its bar and its weights")).to_be_visible()
    browser.look("bar of one opening")
    strip(page, "Stages")
    question = page.get_by_role("region", name="Which stage should we drop?")
    expect(question).to_contain_text("Least would change without")
    expect(question).to_contain_text("no decision")
    browser.look("stages")
    with page.expect_download() as download:
        page.get_by_role("link", name="These figures as CSV").click()
    assert download.value.suggested_filename == "stages.csv"
    strip(page, "Interviewers")
    page.get_by_label("Opening").select_option("night-shift")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Who is kind, and who is strict")).to_be_visible()
    browser.look("interviewers")
    page.get_by_label("Interviewer").select_option(str(ines.pk))
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="Kind or strict, stage by stage")).to_be_visible()
    browser.look("one interviewer")
    strip(page, "Fairness")
    page.get_by_label("Opening").select_option("")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="From step to step")).to_be_visible()
    browser.look("fairness")
    page.get_by_role("button", name="These figures as PDF").click()
    page.wait_for_url(re.compile(r"/reports/\d+/"))


def test_an_interviewer_looks_at_their_own_marks(browse, opening, milan, ines, viktor, petra):
    a_year_of_hiring(opening, milan, [ines, viktor, petra])
    browser = browse()
    browser.sign_in(viktor.email, "viktorviktor")
    browser.look("home of an interviewer")
    browser.go("/dashboards/my-marks/")
    expect(browser.page.get_by_role("heading", name="How the scale is used")).to_be_visible()
    browser.look("my marks")


def test_a_candidate_says_something_about_themselves_or_not(browse, kim):
    token = mint_link(candidate_id=kim.candidate_id, at=timezone.now())
    browser = browse(javascript=False)
    page = browser.go(f"/my/enter/{token}/")
    page.get_by_role("button").first.click()
    page.get_by_role("link", name="Yes, show me the questions").click()
    page.get_by_label("Woman", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nobody who decides or interviews can see it.")).to_be_visible()
    assert SelfIdentification.objects.get().gender == "woman"
    page.get_by_role("link", name="See, change or delete it").click()
    expect(page.get_by_label("Woman", exact=True)).to_be_checked()
    page.get_by_role("button", name="Delete what I said").click()
    expect(page.get_by_text("What you said about yourself is deleted.")).to_be_visible()
    assert not SelfIdentification.objects.exists()
