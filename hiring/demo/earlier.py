"""Last year's class in the demo: eight who were hired then, and what became of them since.

As many came and were not hired as it takes until anything can be said of the stages.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING, Final

from candidates.applications.actions import move_application
from candidates.applications.models import Application, State
from candidates.careers.actions import apply_for_opening
from candidates.openings.actions import add_member, close_opening, create_opening, open_opening
from candidates.openings.models import OpeningMember
from candidates.outbox.work import run_due
from hiring.decisions.actions import approve_override, decide, mark_hired
from hiring.decisions.models import Decision
from hiring.demo import marks, words
from hiring.demo.names import make_people
from hiring.outcomes.actions.hires import change_hire
from hiring.outcomes.actions.imports import read_file, start_import
from hiring.outcomes.actions.reviews import ask_for_reviews, give_review
from hiring.outcomes.facts import Facts
from hiring.outcomes.models import Hire, Review
from interviews.plans.actions import activate_plan, change_stage, create_plan_from_template
from interviews.scorecards.actions import assign_marker

if TYPE_CHECKING:
    from candidates.openings.models import Opening
    from hiring.accounts.models import User
    from hiring.demo.cast import Cast
    from interviews.plans.models import Plan

DAYS_AGO: Final = 440  # when the class was chosen: it began more than a year ago
NEEDED_STRENGTH: Final = 3.55
NAMES: Final = (
    "Austėja Norvaišė", "Bruno Ferrari", "Camille Dubois", "Domas Vaitkus", "Elena Marinova",
    "Felix Brandt", "Gabija Urbonė", "Hanna Lindqvist",
)  # fmt: skip
OTHERS: Final = 24  # who came as well: with the class, stages can be told apart
_MONTHS: Final = 6


class LastClass:
    """Tells of the class through the actions that pages and workers call."""

    def __init__(self, cast: Cast, now: dt.datetime) -> None:
        self.cast, self.now = cast, now
        self.chance = random.Random(8)  # noqa: S311  (invented figures)
        self.rosa, self.milan = cast["rosa"], cast["milan"]

    def tell(self) -> None:
        """Choose the class, let it begin, and follow it until now."""
        at = self.now - dt.timedelta(days=DAYS_AGO)
        opening = self._open(at)
        for number, name in enumerate(NAMES):
            self._hire(opening, name, number, at + dt.timedelta(days=25 + number))
        self._decline_others(opening, at + dt.timedelta(days=35))
        close_opening(opening_id=opening.pk, actor=self.rosa, at=at + dt.timedelta(days=44))
        run_due(at=at + dt.timedelta(days=45))
        hires = list(Hire.objects.order_by("pk").select_related("application__candidate"))
        for number, hire in enumerate(hires):
            self._follow(hire, number)
        self._review()
        self._import(hires)

    def _open(self, at: dt.datetime) -> Opening:
        opening = create_opening(
            title="Headset advisor, last year's class",
            team="Customer service",
            location="Vilnius",
            time_zone="Europe/Vilnius",
            seats=len(NAMES),
            summary="Advise people who depend on hearing and being heard.",
            description="",
            actor=self.rosa,
            at=at,
        )
        part = OpeningMember.Part
        members = [(self.milan, part.HIRING_MANAGER)]
        members += [(each, part.INTERVIEWER) for each in self.cast.interviewers[:4]]
        for user, played in members:
            add_member(opening_id=opening.pk, user_id=user.pk, part=played, actor=self.rosa, at=at)
        plan = create_plan_from_template(
            opening_id=opening.pk, template="d", actor=self.rosa, at=at
        )
        for stage in plan.stages.order_by("position"):  # on four afternoons, not on one Day
            change_stage(
                stage_id=stage.pk, title=stage.title, weight=stage.weight, gate=stage.gate,
                minutes=stage.minutes, raters=stage.raters, on_day=False, actor=self.rosa, at=at,
            )  # fmt: skip
        activate_plan(plan_id=plan.pk, actor=self.milan, at=at)
        self.plan: Plan = plan
        open_opening(opening_id=opening.pk, actor=self.rosa, at=at)
        return opening

    def _email(self, who: str, *, is_good: bool) -> str:
        """Return an address whose owner is good enough, or not quite: marks go by addresses."""
        tries = (f"{who}.{attempt}@example.org" for attempt in range(100))
        return next(e for e in tries if (marks.strength_of(e) >= NEEDED_STRENGTH) == is_good)

    def _hire(self, opening: Opening, name: str, number: int, at: dt.datetime) -> None:
        application = self._bring(opening, name, self._email(f"class{number}", is_good=True), at)
        run_due(at=at)
        at += dt.timedelta(days=2)
        self._decide(application, Decision.Verdict.HIRE, at)
        mark_hired(
            application_id=application.pk, actor=self.milan, at=at + dt.timedelta(days=3),
            reason=words.HIRE_REASONS[0],
        )  # fmt: skip

    def _decline_others(self, opening: Opening, at: dt.datetime) -> None:
        """Bring the others, let it be worked out what their marks come to, and decline them."""
        people = make_people("Vilnius", OTHERS, random.Random(9))  # noqa: S311  (invented names)
        brought = [
            self._bring(opening, person.name, self._email(f"other{number}", is_good=False), at)
            for number, person in enumerate(people)
        ]
        run_due(at=at)
        for application in brought:
            self._decide(application, Decision.Verdict.DECLINE, at + dt.timedelta(days=2))

    def _bring(self, opening: Opening, name: str, email: str, at: dt.datetime) -> Application:
        """Let somebody apply, come three weeks later, and be marked."""
        application = apply_for_opening(
            opening_id=opening.pk, name=name, email=email,
            time_zone="Europe/Vilnius", source=self.chance.choice(words.SOURCES),
            cover_letter=self.chance.choice(words.LETTERS), at=at - dt.timedelta(days=21),
        )  # fmt: skip
        for state, days in ((State.SCREENING, 19), (State.INVITED, 16)):
            self._move(application, state, at - dt.timedelta(days=days))
        self._mark(application, at)
        for state in (State.ON_DAY, State.DECIDING):
            self._move(application, state, at)
        return application

    def _decide(self, application: Application, verdict: Decision.Verdict, at: dt.datetime) -> None:
        is_hire = verdict == Decision.Verdict.HIRE
        reasons = words.HIRE_REASONS if is_hire else words.DECLINE_REASONS
        decision = decide(
            application_id=application.pk, verdict=verdict,
            reason_code=Decision.Reason.EVIDENCE if is_hire else Decision.Reason.BAR,
            reason=reasons[0], actor=self.milan, at=at,
        )  # fmt: skip
        if decision.is_override:
            approve_override(decision_id=decision.pk, actor=self.cast["ada"], at=at)

    def _move(self, application: Application, to: State, at: dt.datetime) -> None:
        move_application(application_id=application.pk, to=to, actor=self.rosa, at=at)

    def _mark(self, application: Application, at: dt.datetime) -> None:
        for stage in self.plan.stages.order_by("position"):
            for user in self._raters(stage.position, stage.raters):
                card = assign_marker(
                    stage_id=stage.pk, application_id=application.pk, interviewer_id=user.pk,
                    due_at=at, actor=self.rosa, at=at,
                )  # fmt: skip
                marks.fill_in(card, at)

    def _raters(self, position: int, amount: int) -> list[User]:
        four = self.cast.interviewers[:4]
        return [four[(position + place) % len(four)] for place in range(amount)]

    def _follow(self, hire: Hire, number: int) -> None:
        """Seven come along in their own time; one left in the third month."""
        starts_on = (self.now - dt.timedelta(days=DAYS_AGO - 60)).date()
        left = number == len(NAMES) - 1
        facts = Facts(
            starts_on=starts_on,
            trained_on=starts_on + dt.timedelta(days=self.chance.randint(45, 80)),
            alone_on=None if left else starts_on + dt.timedelta(days=self.chance.randint(140, 215)),
            left_on=starts_on + dt.timedelta(days=95) if left else None,
            leaving=Hire.Leaving.QUIT if left else "",
            leaving_words="Moved to another town." if left else "",
            supervisor_id=self.milan.pk,
        )
        at = self.now - dt.timedelta(days=2)
        change_hire(hire_id=hire.pk, facts=facts, version=hire.version, actor=self.milan, at=at)

    def _review(self) -> None:
        for days in (30, 90, 180):
            at = self.now - dt.timedelta(days=DAYS_AGO - 60 - days - 1)
            ask_for_reviews(at=at)
            for review in Review.objects.owed().filter(after_days=days).order_by("pk"):
                strength = marks.strength_of(review.hire.application.candidate.email)
                given = [
                    min(5, max(1, round(strength + self.chance.gauss(0, 0.6))))
                    for _mark in range(4)
                ]
                give_review(
                    review_id=review.pk, customers=given[0], reliability=given[1],
                    team=given[2], learning=given[3], again=sum(given) > 11,  # noqa: PLR2004
                    words="", actor=self.milan, at=at + dt.timedelta(days=1),
                )  # fmt: skip

    def _import(self, hires: list[Hire]) -> None:
        """Import six months of figures from a file, with one line that is left out."""
        lines = ["E-mail,Month,CSAT,CSAT count,NPS yes,NPS count,QA,FCR,Cases,Present,Due"]
        begins = (self.now - dt.timedelta(days=DAYS_AGO - 60)).date()
        for month in range(_MONTHS):
            day = (begins.replace(day=1) + dt.timedelta(days=31 * (month + 1))).replace(day=1)
            for hire in hires[: len(hires) - (month > 1)]:
                lines.append(self._line(hire, day, month))
        lines.append(f"somebody.else@example.org,{begins:%Y-%m},4.5,30,27,30,90,80,100,20,21")
        at = self.now - dt.timedelta(days=1)
        batch = read_file(
            name="service figures.csv", content="\n".join(lines), actor=self.milan, at=at
        )
        start_import(import_id=batch.pk, actor=self.milan, at=at)
        run_due(at=at)

    def _line(self, hire: Hire, day: dt.date, month: int) -> str:
        """Invent a month: better with strength and with time, and a good deal of chance."""
        email = hire.application.candidate.email
        level = 0.6 * (marks.strength_of(email) - 3.5) + 0.12 * month + self.chance.gauss(0, 0.25)
        share = min(0.98, max(0.6, 0.82 + 0.06 * level))
        answers = self.chance.randint(24, 60)
        satisfied = min(4.9, max(3.2, 4.1 + 0.3 * level))
        quality = min(99, max(70, 86 + 5 * level))
        yes, solved = round(answers * share), round(100 * min(0.95, share - 0.05))
        there = 21 - self.chance.choice([0, 0, 0, 1, 2])
        return (
            f"{email},{day:%Y-%m},{satisfied:.2f},{answers},{yes},{answers},"
            f"{quality:.0f},{solved},100,{there},21"
        )
