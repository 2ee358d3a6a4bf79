"""The messages of an application, on its page."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from candidates.messages import queries

if TYPE_CHECKING:
    from django.http import HttpRequest

    from candidates.applications.models import Application


def context(request: HttpRequest, application: Application, at: dt.datetime) -> dict[str, Any]:
    """Return the application's newest messages, as far as the viewer may see them."""
    return {"mails": queries.of_application(request.user, application), "at": at}
