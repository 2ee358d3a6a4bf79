"""What this room puts into the registries of the rooms below, and into its own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.layout import navigation
from candidates.openings import tabs
from candidates.outbox import registry, schedules
from hiring.dashboards import (
    bar_board,
    boards,
    funnel_board,
    jobs,
    outcomes_board,
    predicted_board,
    pressure,
    snapshots,
    voices_board,
)
from hiring.dashboards.snapshots import SnapshotKind


def register() -> None:
    """Register the boards, what workers count for them, and the ways to them."""
    for kind in (jobs.FOLD, jobs.REFRESH, jobs.SNAPSHOT):
        registry.register(kind)
    schedules.register("fold-funnel-counts", jobs.FOLD.code, jobs.EVERY_SECONDS)
    schedules.register("renew-figures", jobs.REFRESH.code, jobs.REFRESH_SECONDS)
    snapshots.register(SnapshotKind(pressure.KIND, pressure.work_out))
    boards.register(funnel_board.BOARD)
    boards.register(bar_board.BOARD)
    boards.register(outcomes_board.BOARD)
    boards.register(predicted_board.BOARD)
    boards.register(voices_board.BOARD)
    tabs.register(tabs.Tab(_("Funnel"), "hiring:opening-funnel", 60))
    navigation.register(
        navigation.Entry(_("Figures"), "hiring:funnel", "chart-dots", 60, boards.decides)
    )
