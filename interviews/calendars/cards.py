"""The candidate's timetable in the portal, with the way into their calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from interviews.days import cards as days

if TYPE_CHECKING:
    import datetime as dt

    from candidates.applications.models import Application


def own_timetable(application: Application, at: dt.datetime) -> dict[str, Any] | None:
    """Return what the Day says of itself, and where its calendar file is, while it lies ahead."""
    context = days.own_timetable(application, at)
    if context and any(not line.is_over for line in context["lines"]):
        context["calendar_url"] = reverse("interviews:own-calendar", args=[application.pk])
    return context
