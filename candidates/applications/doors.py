"""What has a page of its own in a higher room: the pipeline leads there.

Moves without an entry are made right in the pipeline; errands are what else can be done with the
applications that somebody ticks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from candidates.applications.models import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Door:
    """Where applications in `from_states` go to `to`; its page takes the application's key."""

    to: State
    from_states: frozenset[State]
    url_name: str
    label: str | _StrPromise  # on the link, say “Decide”
    sentence: str | _StrPromise  # said to whoever tries it another way


@dataclass(frozen=True)
class Errand:
    """Something to do with some applications; its page takes the opening's slug, and their keys
    as `to`, with dots between. With `needs_ticks` off it is about none that is there already."""

    code: str
    url_name: str
    icon: str
    label: str | _StrPromise
    needs_ticks: bool = True


_doors: list[Door] = []
_errands: dict[str, Errand] = {}


def register(door: Door) -> None:
    """Add a door; the first one that fits a move counts."""
    _doors.append(door)


def door_for(from_state: str, to: str) -> Door | None:
    """Return the page that this move is made on, if it has one."""
    for door in _doors:
        if door.to == to and from_state in door.from_states:
            return door
    return None


def register_errand(errand: Errand) -> None:
    """Add an errand; the same code again replaces it."""
    _errands[errand.code] = errand


def errands() -> dict[str, Errand]:
    """Return the errands with applications that are there, by code."""
    return {code: errand for code, errand in _errands.items() if errand.needs_ticks}


def errands_beside(slug: str) -> list[tuple[Errand, str]]:
    """Return the errands about none that is there already, with their addresses."""
    beside = [errand for errand in _errands.values() if not errand.needs_ticks]
    return [(errand, reverse(errand.url_name, args=[slug])) for errand in beside]


def address_of(errand: Errand, slug: str, keys: Iterable[int]) -> str:
    """Return the address of an errand with these applications."""
    return f"{reverse(errand.url_name, args=[slug])}?to={'.'.join(map(str, keys))}"
