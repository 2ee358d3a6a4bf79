"""Opening and revoking feeds; remembering who was invited to what, and what they answered; when
people are busy by calendars of their own."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.layout.sealing import current_key_name, seal
from candidates.notices import quiet
from candidates.notices.actions import tell
from candidates.outbox.actions import owe_task
from interviews.calendars.models import (
    BusyPeriod,
    BusySource,
    CalendarChoice,
    CalendarFeed,
    CalendarReply,
    Invitation,
    StaffInvitation,
)
from interviews.calendars.queries import (
    address_of,
    answered_by,
    answering_staff,
    hash_of,
    staff_news,
)
from interviews.calendars.replies import Reply
from interviews.days import clock
from interviews.days.actions import DayOver, NotOnThisDay, ask_other_day, confirm_day
from interviews.days.models import Day
from interviews.days.queries import recruiters_of, slot_of

FETCH: Final = "calendars.fetch"
NEWS: Final = "calendars.news"
INVITE: Final = "calendars.invite"
SAID_NO: Final = "calendar-said-no"
SETTLED: Final = dt.timedelta(minutes=1)
SOON: Final = dt.timedelta(hours=48)
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


def owe_news(*, day_id: int, at: dt.datetime) -> None:
    """Owe looking who has to be told of a Day's sessions, in a minute: a change seldom comes alone.

    While that is open, again changes nothing.
    """
    owe_task(
        kind=NEWS,
        payload={"day_id": day_id},
        at=at,
        dedupe_key=str(day_id),
        run_after_at=at + SETTLED,
    )


@transaction.atomic
def owe_invitations(*, day_id: int, at: dt.datetime) -> int:
    """Owe a mail to each interviewer of a Day who does not know of it as it is now; return to how
    many. In their quiet hours it waits for the morning, unless the Day is today."""
    day = Day.objects.get(pk=day_id)
    people = get_user_model().objects.filter(pk__in=staff_news(day, at), is_active=True)
    for person in people.order_by("pk"):
        zone = getattr(person, "time_zone", "") or "UTC"
        today = clock.local(at, day.time_zone).date() == day.on
        waits = quiet.is_quiet(at, zone) and not today
        owe_task(
            kind=INVITE,
            payload={"day_id": day.pk, "person_id": person.pk},
            at=at,
            dedupe_key=f"{day.pk}-{person.pk}",
            run_after_at=quiet.next_morning(at, zone) if waits else at,
        )
    return len(people)


@transaction.atomic
def remember_news(
    *, person_id: int, told: Mapping[int, str], off: Iterable[int], at: dt.datetime
) -> None:
    """Remember what an interviewer was mailed: the hash of each entry; again changes nothing."""
    StaffInvitation.objects.bulk_create(
        [
            StaffInvitation(person_id=person_id, session_id=key, told_sha256=digest, told_at=at)
            for key, digest in told.items()
        ],
        update_conflicts=True,
        unique_fields=["person", "session"],
        update_fields=["told_sha256", "told_at", "is_off"],
    )
    own = StaffInvitation.objects.filter(person=person_id, session__in=list(off))
    own.update(is_off=True, told_at=at)


@transaction.atomic
def choose_shown(*, person_id: int, shown: str) -> None:
    """Say how much of one's sessions stands in mails; again changes nothing."""
    CalendarChoice.objects.update_or_create(person_id=person_id, defaults={"shown": shown})


@transaction.atomic
def take_reply(*, reply: Reply, at: dt.datetime) -> bool:
    """Take what somebody's calendar answered to an invitation; tell whether it counted.

    A mail is no proof of who sent it: a candidate's answer confirms, or it asks for another date;
    an interviewer's no is told to who runs the Day. People read that; it moves and declines nobody.
    One whose sender is not the invited person is passed over, and so is one that was taken before.
    """
    invitation = answering_staff(reply)
    if invitation is not None:
        return _take_from_staff(reply, invitation, at)
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


def _take_from_staff(reply: Reply, invitation: StaffInvitation, at: dt.datetime) -> bool:
    row, is_new = CalendarReply.objects.get_or_create(
        message_id=reply.message_id,
        session_id=invitation.session_id,
        person_id=invitation.person_id,
        defaults={"answer": reply.answer[:20], "read_at": at},
    )
    if is_new and reply.answer == "DECLINED":
        slot, day = slot_of(invitation.session_id), invitation.session.station.day
        tell(
            user_ids=recruiters_of(day.opening_id),
            code=SAID_NO,
            text_values={
                "interviewer": invitation.person.get_full_name(),
                "title": slot.title,
                "span": slot.span,
                "date": day.on.isoformat(),
                "words": reply.comment,
            },
            url=reverse("interviews:day-page", args=[day.pk]),
            key=f"calendar-no-{row.pk}",
            at=at,
            urgent=slot.starts_at - at < SOON,
        )
    return is_new
