"""Moves that have a page of their own on a higher floor: the pipeline leads there instead.

Without an entry every legal move is made right in the pipeline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from candidates.applications.models import State

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Door:
    """Where applications in `from_states` go to `to`; its page takes the application's key."""

    to: State
    from_states: frozenset[State]
    url_name: str
    label: str | _StrPromise  # on the link, say “Decide”
    sentence: str | _StrPromise  # said to whoever tries it another way


_doors: list[Door] = []


def register(door: Door) -> None:
    """Add a door; the first one that fits a move counts."""
    _doors.append(door)


def door_for(from_state: str, to: str) -> Door | None:
    """Return the page that this move is made on, if it has one."""
    for door in _doors:
        if door.to == to and from_state in door.from_states:
            return door
    return None
