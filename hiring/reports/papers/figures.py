"""A board of figures on paper: the same drawings in print colors, each with its table.

What is asked for is the board's code and its filters, as the address of its page has them. The
boards stand in `dashboards.boards`; a new one can be printed without anything here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hiring.dashboards import boards
from hiring.dashboards.boards import Ask, Board
from hiring.dashboards.figures import Figure
from hiring.dashboards.queries.snapshots import blind_openings
from hiring.dashboards.queries.standard import openings_for
from hiring.reports import fonts
from hiring.reports.kinds import ReportKind, ReportRefused, Wanted
from hiring.reports.papers.head import Head
from interviews.drawings.shapes import print_palette

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from hiring.accounts.models import User

WIDEST: Final = 8  # columns that a page has room for


@dataclass(frozen=True)
class FigureSheet:
    """What stands on a board for one person at one moment."""

    head: Head
    chosen: tuple[tuple[str, str], ...]  # filters and what was chosen, in words
    words: tuple[str, ...]
    figures: tuple[Figure, ...]
    counted_at: dt.datetime | None


def asked_for(figures: str) -> tuple[Board, dict[str, str]] | None:
    """Return the board and the filters; None where there is no such board."""
    code, _mark, query = figures.partition("?")
    try:
        return boards.get(code), dict(parse_qsl(query))
    except KeyError:
        return None


def refusal(user: Viewer, wanted: Wanted) -> str:
    """Say why the user may not have it: not their board, or marks that they still owe."""
    found = asked_for(wanted.figures or "")
    if found is None or not found[0].may_see(user):
        return _("There is no such board.")
    board, query = found
    if not board.of_marks:
        return ""
    openings = openings_for(user, every=True)
    chosen = [each for each in openings if each.slug == query.get("opening")] or openings
    blind = blind_openings(user, [each.pk for each in chosen])
    if blind:
        names = ", ".join(str(each) for each in chosen if each.pk in blind)
        return _("You still owe scorecards in %(names)s. Lock them first.") % {"names": names}
    return ""


def gather(user: User, wanted: Wanted, asked_at: dt.datetime) -> FigureSheet:
    """Gather the figures, drawn for paper. Raises ReportRefused."""
    found = asked_for(wanted.figures or "")
    if (refused := refusal(user, wanted)) or found is None:
        raise ReportRefused(refused)
    board, query = found
    filters = board.filters(user, query)
    values = {each.name: each.chosen(query) for each in filters} or query
    palette = print_palette(fonts.STACK, fonts.BOLD_STACK)
    sheet = board.sheet(Ask(user, asked_at, values, palette))
    return FigureSheet(
        head=_head(board, user, wanted, asked_at),
        chosen=tuple(
            (str(each.label), dict(each.options).get(values[each.name], "")) for each in filters
        ),
        words=sheet.words,
        figures=tuple(_for_paper(each) for each in sheet.figures),
        counted_at=sheet.as_of,
    )


def _head(board: Board, user: User, wanted: Wanted, asked_at: dt.datetime) -> Head:
    return Head(
        title=str(board.label),
        opening=str(board.lead),
        team="",
        location="",
        plan="",
        plan_version=None,
        variant=wanted.variant,
        asked_by=user.get_full_name(),
        asked_at=asked_at,
        time_zone=user.time_zone,
        language=get_language() or "",
    )


def _for_paper(figure: Figure) -> Figure:
    """Return the figure as paper takes it: no form for a phone, no numbers for machines."""
    drawing = replace(figure.drawing, narrow=None) if figure.drawing else None
    return replace(figure, drawing=drawing, data=(), data_columns=())


def context(sheet: FigureSheet) -> dict[str, Any]:
    """Return what the template needs; a table too wide for a page is told row by row."""
    return {
        "head": sheet.head,
        "kicker": _("Figures"),
        "chosen": [(label, value) for label, value in sheet.chosen if value],
        "words": sheet.words,
        "counted_at": sheet.counted_at,
        "figures": [
            (each, len(each.table_columns) > WIDEST, _told(each)) for each in sheet.figures
        ],
    }


def _told(figure: Figure) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return each row as its name and its cells with what they are."""
    return [
        (row[0], list(zip(figure.table_columns[1:], row[1:], strict=False)))
        for row in figure.table_rows
        if row
    ]


def file_name(sheet: FigureSheet) -> str:
    """Return what the file is called when somebody keeps it."""
    return f"{sheet.head.title} {sheet.head.asked_at:%Y-%m-%d}.pdf"


def _pages(sheet: FigureSheet) -> int:
    return max(1, len(sheet.figures) // 2)


KIND: Final = ReportKind(
    code="figures",
    label=gettext_lazy("Figures"),
    hint=gettext_lazy("A board with every drawing and the table behind it."),
    about="figures",
    template="hiring/reports/figures.html",
    gather=gather,
    context=context,
    name=file_name,
    refusal=refusal,
    pages=_pages,
    seconds=60,
)
