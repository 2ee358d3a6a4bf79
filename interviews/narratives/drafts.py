"""One part of a narrative as it was typed."""

from __future__ import annotations

from typing import NamedTuple


class Draft(NamedTuple):
    """One part, its text, and the version that it was typed upon."""

    part: str
    text: str
    version: int
