"""The bank as CSV: one item a row, what there is to answer in the notation of forms.

A spreadsheet takes a cell that begins with = + - @ for a formula: such cells go out behind an
apostrophe, and come in without it.
"""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from interviews.assessments import notation
from interviews.assessments.exchange import lines
from interviews.assessments.exchange.lines import FileRefused, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from interviews.assessments.specs import ItemSpec

COLUMNS: Final = (
    "code",
    "language",
    "kind",
    "area",
    "difficulty",
    "stem",
    "content",
    "rationale",
    "proof_note",
    "competency",
    "source",
    "licence",
    "time_limit_seconds",
)
_NEEDED: Final = ("code", "language", "kind", "area", "difficulty", "stem", "content")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_csv(specs: Iterable[ItemSpec]) -> str:
    """Return the items as CSV, with a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for spec in specs:
        values = {name: getattr(spec, name) for name in COLUMNS if name != "content"}
        values["content"] = notation.to_text(spec.kind, spec.body)
        writer.writerow([_safe(values[name]) for name in COLUMNS])
    return out.getvalue()


def read_csv(content: bytes) -> list[Line]:
    """Return the items of a CSV file, each with its line. Raises FileRefused."""
    text = lines.decoded(content)
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    with _quotation_marks_kept(reader):
        names = [(name or "").strip().lower() for name in reader.fieldnames or ()]
    missing = [name for name in _NEEDED if name not in names]
    if missing:
        raise FileRefused(
            _("The first line has to name the columns; missing: %(names)s.")
            % {"names": ", ".join(missing)}
        )
    reader.fieldnames = names
    return lines.without_doubles(_rows(reader))


def _rows(reader: csv.DictReader[str]) -> Iterable[Line]:
    found: list[Line] = []
    begins = reader.line_num + 1
    with _quotation_marks_kept(reader):
        for row in reader:
            if len(found) == lines.MOST:
                raise FileRefused(
                    _("The file has more than %(most)s items. Send it in parts.")
                    % {"most": lines.MOST}
                )
            found.append(_row(row, begins))
            begins = reader.line_num + 1
    return found


@contextmanager
def _quotation_marks_kept(reader: csv.DictReader[str]) -> Iterator[None]:
    """Say at which line the file stops being CSV. Raises FileRefused."""
    try:
        yield
    except csv.Error as problem:
        raise FileRefused(
            _("Line %(number)s cannot be read as CSV: a quotation mark may be missing.")
            % {"number": reader.line_num}
        ) from problem


def _row(row: Mapping[str | None, str | None], number: int) -> Line:
    where = _("line %(number)s") % {"number": number}
    cells = {name: _plain(value or "") for name, value in row.items() if isinstance(name, str)}
    code = cells["code"].strip()
    if None in row:
        return lines.refused(where, code, _("there are more cells than columns"))
    try:
        body = notation.from_text(cells["kind"].strip(), cells["content"])
        return lines.checked(where, lines.spec_from(cells, body))
    except ValueError as problem:
        return lines.refused(where, code, str(problem))


def _safe(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith((*_FORMULA, "'")) else text


def _plain(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:2] in (*_FORMULA, "'") else text
