"""What higher floors show in the pipeline and on the page of an application."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

    from candidates.applications.models import Application
    from candidates.layout.viewer import Viewer


class StripCell(NamedTuple):
    """One stage in a candidate's strip (a tuple, because a board compares thousands of them)."""

    label: str
    state: Literal["todo", "now", "part", "done"]


@dataclass(frozen=True)
class CardFacts:
    """What the floors above know of one application, as far as this viewer may see it.

    Nothing else is ever shown of marks: whoever is blind gets no score here.
    """

    strip: tuple[StripCell, ...] = ()
    next_session_at: dt.datetime | None = None
    next_session_label: str = ""
    score: float | None = None
    score_error: float | None = None
    zone: str = ""
    flags: tuple[str | _StrPromise, ...] = ()


@dataclass(frozen=True)
class Panel:
    """A card on the page of an application. A context of None hides it.

    One that `follows` is none of what is looked at first: it stands on the page of the rest,
    which the page of the application loads into itself once somebody comes that far.
    """

    key: str
    order: int
    template: str
    context: Callable[[HttpRequest, Application, dt.datetime], dict[str, Any] | None]
    follows: bool = False


@dataclass(frozen=True)
class ShownPanel:
    """A panel with what its template needs."""

    key: str
    template: str
    context: dict[str, Any]


FactsProvider = Callable[["Viewer", Sequence[int], "dt.datetime"], Mapping[int, CardFacts]]
_facts: list[FactsProvider] = []
_panels: list[Panel] = []


def register_facts(provider: FactsProvider) -> None:
    """Name the one function that knows; it makes the same number of queries for any list."""
    _facts[:] = [provider]


def facts_for(
    user: Viewer, application_ids: Sequence[int], at: dt.datetime
) -> dict[int, CardFacts]:
    """Return the facts by application, empty ones where nobody knows any."""
    found = _facts[0](user, application_ids, at) if _facts and application_ids else {}
    return {key: found.get(key, CardFacts()) for key in application_ids}


def register_panel(panel: Panel) -> None:
    """Add a panel, shown by `order`; the same key again replaces it."""
    _panels[:] = [each for each in _panels if each.key != panel.key]
    _panels.append(panel)
    _panels.sort(key=lambda each: each.order)


def panels_at_once(
    request: HttpRequest, application: Application, at: dt.datetime
) -> list[ShownPanel]:
    """Return the panels that come with the page and have something to show."""
    return _shown([panel for panel in _panels if not panel.follows], request, application, at)


def panels_that_follow(
    request: HttpRequest, application: Application, at: dt.datetime
) -> list[ShownPanel]:
    """Return the panels that come after what is looked at first, and have something to show."""
    return _shown([panel for panel in _panels if panel.follows], request, application, at)


def anything_follows() -> bool:
    """Tell whether there are panels that come after what is looked at first; no query."""
    return any(panel.follows for panel in _panels)


def panels_named(
    keys: Collection[str], request: HttpRequest, application: Application, at: dt.datetime
) -> list[ShownPanel]:
    """Return the panels of these keys that have something to show; the others are not asked."""
    return _shown([panel for panel in _panels if panel.key in keys], request, application, at)


def _shown(
    chosen: list[Panel], request: HttpRequest, application: Application, at: dt.datetime
) -> list[ShownPanel]:
    contexts = [(panel, panel.context(request, application, at)) for panel in chosen]
    return [
        ShownPanel(panel.key, panel.template, context)
        for panel, context in contexts
        if context is not None
    ]
