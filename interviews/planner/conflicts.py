"""Who must not interview whom: a door, so that rooms above can say so.

A provider is given applications and answers with pairs of application and person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

Provider = Callable[[Sequence[int]], Iterable[tuple[int, int]]]

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add a provider; registering the same one again changes nothing."""
    if provider not in _providers:
        _providers.append(provider)


def conflicts_of(application_ids: Sequence[int]) -> frozenset[tuple[int, int]]:
    """Return all pairs of application and person who have a conflict of interest."""
    return frozenset(pair for provider in _providers for pair in provider(application_ids))
