"""What a drawn scorecard is: valid, readable, the same every time, and made of nothing else."""

from __future__ import annotations

import dataclasses

import page
import pikepdf
import pytest

from hiring.reports import fonts, render
from tests.hiring.reports.conftest import BULGARIAN, CHINESE, LITHUANIAN, SEEN, make_sheet
from tests.hiring.reports.papers import html_of, text_of

NAMES = [LITHUANIAN, BULGARIAN, CHINESE]


def drawn(name: str = LITHUANIAN) -> bytes:
    html, digest = html_of(make_sheet(name))
    return render.draw(html, identifier=digest)


@pytest.mark.parametrize("name", NAMES)
def test_scorecard_is_valid_pdf_ua_and_says_what_was_written(name):
    content = drawn(name)
    report = page.validate_pdf_bytes(content, profile="ua1")
    assert (report.is_compliant, list(report.failures)) == (True, [])
    text = text_of(content)
    for said in (
        name,
        SEEN[name],
        "Near the bar",
        "3.0: not known yet",
        "2.5: not met",
        "the sum 2.82 is divided by the 80 %",
    ):
        assert said in text
    behind = text.partition("Every mark of")[2]
    assert behind.count(SEEN[name]) == 6  # every mark's evidence, and nothing swallowed


def test_scorecard_takes_two_pages_before_the_evidence_and_has_bookmarks(tmp_path):
    file = tmp_path / "scorecard.pdf"
    file.write_bytes(drawn(CHINESE))
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 3
        assert str(pdf.Root.Lang) == "en"
        assert str(pdf.docinfo.Title) == f"Composite scorecard: {CHINESE}, Headset advisor"
        assert str(pdf.docinfo.CreationDate) == "D:20261118130000Z"
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == [CHINESE, "Evidence"]
            assert [item.title for item in outline.root[0].children][:4] == [
                "Red flags",
                "Stage scores",
                "What the number is made of",
                "Where interviewers disagree",
            ]


def test_drawing_in_a_pdf_speaks_by_its_title(tmp_path):
    file = tmp_path / "scorecard.pdf"
    file.write_bytes(drawn())
    with pikepdf.open(file) as pdf:
        spoken = [
            str(thing.Alt)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing
        ]
    assert any(text.startswith(f"Stage scores of {LITHUANIAN}: ") for text in spoken)
    assert any(text.startswith(f"Composite of {LITHUANIAN}: 3.5 (3.2–3.8)") for text in spoken)


def test_same_inputs_give_the_same_bytes():
    assert drawn() == drawn()


def test_other_inputs_give_another_fingerprint():
    sheet = make_sheet()
    other = dataclasses.replace(sheet, plan_version=3)
    assert html_of(sheet)[1] == html_of(make_sheet())[1]
    assert html_of(sheet)[1] != html_of(other)[1]


def test_every_page_names_the_fingerprint_and_its_number():
    html, digest = html_of(make_sheet())
    text = text_of(render.draw(html, identifier=digest))
    assert text.count(f"sha256 {digest.decode()}") == 3
    assert "Page 1 of 3" in text
    assert "Page 3 of 3" in text


def test_what_people_typed_stays_text():
    sheet = make_sheet(
        evidence="<script>alert(1)</script><b>bold</b> {{ x }} & “quotes” <img src=x>"
    )
    html, digest = html_of(sheet)
    text = text_of(render.draw(html, identifier=digest))
    assert "<script>alert(1)</script><b>bold</b> {{ x }} & “quotes” <img src=x>" in text


def test_every_font_file_has_a_family_of_its_own():
    families = [face.family for face in fonts.FACES]
    assert len(families) == len(set(families)) == 14
    assert len({fonts.font_file(face) for face in fonts.FACES}) == 14


def test_font_that_two_processes_convert_is_there_once(settings, tmp_path):
    import os

    settings.VAR = tmp_path
    face = fonts.REGULAR[0]
    children = []
    for _each in range(2):
        child = os.fork()
        if child == 0:
            fonts.font_file(face)
            os._exit(0)
        children.append(child)
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    assert [file.name for file in fonts.folder().iterdir()] == [fonts.font_file(face).name]
