"""The cache, for as long as Redis is away too.

What lies in the cache may be lost at any time, but what it counts must not: a limit on a door
without a login that lets everything through while Redis is away is no limit. So each process
counts by itself then. With n web processes a limit is at most n times as wide for that while. The
database could count exactly, but would turn every knock of a stranger into a write on the one
thing that must stay up.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any

import redis
from django.core.cache.backends.base import BaseCache
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache

log = logging.getLogger(__name__)

QUIET_SECONDS = 2.0  # how long Redis is left alone after it failed: a page waits for it once
KEPT_KEYS = 20_000


def _patient(name: str) -> Callable[..., Any]:
    def ask(self: PatientCache, *arguments: Any, **options: Any) -> Any:
        if time.monotonic() >= self.quiet_until:
            try:
                return getattr(RedisCache, name)(self, *arguments, **options)
            except redis.RedisError as error:
                self.quiet_until = time.monotonic() + QUIET_SECONDS
                log.warning("the cache is this process's own for a while: %s", error)
        return getattr(self.own, name)(*arguments, **options)

    ask.__name__ = name
    return ask


class PatientCache(RedisCache):
    """Redis, and this process's own memory while Redis does not answer."""

    quiet_until = 0.0

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self.own: BaseCache = LocMemCache(
            "while-redis-is-away", {"OPTIONS": {"MAX_ENTRIES": KEPT_KEYS}}
        )

    add = _patient("add")
    get = _patient("get")
    set = _patient("set")
    touch = _patient("touch")
    delete = _patient("delete")
    get_many = _patient("get_many")
    has_key = _patient("has_key")
    incr = _patient("incr")
    set_many = _patient("set_many")
    delete_many = _patient("delete_many")
    clear = _patient("clear")
