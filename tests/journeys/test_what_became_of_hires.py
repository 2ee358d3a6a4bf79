"""A hiring manager writes the charter, hears a declined candidate, imports how hires do with two
bad lines, takes it back, and reads what is not knowable yet."""

from __future__ import annotations

import datetime as dt
import random
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from candidates.applications.models import State
from candidates.outbox.work import run_due
from candidates.portal.actions import mint_link
from hiring.outcomes.models import Hire, Review
from hiring.voices.models import Answer, Asked
from interviews.composites.models import Composite, StageScore
from interviews.plans.actions import activate_plan, create_plan_from_template
from tests.conftest import make_application
from tests.hiring.conftest import SHA, put

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAMES = (
    "Aistė Adomaitė", "Boris Benev", "Chen Wei", "Dalia Dovydė", "Eli Evans", "Fatma Faruk",
    "Goda Gelgotaitė", "Hana Haas", "Ivan Iliev", "Jun Jiang", "Kotryna Kalnietė", "Lukas Lang",
)  # fmt: skip


def hired(opening, plan, milan, now):
    """Twelve hires of half a year, each with what their Day came to."""
    chance = random.Random(4)
    began = now.date() - dt.timedelta(days=200)
    for number, name in enumerate(NAMES):
        person = make_application(opening, name, f"h{number}@example.org", now)
        put(person, State.HIRED, milan)
        Hire.objects.create(
            application=person, starts_on=began, supervisor=milan,
            trained_on=began + dt.timedelta(days=chance.randint(45, 75)) if number < 10 else None,
            alone_on=began + dt.timedelta(days=chance.randint(120, 199)) if number < 7 else None,
        )  # fmt: skip
        value = chance.uniform(3.4, 4.6)
        composite = Composite.objects.create(
            application=person, plan=plan, value=value, standard_error=0.2, probability=0.6,
            zone="near", inputs={}, inputs_sha256=SHA, code_version="1", computed_at=now,
        )  # fmt: skip
        StageScore.objects.bulk_create(
            StageScore(
                composite=composite, stage=stage, value=min(5, value + chance.uniform(-1, 1))
            )
            for stage in plan.stages.all()
        )
    return began


def sheet(began):
    """Figures of four months for each, with two lines that cannot be."""
    chance = random.Random(6)
    lines = ["E-mail,Month,CSAT,CSAT count,NPS yes,NPS count,QA"]
    for month in range(1, 5):
        day = (began + dt.timedelta(days=31 * month)).replace(day=1)
        for number in range(len(NAMES)):
            yes = chance.randint(30, 40)
            lines.append(
                f"h{number}@example.org,{day:%Y-%m},{chance.uniform(3.6, 4.9):.1f},40,{yes},40,"
                f"{chance.randint(78, 99)}"
            )
    lines[3] = lines[3].replace("h2@example.org", "h2@example.og")
    lines[9] = re.sub(r",40,(\d+)$", r",4,\1", lines[9])
    return "\n".join(lines)


