"""The tabs of an opening: a registry, so that every floor adds its own pages to the strip."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Tab:
    """A page of an opening; its address takes the slug and nothing else.

    A `nested` tab stays lit on the pages below its own address.
    """

    label: str | _StrPromise
    url_name: str
    order: int
    nested: bool = True


@dataclass(frozen=True)
class Link:
    """A tab as it is drawn for one opening."""

    label: str | _StrPromise
    url: str
    nested: bool


_tabs: list[Tab] = []


def register(tab: Tab) -> None:
    """Add a tab; the strip shows them by `order`."""
    _tabs.append(tab)
    _tabs.sort(key=lambda each: each.order)


def links_for(slug: str) -> list[Link]:
    """Return the tabs with the addresses that they have for this opening."""
    return [Link(tab.label, reverse(tab.url_name, args=[slug]), tab.nested) for tab in _tabs]
