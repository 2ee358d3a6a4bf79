"""Kim and jonas at ines' desk, viktor marks too; and two recorded calls in the library."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from psycopg.types.range import TimestamptzRange

from candidates.applications.models import Application, Move, State
from candidates.portal.actions import mint_link
from interviews.days.models import Session, SessionInterviewer, SessionSeat, Station
from interviews.plans.models import Stage
from interviews.scorecards.actions import ensure_scorecards
from interviews.scorecards.models import Scorecard
from interviews.shadowing import actions
from interviews.shadowing.bank import STATEMENTS
from interviews.shadowing.drafts import CallDraft, ItemDraft, NoteDraft, Stamp
from interviews.shadowing.models import RecordedCall, Sheet
from tests.interviews.scorecards.conftest import day, make_criterion, plan  # noqa: F401

BEFORE = dict.fromkeys(STATEMENTS, 4)
AFTER = {**BEFORE, "calm": 2, "want": 1}
STEPS = (State.SCREENING, State.INVITED, State.ON_DAY)


@pytest.fixture(autouse=True)
def _quiet(at, settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }
    with time_machine.travel(at + dt.timedelta(minutes=5), tick=False):
        yield


@pytest.fixture
def stage(plan) -> Stage:  # noqa: F811
    made = Stage.objects.create(
        plan=plan, position=1, kind="call-shadowing", title="Call shadowing", weight=100,
        minutes=60, raters=2,
    )  # fmt: skip
    for position, name in enumerate(("Listening", "Respect"), start=1):
        make_criterion(made, position, name)
    return made


def on_day(application: Application, at) -> Application:
    before = State.APPLIED
    for after in STEPS:
        Application.objects.filter(pk=application.pk).update(state=after, state_since_at=at)
        Move.objects.create(application=application, from_state=before, to_state=after, at=at)
        before = after
    application.refresh_from_db()
    return application


@pytest.fixture
def session(day, stage, ines, viktor, kim, jonas, at) -> Session:  # noqa: F811
    station = Station.objects.create(day=day, stage=stage, minutes=60, seats=2)
    session = Session.objects.create(
        station=station, during=TimestamptzRange(at, at + dt.timedelta(minutes=60))
    )
    for guest in (kim, jonas):
        on_day(guest, at)
        SessionSeat.objects.create(session=session, application=guest)
    for person in (ines, viktor):
        SessionInterviewer.objects.create(session=session, interviewer=person)
    ensure_scorecards(session_ids=[session.pk], at=at)
    return session


@pytest.fixture
def card(session, ines, kim) -> Scorecard:
    return Scorecard.objects.get(session=session, interviewer=ines, application=kim)


@pytest.fixture
def desk(session, ines, at):
    return actions.set_up_desk(
        session_id=session.pk, host_id=ines.pk, channel="phone", colleague="Lina",
        has_consent=True, actor=ines, at=at,
    )  # fmt: skip


@pytest.fixture
def sheet(session, kim, at) -> Sheet:
    return actions.say_expectations(application_id=kim.pk, before=BEFORE, at=at)


def note(sheet, at, text, *, call=1, question="wanted", **stamp):
    draft = NoteDraft(call, question, text, Stamp(**stamp))
    outcome = actions.save_notes(sheet_id=sheet.pk, drafts=[draft], at=at)
    return outcome.get((call, question))


@pytest.fixture
def at_quiz(sheet, at) -> Sheet:
    note(sheet, at, "A new cable.")
    return actions.begin_quiz(sheet_id=sheet.pk, at=at)


@pytest.fixture
def finished(at_quiz, at) -> Sheet:
    return actions.finish_sheet(
        sheet_id=at_quiz.pk, after=AFTER, would_still="no", why="Too loud.", at=at
    )


def make_call(title, at, **more) -> RecordedCall:
    facts = {
        "call_id": None,
        "title": title,
        "channel": "phone",
        "origin": "scripted",
        "is_synthesized": False,
        "lines": [
            CallDraft(0, "Representative", "Good morning.", pauses=False),
            CallDraft(3000, "Customer", f"It is about {title}.", pauses=True),
            CallDraft(9000, "Representative", "I see.", pauses=False),
        ],
        "items": [ItemDraft(f"What was {title} about?", ("That", "This", "Neither"))],
        "sound": None,
    }
    return actions.keep_call(**{**facts, **more}, at=at)


@pytest.fixture
def calls(db, at) -> list[RecordedCall]:
    return [make_call(title, at) for title in ("Cables", "Echoes")]


@pytest.fixture
def chosen(calls, opening, rosa, at):
    keys = [call.pk for call in calls]
    return actions.choose_calls(opening_id=opening.pk, call_ids=keys, actor=rosa, at=at)


def go_in(application) -> Client:
    browser = Client()
    token = mint_link(candidate_id=application.candidate_id, at=timezone.now())
    assert browser.post(f"/my/enter/{token}/").status_code == 302
    return browser


def as_(user) -> Client:
    browser = Client()
    browser.force_login(user, "hiring.accounts.backends.StaffBackend")
    return browser
