"""`python -m tests.chaos.click ADDRESS LEDGER STOP`: people at work through the web, until STOP is.

Each errand is one candidate's: two interviewers save and lock their scorecards, the hiring manager
asks for a report now and then and declines with a reason, the recruiter releases the mail;
meanwhile somebody new applies, and somebody takes a test and hands it in. Whoever gets no answer
asks again, as a browser's user would. What was answered is written to LEDGER: that is what must
never be lost.
"""

from __future__ import annotations

import http.client
import itertools
import json
import secrets
import sys
import threading
import time
import urllib.parse
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth import (  # noqa: E402
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
)
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import InterfaceError, OperationalError, connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from candidates.applications.models import Application  # noqa: E402
from candidates.messages.models import Message  # noqa: E402
from candidates.people.models import Candidate  # noqa: E402
from interviews.scorecards.actions import assign_marker  # noqa: E402
from tests.chaos.exam import Exam  # noqa: E402
from tests.chaos.produce import House  # noqa: E402
from tests.hiring.conftest import put  # noqa: E402

THREADS, EVERY = 3, 4
# what people wait for may be hit again and again, and is tried again later each time; that nothing
# is stuck is seen once the killing is over
PATIENCE = 900.0
AWAY = (OSError, http.client.HTTPException)
EVIDENCE = "Interrupted the caller twice and did not say sorry, candidate {}."
FINAL = {200, 302}


