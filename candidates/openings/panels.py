"""What the rooms above put on the pages of openings: how many stand where, and panels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from candidates.openings.models import Opening


@dataclass(frozen=True)
class Count:
    """How many applications stand in one state, and where to see them."""

    code: str
    label: str | _StrPromise
    amount: int
    url: str


@dataclass(frozen=True)
class Counts:
    """Where the applications of one opening stand."""

    states: tuple[Count, ...] = ()
    in_process: int = 0
    hired: int = 0
    total: int = 0


@dataclass(frozen=True)
class Panel:
    """A card on the overview of an opening. A context of None hides it."""

    key: str
    order: int
    template: str
    context: Callable[[HttpRequest, Opening, dt.datetime], dict[str, Any] | None]


@dataclass(frozen=True)
class ShownPanel:
    """A panel with what its template needs."""

    key: str
    template: str
    context: dict[str, Any]


CountsProvider = Callable[[Sequence["Opening"]], Mapping[int, Counts]]
_counts: list[CountsProvider] = []
_panels: list[Panel] = []


def register_counts(provider: CountsProvider) -> None:
    """Name the one function that counts; it makes the same number of queries for any list."""
    _counts[:] = [provider]


def counts_for(openings: Sequence[Opening]) -> Mapping[int, Counts]:
    """Return the counts by opening; an opening without applications has zeros."""
    found = _counts[0](openings) if _counts and openings else {}
    return {opening.pk: found.get(opening.pk, Counts()) for opening in openings}


def register_panel(panel: Panel) -> None:
    """Add a panel to the overview, shown by `order`; the same key again replaces it."""
    _panels[:] = [each for each in _panels if each.key != panel.key]
    _panels.append(panel)
    _panels.sort(key=lambda each: each.order)


def panels_for(request: HttpRequest, opening: Opening, at: dt.datetime) -> list[ShownPanel]:
    """Return the panels that have something to show."""
    contexts = [(panel, panel.context(request, opening, at)) for panel in _panels]
    return [
        ShownPanel(panel.key, panel.template, context)
        for panel, context in contexts
        if context is not None
    ]
