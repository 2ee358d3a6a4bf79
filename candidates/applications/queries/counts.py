"""How many applications stand where: sums of a few tally rows, at any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum
from django.urls import reverse

from candidates.applications.models import OPEN_STATES, State, Tally
from candidates.openings.panels import Count, Counts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from candidates.openings.models import Opening


def counts_by_state(opening_ids: Sequence[int]) -> dict[int, dict[State, int]]:
    """Return opening → state → how many, zeros included; one query."""
    zeros = dict.fromkeys(State, 0)
    counts = {key: dict(zeros) for key in opening_ids}
    rows = (
        Tally.objects.filter(opening__in=opening_ids)
        .values("opening", "state")
        .annotate(amount=Sum("amount"))
        .values_list("opening", "state", "amount")
    )
    for opening, state, amount in rows:
        counts[opening][State(state)] = amount
    return counts


def opening_counts(openings: Sequence[Opening]) -> Mapping[int, Counts]:
    """Return what the pages of openings show of their applications; one query."""
    found = counts_by_state([opening.pk for opening in openings])
    return {opening.pk: _counts(opening, found[opening.pk]) for opening in openings}


def _counts(opening: Opening, by_state: dict[State, int]) -> Counts:
    table = reverse("candidates:pipeline-table", args=[opening.slug])
    return Counts(
        states=tuple(
            Count(state.value, state.label, by_state[state], f"{table}?state={state}")
            for state in State
        ),
        in_process=sum(by_state[state] for state in OPEN_STATES),
        hired=by_state[State.HIRED],
        total=sum(by_state.values()),
    )
