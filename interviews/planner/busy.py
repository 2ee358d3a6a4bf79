"""When people are busy elsewhere: a door, so that rooms above can say so.

A provider is given people and a period, and answers with periods in which they are taken.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

Period = tuple[dt.datetime, dt.datetime]
Provider = Callable[[Sequence[int], dt.datetime, dt.datetime], Mapping[int, Iterable[Period]]]

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Add a provider; registering the same one again changes nothing."""
    if provider not in _providers:
        _providers.append(provider)


def busy_of(
    people: Sequence[int], starts_at: dt.datetime, ends_at: dt.datetime
) -> dict[int, list[Period]]:
    """Return when each of these people is taken elsewhere within [starts_at, ends_at)."""
    found: dict[int, list[Period]] = defaultdict(list)
    for provider in _providers:
        for person, periods in provider(people, starts_at, ends_at).items():
            found[person] += periods
    return found
