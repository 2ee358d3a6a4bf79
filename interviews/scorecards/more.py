"""What else somebody has to mark: rooms above put their errands into My day through this door."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from candidates.layout.viewer import Viewer


@dataclass(frozen=True)
class More:
    """One errand that is no scorecard: what it is, where it waits, until when."""

    label: str
    about: str
    url: str
    due_at: dt.datetime
    icon: str


Source = Callable[["Viewer"], Iterable[More]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source; the same one again changes nothing."""
    if source not in _sources:
        _sources.append(source)


def more_for(user: Viewer) -> list[More]:
    """Return what else the user has to do, the most urgent first."""
    found = [each for source in _sources for each in source(user)]
    return sorted(found, key=lambda each: each.due_at)
