"""Reads PDFs as people and machines do."""

from __future__ import annotations

import pypdfium2 as pdfium

from hiring.reports import actions, jobs, kinds
from hiring.reports.kinds import Wanted
from hiring.reports.papers.scorecard import ScorecardSheet

KIND = "composite-scorecard"


def ask(application, actor, at, kind: str = KIND, **wanted):
    """Ask for a report on an application."""
    return actions.ask_report(
        wanted=Wanted(kind, application_id=application.pk, **wanted),
        language="en",
        actor=actor,
        at=at,
    )


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
