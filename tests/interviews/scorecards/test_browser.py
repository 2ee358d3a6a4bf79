"""Marking in a real browser: as one types, offline, in two tabs, and without JavaScript."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from interviews.scorecards import actions

from .conftest import EVIDENCE

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SAVED, OFFLINE = "Saved", "Offline – kept on this device and will be sent"


@pytest.fixture
def at():
    """The browser has a clock of its own."""
    return timezone.now().replace(microsecond=0) - dt.timedelta(minutes=5)


@pytest.fixture(scope="module")
def browser(playwright):
    launched = playwright.chromium.launch(
        executable_path="/usr/bin/chromium-headless-shell",
        args=["--no-sandbox", "--disable-quic"],
    )
    yield launched
    launched.close()


@pytest.fixture
def visit(browser, live_server, ines, card):
    """Open the scorecard as ines, on a phone; every page error fails the test."""
    contexts, troubles = [], []

    def open_page(**options):
        session = SessionStore()
        session[SESSION_KEY] = str(ines.pk)
        session[BACKEND_SESSION_KEY] = "hiring.accounts.backends.StaffBackend"
        session[HASH_SESSION_KEY] = ines.get_session_auth_hash()
        session.save()
        context = browser.new_context(viewport={"width": 390, "height": 844}, **options)
        contexts.append(context)
        context.add_cookies(
            [{"name": "sessionid", "value": session.session_key, "url": live_server.url}]
        )
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console",
            lambda said: "Content Security Policy" in said.text and troubles.append(said.text),
        )
        page.goto(live_server.url + reverse("interviews:scorecard-page", args=[card.pk]))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture
def warmth(voice):
    return voice.criteria.get(name="Warmth")


def evidence(page, criterion):
    return page.locator(f"#c{criterion.pk}-evidence")


def status(page):
    return page.locator("[data-status]")


def test_what_is_typed_is_saved_by_itself(visit, card, warmth):
    page = visit()
    page.locator(f"#c{warmth.pk}").focus()
    page.keyboard.press("4")
    evidence(page, warmth).fill(EVIDENCE)
    expect(status(page)).to_have_text(SAVED)
    expect(page.locator(f"#c{warmth.pk} [data-count]")).to_have_text(
        f"{len(EVIDENCE)} of at least 40 characters"
    )
    rating = card.ratings.get(criterion=warmth)
    assert (rating.value, rating.evidence) == (4, EVIDENCE)
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.reload()
    expect(evidence(page, warmth)).to_have_value(EVIDENCE)


def test_what_is_typed_offline_waits_and_arrives(visit, card, warmth):
    page = visit()
    page.context.set_offline(True)
    evidence(page, warmth).fill("She laughed with the caller.")
    expect(status(page)).to_have_text(OFFLINE)
    assert not card.ratings.exists()
    page.context.set_offline(False)
    expect(status(page)).to_have_text(SAVED)
    assert card.ratings.get().evidence == "She laughed with the caller."


def test_what_was_typed_offline_survives_the_browser_being_closed(visit, card, warmth):
    page = visit()
    page.context.set_offline(True)
    evidence(page, warmth).fill("She laughed with the caller.")
    expect(status(page)).to_have_text(OFFLINE)
    address, context = page.url, page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    expect(evidence(again, warmth)).to_have_value("She laughed with the caller.")
    expect(status(again)).to_have_text(SAVED)
    assert card.ratings.get().evidence == "She laughed with the caller."


@pytest.mark.parametrize(
    ("button", "kept"),
    [("Keep that one", "from the phone"), ("Keep what stands here", "from the desk")],
)
def test_two_devices_show_both_texts(visit, card, warmth, button, kept):
    phone, desk = visit(), visit()
    evidence(phone, warmth).fill("from the phone")
    expect(status(phone)).to_have_text(SAVED)
    evidence(desk, warmth).fill("from the desk")
    conflict = desk.locator(f"#c{warmth.pk} .conflict")
    expect(conflict).to_contain_text("from the phone")
    expect(evidence(desk, warmth)).to_have_value("from the desk")
    conflict.get_by_role("button", name=button).click()
    expect(status(desk)).to_have_text(SAVED)
    expect(evidence(desk, warmth)).to_have_value(kept)
    assert card.ratings.get().evidence == kept


def test_locking_waits_for_what_is_still_being_typed(visit, card):
    page = visit()
    for criterion in card.stage.criteria.all():
        page.locator(f"#c{criterion.pk} .mark", has_text="5").click()
        evidence(page, criterion).fill(EVIDENCE)
    page.get_by_role("button", name="Lock my marks").click()
    expect(page.get_by_text("Locked. Your marks count now.")).to_be_visible()
    card.refresh_from_db()
    assert card.is_locked
    assert set(card.ratings.values_list("value", "evidence")) == {(5, EVIDENCE)}


def test_words_that_came_too_late_can_be_read_on_the_locked_page(visit, card, warmth, at):
    page = visit()
    page.context.set_offline(True)
    evidence(page, warmth).fill("typed in the lift")
    expect(status(page)).to_have_text(OFFLINE)
    drafts = [actions.Draft(each.pk, 3, "", EVIDENCE, 0) for each in card.stage.criteria.all()]
    actions.save_ratings(scorecard_id=card.pk, drafts=drafts, actor=card.interviewer, at=at)
    actions.lock_scorecard(scorecard_id=card.pk, actor=card.interviewer, at=at)
    page.context.set_offline(False)
    page.goto(page.url)
    expect(page.locator("[data-leftovers]")).to_contain_text("typed in the lift")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator("[data-leftovers]")).to_be_hidden()


def test_everything_works_without_javascript(visit, card):
    page = visit(java_script_enabled=False)
    for criterion in card.stage.criteria.all():
        page.locator(f"#c{criterion.pk} .mark", has_text="2").click()
        evidence(page, criterion).fill(EVIDENCE)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert set(card.ratings.values_list("value", "evidence")) == {(2, EVIDENCE)}
    page.get_by_role("button", name="Lock my marks").click()
    expect(page.get_by_text("Locked. Your marks count now.")).to_be_visible()
    card.refresh_from_db()
    assert card.is_locked


# slow networks: saves that take longer than the next word


class Slow:
    """Holds saves back until they are let go, one by one; the server gets them in that order."""

    def __init__(self, page):
        self.held, self.seen, self.most = [], 0, 0
        page.route("**/ratings/**", self.hold)

    def hold(self, route):
        self.held.append(route)
        self.seen += 1
        self.most = max(self.most, len(self.held))

    def let_go(self, page):
        while not self.held:
            page.wait_for_timeout(20)
        self.held.pop(0).continue_()


def test_typing_during_a_slow_save_conflicts_with_nothing_and_loses_nothing(visit, card, warmth):
    page = visit()
    slow = Slow(page)
    box = evidence(page, warmth)
    words = ["She laughed. ", "She asked his name. ", "She waited. ", "She thanked him."]
    for word in words:
        box.press_sequentially(word)
        page.wait_for_timeout(900)  # longer than the pause after which it saves
    assert (slow.seen, slow.most) == (1, 1)  # one under way, the rest waits for it
    for _ in range(20):
        if status(page).text_content() == SAVED:
            break
        if slow.held:
            slow.let_go(page)
        page.wait_for_timeout(100)
    expect(status(page)).to_have_text(SAVED)
    assert slow.most == 1
    assert page.locator(".conflict").count() == 0
    rating = card.ratings.get()
    assert (rating.evidence, rating.version) == ("".join(words), slow.seen)
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_criteria_save_side_by_side_on_a_slow_network(visit, card):
    page = visit()
    slow = Slow(page)
    for value, criterion in enumerate(card.stage.criteria.all(), start=3):
        page.locator(f"#c{criterion.pk} .mark", has_text=str(value)).click()
    while len(slow.held) < 2:
        page.wait_for_timeout(20)
    slow.let_go(page)
    slow.let_go(page)
    expect(status(page)).to_have_text(SAVED)
    assert sorted(card.ratings.values_list("value", flat=True)) == [3, 4]


def test_answer_that_never_came_back_is_not_taken_for_somebody_elses(visit, card, warmth):
    """The server saved, the page was closed before it heard so: the next visit goes on."""
    page = visit()
    lost = []
    page.route("**/ratings/**", lambda route: (lost.append(route.fetch()), route.abort()))
    evidence(page, warmth).fill("She laughed")
    while not lost:
        page.wait_for_timeout(20)
    evidence(page, warmth).fill("She laughed, and then she asked his name.")
    address, context = page.url, page.context
    page.close(run_before_unload=False)
    again = context.new_page()
    again.goto(address)
    expect(status(again)).to_have_text(SAVED)
    assert again.locator(".conflict").count() == 0
    rating = card.ratings.get()
    assert (rating.evidence, rating.version) == ("She laughed, and then she asked his name.", 2)


def test_words_that_had_arrived_unheard_are_said_to_be_saved(visit, card, warmth):
    page = visit()
    lost = []
    page.route("**/ratings/**", lambda route: (lost.append(route.fetch()), route.abort()))
    evidence(page, warmth).fill("She laughed with the caller.")
    expect(status(page)).to_have_text(OFFLINE)
    address, context = page.url, page.context
    page.close(run_before_unload=False)
    again = context.new_page()
    again.goto(address)
    expect(status(again)).to_have_text(SAVED)
    assert (
        again.evaluate("Object.keys(localStorage).filter(key => key.startsWith('scorecard'))") == []
    )


def test_lost_answer_is_made_up_for_on_the_same_page(visit, card, warmth):
    page = visit()
    lost = []

    def lose(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())
            route.abort()

    page.route("**/ratings/**", lose)
    evidence(page, warmth).fill("She laughed")
    expect(status(page)).to_have_text(OFFLINE)
    evidence(page, warmth).fill("She laughed, and then she asked his name.")
    expect(status(page)).to_have_text(SAVED)
    assert page.locator(".conflict").count() == 0
    rating = card.ratings.get()
    assert (rating.evidence, rating.version) == ("She laughed, and then she asked his name.", 2)


def test_two_tabs_of_one_browser_show_both_texts(visit, card, warmth):
    first = visit()
    second = first.context.new_page()
    second.goto(first.url)
    evidence(first, warmth).fill("from the first tab")
    expect(status(first)).to_have_text(SAVED)
    evidence(second, warmth).fill("from the second tab")
    conflict = second.locator(f"#c{warmth.pk} .conflict")
    expect(conflict).to_contain_text("from the first tab")
    conflict.get_by_role("button", name="Keep what stands here").click()
    expect(status(second)).to_have_text(SAVED)
    evidence(first, warmth).fill("from the first tab, once more")
    expect(first.locator(f"#c{warmth.pk} .conflict")).to_contain_text("from the second tab")
    first.get_by_role("button", name="Keep that one").click()
    expect(status(first)).to_have_text(SAVED)
    assert card.ratings.get().evidence == "from the second tab"


def test_ten_minutes_offline_lose_nothing(visit, card):
    page = visit()
    page.clock.install()
    page.context.set_offline(True)
    texts = {}
    for criterion in card.stage.criteria.all():
        page.locator(f"#c{criterion.pk} .mark", has_text="4").click()
        for minute in range(5):
            texts[criterion.pk] = f"{criterion.name}, minute {minute}: she asked until it fit."
            evidence(page, criterion).fill(texts[criterion.pk])
            page.clock.run_for(60_000)
    expect(status(page)).to_have_text(OFFLINE)
    assert not card.ratings.exists()
    page.context.set_offline(False)
    page.clock.run_for(6_000)
    expect(status(page)).to_have_text(SAVED)
    assert dict(card.ratings.values_list("criterion", "evidence")) == texts
    page.get_by_role("button", name="Lock my marks").click()
    expect(page.get_by_text("Locked. Your marks count now.")).to_be_visible()


def test_keys_mark_and_the_clock_notes_probes(visit, card, warmth):
    page = visit()
    for key, value in (("1", 1), ("5", 5), ("3", 3)):
        page.locator(f"#c{warmth.pk}").focus()
        page.keyboard.press(key)
        expect(status(page)).to_have_text(SAVED)
        assert card.ratings.get().value == value
    page.locator(f"#c{warmth.pk}").focus()
    page.keyboard.press("0")
    expect(status(page)).to_have_text(SAVED)
    assert card.ratings.get().null_reason == "not_observed"
    page.locator(f"#c{warmth.pk} summary", has_text="Probes").click()
    said = page.locator(f"#c{warmth.pk} [data-probe]").first
    said.click()
    expect(said).to_have_attribute("aria-pressed", "true")
    expect(said).to_have_text("0:00")
    expect(page.locator("[data-timer-clock]")).not_to_have_text("0:00")
    page.reload()
    page.locator(f"#c{warmth.pk} summary", has_text="Probes").click()
    expect(page.locator(f"#c{warmth.pk} [data-probe]").first).to_have_text("0:00")
