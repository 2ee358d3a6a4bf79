"""Cards that higher floors put beside an application in the portal: a timetable, a test.

What a card asks of the candidate stands in one list at the top as well, so that nobody has to look
for it: its context may hold `to_do`. One that says `leads` stands above the application: on the
Day itself nothing is asked sooner than where to go next.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
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

    The template gets the context's own names, and `is_after_day`: whether the candidate was told
    that it is being decided, or what was. `styles` is its style sheet among the static files. A
    card that `stays` is shown beside a finished application as well.
    """

    order: int
    template: str
    context: Callable[[Application, dt.datetime], dict[str, Any] | None]
    styles: str = ""
    stays: bool = False


@dataclass(frozen=True)
class ToDo:
    """One thing that waits for the candidate, and where it is done; past the Day, nobody waits
    for what is `for_day`."""

    text: str
    url: str
    for_day: bool = False


@dataclass
class Beside:
    """One application with the cards above and below it, and what they ask for."""

    own: OwnApplication
    leading: list[str] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    to_do: list[ToDo] = field(default_factory=list)


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
    return [_beside(request, own, at) for own in applications]


def _beside(request: HttpRequest, own: OwnApplication, at: dt.datetime) -> Beside:
    made = Beside(own)
    for card in _cards:
        context = card.context(own.application, at) if own.is_open or card.stays else None
        if context is None:
            continue
        context["is_after_day"] = own.is_after_day
        place = made.leading if context.get("leads") else made.cards
        place.append(render_to_string(card.template, context, request))
        due = context.get("to_do", ())
        made.to_do += [each for each in due if not (each.for_day and own.is_after_day)]
    return made
