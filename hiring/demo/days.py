"""The demo's Service Days: planned, published, held, marked, finished and decided."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from candidates.applications.models import Application, State
from candidates.messages.actions import release_messages
from candidates.messages.models import Message
from hiring.decisions.actions import approve_override, decide
from hiring.decisions.models import Decision
from hiring.demo import after, marks, retelling, shadowing, sittings, talks, voice, words, written
from interviews.composites.models import Composite
from interviews.days.actions import (
    add_to_day,
    check_in,
    create_day,
    end_session,
    fill_day,
    finish_day,
    mark_no_show,
    publish_day,
    start_session,
)
from interviews.days.models import Attendance, Session, SessionSeat, Station
from interviews.plans.models import Stage
from interviews.plans.queries import active_plan
from interviews.scorecards.actions import assign_marker
from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    import random

    from django.db.models import QuerySet

    from candidates.openings.models import Opening
    from hiring.demo.cast import Cast
    from hiring.demo.clock import Calendar, Event
    from interviews.days.models import Day

LATE_MARKS_SHARE = 0.08  # of today's scorecards that are still owed an hour later
ALWAYS_LATE = "viktor"


@dataclass
class Cohort:
    """The candidates of one Day, by e-mail."""

    opening: Opening
    place: str
    starts_at: dt.datetime
    size: int
    records: bool = False  # some of them record the voice exercise beforehand
    emails: list[str] = field(default_factory=list)

    def wants_more(self) -> bool:
        return len(self.emails) < self.size


class DayStory:
    """Plays one Day through the actions that the pages call."""

    def __init__(
        self,
        cohort: Cohort,
        cast: Cast,
        calendar: Calendar,
        chance: random.Random,
        applications: dict[str, int],
    ) -> None:
        self.cohort, self.cast, self.calendar = cohort, cast, calendar
        self.chance, self.applications = chance, applications
        self.day: Day

    def plan(self, at: dt.datetime) -> None:
        """Six days before: make the Day, put the invited on it, fill it, publish it."""
        rosa, cohort = self.cast["rosa"], self.cohort
        invited = Application.objects.filter(
            pk__in=[self.applications[email] for email in cohort.emails], state=State.INVITED
        )
        people = list(invited.order_by("pk"))
        pks = [each.pk for each in people]
        self.day = create_day(
            opening_id=cohort.opening.pk,
            on=cohort.starts_at.date(),
            starts_at=cohort.starts_at,
            site=cohort.place,
            directions=words.WAYS.get(cohort.place, ""),
            actor=rosa,
            at=at,
        )
        self._mark_letters(pks, at)
        for pk in pks[:1]:
            sittings.ask_for_time(pk, self.cast, at - dt.timedelta(hours=5))
        add_to_day(day_id=self.day.pk, application_ids=pks, actor=rosa, at=at)
        fill_day(
            day_id=self.day.pk,
            application_ids=pks,
            interviewers=self._pools(),
            actor=rosa,
            at=at,
        )
        publish_day(day_id=self.day.pk, actor=rosa, at=at)
        self.calendar.add(at + dt.timedelta(hours=2), self._release)
        written.plan_writing(people, self.calendar, at)
        if cohort.records:
            voice.plan_recordings(pks, self.calendar, at)
        self._plan_the_day()

    def _pools(self) -> dict[int, list[int]]:
        """Share the interviewers out among the stations; the cast's known ones come first."""
        stations = list(
            Station.objects.filter(day=self.day).select_related("stage").order_by("stage__position")
        )
        free = [user.pk for user in self.cast.interviewers]
        pools: dict[int, list[int]] = {}
        for station in stations:
            need = station.stage.raters
            pools[station.pk], free = free[:need], free[need:]
        return pools

    def _mark_letters(self, pks: list[int], at: dt.datetime) -> None:
        """What is marked before the Day (a cover letter) is marked by two, some days earlier."""
        plan = active_plan(self.cohort.opening.pk)
        assert plan is not None  # noqa: S101  (activated when the opening opened)
        letters = Stage.objects.filter(plan=plan, on_day=False)
        # whoever hands in a support case has markers asked by itself
        for stage in letters.exclude(kind="support-case"):
            for pk in pks:
                for user in self.cast.interviewers[: stage.raters]:
                    card = assign_marker(
                        stage_id=stage.pk,
                        application_id=pk,
                        interviewer_id=user.pk,
                        due_at=at + dt.timedelta(days=2),
                        actor=self.cast["rosa"],
                        at=at,
                    )
                    self.calendar.add(at + dt.timedelta(days=1), self._marking(card.pk))

    def _plan_the_day(self) -> None:
        start = self.cohort.starts_at
        for attendance in Attendance.objects.filter(day=self.day).order_by("pk"):
            arrives = start - dt.timedelta(minutes=self.chance.randint(2, 20))
            self.calendar.add(arrives, self._arrival(attendance.pk))
        sessions = list(Session.objects.filter(station__day=self.day).order_by("during", "pk"))
        for session in sessions:
            self.calendar.add(session.during.lower, self._session_start(session.pk))
            self.calendar.add(session.during.upper, self._session_end(session.pk))
        end = max(session.during.upper for session in sessions)
        self.calendar.add(end + dt.timedelta(hours=3), self._finish)

    def _arrival(self, pk: int) -> Event:
        absent = self.chance.random() < 0.05  # noqa: PLR2004  (one in twenty does not come)

        def arrive(at: dt.datetime) -> None:
            if not Application.objects.filter(attendances=pk, state=State.ON_DAY).exists():
                return  # withdrew in the meantime
            act = mark_no_show if absent else check_in
            act(attendance_id=pk, actor=self.cast["rosa"], at=at)

        return arrive

    def _session_start(self, pk: int) -> Event:
        def start(at: dt.datetime) -> None:
            if Session.objects.standing().filter(pk=pk).exists() and self._somebody_is_there(pk):
                start_session(session_id=pk, actor=self.cast["rosa"], at=at)
                shadowing.hold(pk, at)
                sittings.sit(pk, at=at, until=self.calendar.until)
                retelling.sit(pk, self.cast, at=at, until=self.calendar.until)

        return start

    def _session_end(self, pk: int) -> Event:
        def end(at: dt.datetime) -> None:
            if not Session.objects.standing().filter(pk=pk, started_at__isnull=False).exists():
                return
            end_session(session_id=pk, actor=self.cast["rosa"], at=at)
            shadowing.write_sheets(pk, at)
            cards = Scorecard.objects.filter(session_id=pk).exclude(
                application__in=self._absent().values("application_id")
            )
            for card in cards.order_by("pk").values_list("pk", flat=True):
                marked = at + dt.timedelta(minutes=self.chance.randint(2, 25))
                self.calendar.add(marked, self._marking(card))

        return end

    def _absent(self) -> QuerySet[Attendance]:
        return Attendance.objects.filter(day=self.day, no_show_at__isnull=False)

    def _somebody_is_there(self, session_pk: int) -> bool:
        seats = SessionSeat.objects.filter(session=session_pk, cancelled_at=None)
        return seats.exclude(application__in=self._absent().values("application_id")).exists()

    def _marking(self, pk: int) -> Event:
        late = self.chance.random() < LATE_MARKS_SHARE
        flagged = self.chance.random() < 0.004  # noqa: PLR2004

        def mark(at: dt.datetime) -> None:
            named = ("application__candidate", "interviewer", "stage")
            card = Scorecard.objects.select_related(*named).get(pk=pk)
            today = self.calendar.until - at < dt.timedelta(hours=12)
            if today and late:
                marks.fill_in(card, at, lock=False)
                return
            marks.fill_in(card, at)
            talks.write(card, at)
            if flagged:
                marks.flag(card, at)

        return mark

    def _finish(self, at: dt.datetime) -> None:
        finish_day(day_id=self.day.pk, actor=self.cast["rosa"], at=at)
        talks.release(self.day, self.cast["milan"], at)
        meeting = after.washup_of(self.day, self.cast, self.calendar)
        self.calendar.add(at + dt.timedelta(hours=1), meeting)
        for pk in self.day.attendances.order_by("pk").values_list("application_id", flat=True):
            decided = at + dt.timedelta(days=self.chance.uniform(1, 9))
            self.calendar.add(decided, self._decision(pk))

    def _decision(self, pk: int) -> Event:
        bold = self.chance.random() < 0.1  # noqa: PLR2004  (goes against the advice)
        reason_hire = self.chance.choice(words.HIRE_REASONS)
        reason_decline = self.chance.choice(words.DECLINE_REASONS)

        def settle(at: dt.datetime) -> None:
            milan = self.cast["milan"]
            application = Application.objects.get(pk=pk)
            composite = Composite.objects.filter(application=pk, is_current=True).first()
            if application.state != State.DECIDING or composite is None:
                return
            clear = composite.zone == Composite.Zone.CLEAR
            if composite.zone in {Composite.Zone.NEAR, Composite.Zone.INCOMPLETE} and not bold:
                return  # waits for one more independent mark
            verdict = Decision.Verdict.HIRE if clear else Decision.Verdict.DECLINE
            decision = decide(
                application_id=pk,
                verdict=verdict,
                reason_code=Decision.Reason.EVIDENCE if clear else Decision.Reason.BAR,
                reason=reason_hire if clear else reason_decline,
                actor=milan,
                at=at,
            )
            if decision.is_override:
                approve_override(decision_id=decision.pk, actor=self.cast["ada"], at=at)
            self.calendar.add(at + dt.timedelta(hours=3), self._release)
            if clear:
                offer = after.offer_to(pk, self.cast, self.calendar)
                self.calendar.add(at + dt.timedelta(hours=6), offer)

        return settle

    def _release(self, at: dt.datetime) -> None:
        drafts = Message.objects.filter(state=Message.State.DRAFT, created_at__lte=at)
        release_messages(
            message_ids=list(drafts.values_list("pk", flat=True)), actor=self.cast["rosa"], at=at
        )
