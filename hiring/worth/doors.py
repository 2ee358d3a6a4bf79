"""What this room puts into the registries of the rooms below."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hiring.dashboards import boards, snapshots
from hiring.dashboards.snapshots import SnapshotKind
from hiring.worth.board import BOARD
from hiring.worth.limits import KIND


def _work_out(opening_id: int, at: dt.datetime) -> dict[str, Any]:
    """Work the stages out; what that takes is loaded by the worker who does it, and not at the
    start of every process."""
    from hiring.worth.gathering import work_out

    return work_out(opening_id, at)


def register() -> None:
    """Register the board and what a worker works out for it."""
    boards.register(BOARD)
    snapshots.register(SnapshotKind(KIND, _work_out))