def through(ask):
    """Ask the database until it answers."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return ask()
        except (OperationalError, InterfaceError):
            connection.close()
            if time.monotonic() > end:
                raise
            time.sleep(0.3)


class Person:
    """Somebody with a browser; `user` is signed in, or who has a `session`."""

    def __init__(self, address, user=None, session=""):
        self.host = urllib.parse.urlsplit(address).netloc
        token = secrets.token_hex(16)
        self.headers = {
            "Host": self.host,
            "Cookie": f"{settings.CSRF_COOKIE_NAME}={token}",
            "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if user is not None:
            store = SessionStore()
            store[SESSION_KEY] = str(user.pk)
            store[BACKEND_SESSION_KEY] = "hiring.accounts.backends.StaffBackend"
            store[HASH_SESSION_KEY] = user.get_session_auth_hash()
            store.create()
            session = store.session_key
        if session:
            self.headers["Cookie"] += f"; {settings.SESSION_COOKIE_NAME}={session}"

    def once(self, path, data=None, **headers):
        """Ask once; raises one of AWAY."""
        line = http.client.HTTPConnection(self.host, timeout=30)
        try:
            body = None if data is None else urllib.parse.urlencode(data)
            line.request("GET" if data is None else "POST", path, body, self.headers | headers)
            answer = line.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            line.close()

    def post(self, path, data, *, fine, **headers):
        """Post until the answer is one that is `fine`; returns it."""
        end, last = time.monotonic() + PATIENCE, "no answer"
        while True:
            try:
                answer = self.once(path, data, **headers)
                if fine(answer):
                    return answer
                last = f"{answer[0]} {answer[2][-3000:]}"
            except AWAY:
                pass
            if time.monotonic() > end:
                raise TimeoutError(f"{path}: {last}")
            time.sleep(0.4)


def is_final(answer):
    return answer[0] in FINAL


def apply_as(address, number):
    """Apply through the careers page as somebody new; return their e-mail address."""
    email = f"applied-{number}@example.org"
    data = {
        "name": f"Applicant {number}", "email": email, "cv_text": "Sold headsets for a year.",
        "cover_letter": "I like to help.", "time_zone": "UTC", "language": "en",
        "consent": "on",
    }  # fmt: skip
    somewhere = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
    person, forwarded = Person(address), {"X-Forwarded-For": somewhere}
    person.post("/jobs/chaos/apply/", data, fine=is_final, **forwarded)
    return email


class Errands:
    """What people do, and what they were told was done."""

    def __init__(self, address):
        self.house, self.exam = House(), Exam()
        self.address = address
        house = self.house
        self.ines, self.viktor = (Person(address, user) for user in house.markers)
        self.milan = Person(address, house.milan)
        self.rosa = Person(address, house.member("Rosa", "recruiter", zone="UTC"))
        self.ledger = {"ratings": [], "locks": [], "decided": [], "mails": [], "applied": [],
                       "reports": [], "answers": [], "handed in": []}  # fmt: skip
        self.numbers = itertools.count(1)

    def owed(self, number):
        """Make an application that both owe a scorecard for; twice is the same."""
        email = f"invited-{number}@example.org"
        at = timezone.now()
        with transaction.atomic():
            candidate, _new = Candidate.objects.get_or_create(
                email=email,
                defaults={"name": f"Candidate {number}", "search_text": email, "created_at": at},
            )
            application, _new = Application.objects.get_or_create(
                opening=self.house.opening,
                candidate=candidate,
                defaults={"state_since_at": at, "applied_at": at},
            )
            put(application, "deciding")
            cards = [
                assign_marker(
                    stage_id=self.house.stage.pk, application_id=application.pk,
                    interviewer_id=marker.pk, due_at=at, actor=self.house.milan, at=at,
                )
                for marker in self.house.markers
            ]  # fmt: skip
        return application, cards

    def mark(self, person, card, number):
        """Save one mark and lock it."""
        criterion = self.house.criterion.pk
        evidence = EVIDENCE.format(number)
        fields = {"mark": "2", "null_reason": "", "evidence": evidence, "version": "0"}
        data = {f"c{criterion}-{name}": value for name, value in fields.items()}

        def saved(answer):
            """Saved now, or before, by the try whose answer never came."""
            return answer[0] in {200, 409} and json.loads(answer[2])["evidence"] == evidence

        person.post(f"/scorecards/{card.pk}/ratings/{criterion}/", data, fine=saved)
        self.ledger["ratings"].append([card.pk, evidence])
        data[f"c{criterion}-version"] = "1"
        person.post(f"/scorecards/{card.pk}/lock/", data, fine=is_final)
        self.ledger["locks"].append(card.pk)

    def report(self, application):
        data = {"kind": "composite-scorecard", "variant": "full", "language": "en"}
        url = f"/applications/{application.pk}/reports/"
        # refused until the composite is there
        answer = self.milan.post(url, data, fine=lambda answer: answer[0] == 302)
        self.ledger["reports"].append(int(answer[1]["Location"].strip("/").split("/")[-1]))

    def decide(self, application):
        data = {"verdict": "decline", "reason_code": "bar", "reason": "Below the bar."}
        url = f"/applications/{application.pk}/decision/make/"
        self.milan.post(url, data, fine=is_final)
        self.ledger["decided"].append(application.pk)

    def release(self, application):
        drafts = Message.objects.filter(application=application, code="declined")
        key = through(lambda: drafts.values_list("pk", flat=True).first())
        if key is not None:  # a decision that waits for a second person tells nobody yet
            self.rosa.post("/messages/release/", {"message_ids": key}, fine=is_final)
            self.ledger["mails"].append(key)

    def examine(self, number):
        application, session = through(lambda: self.exam.invited(number))
        taker = Person(self.address, session=session)
        for sitting, task, value in self.exam.take(taker, application, through):
            self.ledger["answers"].append([sitting, task, value])
        self.ledger["handed in"].append(sitting)

    def run(self, stop):
        """Do one errand after the other."""
        try:
            while not stop.exists():
                number = next(self.numbers)
                application, (first, second) = through(lambda number=number: self.owed(number))
                self.mark(self.ines, first, number)
                self.mark(self.viktor, second, number)
                if number % EVERY == 0:
                    self.report(application)
                self.decide(application)
                self.release(application)
                self.ledger["applied"].append(apply_as(self.address, number))
                self.examine(number)
        finally:
            connection.close()


def main(address, ledger, stop):
    errands = through(lambda: Errands(address))
    threads = [threading.Thread(target=errands.run, args=(stop,)) for _each in range(THREADS)]
    broken = []
    threading.excepthook = lambda failed: broken.append(repr(failed.exc_value)[:4000])
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ledger.write_text(json.dumps(errands.ledger | {"broken": broken}), encoding="utf-8")
    return len(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
