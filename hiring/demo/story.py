"""The demo company's story: some ninety days of hiring, told through the rooms' own actions.

Everything is drawn from one seed, so it is the same every time; times count back from the
moment of loading, so that one Day is always running *today*.
"""

from __future__ import annotations

import datetime as dt
import random
import zoneinfo
from collections.abc import Callable
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from candidates.applications.actions import move_application, withdraw_application
from candidates.applications.models import State
from candidates.careers.actions import apply_for_opening
from candidates.messages.actions import release_messages
from candidates.messages.models import Message
from candidates.openings.actions import add_member, create_opening, open_opening
from candidates.openings.models import Opening, OpeningMember
from candidates.people.models import Candidate
from hiring.accounts.models import User
from hiring.demo import ahead, company, shadowing, voice, words
from hiring.demo.after import ensure_template
from hiring.demo.cast import Cast
from hiring.demo.charter import write_it
from hiring.demo.clock import Calendar, at_work, running_since, weekday
from hiring.demo.days import Cohort, DayStory
from hiring.demo.earlier import LastClass
from hiring.demo.figures import count_everything, say_something
from hiring.demo.names import make_people
from hiring.demo.voices import plan_voices
from interviews.assessments.actions import load_bank
from interviews.competencies.starter import ensure_starter_competencies
from interviews.days.actions import create_room
from interviews.plans.actions import activate_plan, create_plan_from_template

SEED = 30  # one in thirty
HISTORY_DAYS = 95
"""How long ago the first opening opened."""

FATES = {"applied": 20, "screening": 16, "invited": 9, "screened out": 43, "withdrew": 12}
COHORT_SIZE = 8
RECORDED_IN = "Vilnius"


