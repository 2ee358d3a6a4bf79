"""Kinds of figures that are too dear to work out while somebody waits: a registry, a leaf.

A worker works them out for one opening after another whenever something behind them changed, and
a page reads what was kept; the same marks give the same figures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True)
class SnapshotKind:
    """One kind: `work_out` gets an opening's key and the moment, and returns plain data (JSON)."""

    code: str
    work_out: Callable[[int, dt.datetime], dict[str, Any]]


_kinds: dict[str, SnapshotKind] = {}


def register(kind: SnapshotKind) -> None:
    """Add a kind; a code is taken once."""
    if _kinds.setdefault(kind.code, kind) != kind:
        raise ValueError(f"there is a kind of snapshot called {kind.code} already")


def all_kinds() -> list[SnapshotKind]:
    """Return every kind in the order of registration."""
    return list(_kinds.values())
