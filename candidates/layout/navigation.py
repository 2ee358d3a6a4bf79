"""The navigation bar and the viewer's own menu: registries that every floor adds to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from candidates.layout.viewer import Viewer


@dataclass(frozen=True)
class Entry:
    """A link in the bar or the menu. `shown_to` asks about rights only and makes no query.

    `count` says how much is new behind it, out of what came with the user; no query either.
    """

    label: str | _StrPromise
    url_name: str
    icon: str
    order: int
    shown_to: Callable[[Viewer], bool]
    count: Callable[[Viewer], int] | None = None

    @property
    def url(self) -> str:
        return _address(self.url_name)


@cache
def _address(url_name: str) -> str:
    """Return an address; every page asks for these same few."""
    return reverse(url_name)


@dataclass(frozen=True)
class MenuItem:
    """An entry of the menu as one person gets it."""

    entry: Entry
    count: int


_entries: list[Entry] = []
_menu: list[Entry] = []


def register(entry: Entry) -> None:
    """Add an entry; the bar shows them by `order`."""
    _entries.append(entry)
    _entries.sort(key=lambda each: each.order)


def register_menu(entry: Entry) -> None:
    """Add an entry to the menu behind the viewer's own letter; it shows them by `order`."""
    _menu.append(entry)
    _menu.sort(key=lambda each: each.order)


def entries_for(user: Viewer) -> list[Entry]:
    """Return the entries of the bar that this user gets to see."""
    return _shown(_entries, user)


def menu_for(user: Viewer) -> list[MenuItem]:
    """Return the entries of the menu that this user gets to see."""
    return [
        MenuItem(entry, entry.count(user) if entry.count else 0) for entry in _shown(_menu, user)
    ]


def _shown(entries: list[Entry], user: Viewer) -> list[Entry]:
    if not user.is_authenticated:
        return []
    return [entry for entry in entries if entry.shown_to(user)]
