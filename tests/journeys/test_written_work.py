"""What is not a test of choices, on a phone and with a connection that breaks twice: the inbox, the
facts of the Day, a letter, and teaching somebody who gets lost."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from candidates.applications.models import Application, State
from interviews.days.models import Day, Session, SessionInterviewer, SessionSeat, Station
from interviews.marking.actions import ask_markers
from interviews.plans.models import Plan, Stage
from interviews.scorecards.actions import ensure_scorecards
from interviews.scorecards.models import Rating, Scorecard
from interviews.sittings.models import Answer, Sitting
from interviews.teaching.models import ProbeSaid, TopicOffer
from tests.interviews.recordings.conftest import invite
from tests.interviews.scorecards.conftest import make_criterion
from tests.interviews.shadowing.conftest import on_day
from tests.journeys.phone import PHONE, cut, go_in, look, press, type_into
from tests.journeys.test_one_application import wait_until
from tests.journeys.test_taking_tests import begin, saved, shown

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
EVIDENCE = "Starts anew with a picture, and asks where the thread was lost."


@pytest.fixture
def planned(opening, at):
    """Make the one stage of the plan."""

    def plan(kind: str, title: str, **fields) -> Stage:
        made = Plan.objects.create(
            opening=opening, name="The Day", state=Plan.State.ACTIVE, bar="3.50", created_at=at
        )
        return Stage.objects.create(
            plan=made, position=1, kind=kind, title=title, weight=100, minutes=30, **fields
        )

    return plan


@pytest.fixture
def sit(opening, kim):
    """Put kim into a session of a stage, now."""

    def book(stage: Stage, *people) -> Session:
        at = timezone.now()
        on_day(kim, at)
        day = Day.objects.create(
            opening=opening, on=at.date(), starts_at=at, site="Vilnius", time_zone="UTC",
            state=Day.State.PUBLISHED, published_at=at, created_at=at,
        )  # fmt: skip
        station = Station.objects.create(day=day, stage=stage, minutes=30)
        session = Session.objects.create(
            station=station, during=(at, at + dt.timedelta(minutes=30))
        )
        SessionSeat.objects.create(session=session, application=kim)
        for person in people:
            SessionInterviewer.objects.create(session=session, interviewer=person)
        ensure_scorecards(session_ids=[session.pk], at=at)
        return session

    return book


def answer(page, key, words):
    """Type an answer by keys alone."""
    type_into(page.locator(f"#{key}-value"), words)


def test_inbox_by_keys_alone_with_the_network_cut_twice(browse, planned, kim, at):
    planned("support-case", "Support case", raters=2, on_day=False)
    invite(kim, at)
    browser = browse()
    page = go_in(browser, kim)
    begin(browser, "Support case")
    expect(shown(page)).to_have_count(1)  # one at a time, once the script has come
    look(browser, "inbox")
    answer(page, "first", "Hello,\n\nthat must have been a bad morning.")
    page.reload()  # at once: nobody has pressed anything yet
    wait_until(lambda: saved("first"), "the first answer")
    press(page.get_by_role("button", name="Next"))
    with cut(browser):
        answer(page, "second", "Of course, and free of charge.")
        page.get_by_text("No connection.").wait_for()
        assert not saved("second")
    wait_until(lambda: saved("second"), "what was typed without a connection")
    press(page.get_by_role("button", name="Next"))
    page.get_by_text("More mails may come in").wait_for(state="attached")
    # the mail is due: time passes on the server's clock only
    past = dt.timedelta(minutes=7)
    running = Sitting.objects.get()
    Sitting.objects.update(
        section_began_at=running.section_began_at - past, deadline=running.deadline - past
    )
    page.reload()
    page.get_by_text("came in while you worked").wait_for(state="attached")
    look(browser, "a-mail-came-in")
    words = "You have every reason to be angry. I have just called."
    with cut(browser):
        answer(page, "again", words)
        press(page.get_by_role("button", name="Hand in"))
        page.get_by_text("No connection.").wait_for()
        assert not saved("again")
    page.get_by_text("everything is handed in").wait_for()
    assert Sitting.objects.get().ending == "finished"
    assert Answer.objects.get(task_key="again").value == words


def test_facts_of_the_day_by_keys_alone_with_the_network_cut_twice(browse, planned, sit, kim):
    sit(planned("memory-of-the-day", "Memory of the Day", on_day=True))
    browser = browse()
    page = go_in(browser, kim)
    begin(browser, "Memory of the Day")
    for number in range(1, 7):
        key = f"fact-{number}"
        if number in (2, 5):
            with cut(browser):
                answer(page, key, f"fact {number}")
                page.get_by_text("No connection.").wait_for()
                assert not saved(key)
        else:
            answer(page, key, f"fact {number}")
        wait_until(lambda key=key: saved(key), "the answer")
        if number < 6:
            press(page.get_by_role("button", name="Next"))
    look(browser, "facts")
    press(page.get_by_role("button", name="Hand in"))
    page.get_by_text("everything is handed in").wait_for()
    given = dict(Answer.objects.values_list("task_key", "value"))
    assert given == {f"fact-{number}": f"fact {number}" for number in range(1, 7)}


def test_letter_is_sent_by_keys_alone_and_read_without_a_name(browse, planned, opening, ines, rosa):
    stage = planned("cover-letter", "Cover letter", raters=1, on_day=False)
    make_criterion(stage, 1, "Detail")
    browser = browse()
    page = browser.page
    page.set_viewport_size(PHONE)
    browser.go(f"/jobs/{opening.slug}/apply/")
    type_into(page.get_by_label("Name"), "Lena Lind")
    type_into(page.get_by_label("E-mail"), "lena@example.org")
    with cut(browser):
        type_into(page.get_by_label("CV as text"), "Four years in a shop for hearing aids.")
        type_into(page.get_by_label("Why you, and why here"), "I am Lena Lind, and I asked.")
        press(page.get_by_role("button", name="Send the application"))
        page.get_by_text("No connection.").wait_for()
    page.get_by_text("No connection.").wait_for(state="hidden")
    with cut(browser):
        type_into(page.get_by_label("Why you, and why here"), " Two of your callers told me.")
        page.get_by_text("No connection.").wait_for()
        look(browser, "no-connection")
    page.reload()  # a phone that is short of memory does it by itself
    expect(page.get_by_label("Name")).to_have_value("Lena Lind")
    press(page.get_by_role("button", name="Send the application"))
    page.get_by_role("heading", name="Thank you").wait_for()
    assert page.evaluate("Object.keys(sessionStorage)") == []
    sent = Application.objects.get()
    assert sent.cover_letter == "I am Lena Lind, and I asked. Two of your callers told me."

    at = timezone.now()
    Application.objects.update(state=State.SCREENING, state_since_at=at)
    ask_markers(stage_id=stage.pk, application_ids=[sent.pk], actor=rosa, at=at)
    card = Scorecard.objects.get()
    reader = browse()
    reader.page.set_viewport_size(PHONE)
    reader.sign_in("ines@example.com", "inesines")
    page = reader.go(f"/scorecards/{card.pk}/questions/{stage.criteria.get().pk}/")
    page.get_by_text("Two of your callers told me.").wait_for()
    assert "Lena" not in page.content()
    press(page.locator("[data-criterion] input[type=radio]").first, "4")
    expect(page.locator("[data-status]")).to_have_text("Saved")
    with cut(reader):
        type_into(page.locator("[data-criterion] textarea"), EVIDENCE)
        expect(page.locator("[data-status]")).to_contain_text("Offline")
    expect(page.locator("[data-status]")).to_have_text("Saved")
    look(reader, "read")
    assert Rating.objects.get().evidence == EVIDENCE


def test_teach_me_something_with_the_network_cut_twice_on_both_sides(
    browse, planned, sit, ines, kim
):
    stage = planned("teach-me-something", "Teach me something", raters=1, on_day=True)
    make_criterion(stage, 1, "Patience")
    sit(stage, ines)
    browser = browse()
    page = go_in(browser, kim)
    press(page.get_by_role("link", name="Tell us your ideas"))
    ideas = page.get_by_label("What could you teach us?")
    ideas.wait_for()
    with cut(browser):
        type_into(ideas, "Folding a paper crane")
        press(page.get_by_role("button", name="Keep"))
        page.get_by_text("No connection.").wait_for()
    page.reload()
    expect(ideas).to_have_value("Folding a paper crane")
    with cut(browser):
        type_into(ideas, "\nWhy bread rises")
        page.get_by_text("No connection.").wait_for()
        look(browser, "topics")
    press(page.get_by_role("button", name="Keep"))
    page.get_by_text("You can change it until your Day.").wait_for()
    kept = TopicOffer.objects.get().text.splitlines()
    assert kept == ["Folding a paper crane", "Why bread rises"]

    learner = browse()
    learner.page.set_viewport_size(PHONE)
    learner.sign_in("ines@example.com", "inesines")
    page = learner.go(f"/scorecards/{Scorecard.objects.get().pk}/")
    page.get_by_text("Why bread rises").wait_for()
    press(page.locator("[data-timer-toggle]"))
    probes, status = page.locator("[data-probe-said] button"), page.locator("[data-status]")
    press(probes.nth(0))
    wait_until(lambda: ProbeSaid.objects.filter(number=1).exists(), "the first probe")
    with cut(learner):
        press(probes.nth(1))
        expect(probes.nth(1)).to_have_attribute("aria-pressed", "true")
        page.wait_for_timeout(1500)
        assert not ProbeSaid.objects.filter(number=2).exists()
    wait_until(lambda: ProbeSaid.objects.filter(number=2).exists(), "the second probe")
    with cut(learner):
        press(probes.nth(2))
        type_into(page.locator("[data-criterion] textarea"), EVIDENCE)
        expect(status).to_contain_text("Offline")
    page.reload()  # what this device kept is taken up again
    wait_until(lambda: ProbeSaid.objects.filter(number=3).exists(), "the third probe")
    expect(probes.nth(2)).to_have_attribute("aria-pressed", "true")
    expect(status).to_have_text("Saved")
    look(learner, "learner")
    assert Rating.objects.get().evidence == EVIDENCE
    assert ProbeSaid.objects.filter(seconds__isnull=False).count() == 3
