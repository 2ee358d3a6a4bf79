"""A candidate who takes a grammar test in the portal while the site is killed around them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from candidates.applications.models import Application, Move
from candidates.openings.models import Opening
from candidates.people.models import Candidate
from candidates.portal.models import PortalLink
from interviews.assessments.actions import load_bank
from interviews.plans.models import Plan, Stage
from interviews.sittings.forms import start_word
from interviews.sittings.models import Sitting

ANSWERS = 6  # saved in each sitting
EASY = ("choice", "locate", "correct")  # any of two places, or any word, answers these


class Exam:
    """One opening whose plan has a grammar test to be taken at home."""

    def __init__(self):
        at = timezone.now()
        with transaction.atomic():
            load_bank(at=at)
            self.opening = Opening.objects.create(
                slug="exam", title="Exam", team="Chaos", time_zone="UTC", state="open",
                opened_at=at, created_at=at,
            )  # fmt: skip
            plan = Plan.objects.create(
                opening=self.opening, name="Exam", bar="3.50", state="active", created_at=at
            )
            self.stage = Stage.objects.create(
                plan=plan, position=1, kind="grammar-test", title="Grammar", weight=100,
                minutes=25, on_day=False,
            )  # fmt: skip

    def invited(self, number):
        """Make somebody who is asked to take the test; twice is the same. Returns their session."""
        email, at = f"examined-{number}@example.org", timezone.now()
        with transaction.atomic():
            candidate, _new = Candidate.objects.get_or_create(
                email=email,
                defaults={"name": f"Examined {number}", "search_text": email, "created_at": at},
            )
            application, new = Application.objects.get_or_create(
                opening=self.opening,
                candidate=candidate,
                defaults={"state": "invited", "state_since_at": at, "applied_at": at},
            )
            if new:
                Move.objects.create(application=application, to_state="invited", at=at)
            link, _new = PortalLink.objects.get_or_create(
                candidate=candidate,
                token_sha256=hashlib.sha256(email.encode()).hexdigest(),
                defaults={"created_at": at, "expires_at": at + dt.timedelta(days=1)},
            )
            session = import_module(settings.SESSION_ENGINE).SessionStore()
            session["portal_link"] = link.pk
            session.create()
        return application, session.session_key

    def take(self, person, application, through):
        """Start, answer and hand in; yield each answer that was confirmed: sitting, task, value."""
        start = f"/my/{application.pk}/tests/{self.stage.pk}/"
        answer = person.post(start, {"word": start_word()}, fine=lambda answer: answer[0] == 302)
        address = answer[1]["Location"]
        key = address.strip("/").split("/")[-1]
        sitting = through(lambda: Sitting.objects.get(key=key))
        tasks = [task for task in sitting.paper["sections"][0]["tasks"] if task["type"] in EASY]
        for sequence, task in enumerate(tasks[:ANSWERS], start=1):
            value = str(sequence % 2)
            data = {f"{task['key']}.value": value, "sequence": str(sequence)}

            def saved(answer, sequence=sequence):
                return answer[0] == 200 and json.loads(answer[2])["sequence"] == sequence

            person.post(f"{address}{task['key']}/", data, fine=saved)
            yield sitting.pk, task["key"], value
        for section in range(len(sitting.paper["sections"])):
            for data in ({"section": section}, {"section": section, "hand-in": "1"}):
                person.post(f"{address}go-on/", data, fine=lambda answer: answer[0] == 302)
