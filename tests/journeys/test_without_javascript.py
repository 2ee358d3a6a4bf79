"""The three forms that must never depend on a script: applying, marking, deciding."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from candidates.applications.actions import move_application
from candidates.applications.models import Application, State
from candidates.outbox.work import run_due
from hiring.decisions.models import Decision
from interviews.days.actions import add_to_day, book_session, create_day
from interviews.scorecards.models import Scorecard
from tests.journeys.test_one_application import cv, two_raters, wait_until

__all__ = ["two_raters"]
pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
EVIDENCE = "She asked what the caller had tried, and said it back in her own words."


def test_everything_works_without_javascript(browse, opening, two_raters, rosa, milan, ines):
    kim = browse(javascript=False)
    kim.go(f"/jobs/{opening.slug}/apply/")
    kim.page.get_by_label("Name").fill("Kim Karlsson")
    kim.page.get_by_label("E-mail").fill("not an address")
    kim.page.get_by_label("CV as a file").set_input_files(
        {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": cv()}
    )
    kim.page.get_by_role("button", name="Send the application").click()
    assert kim.page.get_by_label("Name").input_value() == "Kim Karlsson"
    kim.page.get_by_label("E-mail").fill("kim@example.org")  # and the file is kept
    kim.page.get_by_role("button", name="Send the application").click()
    kim.page.get_by_role("heading", name="Thank you").wait_for()

    application = Application.objects.get()
    at = timezone.now()
    for state in (State.SCREENING, State.INVITED):
        move_application(application_id=application.pk, to=state, actor=rosa, at=at)
    day = create_day(
        opening_id=opening.pk,
        on=timezone.localdate(at, timezone=ZoneInfo(opening.time_zone)),
        starts_at=at,
        site="Vilnius",
        actor=rosa,
        at=at,
    )
    add_to_day(day_id=day.pk, application_ids=[application.pk], actor=rosa, at=at)
    book_session(
        station_id=day.stations.get().pk,
        room_id=None,
        starts_at=at,
        application_ids=[application.pk],
        interviewer_ids=[ines.pk],
        actor=rosa,
        at=at,
    )
    card = Scorecard.objects.get()
    marker = browse(javascript=False)
    marker.sign_in("ines@example.com", "inesines")
    marker.go(f"/scorecards/{card.pk}/")
    for box in marker.page.locator("[data-criterion]").all():
        box.locator("input[type=radio][value='4']").check(force=True)
        box.locator("textarea").fill(EVIDENCE)
    marker.page.get_by_role("button", name="Lock my marks").click()
    wait_until(Scorecard.objects.locked().exists, "the lock")
    move_application(application_id=application.pk, to=State.DECIDING, actor=rosa, at=at)
    run_due(at=timezone.now())

    manager = browse(javascript=False)
    manager.sign_in("milan@example.com", "milanmilan")
    manager.go(f"/applications/{application.pk}/decision/")
    manager.page.get_by_label("Hold").check()
    manager.page.get_by_label("Reason").select_option(label="The evidence of the Day")
    manager.page.get_by_label("In words").fill("One more independent mark, please.")
    manager.page.get_by_role("button", name="Decide").click()
    wait_until(Decision.objects.exists, "the decision")
    assert Decision.objects.get().verdict == Decision.Verdict.HOLD
