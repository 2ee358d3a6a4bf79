"""The pipeline as a board: who has waited longest in each state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from candidates.applications.doors import door_for
from candidates.applications.models import (
    DECIDED_STATES,
    LEGAL_MOVES,
    OPEN_STATES,
    State,
)
from candidates.applications.queries.counts import counts_by_state
from candidates.applications.queries.rows import Row, rows_of
from candidates.applications.queries.walks import Walk, records_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening

CARDS = 30


@dataclass(frozen=True)
class Column:
    """One state with its longest-waiting applications."""

    state: State
    amount: int
    cards: list[Row]
    url: str  # all of them, as a table
    targets: str  # states that a card may be dropped on, with spaces between them

    @property
    def more(self) -> int:
        return max(self.amount - len(self.cards), 0)


@dataclass(frozen=True)
class Board:
    """Columns of cards, and how many are through."""

    columns: list[Column]
    closed: list[Column]

    @property
    def is_empty(self) -> bool:
        return not any(column.amount for column in [*self.columns, *self.closed])


def board_of(user: Viewer, opening: Opening, at: dt.datetime) -> Board:
    """Return the board of an opening that the user may see: two queries, and the facts'."""
    counts = counts_by_state([opening.pk])[opening.pk]
    # each state's first cards
    first = Walk(opening.pk, OPEN_STATES, "state_since_at", each=CARDS, most=CARDS * len(State))
    rows = rows_of(user, records_of(first), at)
    table = reverse("candidates:pipeline-table", args=[opening.slug])

    def column(state: State) -> Column:
        cards = [row for row in rows if row.state == state]
        return Column(
            state, counts[state], cards, f"{table}?state={state}&sort=waiting", _targets(state)
        )

    closed = (State.HIRED, State.DECLINED, State.WITHDRAWN)
    return Board([column(state) for state in OPEN_STATES], [column(state) for state in closed])


def _targets(state: State) -> str:
    """Return where a card may be dropped: legal, without a reason and without a page of its own."""
    return " ".join(to.value for to in OPEN_STATES if leads_to([state], to))


def leads_to(states: Iterable[State], to: State) -> bool:
    """Tell whether the pipeline itself makes a move from one of the states, without a reason."""
    return to not in DECIDED_STATES and any(
        to in LEGAL_MOVES[state] and not door_for(state, to) for state in states
    )
