"""The door through which answers come: rooms above know sittings, this one asks.

A source yields, for one language, every item that an ended sitting showed and what was answered
to it (None where nothing was).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

MEASURE: Final = "assessments.measure"  # the kind of work that reads them


class Answered(NamedTuple):
    """One item in one sitting."""

    sitting: int
    item: int
    answer: Any
    milliseconds: int | None = None  # on the task, as the browser counted


Source = Callable[[str], Iterable[Answered]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source; the same one twice is one."""
    if source not in _sources:
        _sources.append(source)


def read(language: str) -> list[Answered]:
    """Return every answer to items of a language."""
    return [answered for source in _sources for answered in source(language)]
