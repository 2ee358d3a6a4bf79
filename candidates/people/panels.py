"""What the applications room tells of people: a door, because it stands above this room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import _StrPromise

    from candidates.layout.viewer import Viewer


@dataclass(frozen=True)
class Line:
    """One application of a person, as lists of people show it."""

    url: str
    opening: str
    state: str
    state_label: str | _StrPromise
    since_at: dt.datetime
    applied_at: dt.datetime
    is_overdue: bool


LinesProvider = Callable[["Viewer", Sequence[int], "dt.datetime"], Mapping[int, Sequence[Line]]]
_lines: list[LinesProvider] = []


def register_lines(provider: LinesProvider) -> None:
    """Name the one function that knows a person's applications, as far as the viewer sees them;
    it makes the same number of queries for any list of people."""
    _lines[:] = [provider]


def lines_for(
    user: Viewer, candidate_ids: Sequence[int], at: dt.datetime
) -> dict[int, Sequence[Line]]:
    """Return the lines by candidate, newest application first."""
    found = _lines[0](user, candidate_ids, at) if _lines and candidate_ids else {}
    return {key: found.get(key, ()) for key in candidate_ids}
