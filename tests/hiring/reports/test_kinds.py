"""What holds of every kind of report: valid, the same again, and headed as all are."""

from __future__ import annotations

import page
import pytest

from hiring.reports import jobs, kinds, render
from tests.hiring.reports.conftest import BULGARIAN, CHINESE, LITHUANIAN, make_sheet
from tests.hiring.reports.more_samples import (
    make_export,
    make_figures,
    make_letter,
    make_month,
    make_result,
    make_timetable,
)
from tests.hiring.reports.papers import text_of
from tests.hiring.reports.samples import make_kit, make_pack, make_packet

SAMPLES = {
    "composite-scorecard": make_sheet,
    "decision-packet": lambda name=LITHUANIAN: make_packet(2, name=name),
    "day-pack": lambda _name="": make_pack(2),
    "interviewer-kit": lambda _name="": make_kit(),
    "candidate-timetable": make_timetable,
    "offer-letter": make_letter,
    "result-sheet": make_result,
    "privacy-export": make_export,
    "funnel-month": lambda name="Radio": make_month(name),
    "figures": make_figures,
}


def drawn(code, *name):
    inputs = SAMPLES[code](*name)
    asked_at = getattr(inputs, "asked_at", None) or inputs.head.asked_at
    html, digest = jobs.page_of(kinds.get(code), inputs, asked_at=asked_at)
    return render.draw(html, identifier=digest.encode()), digest


def test_every_kind_that_is_drawn_has_a_sample():
    assert sorted(SAMPLES) == sorted(kind.code for kind in kinds.all_kinds() if kind.template)


@pytest.mark.parametrize("code", SAMPLES)
def test_kind_is_valid_pdf_ua_headed_and_the_same_again(code):
    content, digest = drawn(code)
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert (report.is_compliant, list(report.failures)) == (True, [])
    text = text_of(content)
    assert f"sha256 {digest}" in text
    assert "Page 1 of " in text
    assert "Headset advisor" in text
    assert drawn(code)[0] == content


@pytest.mark.parametrize(
    "code", ["candidate-timetable", "offer-letter", "result-sheet", "funnel-month", "figures"]
)
@pytest.mark.parametrize("name", [BULGARIAN, CHINESE])
def test_kind_is_real_text_in_every_script(code, name):
    assert name in text_of(drawn(code, name)[0])


def test_paper_for_a_candidate_names_nobody_of_the_staff():
    for code in ("candidate-timetable", "offer-letter", "result-sheet", "privacy-export"):
        text = text_of(drawn(code)[0])
        assert LITHUANIAN in text
        assert [who for who in ("Milan Mraz", "Rosa Ruiz") if who in text] == []
