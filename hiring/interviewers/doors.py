"""What this room puts into the registries of the rooms below."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.layout import navigation
from hiring.dashboards import boards, snapshots
from hiring.dashboards.snapshots import SnapshotKind
from hiring.interviewers.board import BOARD, OWN
from hiring.interviewers.gathering import KIND, work_out


def register() -> None:
    """Register the boards, what a worker works out for them, and the way to one's own."""
    boards.register(BOARD)
    boards.register(OWN)
    snapshots.register(SnapshotKind(KIND, work_out))
    navigation.register_menu(
        navigation.Entry(
            _("My marks"), OWN.url_name, "chart-dots", 25, lambda user: user.is_authenticated
        )
    )
