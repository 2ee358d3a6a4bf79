"""One candidate all the way: apply, screen, the Day, blind marks, composite, PDF, decision, answer.

Everything is real: Chromium, PostgreSQL, Redis, RQ workers, the dispatcher, WeasyPrint, mail
written to files.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pikepdf
import pypdfium2
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from interviews.competencies.starter import ensure_starter_competencies
from interviews.plans.actions import (
    activate_plan,
    change_stage,
    create_plan_from_template,
    remove_stage,
)
from interviews.plans.models import Stage

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

NAME = "Žydrūnė Šimkutė-Ąžuolienė"
ADDRESS = "zydrune@example.org"
CANARY = "She said the orange heron sentence twice and then smiled at the caller."
PATIENCE_SECONDS = 60


def cv() -> bytes:
    """A real PDF of one page."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def wait_until(check, what: str):
    """Wait for something that workers do; say what did not come."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if found := check():
            return found
        time.sleep(0.2)
    pytest.fail(f"{what} did not come in {PATIENCE_SECONDS} s")


def mails(folder: Path) -> list[email.message.EmailMessage]:
    """Every mail that went out, oldest first."""
    parse = email.policy.default
    found = []
    for file in sorted(folder.glob("*"), key=lambda each: each.stat().st_mtime):
        for part in file.read_text().split("-" * 79):
            if part.strip():
                found.append(email.message_from_string(part.strip(), policy=parse))
    return found


def link_in(folder: Path, address: str) -> str:
    """The way into the portal that was mailed to an address."""

    def look() -> str:
        for mail in mails(folder):
            found = re.search(r"https?://\S+/my/enter/\S+", mail.get_content())
            if address in mail["To"] and found:
                return found[0]
        return ""

    return wait_until(look, "the confirmation mail")


@pytest.fixture
def two_raters(opening, rosa, milan):
    """The opening on a plan of one stage for two interviewers."""
    at = timezone.now()
    ensure_starter_competencies(at=at)
    plan = create_plan_from_template(opening_id=opening.pk, template="d", actor=rosa, at=at)
    stages = list(Stage.objects.filter(plan=plan).order_by("position"))
    kept = next(stage for stage in stages if stage.kind == "teach-me-something")
    for stage in stages:
        if stage.pk != kept.pk:
            remove_stage(stage_id=stage.pk, actor=rosa, at=at)
    change_stage(
        stage_id=kept.pk,
        title=kept.title,
        weight=100,
        gate=None,
        minutes=30,
        raters=2,
        actor=rosa,
        at=at,
    )
    activate_plan(plan_id=plan.pk, actor=milan, at=at)
    return kept


def fill_in_scorecard(browser, evidence: str, mark: int) -> None:
    """Mark every criterion and wait until the page says that it is saved."""
    page = browser.page
    page.locator("[data-criterion]").first.wait_for()  # `all` below does not wait
    for box in page.locator("[data-criterion]").all():
        box.locator(f"input[type=radio][value='{mark}']").check(force=True)
        box.locator("textarea").fill(evidence)
        box.locator("textarea").blur()
    expect(page.locator("[data-status]")).to_have_text("Saved", timeout=15_000)


def test_candidate_goes_all_the_way(
    browse, workers, opening, two_raters, rosa, milan, ines, viktor
):
    kim = browse()
    kim.go("/jobs/")
    kim.look("careers")
    kim.page.get_by_role("link", name="Headset advisor").click()
    kim.look("opening")
    kim.page.get_by_role("link", name="Apply", exact=True).first.click()
    kim.page.get_by_label("Name").fill(NAME)
    kim.page.get_by_role("button", name="Send the application").click()
    kim.page.get_by_text("Nothing that you typed is lost").wait_for()
    kim.look("apply-refused")
    assert kim.page.get_by_label("Name").input_value() == NAME
    kim.page.get_by_label("E-mail").fill(ADDRESS)
    kim.page.get_by_label("CV as a file").set_input_files(
        {"name": "gyvenimo aprašymas.pdf", "mimeType": "application/pdf", "buffer": cv()}
    )
    kim.page.get_by_label("Why you, and why here").fill("I listen before I answer.")
    kim.page.get_by_role("button", name="Send the application").click()
    kim.page.get_by_role("heading", name="Thank you").wait_for()
    kim.look("thanks")
    kim.go(link_in(workers, ADDRESS))
    kim.look("way-in")
    kim.page.get_by_role("button", name="Open my page").click()
    kim.page.get_by_role("heading", name="Headset advisor").wait_for()
    kim.look("portal")

    recruiter = browse()
    recruiter.go("/login/")
    recruiter.look("login")
    recruiter.sign_in("rosa@example.com", "rosarosa")
    recruiter.look("home-recruiter")
    recruiter.go("/openings/")
    recruiter.look("openings")
    recruiter.go(f"/openings/{opening.slug}/table/")
    recruiter.look("table")
    recruiter.go(f"/openings/{opening.slug}/board/")
    recruiter.look("board")
    recruiter.page.get_by_role("link", name=NAME, exact=True).click()
    recruiter.look("application")
    for step in ("Screening", "Invited"):
        recruiter.page.get_by_role("button", name=step).click()
        recruiter.page.locator(".page-head .tag", has_text=step).wait_for()

    today = timezone.localdate(timezone=ZoneInfo(opening.time_zone))
    recruiter.go(f"/openings/{opening.slug}/days/new/")
    recruiter.page.get_by_label("Date", exact=True).fill(today.isoformat())
    recruiter.page.get_by_label("Begins at").fill("17:15")
    recruiter.page.get_by_label("Site", exact=True).fill("Vilnius")
    recruiter.look("day-new")
    recruiter.page.get_by_role("button", name="Plan the Day").click()
    recruiter.page.wait_for_url(re.compile(r"/days/\d+/"))
    day = re.search(r"/days/(\d+)/", recruiter.page.url)[1]
    recruiter.go(f"/days/{day}/")
    recruiter.page.get_by_role("link", name="Candidates").first.click()
    recruiter.page.get_by_label(NAME).check()
    recruiter.page.get_by_role("button", name="Put on the Day").click()
    recruiter.go(f"/days/{day}/")
    recruiter.page.get_by_role("link", name="Book a session").click()
    recruiter.page.get_by_label("Begins at").fill("17:15")
    for person in (NAME, "Ines Ivanova", "Viktor Vasilev"):
        recruiter.page.get_by_label(person).check()
    recruiter.look("book")
    recruiter.page.get_by_role("button", name="Book", exact=True).click()
    recruiter.go(f"/days/{day}/")
    recruiter.page.get_by_role("button", name="Publish").click()
    recruiter.look("day")
    recruiter.go(f"/days/{day}/live/")
    recruiter.page.get_by_role("button", name=f"Check in {NAME}").click()
    recruiter.page.get_by_text("Nobody is missing.").wait_for()
    recruiter.look("live")
    recruiter.page.get_by_role("button", name=re.compile("^Start early")).click()
    recruiter.page.get_by_role("button", name=re.compile("^End ")).click()
    recruiter.page.get_by_role("button", name=re.compile("^End ")).wait_for(state="hidden")

    first = browse()
    first.sign_in("ines@example.com", "inesines")
    first.go("/my-day/")
    first.look("my-day")
    first.page.get_by_role("link", name=re.compile(NAME)).first.click()
    fill_in_scorecard(first, CANARY, 5)
    first.look("scorecard")
    first.page.get_by_role("button", name="Lock my marks").click()
    first.page.get_by_text("Locked", exact=False).first.wait_for()

    second = browse()
    second.sign_in("viktor@example.com", "viktorviktor")
    for path in ("/", "/my-day/", f"/days/{day}/", f"/days/{day}/live/", "/search/?q=orange"):
        assert CANARY not in second.go(path).content()
    second.go("/my-day/")
    second.page.get_by_role("link", name=re.compile(NAME)).first.click()
    assert CANARY not in second.page.content()
    fill_in_scorecard(second, "He explained the knot a third time and drew a new picture.", 5)
    second.page.get_by_role("button", name="Lock my marks").click()
    second.page.get_by_text(CANARY).first.wait_for()  # now both have locked
    second.look("scorecard-locked")

    recruiter.go(f"/days/{day}/finish/")
    recruiter.page.get_by_role("button", name="Finish the Day").click()

    manager = browse()
    manager.sign_in("milan@example.com", "milanmilan")
    manager.look("home-manager")
    manager.go("/decisions/")
    manager.look("decisions")
    manager.page.get_by_role("link", name=NAME, exact=True).first.click()

    def composite_is_there() -> bool:
        manager.page.reload()
        return manager.page.get_by_text("5.0").count() > 0

    wait_until(composite_is_there, "the composite")
    manager.look("decision")
    decision_page = manager.page.url
    application_page = decision_page.removesuffix("decision/")
    manager.go(application_page)
    manager.look("application-marked")
    manager.page.get_by_role(
        "link", name="Evidence, tests, messages, reports"
    ).scroll_into_view_if_needed()
    manager.page.get_by_role("button", name="Make: Composite scorecard").click()
    manager.page.get_by_role("link", name="Download the PDF").wait_for(timeout=240_000)
    manager.look("report")
    href = manager.page.get_by_role("link", name="Download the PDF").get_attribute("href")
    pdf = manager.context.request.get(f"{manager.address}{href}").body()
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    assert NAME in text
    manager.go(decision_page)
    manager.page.get_by_label("Hire").check()
    manager.page.get_by_label("Reason").select_option(label="The evidence of the Day")
    manager.page.get_by_label("In words").fill("Stayed even and found a new way to explain.")
    manager.page.get_by_role("button", name="Decide").click()
    manager.page.get_by_text("Offered").first.wait_for()
    manager.look("decided")

    kim.go("/my/")
    assert "join us" not in kim.page.inner_text("main")  # not before the mail went out
    recruiter.go("/messages/")
    recruiter.look("drafts")
    release_drafts(recruiter)
    wait_until(
        lambda: any("like you to join us" in mail["Subject"] for mail in mails(workers)),
        "the offer's mail",
    )

    def answer_is_there() -> bool:
        kim.go("/my/")
        return "We would like you to join us." in kim.page.inner_text("main")

    wait_until(answer_is_there, "the answer")
    kim.look("answer")
    recruiter.go(f"/openings/{opening.slug}/funnel/")
    recruiter.look("funnel")


def release_drafts(browser) -> None:
    """Tick every draft and release them together."""
    for box in browser.page.locator("main input[type=checkbox]").all():
        box.check()
    browser.page.get_by_role("button", name=re.compile("^Release")).first.click()
