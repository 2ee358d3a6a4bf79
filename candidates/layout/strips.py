"""Quiet lines at the head of every page of staff: a registry of what may have to be said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from candidates.layout.viewer import Viewer

Strip = Callable[[], "str | _StrPromise | None"]
_strips: list[Strip] = []


def register(strip: Strip) -> None:
    """Add something that may have to be said; it is asked on every page, and must be quick."""
    if strip not in _strips:
        _strips.append(strip)


def strips_for(user: Viewer) -> list[str]:
    """Return what has to be said to a member of staff now; nothing to anybody else."""
    if not user.is_authenticated:
        return []
    return [str(said) for strip in _strips if (said := strip())]
