"""What a worker does once before it forks, so that the forked jobs pay nothing for it."""

from __future__ import annotations

import logging
from collections.abc import Callable

log = logging.getLogger(__name__)

_callables: list[Callable[[], object]] = []


def register(warm: Callable[[], object]) -> None:
    """Add something slow that can be done beforehand, such as an import.

    It must leave no thread, no open connection and no open transaction behind.
    """
    if warm not in _callables:
        _callables.append(warm)


def warm_up() -> None:
    """Do all of it; what fails is logged and left to the job that needs it."""
    for warm in _callables:
        try:
            warm()
        except Exception:
            log.exception("could not warm up %r", warm)
