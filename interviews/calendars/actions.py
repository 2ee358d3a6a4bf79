"""Opening and revoking feeds; remembering who was invited to what."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable

from django.db import transaction

from interviews.calendars.models import CalendarFeed, Invitation
from interviews.calendars.queries import hash_of


@transaction.atomic
def open_feed(
    *, at: dt.datetime, person_id: int | None = None, room_id: int | None = None, shows_names: bool
) -> str:
    """Open a feed of a person or a room and return its token, which is kept nowhere.

    The one that was open before is revoked: whoever had its address reads nothing more.
    """
    before = CalendarFeed.objects.select_for_update(no_key=True).filter(
        person=person_id, room=room_id, revoked_at__isnull=True
    )
    for feed in before:
        revoke_feed(feed_id=feed.pk, at=at)
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(
        person_id=person_id,
        room_id=room_id,
        token_sha256=hash_of(token),
        shows_names=shows_names,
        created_at=at,
    )
    return token


@transaction.atomic
def revoke_feed(*, feed_id: int, at: dt.datetime) -> None:
    """Let a feed answer nobody any more; again changes nothing."""
    CalendarFeed.objects.filter(pk=feed_id, revoked_at__isnull=True).update(revoked_at=at)


@transaction.atomic
def remember_invitations(
    *, application_id: int, session_ids: Iterable[int], off_ids: Iterable[int]
) -> None:
    """Remember what a mail invites to, and what it calls off; again changes nothing."""
    Invitation.objects.bulk_create(
        [Invitation(application_id=application_id, session_id=pk) for pk in session_ids],
        ignore_conflicts=True,
    )
    own = Invitation.objects.filter(application=application_id)
    own.filter(session__in=list(session_ids)).update(is_off=False)
    own.filter(session__in=list(off_ids)).update(is_off=True)