@dataclass
class Story:
    """Tells the story up to `now`. `progress` hears a sentence now and then.

    With fewer `openings` it is the same company with less to do, and sooner told.
    """

    now: dt.datetime
    progress: Callable[[str], None]
    openings: tuple[company.OpeningSpec, ...] = company.OPENINGS
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))  # noqa: S311
    applications: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.calendar = Calendar(until=self.now)
        self.cast = Cast()

    def tell(self) -> int:
        """Make the company, then play its calendar; return the number of events."""
        beginning = self.now - dt.timedelta(days=HISTORY_DAYS)
        if not voice.is_there():
            self.progress(f"No {voice.SYNTHESIZER} on this machine: the story has no recordings.")
        self._hire_staff(password=company_password())
        ensure_starter_competencies(at=beginning)
        load_bank(at=beginning)
        ensure_template(beginning)
        write_it(self.cast["milan"], beginning)
        LastClass(self.cast, self.now).tell()
        plan_voices(self.calendar, self.now)
        for spec in self.openings:
            self._make_rooms(spec.place, beginning)
            opening = self._open(spec, beginning)
            self._plan_applicants(spec, opening)
            self._plan_ahead(spec, opening)
        ahead.keep_hours(self.cast, self.now)
        self._plan_mornings(beginning)
        played = self.calendar.play(
            lambda at: self.progress(f"{at:%d %B}") if at.weekday() == 0 else None
        )
        shadowing.fill_library(self.cast["rosa"], self.now)
        say_something(Candidate.objects.values_list("pk", flat=True), self.now)
        count_everything(self.now)
        return played

    def _plan_ahead(self, spec: company.OpeningSpec, opening: Opening) -> None:
        """Who runs what; in Vilnius two Days to choose among, in Sofia answers to the next one."""
        ahead.share_skills(opening, self.cast)
        if spec.place == "Vilnius":
            local = self.now.astimezone(zoneinfo.ZoneInfo(spec.time_zone))
            nine = local.replace(hour=9, minute=0, second=0, microsecond=0)
            offer = ahead.offer_days(opening, spec.place, nine, self.cast)
            self.calendar.add(at_work(self.now - dt.timedelta(days=4)), offer)
        if spec.place == "Sofia":
            yesterday = self.now - dt.timedelta(days=1)
            self.calendar.add(yesterday, ahead.answer(opening, self.calendar))
        an_hour_ago = self.now - dt.timedelta(hours=1)
        self.calendar.add(an_hour_ago, ahead.meet_once_more(opening, self.cast))

    def _hire_staff(self, *, password: str) -> None:
        groups = {group.name: group for group in Group.objects.all()}
        hashed = make_password(password)  # once: twenty times would take some seconds
        for person in company.STAFF:
            user = User.objects.create_user(
                company.address_of(person.name), name=person.name, time_zone=person.time_zone
            )
            user.password = hashed
            user.save(update_fields=["password"])
            user.groups.add(groups[person.role])
            self.cast.add(user, person.role)

    def _make_rooms(self, place: str, at: dt.datetime) -> None:
        for name in company.ROOM_NAMES:
            create_room(name=name, site=place, seats=company.SEATS_IN_A_ROOM, at=at)

    def _open(self, spec: company.OpeningSpec, at: dt.datetime) -> Opening:
        rosa, milan = self.cast["rosa"], self.cast["milan"]
        opening = create_opening(
            title=spec.title,
            team=spec.team,
            location=spec.place,
            time_zone=spec.time_zone,
            seats=spec.seats,
            summary=spec.summary,
            description=spec.description,
            actor=rosa,
            at=at,
        )
        part = OpeningMember.Part
        parts = [(milan, part.HIRING_MANAGER)]
        parts += [(interviewer, part.INTERVIEWER) for interviewer in self.cast.interviewers]
        for user, played in parts:
            add_member(opening_id=opening.pk, user_id=user.pk, part=played, actor=rosa, at=at)
        plan = create_plan_from_template(
            opening_id=opening.pk, template=spec.template, actor=rosa, at=at
        )
        activate_plan(plan_id=plan.pk, actor=milan, at=at)
        open_opening(opening_id=opening.pk, actor=rosa, at=at)
        if spec.place == RECORDED_IN and voice.is_there():
            voice.offer(opening.pk, rosa, at)
            voice.add_benchmarks(opening.pk, rosa, at)
        return opening

    def _plan_applicants(self, spec: company.OpeningSpec, opening: Opening) -> None:
        cohorts = self._cohorts(spec, opening)
        people = make_people(spec.place, spec.applicants, self.chance)
        for number, person in enumerate(people):
            email = f"{person.ascii}{number}@example.org"
            cohort = next((c for c in cohorts if c.wants_more()), None)
            if cohort:
                cohort.emails.append(email)
                latest = (self.now - cohort.starts_at).days + 19
                self._plan_applicant(spec, opening, person.name, email, "cohort", latest)
            else:
                fate = self._fate()
                latest = 0 if fate == "applied" else 4
                self._plan_applicant(spec, opening, person.name, email, fate, latest)

    def _fate(self) -> str:
        return self.chance.choices(list(FATES), list(FATES.values()))[0]

    def _cohorts(self, spec: company.OpeningSpec, opening: Opening) -> list[Cohort]:
        """The Days of an opening: finished ones, and in Vilnius the one that runs today."""
        zone = zoneinfo.ZoneInfo(spec.time_zone)
        local = self.now.astimezone(zone)
        nine = local.replace(hour=9, minute=0, second=0, microsecond=0)
        running = running_since(local)
        starts = {
            "Vilnius": [weekday(nine - dt.timedelta(days=8)), running],
            "Sofia": [weekday(nine + dt.timedelta(days=3))],
            "Taipei": [weekday(nine - dt.timedelta(days=20))],
            "San Francisco": [weekday(nine - dt.timedelta(days=15))],
        }[spec.place]
        cohorts = []
        for start in starts:
            is_recorded = spec.place == RECORDED_IN and start < local and voice.is_there()
            cohort = Cohort(
                opening=opening,
                place=spec.place,
                starts_at=start,
                size=COHORT_SIZE,
                records=is_recorded and start != running,
            )
            day = DayStory(cohort, self.cast, self.calendar, self.chance, self.applications)
            self.calendar.add(start - dt.timedelta(days=6), day.plan)
            cohorts.append(cohort)
        return cohorts

    def _plan_applicant(
        self,
        spec: company.OpeningSpec,
        opening: Opening,
        name: str,
        email: str,
        fate: str,
        latest: int,
    ) -> None:
        """Plan one person's application and what follows; `latest` is in days before now."""
        chance = self.chance
        days = chance.uniform(0.05, 5) if fate == "applied" else latest + chance.uniform(1, 60)
        applied = self.now - dt.timedelta(days=min(days, HISTORY_DAYS - 2))
        letter = chance.choice(words.LETTERS)
        source = chance.choice(words.SOURCES)

        def apply(at: dt.datetime) -> None:
            application = apply_for_opening(
                opening_id=opening.pk,
                name=name,
                email=email,
                time_zone=spec.time_zone,
                source=source,
                cover_letter=letter,
                at=at,
            )
            self.applications[email] = application.pk

        self.calendar.add(applied, apply)
        if fate == "applied":
            return
        screened = at_work(applied + dt.timedelta(days=chance.uniform(0.3, 2.5)))
        self.calendar.add(screened, self._mover(email, State.SCREENING))
        later = at_work(screened + dt.timedelta(days=chance.uniform(0.5, 3)))
        if fate in {"invited", "cohort"}:
            self.calendar.add(later, self._mover(email, State.INVITED))
        elif fate == "screened out":
            reason = chance.choice(words.SCREEN_REASONS)
            self.calendar.add(later, self._mover(email, State.DECLINED, reason))
        elif fate == "withdrew":
            reason = chance.choice(words.WITHDRAW_REASONS)
            self.calendar.add(later, self._withdrawal(email, reason))

    def _mover(self, email: str, to: State, reason: str = "") -> Callable[[dt.datetime], None]:
        def move(at: dt.datetime) -> None:
            rosa = self.cast["rosa"]
            move_application(
                application_id=self.applications[email], to=to, actor=rosa, at=at, reason=reason
            )

        return move

    def _plan_mornings(self, beginning: dt.datetime) -> None:
        """Rosa reads yesterday's drafts every morning and lets them go; this morning she has not
        come to it yet."""
        for days in range(1, HISTORY_DAYS):
            self.calendar.add(beginning + dt.timedelta(days=days), self._release)

    def _release(self, at: dt.datetime) -> None:
        drafts = Message.objects.filter(state=Message.State.DRAFT, created_at__lte=at)
        release_messages(
            message_ids=list(drafts.values_list("pk", flat=True)), actor=self.cast["rosa"], at=at
        )

    def _withdrawal(self, email: str, reason: str) -> Callable[[dt.datetime], None]:
        def withdraw(at: dt.datetime) -> None:
            withdraw_application(application_id=self.applications[email], at=at, reason=reason)

        return withdraw


def company_password() -> str:
    """The one password of everybody in the demo; the launcher prints it."""
    from ops.demo import PASSWORD

    return PASSWORD
