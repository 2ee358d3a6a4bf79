"""The values on the public page of an opening."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from candidates.careers.panels import Panel
from hiring.charter.queries import current_charter

if TYPE_CHECKING:
    from candidates.openings.models import Opening


def our_values(opening: Opening) -> dict[str, Any] | None:  # noqa: ARG001  (a panel's shape)
    """Give the careers page mission and values; nothing before there is a charter."""
    charter = current_charter()
    return {"charter": charter, "values": list(charter.values.all())} if charter else None


PANEL: Final = Panel("values", 10, "hiring/charter/_values.html", our_values)
