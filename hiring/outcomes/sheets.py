"""Outcomes out of a CSV file: reading, guessing columns, and what is wrong with a line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST_LINES: Final = 5_000
MOST_COLUMNS: Final = 40
_LONGEST_CELL: Final = 300
DATES: Final = {
    "iso": ("%Y-%m-%d", _("2026-03-31")),
    "dmy": ("%d.%m.%Y", _("31.03.2026")),
    "mdy": ("%m/%d/%Y", _("03/31/2026")),
}


class Unreadable(Exception):
    """The file is no table that could be read; the text says why."""


@dataclass(frozen=True)
class Field:
    """One thing that a column may hold. `guesses` are what its head may be called."""

    name: str
    label: str | _StrPromise
    guesses: tuple[str, ...]
    kind: str  # text, date, month, count, number
    low: float = 0
    high: float = 10_000_000


FIELDS: Final = (
    Field("email", _("E-mail of the person"), ("e mail", "mail", "agent", "person"), "text"),
    Field("month", _("Month (2026-03)"), ("month", "period"), "month"),
    Field("begins", _("First day"), ("from", "begin", "begins", "start", "first day"), "date"),
    Field("ends", _("Last day"), ("to", "until", "end", "ends", "last day"), "date"),
    Field("satisfaction", _("CSAT, mean from 1 to 5"), ("csat", "csat mean"), "number", 1, 5),
    Field("satisfaction_of", _("CSAT, answers"), ("csat count", "csat answers", "csat n"), "count"),
    Field("promoters", _("Would recommend, yes"), ("nps yes", "yes", "promoters"), "count"),
    Field("promoters_of", _("Would recommend, answers"), ("nps count", "nps answers"), "count"),
    Field("quality", _("Quality check, percent"), ("qa", "quality"), "number", 0, 100),
    Field("solved", _("Solved at first contact"), ("fcr", "solved", "fcr yes"), "count"),
    Field("solved_of", _("Cases"), ("cases", "fcr count", "fcr n", "contacts"), "count"),
    Field("days_there", _("Days there"), ("present", "days present"), "count", 0, 400),
    Field("days_due", _("Days due"), ("due", "days due", "scheduled"), "count", 0, 400),
)  # fmt: skip
BY_NAME: Final = {field.name: field for field in FIELDS}
FIGURES: Final = tuple(field.name for field in FIELDS[4:])
PAIRS: Final = (
    ("satisfaction", "satisfaction_of"),
    ("promoters", "promoters_of"),
    ("solved", "solved_of"),
    ("days_there", "days_due"),
)


@dataclass(frozen=True)
class Fault:
    """What is wrong in one line: in which column (a field's name, or none), and why."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Parsed:
    """One good line: who, from when until when (half-open), and the figures that it has."""

    email: str
    begins: dt.date
    until: dt.date
    figures: dict[str, float | int]


def read(content: str) -> tuple[list[str], list[list[str]]]:
    """Return the heads and the lines of a CSV text; empty lines are passed over.

    Commas, semicolons and tabs are told apart by the first line. Raises Unreadable.
    """
    first = content.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [
            [cell.strip()[:_LONGEST_CELL] for cell in row]
            for row in csv.reader(io.StringIO(content), delimiter=delimiter, strict=True)
            if any(cell.strip() for cell in row)
        ]
    except csv.Error as error:
        raise Unreadable(
            str(_("The file is no CSV table: a quotation mark is left open."))
        ) from error
    if len(rows) < 2 or len(rows[0]) < 2:  # noqa: PLR2004
        raise Unreadable(str(_("The file needs a line with heads and at least one line below it.")))
    if len(rows) - 1 > MOST_LINES or len(rows[0]) > MOST_COLUMNS:
        raise Unreadable(
            str(_("Up to %(lines)d lines and %(columns)d columns at a time."))
            % {"lines": MOST_LINES, "columns": MOST_COLUMNS}
        )
    width = len(rows[0])
    return rows[0], [(row + [""] * width)[:width] for row in rows[1:]]


def guess(columns: Sequence[str]) -> dict[str, int]:
    """Guess which column holds what, by its head; each column once."""
    heads = [re.sub(r"[^a-z]+", " ", column.lower()).strip() for column in columns]
    mapping: dict[str, int] = {}
    for field in FIELDS:
        for wanted in (field.name.replace("_", " "), *field.guesses):
            if wanted in heads and heads.index(wanted) not in mapping.values():
                mapping[field.name] = heads.index(wanted)
                break
    return mapping


def faults_of_mapping(mapping: Mapping[str, int]) -> list[str]:
    """Say what a mapping lacks before any line can be read."""
    said = []
    if "email" not in mapping:
        said.append(str(_("Say which column holds the e-mail of the person.")))
    if "month" not in mapping and not {"begins", "ends"} <= set(mapping):
        said.append(str(_("Say which column holds the month, or the first and the last day.")))
    if not set(FIGURES) & set(mapping):
        said.append(str(_("Say which columns hold figures.")))
    for part, whole in PAIRS:
        if (part in mapping) != (whole in mapping):
            said.append(
                str(_("“%(part)s” and “%(whole)s” go together: choose both or neither."))
                % {"part": BY_NAME[part].label, "whole": BY_NAME[whole].label}
            )
    if len(set(mapping.values())) < len(mapping):
        said.append(str(_("One column cannot hold two things.")))
    return said


class _Wrong(Exception):
    """A cell that does not hold what its column should."""


def _number(text: str, field: Field) -> float:
    plain = text.replace("\u00a0", "").replace(" ", "").removesuffix("%")
    if re.fullmatch(r"-?\d+,\d+", plain):
        plain = plain.replace(",", ".")
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain):
        raise _Wrong(str(_("“%(text)s” is no number.")) % {"text": text})
    value = float(plain)
    if not field.low <= value <= field.high:
        raise _Wrong(
            str(_("%(value)s does not lie between %(low)g and %(high)g."))
            % {"value": text, "low": field.low, "high": field.high}
        )
    return value


