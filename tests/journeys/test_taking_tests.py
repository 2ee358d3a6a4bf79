"""Candidates take their tests on a phone, with a connection that breaks twice."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from candidates.portal.actions import mint_link
from interviews.assessments.actions import load_bank
from interviews.plans.models import Plan, Stage
from interviews.sittings import actions
from interviews.sittings.contents import contents
from interviews.sittings.models import Answer, Fact, Sitting
from tests.interviews.recordings.conftest import invite
from tests.journeys.test_one_application import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def stages(opening, kim, at):
    load_bank(at=at)
    invite(kim, at)
    plan = Plan.objects.create(
        opening=opening, name="The Day", state=Plan.State.ACTIVE, bar="3.50", created_at=at
    )
    kinds = (("grammar-test", "Grammar test"), ("memory-test", "Memory test"))
    return [
        Stage.objects.create(
            plan=plan, position=position, kind=kind, title=title, weight=50, minutes=25,
            on_day=False,
        )
        for position, (kind, title) in enumerate(kinds, start=1)
    ]  # fmt: skip


def go_in(browser, kim):
    page = browser.page
    browser.go(f"/my/enter/{mint_link(candidate_id=kim.candidate_id, at=timezone.now())}/")
    page.get_by_role("button", name="Open my page").click()
    return page


def begin(browser, title):
    page = browser.page
    page.get_by_role("link", name=re.compile(f"See what it is.*{title}")).click()
    browser.look(f"start-{title.split()[0].lower()}")
    page.set_viewport_size(PHONE)
    page.get_by_label("Type “start” to begin").fill("Start")
    page.get_by_role("button", name="Begin:").click()


def answer(page, task):
    """Answer the task that is shown, whatever its type, and return its key."""
    key = task.get_attribute("data-task")
    if task.locator("select").count():
        for number, select in enumerate(task.locator("select").all(), start=1):
            select.select_option(str(number))
    elif task.locator("input[type=radio]").count():
        task.locator("label.option").nth(1).click()
    else:
        task.locator("input:not([type=hidden])").fill("sent")
    return key


def shown(page):
    return page.locator("[data-task]:not([hidden])")


def saved(key):
    return Answer.objects.filter(task_key=key, saved_at__isnull=False).exists()


def work_on(browser, number, *, cut, back):
    """Answer one item and go on; the network is cut at one of them and comes back at another."""
    page = browser.page
    if number == cut:
        browser.context.set_offline(True)
    key = answer(page, shown(page))
    if number == cut:
        page.get_by_text("No connection.").wait_for()
        browser.look(f"no-connection-{number}")
        page.set_viewport_size(PHONE)
        assert not saved(key)
    if number == back:
        browser.context.set_offline(False)
    if not cut <= number < back:
        wait_until(lambda: saved(key), "the answer")
        page.get_by_text("Saved", exact=True).wait_for()
    if number < 23:
        page.get_by_role("button", name="Next").click()


def test_grammar_on_a_phone_with_the_network_cut_twice(browse, workers, stages, kim):
    browser = browse()
    page = go_in(browser, kim)
    browser.look("portal")
    begin(browser, "Grammar test")
    page.get_by_text("0 of 24 answered").wait_for()
    browser.look("first-item")
    page.set_viewport_size(PHONE)
    for number in range(11):
        work_on(browser, number, cut=5, back=7)
    page.reload()
    page.get_by_text("11 of 24 answered").wait_for()
    for number in range(11, 24):
        work_on(browser, number, cut=15, back=16)
    browser.faults.clear()  # the browser itself reports what it could not send
    page.get_by_text("24 of 24 answered").wait_for()
    wait_until(lambda: Answer.objects.count() == 24, "every answer")
    browser.look("all-answered")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Hand in this part").click()
    page.get_by_role("heading", name="A passage").wait_for()
    for word in page.locator("label.word").all()[6:9]:
        word.click()
    page.get_by_text("Saved", exact=True).wait_for()
    browser.look("passage")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Hand in").click()
    page.get_by_text("everything is handed in").wait_for()
    browser.look("done")

    sitting = Sitting.objects.get()
    assert (sitting.ending, Answer.objects.get(task_key__in=_passage(sitting)).value) == (
        "finished", [6, 7, 8],
    )  # fmt: skip
    assert Fact.objects.filter(kind="phone").exists()
    assert Fact.objects.filter(kind="time").count() >= 20
    wait_until(lambda: hasattr(Sitting.objects.get(), "result"), "the score")


def _passage(sitting):
    return [task["key"] for task in sitting.paper["sections"][1]["tasks"]]


def type_digits(page):
    """Watch the digits pass, and tap them on the keypad."""
    digits = [each.text_content() for each in page.locator(".digit").all()]
    field = page.get_by_label("The digits")
    field.wait_for(timeout=20_000)
    for digit in digits[:-1]:
        page.locator(".keypad").get_by_role("button", name=digit, exact=True).click()
    field.press("End")  # Playwright puts the caret in front
    page.keyboard.type(digits[-1])
    assert field.input_value() == "".join(digits)


def test_memory_on_a_phone_with_the_network_cut_twice(browse, workers, stages, kim):
    record = contents("en")["records"]
    browser = browse()
    page = go_in(browser, kim)
    begin(browser, "Memory test")
    page.get_by_role("button", name="Show the record").click()
    page.get_by_text("Order number").wait_for()
    browser.look("record")
    page.set_viewport_size(PHONE)
    sitting = Sitting.objects.get()
    form = sitting.paper["form"]
    assert record[form]["name"]["show"] in page.locator(".record").text_content()
    hour = dt.timedelta(seconds=61)
    Answer.objects.filter(task_key="study").update(shown_at=timezone.now() - hour)
    page.reload()
    page.get_by_text("The record is gone now.").wait_for()
    browser.context.set_offline(True)
    page.get_by_role("button", name="Done, go on").click()
    page.get_by_text("No connection.").wait_for()
    page.wait_for_timeout(1500)
    browser.context.set_offline(False)

    page.get_by_role("button", name="Show the call").click()
    page.get_by_label("Your notes").fill("Ring back, two phones")
    browser.look("call")
    page.set_viewport_size(PHONE)
    page.reload()
    assert page.get_by_label("Your notes").input_value() == "Ring back, two phones"
    page.get_by_role("button", name="Done, go on").click()

    page.get_by_role("button", name="Show the digits").click()
    page.locator(".digits").wait_for()
    browser.look("digits")
    page.set_viewport_size(PHONE)
    type_digits(page)
    browser.look("keypad")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Done, go on").click()
    page.get_by_text("Right. That was for practice.").wait_for()
    page.get_by_role("button", name="Show the digits").click()
    page.get_by_label("The digits").wait_for(timeout=20_000)
    browser.context.set_offline(True)
    page.get_by_label("The digits").press_sequentially("12")
    page.get_by_role("button", name="Done, go on").click()
    page.get_by_text("No connection.").wait_for()
    page.wait_for_timeout(1500)
    browser.context.set_offline(False)
    page.get_by_text("Right would have been").wait_for()
    browser.look("feedback")
    page.set_viewport_size(PHONE)
    browser.faults.clear()  # the browser itself reports what it could not send
    assert Answer.objects.get(task_key="forward-try-2").value["typed"] == "12"

    for section in (2, 3):  # the other trials take minutes; their staircase has tests of its own
        actions.finish_section(sitting_id=sitting.pk, section=section, at=timezone.now())
    page.reload()
    page.get_by_text("Ring back, two phones").wait_for()
    page.get_by_label("What was the call about?").fill("A customer misses a part.")
    page.get_by_text("Saved", exact=True).wait_for()
    browser.look("retell")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Hand in this part").click()
    page.get_by_role("heading", name="Questions on the call").wait_for()
    page.get_by_role("button", name="Hand in this part").click()
    page.get_by_role("heading", name="The record again").wait_for()
    page.get_by_label("Family name of the customer").fill(record[form]["name"]["show"])
    page.get_by_text("Saved", exact=True).wait_for()
    browser.look("recall")
    page.set_viewport_size(PHONE)
    page.get_by_role("button", name="Hand in").click()
    page.get_by_text("everything is handed in").wait_for()
    wait_until(lambda: hasattr(Sitting.objects.get(), "result"), "the score")
    assert Sitting.objects.get().result.raw == 1.0


def test_without_javascript_one_form_takes_the_grammar_test(browse, stages, kim, rosa):
    browser = browse(javascript=False)
    page = go_in(browser, kim)
    page.get_by_role("link", name=re.compile("See what it is.*Grammar")).click()
    page.get_by_label("Type “start” to begin").fill("start")
    page.get_by_role("button", name="Begin:").click()
    for task in page.locator("[data-task]").all()[:20]:
        if not task.locator("select").count():
            answer(page, task)
    page.get_by_role("button", name="Save", exact=True).click()
    assert Answer.objects.count() >= 15
    page.get_by_role("button", name="Hand in this part").click()
    page.get_by_role("heading", name="A passage").wait_for()
    page.get_by_role("button", name="Hand in").click()
    page.get_by_text("everything is handed in").wait_for()

    staff = browse()
    staff.sign_in("rosa@example.com", "rosarosa")
    staff.go(f"/applications/{kim.pk}/")
    staff.page.get_by_role("heading", name="Taken in the browser").wait_for()
    staff.look("recruiter")
    staff.page.get_by_role("link", name="Grant time or another way").click()
    staff.page.get_by_label("Half as much again").or_(
        staff.page.get_by_label("Time")
    ).first.wait_for()
    staff.look("grant")
    staff.go(f"/applications/{kim.pk}/")
    staff.page.get_by_role("link", name="Let them sit again").click()
    staff.look("again")


@pytest.fixture
def support(opening, kim, at):
    invite(kim, at)
    plan = Plan.objects.create(
        opening=opening, name="The Day", state=Plan.State.ACTIVE, bar="3.50", created_at=at
    )
    return Stage.objects.create(
        plan=plan, position=1, kind="support-case", title="Support case", weight=100, minutes=30,
        raters=2, on_day=False,
    )  # fmt: skip


def test_inbox_on_a_phone_with_a_mail_that_comes_in(browse, workers, support, kim):
    browser = browse()
    page = go_in(browser, kim)
    begin(browser, "Support case")
    browser.look("inbox")
    page.set_viewport_size(PHONE)
    shown(page).locator("textarea").fill("Hello,\n\nthat must have been a bad morning.")
    wait_until(lambda: saved("first"), "the first answer")
    page.get_by_role("button", name="Next").click()
    browser.context.set_offline(True)
    shown(page).locator("textarea").fill("Of course, and free of charge.")
    page.get_by_text("No connection.").wait_for()
    browser.context.set_offline(False)
    wait_until(lambda: saved("second"), "what was typed without a connection")
    page.get_by_role("button", name="Next").click()
    page.get_by_text("More mails may come in").wait_for(state="attached")
    # the mail is due: time passes on the server's clock only
    past = dt.timedelta(minutes=7)
    running = Sitting.objects.get()
    Sitting.objects.update(
        section_began_at=running.section_began_at - past, deadline=running.deadline - past
    )
    page.reload()
    page.get_by_text("came in while you worked").wait_for(state="attached")
    browser.look("a-mail-came-in")
    page.set_viewport_size(PHONE)
    page.locator("#again-value").fill("You have every reason to be angry. I have just called.")
    wait_until(lambda: saved("again"), "the third answer")
    page.get_by_role("button", name="Hand in").click()
    page.get_by_text("everything is handed in").wait_for()
    browser.faults.clear()  # the browser itself reports what it could not send
    assert Sitting.objects.get().ending == "finished"


def test_time_that_runs_out_keeps_what_was_saved(browse, stages, kim):
    browser = browse()
    page = go_in(browser, kim)
    sitting = actions.start_sitting(
        application_id=kim.pk, stage_id=stages[0].pk, at=timezone.now(), seed=3
    )
    back = dt.timedelta(seconds=24 * 45 - 20)  # twenty seconds are left
    Sitting.objects.update(
        section_began_at=sitting.section_began_at - back, deadline=sitting.deadline - back
    )
    browser.go(f"/my/sittings/{sitting.key}/")
    other = browser.context.new_page()  # a second tab, with the same part
    other.goto(page.url)
    key = answer(page, shown(page))
    page.get_by_text("Saved", exact=True).wait_for()
    wait_until(lambda: saved(key), "the answer")
    page.get_by_role("heading", name="The time of this part is over").wait_for(timeout=60_000)
    other.get_by_role("heading", name="The time of this part is over").wait_for(timeout=60_000)
    browser.look("over")
    assert Answer.objects.count() == 1
    page.get_by_role("button", name="Begin the next part").click()
    page.get_by_role("heading", name="A passage").wait_for()
    fresh = Sitting.objects.get()
    assert (fresh.state, fresh.section) == ("running", 1)
