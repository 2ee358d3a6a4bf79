"""What this room puts into the registries of the rooms below."""

from __future__ import annotations

from hiring.dashboards import boards, snapshots
from hiring.dashboards.snapshots import SnapshotKind
from hiring.worth.board import BOARD
from hiring.worth.gathering import KIND, work_out


def register() -> None:
    """Register the board and what a worker works out for it."""
    boards.register(BOARD)
    snapshots.register(SnapshotKind(KIND, work_out))
