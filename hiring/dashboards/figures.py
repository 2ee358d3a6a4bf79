"""What a board shows: figures, each a drawing with its table behind it and words to read it by."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from candidates.layout.sheets import harmless
from interviews.drawings.shapes import Drawing

Value = str | int | float | None


@dataclass(frozen=True)
class Figure:
    """One figure. `words` say what is to be read from it; `note` how it came about.

    A figure without a drawing is a table alone. `columns` and `rows` are those of the drawing
    unless given; `data` are the same rows for machines: numbers with a point, nothing rounded
    for the eye, under `data_columns` (or `columns`).
    """

    key: str
    title: str
    words: tuple[str, ...] = ()
    drawing: Drawing | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    data_columns: tuple[str, ...] = ()
    data: tuple[tuple[Value, ...], ...] = ()
    note: str = ""

    @property
    def table_columns(self) -> tuple[str, ...]:
        return self.columns or (self.drawing.columns if self.drawing else ())

    @property
    def table_rows(self) -> tuple[tuple[str, ...], ...]:
        return self.rows or (self.drawing.rows if self.drawing else ())

    def sheet(self) -> list[tuple[Value, ...]]:
        """Return its head and rows as a spreadsheet wants them."""
        rows: tuple[tuple[Value, ...], ...] = self.data or self.table_rows
        return [self.data_columns or self.table_columns, *rows]


@dataclass(frozen=True)
class Sheet:
    """Everything on one board, in its order; `words` stand above it all.

    `as_of` is when a worker last counted, where the figures do not come from the rows themselves.
    `links` lead to further files: icon, label, address.
    """

    figures: tuple[Figure, ...]
    words: tuple[str, ...] = ()
    as_of: dt.datetime | None = None
    links: tuple[tuple[str, str, str], ...] = ()

    def rows(self) -> list[tuple[Value, ...]]:
        """Return all tables below one another, each under its title, as rows of one file."""
        found: list[tuple[Value, ...]] = []
        for figure in self.figures:
            if found:
                found.append(())
            found.append((figure.title,))
            found += figure.sheet()
        return [tuple(_cell(value) for value in row) for row in found]


def _cell(value: Value) -> Value:
    """Return a cell that no spreadsheet carries out."""
    if isinstance(value, str):
        return harmless(value)
    return round(value, 6) if isinstance(value, float) else value
