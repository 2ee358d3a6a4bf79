"""A recruiter looks after the bank: finds an item, mends it, takes a file in; an administrator
reads the figures."""

from __future__ import annotations

import pytest

from interviews.assessments import actions, answers, jobs
from interviews.assessments.answers import Answered
from interviews.assessments.exchange.tables import write_csv
from interviews.assessments.models import Item
from tests.interviews.assessments.test_measuring import Attempt, simulated
from tests.interviews.assessments.test_qti_round_trip import item as other_spec

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def _measured(at, monkeypatch):
    """Answers of two hundred simulated people to twenty items of the bank."""
    keys = list(Item.objects.filter(language="en", kind="choice").order_by("pk")[:20])
    rows = [
        Answered(row.sitting, keys[row.item].pk, 0 if row.score else 1 + row.sitting % 2)
        for row in simulated(200, 20, asked=12)
    ]
    monkeypatch.setattr(answers, "_sources", [lambda _language: rows])
    jobs.record(Attempt("en"), jobs.measure(Attempt("en")), at)
    return keys


@pytest.mark.long
def test_the_bank_is_kept_and_read(browse, rosa, ada, at, tmp_path, monkeypatch):
    actions.load_bank(at=at)
    measured = _measured(at, monkeypatch)
    browser = browse()
    page = browser.page
    browser.sign_in(rosa.email, "rosarosa")
    browser.go("/bank/")
    browser.look("bank")
    browser.go("/bank/?language=lt&area=cases&difficulty=2")
    browser.look("filtered")

    browser.go(f"/bank/{measured[0].pk}/")
    browser.look("item")
    page.get_by_role("button", name="New version").click()
    browser.look("form")
    page.get_by_label("What there is to answer").fill("no star here\nnor here")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_text("Put a * before the one option that is right.").wait_for()
    page.get_by_label("What there is to answer").fill("* The mended one.\nThe wrong one.")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("button", name="Put to use").click()
    page.get_by_text("there is no note of a second reading").wait_for()
    page.get_by_label("Note of the second reading").fill("Rosa read key and distractors.")
    page.get_by_role("button", name="Save the note").click()
    page.get_by_role("button", name="Put to use").click()
    page.get_by_text("The item is live").wait_for()
    browser.look("live")
    passage = Item.objects.get(code="zh-hant-pro-01")
    browser.go(f"/bank/{passage.pk}/")
    browser.look("passage")

    file = tmp_path / "items.csv"
    rows = [other_spec(name) for name in ("choice", "several", "order")]
    file.write_text(write_csv(rows) + "bad,en,choice,words,2,Which?,a\r\n", encoding="utf-8")
    browser.go("/bank/import/")
    browser.look("import")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Read the file").click()
    browser.look("read")
    page.get_by_role("button", name="Take 3 items in").click()
    page.get_by_text("3 items came in, as drafts.").wait_for()

    administrator = browse()
    administrator.sign_in(ada.email, "adaada")
    administrator.go("/bank/measures/")
    administrator.look("figures")
