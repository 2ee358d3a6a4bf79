"""How often something may be tried: one atomic counter on Redis for every door without a login."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.cache import cache


@dataclass(frozen=True)
class Limit:
    """At most so many tries within so many seconds, counted from the first of them."""

    name: str
    tries: int
    seconds: int

    def spend(self, who: str) -> bool:
        """Count one try; return whether it was still allowed.

        `add` and `incr` are atomic, so parallel tries cannot slip through together. While Redis
        is away each process counts by itself (`layout.cache`).
        """
        digest = hashlib.sha256(who.strip().lower().encode()).hexdigest()[:32]
        key = f"limit:{self.name}:{digest}"
        try:
            cache.add(key, 0, self.seconds)
            return int(cache.incr(key)) <= self.tries
        except ValueError:  # it ran out between the two: this is the first try of the next span
            cache.set(key, 1, self.seconds)
            return True
