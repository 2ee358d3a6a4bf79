"""Rooms: where sessions happen."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from candidates.history.actions import record_entry
from candidates.layout.viewer import Viewer
from interviews.days.models import Room


class RoomExists(Exception):
    """The site has a room of this name."""

    def __init__(self, name: str, site: str) -> None:
        super().__init__(
            _("There is a room “%(name)s” at %(site)s already.") % {"name": name, "site": site}
        )


def _tell(room: Room, verb: str, actor: Viewer | None, at: dt.datetime) -> None:
    record_entry(
        subject="room",
        subject_key=room.pk,
        verb=f"room.{verb}",
        at=at,
        actor=actor,
        facts={"name": room.name, "site": room.site, "seats": room.seats},
    )


@transaction.atomic
def create_room(
    *,
    name: str,
    site: str,
    seats: int,
    at: dt.datetime,
    actor: Viewer | None = None,
    video_url: str = "",
) -> Room:
    """Add a room with so many seats for candidates. Raises RoomExists for a name that is taken."""
    try:
        with transaction.atomic():
            room = Room.objects.create(
                name=name.strip(), site=site.strip(), seats=seats, video_url=video_url
            )
    except IntegrityError:
        raise RoomExists(name, site) from None
    _tell(room, "created", actor, at)
    return room


@transaction.atomic
def change_room(
    *,
    room_id: int,
    name: str,
    site: str,
    seats: int,
    actor: Viewer,
    at: dt.datetime,
    video_url: str = "",
) -> Room:
    """Rename a room, change its seats or its video link; the same again changes nothing.

    Raises RoomExists.
    """
    room = Room.objects.select_for_update(no_key=True).get(pk=room_id)
    name, site = name.strip(), site.strip()
    wanted = (name, site, seats, video_url)
    if (room.name, room.site, room.seats, room.video_url) == wanted:
        return room
    room.name, room.site, room.seats, room.video_url = wanted
    try:
        with transaction.atomic():
            room.save(update_fields=["name", "site", "seats", "video_url"])
    except IntegrityError:
        raise RoomExists(name, site) from None
    _tell(room, "changed", actor, at)
    return room


@transaction.atomic
def retire_room(*, room_id: int, retired: bool, actor: Viewer, at: dt.datetime) -> Room:
    """Take a room out of use, or into use again; what is booked there stays booked."""
    room = Room.objects.select_for_update(no_key=True).get(pk=room_id)
    if (room.retired_at is not None) == retired:
        return room
    room.retired_at = at if retired else None
    room.save(update_fields=["retired_at"])
    _tell(room, "retired" if retired else "restored", actor, at)
    return room
