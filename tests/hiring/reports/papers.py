"""Reads PDFs as people and machines do."""

from __future__ import annotations

import pypdfium2 as pdfium

from hiring.reports import jobs, kinds
from hiring.reports.sheet import ScorecardSheet

KIND = "composite-scorecard"


def html_of(sheet: ScorecardSheet) -> tuple[str, bytes]:
    html, digest = jobs.page_of(kinds.get(KIND), sheet, asked_at=sheet.asked_at)
    return html, digest.encode()


def text_of(content: bytes) -> str:
    """All the text of a PDF, each run of white space as one space."""
    document = pdfium.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return " ".join(" ".join(pages).split())
