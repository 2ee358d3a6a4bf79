"""A row out of an item as it came in."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from interviews.assessments.models import Item

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviews.assessments.specs import ItemSpec

COPIED = (
    "code",
    "language",
    "kind",
    "area",
    "difficulty",
    "stem",
    "rationale",
    "proof_note",
    "source",
    "licence",
    "time_limit_seconds",
    "digest",
    "search_text",
)


def item_of(spec: ItemSpec, competencies: Mapping[str, int], at: dt.datetime) -> Item:
    """Return a draft, not saved; a competency that nobody knows is left out."""
    values = {name: getattr(spec, name) for name in COPIED}
    return Item(
        **values,
        body=dict(spec.body),
        competency_id=competencies.get(spec.competency),
        created_at=at,
    )
