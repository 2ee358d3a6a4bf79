"""Support cases as files: an inbox, a handbook, records of customers, and notes for readers.

A case is invented and complete: whoever answers needs nothing that does not stand in it. Reading a
file refuses what could not be worked on.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER: Final = Path(__file__).parent / "content"
FEWEST_TICKETS, MOST_TICKETS = 2, 4


class CaseRefused(Exception):
    """A file that nobody could work on; the text says which and why."""


@dataclass(frozen=True)
class Page:
    """A page of the handbook: what may be offered, and what not."""

    title: str
    text: str


@dataclass(frozen=True)
class Record:
    """What is known of an order or a customer, as (name, value)."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Ticket:
    """A mail to be answered; one that `follows` another arrives so many minutes after the start."""

    key: str
    sender: str
    subject: str
    received: str
    body: str
    prompt: str
    follows: str = ""
    minutes: int = 0


@dataclass(frozen=True)
class Case:
    """One case; `readers` is what a right answer uses, for markers only."""

    code: str
    title: str
    setting: str
    handbook: tuple[Page, ...]
    records: tuple[Record, ...]
    tickets: tuple[Ticket, ...]
    readers: tuple[str, ...]


def read_case(text: str) -> Case:
    """Return the case of a file. Raises CaseRefused."""
    row = yaml.safe_load(text)
    try:
        case = Case(
            code=row["code"],
            title=row["title"],
            setting=_line(row["setting"]),
            handbook=tuple(Page(each["title"], _line(each["text"])) for each in row["handbook"]),
            records=tuple(_record(each) for each in row["records"]),
            tickets=tuple(_ticket(each) for each in row["tickets"]),
            readers=tuple(_line(each) for each in row["readers"]),
        )
    except (KeyError, TypeError, AttributeError) as missing:
        raise CaseRefused(f"{row.get('code', '?')}: {missing} is missing or no text") from missing
    for problem in _problems(case):
        raise CaseRefused(f"{case.code}: {problem}")
    return case


def _line(text: str) -> str:
    return " ".join(text.split())


def _paragraphs(text: str) -> str:
    """Return the text with a line a paragraph: files are wrapped, mails are not."""
    return "\n\n".join(_line(each) for each in text.strip().split("\n\n"))


def _record(row: dict[str, Any]) -> Record:
    return Record(row["title"], tuple((str(name), str(value)) for name, value in row["rows"]))


def _ticket(row: dict[str, Any]) -> Ticket:
    return Ticket(**{**row, "body": _paragraphs(row["body"])})


def _problems(case: Case) -> Iterator[str]:
    keys = [ticket.key for ticket in case.tickets]
    if not FEWEST_TICKETS <= len(keys) <= MOST_TICKETS or len(set(keys)) < len(keys):
        yield "a case has two to four tickets, each with a key of its own"
    if not (case.handbook and case.readers):
        yield "a case has a handbook, and notes for its readers"
    for number, ticket in enumerate(case.tickets):
        if ticket.follows and ticket.follows not in keys[:number]:
            yield f"{ticket.key} follows a ticket that does not stand before it"
        if bool(ticket.follows) != bool(ticket.minutes):
            yield f"{ticket.key} arrives later, or follows nothing"


@functools.cache
def all_cases() -> tuple[Case, ...]:
    """Return the cases of this room, in the order of their codes."""
    found = [read_case(file.read_text(encoding="utf-8")) for file in FOLDER.glob("*.yaml")]
    return tuple(sorted(found, key=lambda case: case.code))


def case_by_code(code: str) -> Case | None:
    """Return a case by the code that a paper keeps as its form; None for one that is gone."""
    return next((case for case in all_cases() if case.code == code), None)
