"""An interviewer's own list: what is overdue, what comes now and next, what is done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from candidates.applications.models import OPEN_STATES
from interviews.days import clock
from interviews.plans.models import Criterion
from interviews.scorecards.aliases import name_for_marker
from interviews.scorecards.models import Rating, Scorecard, ScorecardQuerySet, no_show
from interviews.stages import registry

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from candidates.layout.viewer import Viewer
    from interviews.days.models import Session

DONE_SHOWN: Final = 30
TODAY: Final = ("over", "now", "next", "today")


@dataclass(frozen=True)
class Errand:
    """One scorecard on the list. Times of a session are shown on the clocks of its site."""

    scorecard_id: int
    candidate: str
    stage: str
    opening: str
    icon: str
    when: Literal["overdue", "now", "over", "next", "today", "later", "done"]
    due_at: dt.datetime
    locked_at: dt.datetime | None
    starts_at: dt.datetime | None
    span: str
    zone: str  # whose clocks, only where they differ from the viewer's
    room: str  # and its site; or the place in words, where there is none
    marked: int
    criteria: int
    is_cancelled: bool
    session_id: int | None = None
    video_url: str = ""

    @property
    def may_decline(self) -> bool:
        """Whether the session is still to come, so that somebody else can take it."""
        ahead = self.when in {"next", "today", "later"}
        return ahead and self.session_id is not None and not self.is_cancelled

    @property
    def is_begun(self) -> bool:
        return self.marked > 0


@dataclass(frozen=True)
class MyDay:
    """The four lists, each in the order in which it is to be done."""

    overdue: tuple[Errand, ...]
    today: tuple[Errand, ...]
    coming: tuple[Errand, ...]
    done: tuple[Errand, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.overdue or self.today or self.coming or self.done)


def my_day(user: Viewer, at: dt.datetime) -> MyDay:
    """Return the user's own scorecards: two queries, however many there are.

    Of applications that are closed, of sessions that were called off and of whoever did not show
    up, only those on which something was written already.
    """
    own = _own(user)
    standing = Q(application__state__in=OPEN_STATES) & (
        Q(session__isnull=True) | Q(session__cancelled_at__isnull=True)
    )
    came = standing & ~Q(no_show())
    owed = own.open().filter(came | Q(started_at__isnull=False))
    locked = own.filter(locked_at__isnull=False).order_by("-locked_at", "-pk")[:DONE_SHOWN]
    cards = sorted(owed, key=_order)
    upcoming = next((card.pk for card in cards if _starts_at(card, after=at)), None)
    errands = [_errand(card, at, upcoming) for card in cards]
    return MyDay(
        overdue=tuple(each for each in errands if each.when == "overdue"),
        today=tuple(each for each in errands if each.when in TODAY),
        coming=tuple(each for each in errands if each.when == "later"),
        done=tuple(_errand(card, at, None) for card in locked),
    )


def _own(user: Viewer) -> ScorecardQuerySet:
    criteria = Criterion.objects.filter(stage=OuterRef("stage")).order_by().values("stage")
    marked = (
        Rating.objects.filter(scorecard=OuterRef("pk"))
        .filter(Q(value__isnull=False) | ~Q(null_reason=""))
        .order_by()
        .values("scorecard")
    )
    return (
        Scorecard.objects.filter(interviewer_id=user.pk)
        .select_related(
            "stage",
            "application__candidate",
            "application__opening",
            "session__room",
            "session__station__day",
        )
        .annotate(
            criteria_count=_count(criteria),
            marked_count=_count(marked),
        )
    )


def _count(rows: QuerySet[Any]) -> Coalesce:
    counted = Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return Coalesce(counted, 0)


def _order(card: Scorecard) -> tuple[dt.datetime, int]:
    return (card.session.during.lower if card.session else card.due_at, card.pk)


def _starts_at(card: Scorecard, *, after: dt.datetime) -> bool:
    return bool(card.session and card.session.during.lower > after)


def _when(
    card: Scorecard, at: dt.datetime, upcoming: int | None, starts_at: dt.datetime
) -> Literal["overdue", "now", "over", "next", "today", "later", "done"]:
    if card.locked_at:
        return "done"
    if card.due_at < at:
        return "overdue"
    if card.session and card.session.during.lower <= at < card.session.during.upper:
        return "now"
    if card.session and card.session.during.upper <= at:
        return "over"
    zone = card.session.station.day.time_zone if card.session else ""
    today, day = (
        (clock.local(at, zone).date(), clock.local(starts_at, zone).date())
        if zone
        else (timezone.localdate(at), timezone.localdate(starts_at))
    )
    if day > today:
        return "later"
    return "next" if card.pk == upcoming else "today"


def _errand(card: Any, at: dt.datetime, upcoming: int | None) -> Errand:
    session = card.session
    starts_at = session.during.lower if session else card.due_at
    zone = session.station.day.time_zone if session else ""
    return Errand(
        scorecard_id=card.pk,
        candidate=name_for_marker(card),
        stage=card.stage.title,
        opening=card.application.opening.title,
        icon=registry.get(card.stage.kind).icon,
        when=_when(card, at, upcoming, starts_at),
        due_at=card.due_at,
        locked_at=card.locked_at,
        # without its zone, or templates would turn it to the viewer's clock
        starts_at=clock.local(starts_at, zone).replace(tzinfo=None) if zone else None,
        span=clock.span(session.during.lower, session.during.upper, zone) if session else "",
        zone=clock.place_of(zone) if zone and _differs(starts_at, zone) else "",
        room=_place(session) if session else "",
        marked=card.marked_count,
        criteria=card.criteria_count,
        is_cancelled=bool(session and session.cancelled_at),
        session_id=session.pk if session else None,
        video_url=_link(session) if session else "",
    )


def _place(session: Session) -> str:
    """Return the room and its site, for rooms of two sites share names; without a room, where an
    extra Day is held, in words."""
    day = session.station.day
    if session.room is not None:
        return f"{session.room.name}, {session.room.site}"
    return day.site if day.is_extra else ""


def _link(session: Session) -> str:
    return session.video_url or (session.room.video_url if session.room else "")


def _differs(moment: dt.datetime, zone: str) -> bool:
    return timezone.localtime(moment).utcoffset() != clock.local(moment, zone).utcoffset()