def test_a_charter_a_voice_and_what_became_of_hires(browse, opening, rosa, milan, kim):
    now = timezone.now()
    plan = create_plan_from_template(opening_id=opening.pk, template="b", actor=rosa, at=now)
    activate_plan(plan_id=plan.pk, actor=milan, at=now)
    began = hired(opening, plan, milan, now)
    review = Review.objects.create(
        hire=Hire.objects.first(), after_days=180, supervisor=milan, asked_at=now
    )
    browser = browse()
    browser.sign_in(milan.email, "milanmilan")
    page = browser.page

    browser.go("/charter/edit/")
    page.get_by_label("Vision").fill("Nobody hangs up feeling smaller than when they called.")
    page.get_by_label("Mission").fill("We help people hear and be heard.")
    page.get_by_label("Plan of work").fill("Halve the wait before nine")
    value = page.get_by_role("group", name="Value 1", exact=True)
    value.get_by_label("Value", exact=True).fill("Say it as it is")
    value.get_by_label("What it means").fill("To yourself first, then to customers.")
    value.get_by_label("Behaviors, one a line").fill("Owns a mistake\nHands on no bad work")
    page.get_by_role("group", name="Goal 1", exact=True).get_by_label("Target").fill("92.5")
    page.get_by_role("group", name="Goal 2", exact=True).get_by_label("Target").fill("4.4")
    browser.look("charter-edit")
    page.get_by_role("button", name="Save as a new version").click()
    expect(page.get_by_role("heading", name="Say it as it is")).to_be_visible()
    browser.look("charter")
    browser.go(f"/jobs/{opening.slug}/")
    expect(page.get_by_role("heading", name="Say it as it is")).to_be_visible()
    browser.look("careers")

    put(kim, State.DECLINED, milan)
    Asked.objects.create(application=kim, ending="declined")
    portal = browse(javascript=False)
    portal.go(f"/my/enter/{mint_link(candidate_id=kim.candidate_id, at=now)}/")
    portal.page.get_by_role("button", name="Open my page").click()
    portal.page.get_by_role("link", name="Tell us how it was").click()
    portal.page.get_by_role("radio", name="No", exact=True).check()
    portal.page.get_by_role("radio", name="So-so").check()
    portal.page.get_by_label("If no: what should we change?").fill("Say sooner how long it takes.")
    portal.page.get_by_role("button", name="Send it without my name").click()
    expect(portal.page.get_by_text("It is kept without your name.")).to_be_visible()
    jonas = make_application(opening, "Jonas J", "jj@example.org", now)
    Asked.objects.create(application=jonas, ending="declined")
    other = browse()
    other.go(f"/my/enter/{mint_link(candidate_id=jonas.candidate_id, at=now)}/")
    other.page.get_by_role("button", name="Open my page").click()
    other.look("portal")
    other.page.get_by_role("link", name="Tell us how it was").click()
    other.page.get_by_role("radio", name="Yes", exact=True).check()
    other.look("survey")
    month = now.date().replace(day=1)
    stages = list(plan.stages.all())
    for number in range(30):
        ending = "hired" if number % 3 == 0 else "declined"
        Answer.objects.create(
            opening=opening, ending=ending, felt=3 + number % 3, recommends=number % 4 > 0,
            words="The day was long, and everybody had time." if number % 5 == 0 else "",
            in_month=month if number % 2 else (month - dt.timedelta(days=1)).replace(day=1),
        )  # fmt: skip
        Answer.objects.create(
            opening=opening, stage=stages[number % 4], felt=2 + number % 4, in_month=month
        )
    browser.go("/voices/")
    expect(page.get_by_text("Say sooner how long it takes.")).to_be_visible()
    browser.look("voices")

    browser.go("/outcomes/")
    browser.look("outcomes")
    page.get_by_role("link", name="Import figures").click()
    page.get_by_label("CSV file").set_input_files(
        {"name": "spring.csv", "mimeType": "text/csv", "buffer": sheet(began).encode()}
    )
    browser.look("import")
    page.get_by_role("button", name="Read the file").click()
    expect(
        page.get_by_role("heading", name="46 lines are good, 2 need another look")
    ).to_be_visible()
    expect(page.get_by_text("Nobody whom you hired has this address.")).to_be_visible()
    browser.look("import-two-bad-lines")
    line = page.get_by_role("group", name="Line 4")
    line.get_by_label("E-mail of the person").fill("h2@example.org")
    line = page.get_by_role("group", name="Line 10")
    line.get_by_label("Would recommend, answers").fill("40")
    page.get_by_role("button", name="Check these lines again").click()
    expect(page.get_by_role("heading", name="48 lines are good")).to_be_visible()
    page.get_by_role("button", name="Take all of them over").click()
    page.wait_for_load_state()
    run_due(at=timezone.now())
    expect(page.get_by_text("48 lines were taken over.")).to_be_visible()
    browser.look("import-done")
    browser.go(f"/outcomes/openings/{opening.slug}/")
    browser.look("ramp")
    page.get_by_role("link", name=NAMES[0]).click()
    browser.look("hire")
    browser.go(f"/outcomes/reviews/{review.pk}/")
    browser.look("review")
    browser.go("/outcomes/predicted/?salary=30000&cost=150")
    verdict = page.get_by_text("Not knowable yet: 12 of about 43 hires.")
    expect(verdict.first).to_be_visible()
    browser.look("predicted")
    browser.go(f"/openings/{opening.slug}/class/")
    browser.look("class")
    browser.go("/outcomes/imports/")
    page.get_by_role("link", name="spring.csv").click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Nothing of it counts.")).to_be_visible()
    browser.go("/outcomes/predicted/")
    expect(page.get_by_text("Not knowable yet: 0 of about 43 hires.").first).to_be_visible()
