"""The middle floor's addresses, room by room."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "interviews"
rooms = (
    "competencies",
    "plans",
    "assessments",
    "sittings",
    "recordings",
    "days",
    "planner",
    "replacements",
    "calendars",
    "scorecards",
    "shadowing",
    "narratives",
    "marking",
    "teaching",
    "composites",
    "listening",
    "washups",
)
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(f"interviews.{room}.urls")) for room in rooms
]
