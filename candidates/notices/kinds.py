"""The kinds of notices: a registry, so that every room brings its own sentences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.dateparse import parse_date

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class UnknownKind(LookupError):
    """No room of this process registered the kind."""


@dataclass(frozen=True)
class Kind:
    """One kind of notice.

    `sentence` is lazy and holds `%(name)s` for each of a notice's values. Unless a notice is
    urgent, it waits for the next morning's digest; with `is_prompt` it only waits for the end of
    the person's quiet hours. What another mail says is not `is_mailed`: it stands on the page.
    A value called "date" is kept as 2026-03-31 and said as its reader writes dates.
    """

    code: str
    label: str | _StrPromise
    sentence: str | _StrPromise
    icon: str = "bell"
    is_prompt: bool = False
    is_mailed: bool = True


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind; raises ValueError when its code is taken by another one."""
    if _kinds.setdefault(kind.code, kind) != kind:
        raise ValueError(f"there is a kind of notice called {kind.code} already")


def get(code: str) -> Kind:
    """Return a kind; raises UnknownKind."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownKind(code) from None


def say(code: str, values: dict[str, Any]) -> str:
    """Return a notice's sentence in the reader's language; an unknown kind shows its code."""
    sentence = str(_kinds[code].sentence) if code in _kinds else code.replace("%", "%%")
    return sentence % defaultdict(str, values | _dates(values))


def _dates(values: dict[str, Any]) -> dict[str, str]:
    """Return the date in the reader's language; nothing where it is words already."""
    try:
        day = parse_date(str(values.get("date", "")))
    except ValueError:  # looks like a date, and is none
        day = None
    return {"date": formats.date_format(day, "DATE_FORMAT")} if day else {}


def unmailed() -> list[str]:
    """Return the codes of the kinds that no mail says."""
    return [code for code, kind in _kinds.items() if not kind.is_mailed]


def label_of(code: str) -> str:
    """Return what people call this kind; its code, where no room knows it any more."""
    return str(_kinds[code].label) if code in _kinds else code


def icon_of(code: str) -> str:
    """Return the kind's icon."""
    return _kinds[code].icon if code in _kinds else "bell"
