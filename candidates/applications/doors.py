"""What has a page of its own in a higher room: the pipeline leads there.

Moves without an entry are made right in the pipeline; side doors lead to what else can be done with
the applications that somebody ticks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from candidates.applications.models import State
from candidates.layout.keys import joined

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
class SideDoor:
    """Something to do with some applications; its page takes the opening's slug, and their keys
    as `to`, with dots between. With `needs_ticks` off it is about none that is there already."""

    code: str
    url_name: str
    icon: str
    label: str | _StrPromise
    needs_ticks: bool = True


_doors: list[Door] = []
_side_doors: dict[str, SideDoor] = {}


def register(door: Door) -> None:
    """Add a door; the first one that fits a move counts."""
    _doors.append(door)


def door_for(from_state: str, to: str) -> Door | None:
    """Return the page that this move is made on, if it has one."""
    for door in _doors:
        if door.to == to and from_state in door.from_states:
            return door
    return None


def register_side_door(door: SideDoor) -> None:
    """Add a side door; the same code again replaces it."""
    _side_doors[door.code] = door


def side_doors() -> dict[str, SideDoor]:
    """Return the side doors for applications that are there, by code."""
    return {code: door for code, door in _side_doors.items() if door.needs_ticks}


def side_doors_without_ticks(slug: str) -> list[tuple[SideDoor, str]]:
    """Return the side doors for none that is there already, with their addresses."""
    beside = [door for door in _side_doors.values() if not door.needs_ticks]
    return [(door, reverse(door.url_name, args=[slug])) for door in beside]


def address_of(door: SideDoor, slug: str, keys: Iterable[int]) -> str:
    """Return the address behind a side door, with these applications."""
    return f"{reverse(door.url_name, args=[slug])}?to={joined(keys)}"
