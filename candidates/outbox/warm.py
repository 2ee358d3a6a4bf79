"""What a worker does once before it forks, so that the forked jobs pay nothing for it."""

from __future__ import annotations

import logging
from collections.abc import Callable

log = logging.getLogger(__name__)

_callables: dict[str, list[Callable[[], object]]] = {}


def register(warm: Callable[[], object], queue: str = "slow") -> None:
    """Add something slow that can be done beforehand for the jobs of a queue: an import, say.

    It must leave no thread, no open connection and no open transaction behind.
    """
    callables = _callables.setdefault(queue, [])
    if warm not in callables:
        callables.append(warm)


def warm_up(queue: str) -> None:
    """Do all of it; what fails is logged and left to the job that needs it."""
    for warm in _callables.get(queue, []):
        try:
            warm()
        except Exception:
            log.exception("could not warm up %r", warm)
