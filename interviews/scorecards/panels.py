"""What the rooms above let an interviewer write on: a leaf that this room may ask.

A panel stands above the marks while a scorecard is open, and below them once it is locked. Its
fields lie inside the scorecard's own form, so that no button loses a word. A condition says what
has to be done before a scorecard of its kind can be locked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.http import HttpRequest

    from interviews.scorecards.models import Scorecard


@dataclass(frozen=True)
class Panel:
    """A card beside the marks. A context of None hides it.

    `unsaved` returns a sentence where the form holds words of this panel that none of the
    scorecard's own buttons keeps, and nothing otherwise.
    """

    key: str
    template: str
    context: Callable[[HttpRequest, Scorecard], dict[str, Any] | None]
    unsaved: Callable[[HttpRequest], str]
    style: str = ""
    script: str = ""


@dataclass(frozen=True)
class ShownPanel:
    """A panel with what its template needs."""

    key: str
    template: str
    style: str
    script: str
    context: dict[str, Any]


Condition = Callable[["Scorecard"], str]
_panels: dict[str, Panel] = {}
_conditions: dict[str, Condition] = {}


def register_panel(panel: Panel) -> None:
    """Add a panel; the same key again replaces it."""
    _panels[panel.key] = panel


def register_condition(key: str, condition: Condition) -> None:
    """Add what must be done before locking; it returns a sentence until it is."""
    _conditions[key] = condition


def panels_for(request: HttpRequest, scorecard: Scorecard) -> list[ShownPanel]:
    """Return the panels that have something to show, in the order of registration."""
    contexts = [(panel, panel.context(request, scorecard)) for panel in _panels.values()]
    return [
        ShownPanel(panel.key, panel.template, panel.style, panel.script, context)
        for panel, context in contexts
        if context is not None
    ]


def unsaved_in(request: HttpRequest) -> str:
    """Say what the form holds that no button of the scorecard keeps; empty when there is none."""
    return next((said for panel in _panels.values() if (said := panel.unsaved(request))), "")


def not_before(scorecard: Scorecard) -> str:
    """Say what must be done before the scorecard can be locked; empty when nothing must."""
    return next((said for ask in _conditions.values() if (said := ask(scorecard))), "")
