"""The lower floor's addresses, room by room."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "candidates"
rooms = (
    "outbox",
    "notices",
    "files",
    "openings",
    "people",
    "applications",
    "messages",
    "careers",
    "portal",
)
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"candidates.{room}.urls")) for room in rooms
]
