"""What the pages of openings read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Case, Value, When

from candidates.openings.models import Opening, OpeningMember
from candidates.openings.panels import Counts, counts_for

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

PAGE: Final = 50
_ORDER: Final = [Opening.State.OPEN, Opening.State.DRAFT, Opening.State.CLOSED]


@dataclass(frozen=True)
class Listed:
    """An opening in the list, with its counts."""

    opening: Opening
    counts: Counts


@dataclass(frozen=True)
class Listing:
    """A page of the list."""

    rows: list[Listed]
    has_more: bool


@dataclass(frozen=True)
class Member:
    """A person with one of their parts in an opening."""

    user_id: int
    name: str
    email: str
    part: str
    part_label: str


def list_openings(user: Viewer, *, only_mine: bool, state: str = "", page: int = 1) -> Listing:
    """Return openings that the user may see, open ones first: two queries."""
    seen = Opening.objects.visible_to(user).defer("description")
    if only_mine:
        mine = OpeningMember.objects.filter(user_id=user.pk)
        seen = seen.filter(pk__in=mine.values("opening_id"))
    if state:
        seen = seen.filter(state=state)
    rank = Case(*(When(state=each, then=Value(i)) for i, each in enumerate(_ORDER)))
    start = (page - 1) * PAGE
    found = list(seen.order_by(rank, "title", "location", "pk")[start : start + PAGE + 1])
    counts = counts_for(found[:PAGE])
    rows = [Listed(opening, counts[opening.pk]) for opening in found[:PAGE]]
    return Listing(rows, len(found) > PAGE)


def members_of(opening: Opening) -> list[Member]:
    """Return who plays which part, recruiters first, by name: one query."""
    rank = {part: place for place, part in enumerate(OpeningMember.Part.values)}
    rows: Any = opening.memberships.select_related("user")
    ordered = sorted(rows, key=lambda row: (rank[row.part], str(row.user), row.pk))
    return [
        Member(row.user_id, str(row.user), row.user.email, row.part, row.get_part_display())
        for row in ordered
    ]
