"""Service Days: rooms, stations, sessions, who sits in them, who has arrived.

Nobody can be in two places: exclusion constraints hold for rooms, candidates and interviewers.
`int8range(id, id, '[]')` stands for equality, because the embedded PostgreSQL has no btree_gist.
Seats and assignments carry a copy of their session's period, which triggers keep true.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from candidates.openings.models import Opening
from interviews.days import clock
from interviews.plans.models import Stage

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def _same(column: str) -> Func:
    return Func(column, column, Value("[]"), function="int8range", output_field=models.TextField())


# a session that takes the whole room takes every seat of it
_SEATS = Func(
    Coalesce("seat", Value(0)),
    Coalesce(F("seat") + Value(1), Value(1_000_000)),
    function="int4range",
    output_field=models.TextField(),
)
_COPY_PERIOD = """
    SELECT s.during, s.cancelled_at INTO NEW.during, NEW.cancelled_at
    FROM interviews_session s WHERE s.id = NEW.session_id;
    RETURN NEW;
"""
_SPREAD_PERIOD = """
    UPDATE interviews_sessionseat
        SET during = NEW.during, cancelled_at = NEW.cancelled_at WHERE session_id = NEW.id;
    UPDATE interviews_sessioninterviewer
        SET during = NEW.during, cancelled_at = NEW.cancelled_at WHERE session_id = NEW.id;
    RETURN NEW;
"""


NO_MORE_THAN_SEATS = "a_day_takes_no_more_than_it_has_seats"
# whoever is gone or was given up needs no seat; the lock makes two who come at once take turns
_COUNT_SEATS = """
    SELECT seats INTO most FROM interviews_day WHERE id = NEW.day_id FOR NO KEY UPDATE;
    IF most IS NULL THEN RETURN NEW; END IF;
    SELECT count(*) INTO taken FROM interviews_attendance a
        JOIN candidates_application p ON p.id = a.application_id
        WHERE a.day_id = NEW.day_id AND a.no_show_at IS NULL
        AND p.state NOT IN ('declined', 'withdrawn');
    IF taken >= most THEN
        RAISE EXCEPTION 'a_day_takes_no_more_than_it_has_seats: %', most
            USING ERRCODE = 'check_violation', CONSTRAINT = 'a_day_takes_no_more_than_it_has_seats';
    END IF;
    RETURN NEW;
"""


class Room(models.Model):
    """A place where sessions happen; a video room is one too."""

    name = models.CharField(_("name"), max_length=80)
    site = models.CharField(_("site"), max_length=120)
    seats = models.PositiveSmallIntegerField(_("seats"), default=2)
    video_url = models.URLField(_("video link"), blank=True, max_length=500)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="one_room_per_name_and_site"),
            models.CheckConstraint(condition=Q(seats__gte=1), name="a_room_has_a_seat"),
        ]

    def __str__(self) -> str:
        return self.name


class DayQuerySet(models.QuerySet["Day"]):
    def visible_to(self, user: Viewer) -> DayQuerySet:
        """Days of openings that the user recruits or decides for, or has a session on."""
        mine = SessionInterviewer.objects.filter(interviewer_id=user.pk)
        return self.filter(
            Q(opening__in=Opening.objects.keys_visible_to(user))
            | Q(pk__in=mine.values("session__station__day_id"))
        )


class Day(models.Model):
    """One Service Day of one opening.

    An extra one is a single session of a single candidate, after their Day: where they are near
    the bar, one more interviewer meets them. A date may have any number of those.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        PUBLISHED = "published", _("Published")
        FINISHED = "finished", _("Finished")
        CANCELLED = "cancelled", _("Cancelled")

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="days")
    on = models.DateField(_("date"))
    starts_at = models.DateTimeField(_("starts"))
    site = models.CharField(_("site"), max_length=120)
    time_zone = models.CharField(_("time zone"), max_length=64)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PLANNED)
    # counts up with every change, so that a board can ask cheaply whether anything is new
    version = models.PositiveIntegerField(default=1)
    # how often the timetable was published: candidates hold “version 2” in their hands
    edition = models.PositiveSmallIntegerField(default=0)
    # how many candidates it takes; nothing said is no limit. Only a Day with seats is offered
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)
    # until then candidates take a seat, or give it back, by themselves; nothing said: they do not
    booking_closes_at = models.DateTimeField(null=True, blank=True)
    shows_first_names = models.BooleanField(db_default=True)  # of interviewers, to candidates
    # street and door, and whom to call: candidates read it on their page, in mail and calendar
    directions = models.TextField(_("how to get there"), blank=True, db_default="")
    is_extra = models.BooleanField(db_default=False)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    objects = DayQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "on"],
                condition=~Q(state="cancelled") & Q(is_extra=False),
                name="one_day_per_opening_and_date",
            ),
            models.CheckConstraint(
                condition=Q(is_extra=False)
                | Q(seats__isnull=False, seats=1, booking_closes_at__isnull=True),
                name="an_extra_day_is_for_one_candidate_and_offered_to_nobody",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="a_published_day_says_since_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="finished") | Q(finished_at__isnull=False),
                name="a_finished_day_says_when",
            ),
            models.CheckConstraint(
                condition=Q(booking_closes_at__isnull=True) | Q(seats__isnull=False),
                name="an_offered_day_says_how_many_it_takes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.on}"

    @property
    def zone_name(self) -> str:
        """The place by whose clocks the Day goes."""
        return clock.place_of(self.time_zone)

    @property
    def is_over(self) -> bool:
        return self.state in {self.State.FINISHED, self.State.CANCELLED}

    def is_on(self, at: dt.datetime) -> bool:
        """Tell whether it is the Day's date, by the clocks of its place."""
        return clock.local(at, self.time_zone).date() == self.on


class Station(models.Model):
    """A stage as it is run on one Day: where, how long, for how many at a time."""

    day = models.ForeignKey(Day, models.CASCADE, related_name="stations")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="stations")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="stations")
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    seats = models.PositiveSmallIntegerField(_("candidates at a time"), default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "stage"], name="one_station_per_day_and_stage"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, seats__gte=1), name="a_station_has_time_and_a_seat"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day_id} {self.stage_id}"


