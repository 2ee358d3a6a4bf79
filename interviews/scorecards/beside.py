"""What later rooms show beside a scorecard: what there is to mark, and where else to write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from interviews.scorecards.models import Scorecard


@dataclass(frozen=True)
class Exhibit:
    """Something beside the scorecards of one kind of stage. A context of None hides it.

    It stands inside the scorecard's own form, so its template holds no form. It shows nothing
    from which another's mark could be told.
    """

    kind: str
    template: str
    context: Callable[[Viewer, Scorecard], dict[str, Any] | None]


@dataclass(frozen=True)
class Shown:
    """An exhibit with what its template needs, there called `exhibit`."""

    template: str
    context: dict[str, Any]


_exhibits: list[Exhibit] = []


def register(exhibit: Exhibit) -> None:
    """Add an exhibit; the same one again changes nothing."""
    if exhibit not in _exhibits:
        _exhibits.append(exhibit)


def shown_beside(user: Viewer, scorecard: Scorecard) -> list[Shown]:
    """Return what stands beside this scorecard for this user, in the order of registration."""
    found = [each for each in _exhibits if each.kind == scorecard.stage.kind]
    contexts = [(each, each.context(user, scorecard)) for each in found]
    return [Shown(each.template, context) for each, context in contexts if context is not None]
