"""Applying: the application and its confirmation, in one transaction."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from candidates.applications.actions import AlreadyApplied, submit_application
from candidates.careers.queries import newest_of
from candidates.history.actions import record_entry
from candidates.messages.actions import send_at_once
from candidates.openings.models import Opening

if TYPE_CHECKING:
    from candidates.applications.models import Application
    from candidates.files.gate import Accepted
    from candidates.layout.viewer import Viewer

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
        first = newest_of(opening_id, email)
        send_at_once(code=REMINDER, application=first, at=at)
        return first
    if not application.messages.filter(code=CONFIRMATION).exists():
        send_at_once(code=CONFIRMATION, application=application, at=at)
    return application


@transaction.atomic
def enter_application(
    *,
    opening_id: int,
    name: str,
    email: str,
    phone: str,
    source: str,
    cover_letter: str,
    actor: Viewer,
    at: dt.datetime,
) -> Application:
    """Take in somebody who came another way than the form: by mail, at a fair, through a friend.

    They get the confirmation with the way to their own page like everybody else. A second time
    raises AlreadyApplied. Raises OpeningClosed.
    """
    opening = Opening.objects.get(pk=opening_id)
    application = submit_application(
        opening_id=opening_id,
        name=name,
        email=email,
        phone=phone,
        language=opening.language,
        time_zone=opening.time_zone,
        source=source,
        cover_letter=cover_letter,
        at=at,
    )
    record_entry(
        subject="application",
        subject_key=application.pk,
        verb="application-entered",
        at=at,
        actor=actor,
    )
    send_at_once(code=CONFIRMATION, application=application, at=at)
    return application
