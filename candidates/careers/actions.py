"""Applying: the application and its confirmation, in one transaction."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from candidates.applications.actions import AlreadyApplied, submit_application
from candidates.applications.models import Application
from candidates.messages.actions import send_at_once

if TYPE_CHECKING:
    from candidates.files.gate import Accepted

CONFIRMATION, REMINDER = "application-received", "already-applied"


@transaction.atomic
def apply_for_opening(  # noqa: PLR0913  (the form's fields, one by one)
    *,
    opening_id: int,
    name: str,
    email: str,
    phone: str = "",
    language: str = "en",
    time_zone: str = "UTC",
    source: str = "",
    cover_letter: str = "",
    cv: Accepted | None = None,
    letter: Accepted | None = None,
    submission_key: UUID | None = None,
    at: dt.datetime,
) -> Application:
    """Take an application in and owe the confirmation with the way into the portal.

    The same `submission_key` again changes nothing. Whoever has an open application here
    already gets a mail with their link instead of a second application, so that the page can
    answer a stranger who tries somebody's address like anybody else. Raises OpeningClosed.
    """
    try:
        application = submit_application(
            opening_id=opening_id,
            name=name,
            email=email,
            phone=phone,
            language=language,
            time_zone=time_zone,
            source=source,
            cover_letter=cover_letter,
            cv=cv,
            letter=letter,
            submission_key=submission_key,
            at=at,
        )
    except AlreadyApplied:
        first = _newest_of(opening_id, email)
        send_at_once(code=REMINDER, application=first, at=at)
        return first
    if not application.messages.filter(code=CONFIRMATION).exists():
        send_at_once(code=CONFIRMATION, application=application, at=at)
    return application


def _newest_of(opening_id: int, email: str) -> Application:
    theirs = Application.objects.filter(candidate__email__iexact=email.strip())
    return theirs.filter(opening_id=opening_id).latest("applied_at", "pk")
