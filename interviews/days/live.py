"""What rooms above add to the live board: a door, so that marks and red flags can be shown.

One provider says for many sessions at once, with a constant number of queries, what is worth
a look. It is given the viewer and must show nothing that this viewer may not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from candidates.layout.viewer import Viewer

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Mark:
    """A short remark on one session: “marks missing 2”. `tone` is bad, warn, good or empty."""

    text: str | _StrPromise
    tone: str = ""
    icon: str = ""  # a Tabler icon


Provider = Callable[[Viewer, Sequence[int], datetime], Mapping[int, Sequence[Mark]]]

_providers: list[Provider] = []


def register_marks(provider: Provider) -> None:
    """Add a provider; registering the same one again changes nothing."""
    if provider not in _providers:
        _providers.append(provider)


def marks_for(
    viewer: Viewer, session_ids: Sequence[int], at: datetime
) -> dict[int, tuple[Mark, ...]]:
    """Return what every provider says about these sessions."""
    found: dict[int, tuple[Mark, ...]] = {}
    for provider in _providers:
        for session_id, marks in provider(viewer, session_ids, at).items():
            found[session_id] = found.get(session_id, ()) + tuple(marks)
    return found
