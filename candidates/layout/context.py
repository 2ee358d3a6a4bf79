"""What the page frame needs on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from candidates.layout import navigation, strips

if TYPE_CHECKING:
    from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give templates the company's name, the navigation and the viewer's theme."""
    user = getattr(request, "user", None)
    menu = navigation.menu_for(user) if user else []
    return {
        "company_name": settings.COMPANY_NAME,
        "navigation": navigation.entries_for(user) if user else [],
        "menu": menu,
        "menu_count": sum(item.count for item in menu),
        "strips": strips.strips_for(user) if user else [],
        "theme": getattr(user, "theme", "auto"),
        "is_demo": settings.MODE == "demo",
    }