class Attendance(models.Model):
    """A candidate on a Day: expected, arrived, gone, or never seen."""

    day = models.ForeignKey(Day, models.CASCADE, related_name="attendances")
    application = models.ForeignKey(Application, models.PROTECT, related_name="attendances")
    arrived_at = models.DateTimeField(null=True, blank=True)
    no_show_at = models.DateTimeField(null=True, blank=True)
    # the sessions that were left were stopped, as after a red flag; nobody is declined by that
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    stopped_reason = models.TextField(_("reason"), blank=True)
    # what stands in the QR code of the badge: it names the attendance and opens nothing by itself
    badge = models.UUIDField(unique=True, editable=False, db_default=RandomUUID())
    # what the candidate says of it themselves
    confirmed_at = models.DateTimeField(null=True, blank=True)
    asked_other_at = models.DateTimeField(null=True, blank=True)
    asked_other_reason = models.TextField(_("reason"), blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_other_at__isnull=True) | Q(confirmed_at__isnull=True),
                name="nobody_confirms_a_day_and_asks_for_another",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True)
                | (Q(stopped_by__isnull=False) & Q(stopped_reason__regex=r"\S")),
                name="sessions_are_stopped_by_a_person_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["day", "application"], name="one_attendance_per_day_and_application"
            ),
            models.CheckConstraint(
                condition=Q(arrived_at__isnull=True) | Q(no_show_at__isnull=True),
                name="nobody_arrived_and_did_not_show",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name=NO_MORE_THAN_SEATS,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("day_id"),
                when=pgtrigger.Before,
                declare=[("taken", "integer"), ("most", "integer")],
                func=_COUNT_SEATS,
            )
        ]

    def __str__(self) -> str:
        return f"{self.day_id} {self.application_id}"


class SessionQuerySet(models.QuerySet["Session"]):
    def visible_to(self, user: Viewer) -> SessionQuerySet:
        """Sessions of openings that the user recruits or decides for, and the user's own."""
        mine = SessionInterviewer.objects.filter(interviewer_id=user.pk)
        return self.filter(
            Q(station__day__opening__in=Opening.objects.keys_visible_to(user))
            | Q(pk__in=mine.values("session_id"))
        )

    def standing(self) -> SessionQuerySet:
        return self.filter(cancelled_at__isnull=True)


@pghistory.track()
class Session(models.Model):
    """One station × time × room × interviewers × candidate(s)."""

    station = models.ForeignKey(Station, models.CASCADE, related_name="sessions")
    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="sessions")
    # where candidates begin one by one, each has a seat of the room; else the room is taken whole
    seat = models.PositiveSmallIntegerField(null=True, blank=True)
    during = DateTimeRangeField()  # half-open, UTC
    # where it is a call and its room has no link of its own, or there is no room
    video_url = models.URLField(_("video link"), blank=True, max_length=500)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="a_room_holds_one_session_at_a_time",
                expressions=[
                    (_same("room_id"), RangeOperators.OVERLAPS),
                    (_SEATS, RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at__isnull=True, room__isnull=False),
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False)
                & Q(during__lower_inf=False)
                & Q(during__upper_inf=False),
                name="a_session_has_a_beginning_and_an_end",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="seats_and_interviewers_follow_their_session",
                operation=pgtrigger.UpdateOf("during", "cancelled_at"),
                when=pgtrigger.After,
                func=_SPREAD_PERIOD,
            )
        ]

    def __str__(self) -> str:
        return f"Session {self.pk}"


class SessionSeat(models.Model):
    """A candidate in a session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="seats")
    application = models.ForeignKey(Application, models.PROTECT, related_name="seats")
    during = DateTimeRangeField(editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "application"], name="one_seat_per_session_and_application"
            ),
            ExclusionConstraint(
                name="a_candidate_sits_in_one_session_at_a_time",
                expressions=[
                    (_same("application_id"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at__isnull=True),
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_seat_has_its_sessions_period",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("session_id"),
                when=pgtrigger.Before,
                func=_COPY_PERIOD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.application_id}"


class SessionInterviewer(models.Model):
    """An interviewer in a session."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="assignments")
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments"
    )
    is_silent = models.BooleanField(db_default=False)  # in training: they watch and mark nothing
    during = DateTimeRangeField(editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "interviewer"], name="one_assignment_per_session_and_person"
            ),
            ExclusionConstraint(
                name="an_interviewer_is_in_one_session_at_a_time",
                expressions=[
                    (_same("interviewer_id"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                condition=Q(cancelled_at__isnull=True),
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="an_assignment_has_its_sessions_period",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("session_id"),
                when=pgtrigger.Before,
                func=_COPY_PERIOD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.interviewer_id}"