def _count(text: str, field: Field) -> int:
    value = _number(text, field)
    if not value.is_integer():
        raise _Wrong(str(_("“%(text)s” is no whole number.")) % {"text": text})
    return int(value)


def _date(text: str, dates: str) -> dt.date:
    form, example = DATES[dates]
    try:
        return dt.datetime.strptime(text, form).replace(tzinfo=dt.UTC).date()
    except ValueError:
        raise _Wrong(
            str(_("“%(text)s” is no date like %(example)s.")) % {"text": text, "example": example}
        ) from None


def _month(text: str) -> dt.date:
    try:
        return dt.datetime.strptime(f"{text}-01", "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        raise _Wrong(str(_("“%(text)s” is no month like 2026-03.")) % {"text": text}) from None


def parse(cells: Sequence[str], mapping: Mapping[str, int], dates: str) -> Parsed | list[Fault]:
    """Read one line; return everything that is wrong with it at once, if anything is."""
    readers: dict[str, Callable[[str, Field], Any]] = {
        "text": lambda text, _field: text.lower(),
        "date": lambda text, _field: _date(text, dates),
        "month": lambda text, _field: _month(text),
        "count": _count,
        "number": _number,
    }
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, column in mapping.items():
        field, text = BY_NAME[name], cells[column]
        if not text:
            continue
        try:
            values[name] = readers[field.kind](text, field)
        except _Wrong as wrong:
            faults.append(Fault(name, str(wrong)))
    faults += _missing(values, {fault.field for fault in faults})
    if faults:
        return faults
    begins, until = _span(values)
    if begins >= until:
        return [Fault("ends", str(_("The last day lies before the first.")))]
    figures = {name: values[name] for name in FIGURES if name in values}
    return Parsed(values["email"], begins, until, figures)


def _missing(values: Mapping[str, Any], wrong: set[str]) -> list[Fault]:
    faults = []
    if "email" not in values and "email" not in wrong:
        faults.append(Fault("email", str(_("The e-mail is missing."))))
    has_time = "month" in values or {"begins", "ends"} <= set(values)
    if not (has_time or wrong & {"month", "begins", "ends"}):
        faults.append(Fault("month", str(_("Month, or first and last day, are missing."))))
    if not (set(values) | wrong) & set(FIGURES):
        faults.append(Fault("", str(_("There is no figure in this line."))))
    for part, whole in PAIRS:
        faults += _pair(values, wrong, part, whole)
    return faults


def _pair(values: Mapping[str, Any], wrong: set[str], part: str, whole: str) -> list[Fault]:
    if {part, whole} & wrong:
        return []
    if (part in values) != (whole in values):
        gone = whole if part in values else part
        return [Fault(gone, str(_("“%(name)s” is missing.")) % {"name": BY_NAME[gone].label})]
    if whole not in values:
        return []
    if values[whole] == 0:
        return [Fault(whole, str(_("Nothing out of nothing: leave both empty.")))]
    if part != "satisfaction" and values[part] > values[whole]:
        return [Fault(part, str(_("This is more than there were.")))]
    return []


def _span(values: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
    if "month" in values:
        begins: dt.date = values["month"]
        return begins, (begins + dt.timedelta(days=32)).replace(day=1)
    return values["begins"], values["ends"] + dt.timedelta(days=1)
