"""Opening and revoking feeds; remembering who was invited to what, and what they answered; when
people are busy by calendars of their own."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.layout.sealing import current_key_name, seal
from candidates.outbox.actions import owe_task
from interviews.calendars.models import (
    BusyPeriod,
    BusySource,
    CalendarFeed,
    CalendarReply,
    Invitation,
)
from interviews.calendars.queries import address_of, answered_by, hash_of
from interviews.calendars.replies import Reply
from interviews.days.actions import DayOver, NotOnThisDay, ask_other_day, confirm_day
from interviews.days.queries import slot_of

FETCH: Final = "calendars.fetch"
MOST_SOURCES: Final = 5


class TooManySources(Exception):
    """Nobody needs more calendars than that, and each is read again and again."""

    def __init__(self) -> None:
        super().__init__(
            ngettext(
                "You may have %(n)d calendar here. Remove one first.",
                "You may have %(n)d calendars here. Remove one first.",
                MOST_SOURCES,
            )
            % {"n": MOST_SOURCES}
        )


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


@transaction.atomic
def add_busy_address(*, person_id: int, address: str, at: dt.datetime) -> BusySource:
    """Read somebody's busy times from an address from now on; a worker fetches it.

    The same address again returns what is there. Raises TooManySources.
    """
    address = address.strip()
    _lock_person(person_id)
    known = BusySource.objects.filter(person=person_id, address_sha256=hash_of(address)).first()
    if known is not None:
        return known
    source = _add(person_id, (urlsplit(address).hostname or "")[:120], at, address=address)
    owe_fetch(source_id=source.pk, at=at)
    return source


@transaction.atomic
def add_busy_file(
    *,
    person_id: int,
    name: str,
    periods: Sequence[tuple[dt.datetime, dt.datetime]],
    at: dt.datetime,
) -> BusySource:
    """Keep the busy periods of a file that somebody sent; one of the same name gives way to it.

    Raises TooManySources.
    """
    _lock_person(person_id)
    BusySource.objects.filter(person=person_id, sealed__isnull=True, name=name[:120]).delete()
    source = _add(person_id, name[:120], at)
    take_busy(source_id=source.pk, periods=periods, etag="", at=at)
    source.refresh_from_db()
    return source


def _lock_person(person_id: int) -> None:
    """Let two who add for one person at once take turns, so that both are counted."""
    people = get_user_model().objects.select_for_update(no_key=True)
    people.get(pk=person_id)


def _add(person_id: int, name: str, at: dt.datetime, *, address: str = "") -> BusySource:
    if BusySource.objects.filter(person=person_id).count() >= MOST_SOURCES:
        raise TooManySources
    source = BusySource(person_id=person_id, name=name, added_at=at)
    if address:
        source.address_sha256 = hash_of(address)
        source.sealed, source.key_name = seal(address, about=source.about)
    source.save(force_insert=True)
    return source


@transaction.atomic
def reseal_addresses() -> int:
    """Seal under the newest key whatever another one sealed; return how many there were.

    Again does nothing. Raises CannotOpen where a key is missing.
    """
    stale = BusySource.objects.filter(sealed__isnull=False).exclude(key_name=current_key_name())
    rows = list(stale.select_for_update(no_key=True).order_by("pk"))
    for row in rows:
        row.sealed, row.key_name = seal(address_of(row), about=row.about)
    BusySource.objects.bulk_update(rows, ["sealed", "key_name"])
    return len(rows)


def owe_fetch(*, source_id: int, at: dt.datetime) -> None:
    """Owe reading an address once; while that is open, again changes nothing."""
    owe_task(kind=FETCH, payload={"source_id": source_id}, at=at, dedupe_key=str(source_id))


@transaction.atomic
def take_busy(
    *,
    source_id: int,
    periods: Sequence[tuple[dt.datetime, dt.datetime]] | None,
    etag: str,
    at: dt.datetime,
) -> None:
    """Put what was read in the place of what was known; None for nothing new. Again changes
    nothing, and a source that was removed meanwhile stays removed."""
    source = BusySource.objects.select_for_update(no_key=True).filter(pk=source_id).first()
    if source is None:
        return
    if periods is not None:
        source.periods.all().delete()
        BusyPeriod.objects.bulk_create(
            BusyPeriod(source=source, during=DateTimeTZRange(low, high)) for low, high in periods
        )
        source.etag = etag
    source.read_at = source.tried_at = at
    source.fault = ""
    source.save(update_fields=["etag", "read_at", "tried_at", "fault"])


@transaction.atomic
def note_fault(*, source_id: int, fault: str, at: dt.datetime) -> None:
    """Write down why an address could not be read; what was known before goes on to count."""
    BusySource.objects.filter(pk=source_id).update(fault=fault, tried_at=at)


@transaction.atomic
def remove_busy_source(*, person_id: int, source_id: int) -> None:
    """Forget one of one's own calendars with its periods; one that is gone changes nothing."""
    BusySource.objects.filter(person=person_id, pk=source_id).delete()


@transaction.atomic
def take_reply(*, reply: Reply, at: dt.datetime) -> bool:
    """Take what a candidate's calendar answered to an invitation; tell whether it counted.

    A mail is no proof of who sent it: an answer confirms, or it asks for another date, and people
    read that; it moves and declines nobody. One whose sender is not the invited person is passed
    over, and so is one that was taken before.
    """
    found = answered_by(reply)
    if found is None:
        return False
    attendance, session_id = found
    _row, is_new = CalendarReply.objects.get_or_create(
        message_id=reply.message_id,
        session_id=session_id,
        application_id=attendance.application_id,
        defaults={"answer": reply.answer[:20], "read_at": at},
    )
    if not is_new:
        return False
    try:
        if reply.answer == "ACCEPTED" and attendance.asked_other_at is None:
            confirm_day(attendance_id=attendance.pk, at=at)
        elif reply.answer == "DECLINED":
            slot = slot_of(session_id)
            facts = {"title": slot.title, "span": slot.span}
            reason = reply.comment or _("Declined in the calendar: %(title)s, %(span)s.") % facts
            ask_other_day(attendance_id=attendance.pk, reason=reason, at=at)
    except (DayOver, NotOnThisDay):
        return False
    return True
