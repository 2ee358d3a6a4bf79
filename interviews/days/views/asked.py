"""What every view of this room asks of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from candidates.layout.viewer import Viewer


def viewer_of(request: HttpRequest) -> Viewer:
    """Return whoever is logged in."""
    return cast("Viewer", request.user)


def typed(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also when it is nothing at all; None for a page that is opened."""
    return request.POST if request.method == "POST" else None


def is_fragment(request: HttpRequest) -> bool:
    """Tell whether htmx asks for a part of the page."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted
