"""Cards that higher floors put beside an application in the portal: a timetable, a test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from candidates.applications.models import Application
    from candidates.portal.queries import OwnApplication


@dataclass(frozen=True)
class Card:
    """One card, shown by `order`. A context of None hides it.

    The template gets the context's own names; `styles` is its style sheet among the static files.
    A card that `stays` is shown beside a finished application as well.
    """

    order: int
    template: str
    context: Callable[[Application, dt.datetime], dict[str, Any] | None]
    styles: str = ""
    stays: bool = False


@dataclass(frozen=True)
class Beside:
    """One application with the cards that stand below it."""

    own: OwnApplication
    cards: list[str]


_cards: list[Card] = []


def register(card: Card) -> None:
    """Add a card; the same card again changes nothing."""
    if card not in _cards:
        _cards.append(card)
        _cards.sort(key=lambda each: each.order)


def style_sheets() -> list[str]:
    """Return the style sheets that the cards need, each once."""
    return list(dict.fromkeys(card.styles for card in _cards if card.styles))


def with_cards(
    request: HttpRequest, applications: Iterable[OwnApplication], at: dt.datetime
) -> list[Beside]:
    """Put the cards beside each application; beside one that is finished, those that stay."""
    return [Beside(own, _rendered(request, own, at)) for own in applications]


def _rendered(request: HttpRequest, own: OwnApplication, at: dt.datetime) -> list[str]:
    shown = [card for card in _cards if own.is_open or card.stays]
    contexts = [(card, card.context(own.application, at)) for card in shown]
    return [
        render_to_string(card.template, context, request)
        for card, context in contexts
        if context is not None
    ]
