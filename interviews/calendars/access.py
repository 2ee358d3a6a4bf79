"""Which feed a token opens, and who may open and revoke which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.core import signing
from django.db.models import Q
from django.http import Http404

from interviews.calendars.models import BusySource, CalendarFeed
from interviews.days.models import Attendance, Day
from interviews.days.queries.timetable import GONE

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


ANSWER_SALT: Final = "interviews.calendars.answer"


def get_feed_by_hash(token_sha256: str) -> CalendarFeed:
    """Return the live feed behind a token; 404 for any other, and for closed accounts."""
    feed = (
        CalendarFeed.objects.live()
        .filter(Q(person__isnull=True) | Q(person__is_active=True), token_sha256=token_sha256)
        .select_related("person", "room")
        .first()
    )
    if feed is None:
        raise Http404
    return feed


def get_busy_source(user: Viewer, pk: int) -> BusySource:
    """Return one of the user's own calendars; 404 for everybody else's."""
    source = BusySource.objects.filter(person=user.pk, pk=pk).first()
    if source is None:
        raise Http404
    return source


def get_invited(token: str) -> Attendance:
    """Return the place on a Day that the link in a mail is about; 404 for any other link, and once
    the Day is over or the candidate is no longer on it."""
    try:
        pk = signing.loads(token, salt=ANSWER_SALT)
    except signing.BadSignature:
        raise Http404 from None
    attendance = (
        Attendance.objects.filter(pk=pk, day__state=Day.State.PUBLISHED)
        .exclude(application__state__in=GONE)
        .select_related("day__opening", "application__candidate")
        .first()
    )
    if attendance is None:
        raise Http404
    return attendance


def get_feed(user: Viewer, pk: int) -> CalendarFeed:
    """Return a feed that the user may revoke; 404 for everybody else's."""
    feed = CalendarFeed.objects.visible_to(user).filter(pk=pk).first()
    if feed is None:
        raise Http404
    return feed
