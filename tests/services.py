"""A pytest plugin (`-p tests.services`): a throw-away PostgreSQL and Redis for one run.

They start in the earliest hook there is, because pytest-django reads the settings, and with them
the address of the database, before any conftest is loaded. xdist's workers inherit both.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

_running: list[Any] = []


def pytest_addoption() -> None:
    os.environ.setdefault("SERVICE_DAY_MODE", "test")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's sync API runs a loop
    if os.environ.get("SERVICE_DAY_TEST_SERVICES"):
        return
    from ops.postgres import Postgres
    from ops.redis import Redis

    folder = Path(tempfile.mkdtemp(prefix="service-day-", dir="/var/tmp"))
    folder.chmod(0o755)
    postgres = Postgres(folder / "pg", fast=True).start()
    redis = Redis(folder / "redis").start()
    _running.extend([folder, postgres, redis])
    os.environ.update(
        postgres.environment,
        **redis.environment,
        PGDATABASE="service_day",
        SERVICE_DAY_VAR=str(folder / "var"),
        SERVICE_DAY_TEST_SERVICES="1",
    )


def pytest_unconfigure() -> None:
    if _running:
        folder, postgres, redis = _running
        _running.clear()
        postgres.stop("immediate")
        redis.stop()
        shutil.rmtree(folder, ignore_errors=True)
        os.environ.pop("SERVICE_DAY_TEST_SERVICES", None)
