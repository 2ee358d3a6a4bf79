"""`python -m tests.chaos.produce NUMBER SECONDS`: owes work of all shapes, as the site would.

Rows, files and mails for everybody; two locked scorecards, and so composites, for every fifth;
composite scorecards as PDF for some of these. Every fourth transaction is rolled
back: what it owed must never happen.
"""

from __future__ import annotations

import datetime as dt
import sys
import time

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from candidates.applications.models import Application  # noqa: E402
from candidates.messages.actions import draft_message, release_messages  # noqa: E402
from candidates.notices.actions import tell  # noqa: E402
from candidates.openings.models import Opening, OpeningMember  # noqa: E402
from candidates.outbox.actions import owe_task  # noqa: E402
from candidates.people.models import Candidate  # noqa: E402
from hiring.accounts.models import User  # noqa: E402
from hiring.reports.actions import ask_report  # noqa: E402
from hiring.reports.kinds import ReportRefused, Wanted  # noqa: E402
from interviews.competencies.models import Competency  # noqa: E402
from interviews.plans.models import Criterion, Plan, Stage  # noqa: E402
from interviews.scorecards.actions import (  # noqa: E402
    assign_marker,
    lock_scorecard,
    save_rating,
)

EVERY, REPORTS, PATIENCE = 5, 4, 120  # composites, PDFs, seconds
ROLLED_BACK = 1_000_000
NOON, NIGHT = 12, 2


def where_it_is(hour, at):
    """Return a time zone in which it is that hour now."""
    east = (hour - at.hour + 11) % 24 - 11
    return f"Etc/GMT{-east:+d}"


class House:
    """One opening with a plan of one stage, two markers and a hiring manager."""

    def __init__(self):
        at = timezone.now()
        self.opening = Opening.objects.create(
            slug="chaos",
            title="Chaos",
            team="Chaos",
            time_zone="UTC",
            state="open",
            opened_at=at,
            created_at=at,
        )
        # a mail at once to whose day it is, a digest to who sleeps: the same at every hour
        self.markers = [
            self.member("Ines", "interviewer", zone=where_it_is(NOON, at)),
            self.member("Viktor", "interviewer", zone=where_it_is(NIGHT, at)),
        ]
        self.milan = self.member("Milan", "hiring_manager", zone="UTC")
        anchors = {"anchor_1": "curt", "anchor_3": "polite", "anchor_5": "warm"}
        warmth = Competency.objects.create(code="chaos-warmth", name="Warmth", **anchors)
        plan = Plan.objects.create(
            opening=self.opening, name="Chaos", bar="3.50", state="active", created_at=at
        )
        self.stage = Stage.objects.create(
            plan=plan,
            position=1,
            kind="cover-letter",
            title="Letter",
            weight=100,
            minutes=15,
            raters=2,
            on_day=False,
        )
        self.criterion = Criterion.objects.create(
            stage=self.stage, position=1, competency=warmth, name="Warmth", **anchors
        )

    def member(self, name, part, *, zone):
        address = f"{name.lower()}@chaos.example"
        user = User.objects.create_user(address, "x", name=name, time_zone=zone)
        OpeningMember.objects.create(opening=self.opening, user=user, part=part)
        return user

    def application(self, number):
        candidate = Candidate.objects.create(
            name=f"Candidate {number}",
            email=f"candidate-{number}@example.org",
            search_text=f"candidate {number}",
            created_at=timezone.now(),
        )
        return Application.objects.create(
            opening=self.opening,
            candidate=candidate,
            state_since_at=timezone.now(),
            applied_at=timezone.now(),
        )

    def mark(self, application):
        """Two scorecards, locked one after the other, each in its own transaction; and news for
        both markers that stays news: what they were asked is none any more once it is done."""
        at = timezone.now()
        tell(
            user_ids=[marker.pk for marker in self.markers],
            code="marking-asked",
            text_values={"candidate": "somebody", "stage": self.stage.title},
            url="/",
            key=f"chaos:{application.pk}",
            at=at,
        )
        for marker in self.markers:
            card = assign_marker(
                stage_id=self.stage.pk,
                application_id=application.pk,
                interviewer_id=marker.pk,
                due_at=at + dt.timedelta(hours=1),
                actor=self.milan,
                at=at,
            )
            save_rating(
                scorecard_id=card.pk,
                criterion_id=self.criterion.pk,
                value=4,
                null_reason="",
                evidence="Thanked by name and offered a call back the same day.",
                version=0,
                actor=marker,
                at=at,
            )
            lock_scorecard(scorecard_id=card.pk, actor=marker, at=at)

    def report(self, application):
        """Ask for the PDF as soon as there is something to draw."""
        for _try in range(PATIENCE * 5):
            try:
                return ask_report(
                    wanted=Wanted("composite-scorecard", application_id=application.pk),
                    language="en",
                    actor=self.milan,
                    at=timezone.now(),
                )
            except ReportRefused:
                time.sleep(0.2)
        raise TimeoutError


def owe(house, number):
    at = timezone.now()
    owe_task(kind="chaos.row", payload={"number": number}, at=at, dedupe_key=f"row-{number}")
    if number % 2:
        owe_task(kind="chaos.file", payload={"number": number}, at=at)
    application = house.application(number)
    code = "offered" if number % 3 else "invited"
    message = draft_message(code=code, application=application, at=at)
    release_messages(message_ids=[message.pk], actor=None, at=at)
    return application


def main(count, seconds):
    house = House()
    marked = []
    for number in range(count):
        with transaction.atomic():
            application = owe(house, number)
        if number % EVERY == 0:
            house.mark(application)
            marked.append(application)
        if number % 4 == 0:
            with transaction.atomic():
                owe(house, ROLLED_BACK + number)
                transaction.set_rollback(True)
        if number in range(count // 2, count // 2 + REPORTS):
            house.report(marked[number - count // 2])
        time.sleep(seconds / count)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
