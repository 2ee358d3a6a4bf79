"""What the rooms above tell candidates on the page of an opening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from candidates.openings.models import Opening


@dataclass(frozen=True)
class Panel:
    """A card on the public page of an opening. A context of None hides it."""

    key: str
    order: int
    template: str
    context: Callable[[Opening], dict[str, Any] | None]


@dataclass(frozen=True)
class ShownPanel:
    """A panel with what its template needs."""

    key: str
    template: str
    context: dict[str, Any]


_panels: dict[str, Panel] = {}


def register_panel(panel: Panel) -> None:
    """Add a panel, shown by `order`; the same key again replaces it."""
    _panels[panel.key] = panel


def panels_for(opening: Opening) -> list[ShownPanel]:
    """Return the panels that have something to say about an opening."""
    ordered = sorted(_panels.values(), key=lambda each: each.order)
    contexts = [(panel, panel.context(opening)) for panel in ordered]
    return [
        ShownPanel(panel.key, panel.template, context)
        for panel, context in contexts
        if context is not None
    ]
