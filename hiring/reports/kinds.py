"""The kinds of reports: a registry, a leaf. What a kind is about stands in its own modules."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from candidates.layout.viewer import Viewer


class ReportRefused(Exception):
    """This person may not have this report now; the text says why."""


@dataclass(frozen=True)
class ReportKind:
    """One kind of report.

    `gather` gets the asker, the application's key and the moment of asking, and returns a frozen
    dataclass with everything that will be on paper, of what the asker may see now; it raises
    ReportRefused. `context` turns it into what the template
    needs, drawings included, and asks nobody. `name` is what the file will be called.
    `refusal` says in a sentence why somebody may not ask now; it is empty when they may.
    """

    code: str
    label: str | _StrPromise
    template: str
    gather: Callable[[Any, int, dt.datetime], Any]
    context: Callable[[Any], dict[str, Any]]
    name: Callable[[Any], str]
    refusal: Callable[[Viewer, int], str]
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


def all_kinds() -> list[ReportKind]:
    """Return the kinds in the order of registration."""
    return list(_kinds.values())


def fingerprint(inputs: Any) -> str:
    """Return the SHA-256 of a report's inputs in their one canonical spelling."""

    def spell(value: Any) -> str:
        if isinstance(value, dt.datetime):
            return value.astimezone(dt.UTC).isoformat()
        if isinstance(value, (dt.date, Decimal)):
            return str(value)
        raise TypeError(f"{type(value).__name__} has no canonical spelling")

    text = json.dumps(
        dataclasses.asdict(inputs), sort_keys=True, separators=(",", ":"), default=spell
    )
    return hashlib.sha256(text.encode()).hexdigest()
