"""Telling staff, and their having read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth import get_user_model
from django.db import transaction

from candidates.notices import kinds, quiet
from candidates.notices.models import Notice
from candidates.outbox.actions import owe_task

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

MAIL: Final = "notices.mail"
DIGEST: Final = "notices.digest"


@transaction.atomic
def tell(
    *,
    user_ids: Iterable[int],
    code: str,
    text_values: Mapping[str, Any],
    url: str,
    key: str,
    at: dt.datetime,
    urgent: bool = False,
) -> list[Notice]:
    """Tell people something: a row on their page, and a mail.

    An urgent notice is mailed at once, at any hour. A prompt kind is mailed at once between seven
    and eight in the evening on the person's own clock. Everything else, and what comes in quiet
    hours, is gathered into one mail at their next seven in the morning.

    Telling a person the same `key` again does nothing; neither does telling somebody whose
    account was closed. `url` is a path of this site. Returns the notices that are new. Raises
    kinds.UnknownKind.
    """
    kind = kinds.get(code)
    people = get_user_model().objects.filter(pk__in=set(user_ids), is_active=True).order_by("pk")
    told = []
    for person in people:
        notice, is_new = Notice.objects.get_or_create(
            user=person,
            key=key,
            defaults={
                "kind": code,
                "text_values": dict(text_values),
                "url": url,
                "is_urgent": urgent,
                "created_at": at,
            },
        )
        if is_new:
            told.append(notice)
        if is_new and kind.is_mailed:
            zone = getattr(person, "time_zone", "") or "UTC"
            _owe_mail(notice, zone, at, at_once=urgent or kind.is_prompt)
    return told


def _owe_mail(notice: Notice, zone: str, at: dt.datetime, *, at_once: bool) -> None:
    if notice.is_urgent or (at_once and not quiet.is_quiet(at, zone)):
        owe_task(kind=MAIL, payload={"notice_id": notice.pk}, at=at, dedupe_key=str(notice.pk))
        return
    owe_task(
        kind=DIGEST,
        payload={"user_id": notice.user_id},
        at=at,
        dedupe_key=str(notice.user_id),
        run_after_at=quiet.next_morning(at, zone),
    )


@transaction.atomic
def mark_read(*, notice_id: int, actor: Viewer, at: dt.datetime) -> Notice:
    """Note that the person has read one of their own notices; a second time changes nothing."""
    own = Notice.objects.select_for_update(no_key=True).filter(user_id=actor.pk)
    notice = own.get(pk=notice_id)
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic
def mark_all_read(*, actor: Viewer, at: dt.datetime) -> int:
    """Note that the person has read all that stood there; return how many were new."""
    own = Notice.objects.filter(user_id=actor.pk, created_at__lte=at)
    return own.unread().update(read_at=at)


@transaction.atomic
def mark_done(*, user_id: int, url: str, at: dt.datetime) -> int:
    """Note that what a person was told of at this address is done: it is no news any more.

    Returns how many were new; a second time changes nothing.
    """
    return Notice.objects.filter(user_id=user_id, url=url).unread().update(read_at=at)


@transaction.atomic
def mark_mailed(*, notice_ids: Iterable[int], at: dt.datetime) -> int:
    """Note that these went out by mail; those that had before keep their time."""
    return Notice.objects.filter(pk__in=list(notice_ids), mailed_at__isnull=True).update(
        mailed_at=at
    )
