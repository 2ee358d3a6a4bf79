"""Candidates take their tests on a phone, with a connection that breaks twice."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from interviews.assessments.actions import load_bank
from interviews.plans.models import Plan, Stage
from interviews.sittings import actions
from interviews.sittings.contents import contents
from interviews.sittings.models import Answer, Fact, Sitting
from tests.interviews.recordings.conftest import invite
from tests.journeys.phone import cut, go_in, look, press, type_into
from tests.journeys.test_one_application import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


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


def begin(browser, title):
    page = browser.page
    press(page.get_by_role("link", name=re.compile(f"See what it is.*{title}")))
    page.get_by_label("Type “start” to begin").wait_for()
    look(browser, f"start-{title.split()[0].lower()}")
    type_into(page.get_by_label("Type “start” to begin"), "Start")
    press(page.get_by_role("button", name="Begin:"))


def answer(task):
    """Answer a task, whatever its type."""
    if task.locator("select").count():
        for number, select in enumerate(task.locator("select").all(), start=1):
            select.select_option(str(number))
    elif task.locator("input[type=radio]").count():
        task.locator("label.option").nth(1).click()
    else:
        task.locator("input:not([type=hidden])").fill("sent")


def answer_by_keys(page):
    """Answer the task that is shown, whatever its type, by keys alone; return its key."""
    task = shown(page)
    key = task.get_attribute("data-task")
    selects = task.locator("select").all()
    for number, select in enumerate(selects, start=1):
        press(select, str(number))
    if task.locator("input[type=radio]").count():
        press(task.locator("input[type=radio]").first, "ArrowDown")
    elif not selects:
        type_into(task.locator("input:not([type=hidden])"), "sent")
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
    key = answer_by_keys(page)
    if number == cut:
        page.get_by_text("No connection.").wait_for()
        assert not saved(key)
    if number == back:
        browser.context.set_offline(False)
    if not cut <= number < back:
        wait_until(lambda: saved(key), "the answer")
        page.get_by_text("Saved", exact=True).wait_for()
    if number < 23:
        press(page.get_by_role("button", name="Next"))


@pytest.mark.long
def test_grammar_by_keys_alone_on_a_phone_with_the_network_cut_twice(browse, workers, stages, kim):
    browser = browse()
    page = go_in(browser, kim)
    look(browser, "portal")
    begin(browser, "Grammar test")
    page.get_by_text("0 of 24 answered").wait_for()
    look(browser, "first-item")
    for number in range(11):
        work_on(browser, number, cut=5, back=7)
    page.reload()
    page.get_by_text("11 of 24 answered").wait_for()
    for number in range(11, 24):
        work_on(browser, number, cut=15, back=16)
    page.get_by_text("24 of 24 answered").wait_for()
    wait_until(lambda: Answer.objects.count() == 24, "every answer")
    look(browser, "all-answered")
    press(page.get_by_role("button", name="Hand in this part"))
    page.get_by_role("heading", name="A passage").wait_for()
    for word in page.locator("label.word input").all()[6:9]:
        press(word, "Space")
    page.get_by_text("Saved", exact=True).wait_for()
    look(browser, "passage")
    press(page.get_by_role("button", name="Hand in"))
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
    """Watch the digits pass; tap the first on the keypad, and type the others."""
    digits = [each.text_content() for each in page.locator(".digit").all()]
    field = page.get_by_label("The digits")
    field.wait_for(timeout=20_000)
    page.locator(".keypad").get_by_role("button", name=digits[0], exact=True).click()
    field.focus()
    page.keyboard.type("".join(digits[1:]))
    assert field.input_value() == "".join(digits)


@pytest.mark.long
def test_memory_on_a_phone_with_the_network_cut_twice(browse, workers, stages, kim):
    record = contents("en")["records"]
    browser = browse()
    page = go_in(browser, kim)
    begin(browser, "Memory test")
    press(page.get_by_role("button", name="Show the record"))
    page.get_by_text("Order number").wait_for()
    look(browser, "record")
    sitting = Sitting.objects.get()
    form = sitting.paper["form"]
    assert record[form]["name"]["show"] in page.locator(".record").text_content()
    hour = dt.timedelta(seconds=61)
    Answer.objects.filter(task_key="study").update(shown_at=timezone.now() - hour)
    page.reload()
    page.get_by_text("The record is gone now.").wait_for()
    with cut(browser):
        press(page.get_by_role("button", name="Done, go on"))
        page.get_by_text("No connection.").wait_for()
        page.wait_for_timeout(1500)

    press(page.get_by_role("button", name="Show the call"))
    page.get_by_label("Your notes").fill("Ring back, two phones")
    look(browser, "call")
    page.reload()
    assert page.get_by_label("Your notes").input_value() == "Ring back, two phones"
    press(page.get_by_role("button", name="Done, go on"))

    press(page.get_by_role("button", name="Show the digits"))
    page.locator(".digits").wait_for()
    look(browser, "digits")
    type_digits(page)
    look(browser, "keypad")
    press(page.get_by_role("button", name="Done, go on"))
    page.get_by_text("Right. That was for practice.").wait_for()
    press(page.get_by_role("button", name="Show the digits"))
    page.get_by_label("The digits").wait_for(timeout=20_000)
    with cut(browser):
        page.get_by_label("The digits").press_sequentially("12")
        press(page.get_by_role("button", name="Done, go on"))
        page.get_by_text("No connection.").wait_for()
        page.wait_for_timeout(1500)
    page.get_by_text("Right would have been").wait_for()
    look(browser, "feedback")
    assert Answer.objects.get(task_key="forward-try-2").value["typed"] == "12"

    for section in (2, 3):  # the other trials take minutes; their staircase has tests of its own
        actions.finish_section(sitting_id=sitting.pk, section=section, at=timezone.now())
    page.reload()
    page.get_by_text("Ring back, two phones").wait_for()
    page.get_by_label("What was the call about?").fill("A customer misses a part.")
    page.get_by_text("Saved", exact=True).wait_for()
    look(browser, "retell")
    press(page.get_by_role("button", name="Hand in this part"))
    page.get_by_role("heading", name="Questions on the call").wait_for()
    press(page.get_by_role("button", name="Hand in this part"))
    page.get_by_role("heading", name="The record again").wait_for()
    page.get_by_label("Family name of the customer").fill(record[form]["name"]["show"])
    page.get_by_text("Saved", exact=True).wait_for()
    look(browser, "recall")
    press(page.get_by_role("button", name="Hand in"))
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
            answer(task)
    page.get_by_role("button", name="Save", exact=True).click()
    assert Answer.objects.count() >= 15
    page.get_by_role("button", name="Hand in this part").click()
    page.get_by_role("heading", name="A passage").wait_for()
    page.get_by_role("button", name="Hand in").click()
    page.get_by_text("everything is handed in").wait_for()

    staff = browse()
    staff.sign_in("rosa@example.com", "rosarosa")
    staff.go(f"/applications/{kim.pk}/")
    assert "Taken in the browser" not in staff.page.content()
    staff.page.get_by_role(
        "link", name="Evidence, tests, messages, reports"
    ).focus()  # as one comes by it
    staff.page.get_by_role("heading", name="Taken in the browser").wait_for()
    assert staff.page.evaluate("document.activeElement.id") == "further-link"
    staff.look("recruiter")
    staff.page.get_by_role("link", name="Grant time or another way").click()
    staff.page.get_by_label("Half as much again").or_(
        staff.page.get_by_label("Time")
    ).first.wait_for()
    staff.look("grant")
    staff.go(f"/applications/{kim.pk}/further/")
    staff.page.get_by_role("link", name="Let them sit again").click()
    staff.look("again")


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
    key = answer_by_keys(page)
    page.get_by_text("Saved", exact=True).wait_for()
    wait_until(lambda: saved(key), "the answer")
    page.get_by_role("heading", name="The time of this part is over").wait_for(timeout=60_000)
    other.get_by_role("heading", name="The time of this part is over").wait_for(timeout=60_000)
    browser.look("over")
    page.get_by_text("1 answer of 24 was saved, and it counts.").wait_for()
    assert Answer.objects.get().value == "sent"
    page.get_by_role("button", name="Begin the next part").click()
    page.get_by_role("heading", name="A passage").wait_for()
    fresh = Sitting.objects.get()
    assert (fresh.state, fresh.section) == ("running", 1)
