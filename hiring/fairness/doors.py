"""What this room puts into the registries of the rooms below."""

from __future__ import annotations

from candidates.outbox import registry, schedules
from candidates.portal import cards
from hiring.dashboards import boards
from hiring.fairness.board import BOARD
from hiring.fairness.cards import CARD
from hiring.fairness.jobs import COUNT_ALL, COUNTING, DAY_SECONDS


def register() -> None:
    """Register the board, the card in the portal, and the worker's counts."""
    boards.register(BOARD)
    cards.register(CARD)
    registry.register(COUNT_ALL)
    registry.register(COUNTING)
    schedules.register("count-groups", COUNT_ALL.code, DAY_SECONDS)
