"""The kinds of reports: a registry, a leaf. What a kind is about stands in its own modules.

A new kind is one file, `reports/papers/<kind>.py`, and its template: nothing else is edited. The
file holds a frozen dataclass with everything that will be on paper (with a `head`, out of
`papers.head.head_of`), a `gather` that asks the database with the asker's rights and raises
ReportRefused, a `context` that draws and asks nobody, and `KIND`, a `ReportKind`; whoever starts
the program finds it by that name. `papers/funnel_month.py` is the one to look at: its drawings are
those of the page, with `print_palette` for paper. The template extends `hiring/reports/paper.html`,
which brings the title, opening, plan version, who asked when, page x of y and the fingerprint.
A kind about an application, a Day or a session is offered on their pages by itself; one about a
month on the page of the opening's reports. `tests/hiring/reports/test_kinds.py` draws every kind.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from candidates.layout.viewer import Viewer

About = Literal["application", "day", "session", "month", "bundle", "figures"]
# full: everything the asker may see; blind: nothing of anybody's marks or decisions, for those
# who still have to lock theirs; candidate: what goes into the candidate's own hands
FULL, BLIND, CANDIDATE = "full", "blind", "candidate"
VARIANTS: Final[dict[str, str | _StrPromise]] = {
    FULL: _("in full"),
    BLIND: _("blind, before locking"),
    CANDIDATE: _("for the candidate"),
}


class ReportRefused(Exception):
    """This person may not have this report now; the text says why."""


@dataclass(frozen=True)
class Wanted:
    """What somebody wants: a kind in one variant, and what it is about.

    `month` is the first day of a month and goes with an opening; `chosen` are the keys of the
    applications in a bundle, ascending, which goes with an opening too. `figures` is a board's code
    with its filters, as in “bar?opening=advisor”.
    """

    kind: str
    variant: str = FULL
    application_id: int | None = None
    day_id: int | None = None
    session_id: int | None = None
    opening_id: int | None = None
    month: dt.date | None = None
    chosen: tuple[int, ...] = ()
    figures: str | None = None

    @property
    def about(self) -> About:
        if self.application_id is not None:
            return "application"
        if self.day_id is not None:
            return "day"
        if self.session_id is not None:
            return "session"
        if self.figures is not None:
            return "figures"
        return "bundle" if self.chosen else "month"


@dataclass(frozen=True)
class Attached:
    """A file inside the PDF."""

    name: str
    description: str
    content: bytes


def _two(_inputs: Any) -> int:
    return 2


@dataclass(frozen=True)
class ReportKind:
    """One kind of report.

    `gather` gets the asker, what is wanted and the moment of asking, and returns a frozen
    dataclass with everything that will be on paper, of what the asker may see now; it raises
    ReportRefused. `context` turns it into what the template needs, drawings included, and asks
    nobody. `name` is what the file will be called. `refusal` says in a sentence why somebody may
    not ask now; it is empty when they may. `pages` guesses how many pages there will be, for the
    progress bar only. `pack` makes one ZIP of the inputs and the PDF. A kind is `offered_to` those
    who may ever ask for it; the others do not hear of it. A bundle has no template: `each` is the
    kind drawn for every application.
    """

    code: str
    label: str | _StrPromise
    hint: str | _StrPromise
    about: About
    refusal: Callable[[Viewer, Wanted], str]
    template: str = ""
    gather: Callable[[Any, Wanted, dt.datetime], Any] = lambda *_each: None
    context: Callable[[Any], dict[str, Any]] = lambda _inputs: {}
    name: Callable[[Any], str] = str
    variants: tuple[str, ...] = (FULL,)
    pages: Callable[[Any], int] = _two
    attach: Callable[[Any], Attached] | None = None
    pack: Callable[[Any, bytes], bytes] | None = None
    offered_to: Callable[[Viewer], bool] = lambda _user: True
    each: str = ""
    seconds: float | None = None  # more than documents usually get


_kinds: dict[str, ReportKind] = {}


def register(kind: ReportKind) -> None:
    """Add a kind; a code is taken once."""
    if kind.code in _kinds:
        raise ValueError(f"report kind {kind.code} is registered twice")
    _kinds[kind.code] = kind


def get(code: str) -> ReportKind:
    """Return a kind by its code; raises KeyError for one that is not there."""
    return _kinds[code]


def all_kinds(about: str = "") -> list[ReportKind]:
    """Return the kinds in the order of registration; those about one sort of thing, if told."""
    return [kind for kind in _kinds.values() if not about or kind.about == about]


def canonical(inputs: Any) -> str:
    """Return a report's inputs in their one canonical spelling."""

    def spell(value: Any) -> str:
        if isinstance(value, dt.datetime):
            return value.astimezone(dt.UTC).isoformat()
        if isinstance(value, (dt.date, Decimal)):
            return str(value)
        raise TypeError(f"{type(value).__name__} has no canonical spelling")

    return json.dumps(
        dataclasses.asdict(inputs), sort_keys=True, separators=(",", ":"), default=spell
    )


def fingerprint(inputs: Any) -> str:
    """Return the SHA-256 of a report's inputs in their canonical spelling."""
    return hashlib.sha256(canonical(inputs).encode()).hexdigest()
