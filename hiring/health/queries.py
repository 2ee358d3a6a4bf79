"""Whether what the site stands on is there, and how much work waits."""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import storages
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from candidates.outbox import bell
from candidates.outbox.queries import LATE_AFTER, lag

log = logging.getLogger(__name__)

_migrated = False  # once it is, it stays so for the life of this program


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. Without what is `needed`, no page can be served."""

    name: str
    is_well: bool
    said: str
    needed: bool


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _migrations() -> str:
    """Look for migrations that have not run. A database ahead of the program is no fault: so it
    is while a newer one is rolled out.
    """
    global _migrated  # noqa: PLW0603
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return "" if _migrated else "migrations wait: manage.py migrate"


def _storage() -> str:
    folder = Path(storages["private"].path(""))
    while not folder.exists():  # it is made with the first file
        folder = folder.parent
    return "" if folder.is_dir() and os.access(folder, os.W_OK | os.X_OK) else "cannot write"


def _redis() -> str:
    return "" if bell.answers() else "away; work waits"


def _lag(at: dt.datetime) -> str:
    behind = lag(at=at)
    return f"the oldest task is {int(behind.total_seconds())} s late" if behind > LATE_AFTER else ""


def look(*, at: dt.datetime, with_work: bool) -> list[Finding]:
    """Look at everything. Redis and late work are said, but make no web process unready: pages
    load and save without them, and taking the web away would help nobody.
    """
    wanted: list[tuple[str, Callable[[], str], bool]] = [
        ("database", _database, True),
        ("migrations", _migrations, True),
        ("storage", _storage, True),
        ("redis", _redis, False),
    ]
    if with_work:
        wanted.append(("tasks", lambda: _lag(at), False))
    return [_look_at(name, question, needed) for name, question, needed in wanted]


def _look_at(name: str, question: Callable[[], str], needed: bool) -> Finding:  # noqa: FBT001
    try:
        wrong = question()
    except (DatabaseError, OSError) as error:
        log.warning("%s: %s", name, error)
        wrong = "away"
    return Finding(name, not wrong, wrong or "ok", needed)
