"""The two pages from which one decides hold whatever there is; what is cut stands behind them."""

from __future__ import annotations

import dataclasses

import page
import pypdfium2 as pdfium
import pytest

from hiring.reports import render
from hiring.reports.papers import front
from hiring.reports.papers.scorecard import SheetCriterion, SheetFlag, SheetMark, SheetStage
from tests.conftest import NOON
from tests.hiring.reports.conftest import make_sheet
from tests.hiring.reports.papers import html_of

LONG_WORD = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 3
LONG = f"{LONG_WORD} 來自臺北市先問客戶試過什麼 " * 6 + "CANARY"


def filled(stages: int, raters: int, *, criteria: int = 1, long: bool = False, flags: int = 0):
    """A scorecard of so many stages, each marked by so many."""
    said = LONG if long else "Asked the caller twice what had been tried, and summed it up."
    name = LONG_WORD if long else "Warmth on the line"
    mark = [SheetMark(name if long else "Ines Ivanova", 1 + n * 2 % 5, "", said)
            for n in range(raters)]  # fmt: skip
    stage = SheetStage(name, 100 // stages, 3.0, True, 3.6, 0.3, raters, raters,
                       tuple(SheetCriterion(f"{name} {n}", name, tuple(mark))
                             for n in range(criteria)))  # fmt: skip
    flag = SheetFlag("Dishonesty", said, name, NOON, said, name)
    kim = f"{LONG_WORD} of Kim" if long else "Kim Karlsson"
    return dataclasses.replace(
        make_sheet(kim), stages=(stage,) * stages, flags=(flag,) * flags,
        opening=f"{name} {name}", plan=name,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stages", "raters", "criteria", "long", "flags"),
    [
        (4, 1, 1, False, 0),
        (8, 1, 1, True, 0),
        (5, 3, 2, True, 1),
        (8, 3, 1, True, 3),
    ],
    ids=["4", "8, long", "15, long", "24, long, flags"],
)
def test_front_of_any_scorecard_is_two_pages(stages, raters, criteria, long, flags):
    sheet = filled(stages, raters, criteria=criteria, long=long, flags=flags)
    content = render.draw(html_of(sheet)[0], identifier=b"x")
    document = pdfium.PdfDocument(content)
    texts = [each.get_textpage().get_text_bounded() for each in document]
    document.close()
    assert [number for number, text in enumerate(texts) if "Every mark of" in text] == [2]
    given = stages * raters * criteria
    behind = "".join(texts[2:])
    if long:
        assert behind.count("CANARY") == given + 2 * flags
        assert "… → " in texts[1]
        assert ("… → Red flags" in texts[0]) is bool(flags)
    else:
        assert behind.count("Asked the caller twice") == given


def test_front_with_cut_texts_is_valid_pdf_ua():
    sheet = dataclasses.replace(filled(4, 2, long=True, flags=1), team="Vilnius\x1f\x07")
    html, digest = html_of(sheet)
    report = page.validate_pdf_bytes(render.draw(html, identifier=digest), profile="ua1")
    assert (report.is_compliant, list(report.failures)) == (True, [])


def test_text_that_fits_is_left_alone_and_one_that_does_not_says_where_it_goes_on():
    words = "one two three four five six seven eight nine ten"
    assert front.cut(words, 500, 1, number="4.2") == front.Cut(words, 1)
    short = front.cut(words, 80, 2, number="4.2")
    assert (short.rest_at, short.lines) == ("4.2", 2)
    assert words.startswith(short.text)
    assert front.lines_of(f"{short.text} … → 4.2", 80) <= 2


def test_word_wider_than_a_line_takes_the_lines_it_needs():
    assert front.lines_of("W" * 40, 100) >= 40 * 8 * 0.9 / 100
    short = front.cut("W" * 400, 100, 3, number="1.1").text
    assert (short, 20 < len(short) < 40) == ("W" * len(short), True)


def test_only_high_marks_speak_for_and_only_low_ones_against():
    told = front.second_page(make_sheet(), dict.fromkeys(["1.1", "2.1", "2.2", "3.1"]))
    assert [(each["number"], each["value"]) for each in told["for"]] == [("2.2", 4), ("1.1", 4)]
    assert [(each["number"], each["value"]) for each in told["against"]] == [("3.1", 2)]
    assert [each["number"] for each in told["apart"]] == ["2.1"]


def test_strongest_mark_speaks_first_whatever_else_was_given_on_its_criterion():
    def criterion(name: str, *values: int) -> SheetCriterion:
        return SheetCriterion(name, "", tuple(SheetMark("Ines", v, "", "Seen.") for v in values))

    good = criterion("Good", 4, 4)
    weak, best = criterion("Weak", 2, 1), criterion("Best", 4, 5)
    stage = SheetStage("Calls", 100, None, None, 3.6, 0.3, 2, 2, (good, weak, best))
    sheet = dataclasses.replace(make_sheet(), stages=(stage,))
    told = front.second_page(sheet, dict.fromkeys(["1.1", "1.2", "1.3"]))
    assert [(each["number"], each["value"]) for each in told["for"]] == [("1.3", 5), ("1.1", 4)]
    assert [(each["number"], each["value"]) for each in told["against"]] == [("1.2", 1)]
