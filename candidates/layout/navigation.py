"""The navigation bar: a registry, so that every floor adds its own entries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from candidates.layout.viewer import Viewer


@dataclass(frozen=True)
class Entry:
    """A link in the bar. `shown_to` asks about rights only; it makes no query of its own."""

    label: str | _StrPromise
    url_name: str
    icon: str
    order: int
    shown_to: Callable[[Viewer], bool]


_entries: list[Entry] = []


def register(entry: Entry) -> None:
    """Add an entry; the bar shows them by `order`."""
    _entries.append(entry)
    _entries.sort(key=lambda each: each.order)


def entries_for(user: Viewer) -> list[Entry]:
    """Return the entries that this user gets to see."""
    if not user.is_authenticated:
        return []
    return [entry for entry in _entries if entry.shown_to(user)]
