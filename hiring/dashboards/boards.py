"""The boards: a registry, a leaf. What a board shows stands in the room that registers it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hiring.dashboards.figures import Sheet
from interviews.drawings.shapes import PAGE, Palette

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from candidates.layout.viewer import Viewer


@dataclass(frozen=True)
class Filter:
    """One thing to choose; the first option is what counts where the address says nonsense."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]

    def chosen(self, query: Mapping[str, str]) -> str:
        given = query.get(self.name, "")
        values = [value for value, _label in self.options]
        return given if given in values else (values[0] if values else "")


@dataclass(frozen=True)
class Ask:
    """What somebody asks a board: who, when, which filters, and in which colors to draw."""

    user: Viewer
    at: dt.datetime
    values: Mapping[str, str] = field(default_factory=dict)
    palette: Palette = PAGE

    def value(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass(frozen=True)
class Board:
    """One page of figures.

    `may_see` asks about rights only and makes no query. `filters` offers what there is to choose;
    `sheet` gets what was chosen and returns only what this user may see now. What is
    `of_marks` stays off paper for who still owes a scorecard in one of the chosen openings.
    """

    code: str
    label: str | _StrPromise
    lead: str | _StrPromise
    icon: str
    order: int
    url_name: str
    may_see: Callable[[Viewer], bool]
    filters: Callable[[Viewer, Mapping[str, str]], Sequence[Filter]]
    sheet: Callable[[Ask], Sheet]
    of_marks: bool = False


_boards: dict[str, Board] = {}
_papers: list[str] = []


def register(board: Board) -> None:
    """Add a board; a code is taken once."""
    if _boards.setdefault(board.code, board) != board:
        raise ValueError(f"there is a board called {board.code} already")


def get(code: str) -> Board:
    """Return a board by its code; raises KeyError for one that is not there."""
    return _boards[code]


def boards_for(user: Viewer) -> list[Board]:
    """Return the boards that this user gets to see, in their order; no query."""
    shown = [board for board in _boards.values() if board.may_see(user)]
    return sorted(shown, key=lambda board: board.order)


def register_paper(url_name: str) -> None:
    """Say to which address one posts `kind` and `figures` (code?filters) to have a PDF."""
    _papers.append(url_name)


def paper_url_name() -> str:
    """Return that address's name; empty where nobody makes PDFs."""
    return _papers[0] if _papers else ""


def decides(user: Viewer) -> bool:
    """Tell recruiters, hiring managers and administrators from interviewers; no query."""
    return user.has_perm("hiring.add_decision")
