"""A hiring manager, from the home page to why people leave: looks, narrows down, reads on."""

from __future__ import annotations

import datetime as dt
import random
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from candidates.applications.actions import move_application, withdraw_application
from candidates.applications.models import Application, Move, State
from tests.conftest import decide_to_hire, make_application

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WAY = (State.SCREENING, State.INVITED, State.ON_DAY, State.DECIDING, State.OFFERED, State.HIRED)
SOURCES = ("Radio", "Referral", "Careers page", "")


def crowd(opening, actor, amount):
    """Applications of four sources and two languages, most of them through."""
    chance, now = random.Random(5), timezone.now()
    for number in range(amount):
        when = now - dt.timedelta(days=60 + chance.random() * 60)
        application = make_application(opening, f"N {number}", f"n{number}@example.org", when)
        Move.objects.filter(application=application).delete()
        Application.objects.filter(pk=application.pk).update(source=chance.choice(SOURCES))
        application.candidate.language = chance.choice(["en", "lt"])
        application.candidate.save(update_fields=["language"])
        Move.objects.create(application=application, to_state=State.APPLIED, at=when)
        for state in WAY[: chance.choice([0, 1, 1, 2, 2, 3, 4, 6])]:
            when += dt.timedelta(days=chance.expovariate(0.3))
            if state == State.OFFERED:
                decide_to_hire(application, actor, when)
            move_application(
                application_id=application.pk, to=state, actor=actor, at=when, reason="Seen."
            )
        application.refresh_from_db()
        when += dt.timedelta(days=2)
        if application.state != State.HIRED and chance.random() < 0.3:
            withdraw_application(
                application_id=application.pk, at=when, reason="The way to work is too long."
            )
        elif application.state != State.HIRED and chance.random() < 0.8:
            move_application(
                application_id=application.pk,
                to=State.DECLINED,
                actor=actor,
                at=when,
                reason="Below the bar.",
            )


def test_a_hiring_manager_reads_where_people_wait_and_why_they_leave(browse, opening, rosa, milan):
    crowd(opening, rosa, 80)
    browser = browse()
    browser.sign_in(milan.email, "milanmilan")
    page = browser.page
    page.get_by_role("link", name="The whole funnel").click()
    expect(page.get_by_role("heading", name="How long it takes")).to_be_visible()
    browser.look("funnel")
    page.locator("select[name=source]").select_option("Radio")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(re.compile("source=Radio"))
    page.get_by_role("link", name="These figures as CSV").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="These figures as CSV").click()
    assert download.value.suggested_filename == "funnel.csv"
    page.locator("select[name=source]").select_option("")
    reasons = page.get_by_role("region", name="Why people withdrew").get_by_role("listitem")
    expect(reasons.first).to_contain_text("The way to work is too long.")
