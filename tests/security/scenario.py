"""One of everything that a URL can name, and a way to come in as each persona."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core import signing
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from candidates.applications.models import Application, Document, Move, State
from candidates.files.actions import store_made
from candidates.messages.models import Message
from candidates.notices.models import Notice
from candidates.openings.models import Opening
from candidates.outbox.actions import owe_task
from candidates.portal.actions import mint_link
from hiring.accounts import roles
from hiring.accounts.models import User
from hiring.charter.models import Charter
from hiring.decisions.models import Decision
from hiring.offers.models import Offer, OfferTemplate
from hiring.outcomes.models import Hire, Import, Review
from hiring.reports.models import Report
from interviews.assessments.models import BankImport, Item
from interviews.calendars.access import ANSWER_SALT
from interviews.calendars.actions import add_busy_file, open_feed
from interviews.calendars.models import CalendarFeed
from interviews.competencies.models import Competency
from interviews.composites.models import Composite
from interviews.days.models import (
    Attendance,
    Day,
    Room,
    Session,
    SessionInterviewer,
    SessionSeat,
    Station,
)
from interviews.listening.models import Benchmark, Moment
from interviews.marking.models import TickSheet
from interviews.narratives.actions import save_passages
from interviews.narratives.drafts import Draft
from interviews.narratives.models import Summary
from interviews.planner.models import PlanRun, TimeException
from interviews.plans.models import Criterion, Plan, Stage
from interviews.recordings.models import Consent, Exercise, LineSound, Recording
from interviews.scorecards.models import Rating, RedFlag, Scorecard
from interviews.shadowing.models import Desk, OpeningCall, RecordedCall, Sheet
from interviews.sittings.actions import start_sitting
from interviews.sittings.models import Retest, Sitting
from interviews.washups.models import Washup
from tests.conftest import make_user


@dataclass
class Scenario:
    """The rows, by what URLs call them."""

    staff: dict[str, User]
    tokens: dict[str, str]
    rows: dict[str, Any] = field(default_factory=dict)

    clients: dict[str, Client] = field(default_factory=dict)

    def client(self, persona: str) -> Client:
        """A browser in which this persona is signed in."""
        cache.clear()  # nobody has knocked too often yet
        if persona not in self.clients:
            self.clients[persona] = Client()
            self._sign_in(self.clients[persona], persona)
        return self.clients[persona]

    def forget(self, persona: str) -> None:
        """Let the persona sign in anew next time."""
        self.clients.pop(persona, None)

    def _sign_in(self, client: Client, persona: str) -> None:
        if persona in self.tokens:
            client.post(f"/my/enter/{self.tokens[persona]}/")
        elif persona in self.staff:
            client.force_login(self.staff[persona], "hiring.accounts.backends.StaffBackend")

    def arguments(self, name: str) -> dict[str, Any]:
        """The keyword arguments of a URL: what its name says it is about."""
        space, _, short = name.rpartition(":")
        wanted = next(iter(get_resolver_for(space).reverse_dict.getlist(short)))[0][0][1]
        given: dict[str, Any] = {}
        for word in wanted:
            key = f"{short}.{word}"
            noun = f"{short.split('-')[0]}.{word}"
            given[word] = self.rows.get(key, self.rows.get(noun, self.rows.get(word)))
            assert given[word] is not None, f"say what {key} is in tests/security/scenario.py"
        return given


def get_resolver_for(space: str):
    resolver = get_resolver()
    return resolver.namespace_dict[space][1] if space else resolver


def _plan(opening: Opening, at: dt.datetime) -> tuple[Stage, Stage, Criterion]:
    anchors = {"anchor_1": "curt", "anchor_3": "polite", "anchor_5": "warm"}
    warmth = Competency.objects.create(code="warmth-here", name="Warmth", **anchors)
    plan = Plan.objects.create(
        opening=opening, name="The Day", bar="3.50", state=Plan.State.ACTIVE, created_at=at
    )
    letter = Stage.objects.create(
        plan=plan,
        position=1,
        kind="cover-letter",
        title="Letter",
        weight=40,
        minutes=15,
        on_day=False,
    )
    voice = Stage.objects.create(
        plan=plan, position=2, kind="voice-coach", title="Voice", weight=60, minutes=30
    )
    criteria = [
        Criterion.objects.create(
            stage=stage, position=1, competency=warmth, name="Warmth", **anchors
        )
        for stage in (letter, voice)
    ]
    return letter, voice, criteria[1]


def _number_apart() -> None:
    """Let every table count from a number of its own, so that a key says what it is a key of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seqrelid::regclass::text FROM pg_sequence ORDER BY 1")
        for place, (name,) in enumerate(cursor.fetchall(), start=1):
            cursor.execute(
                "SELECT setval(%s, greatest(nextval(%s), %s))", [name, name, place * 1000]
            )


def _sitting(application: Application, plan: Plan, at: dt.datetime) -> tuple[Sitting, Stage, Stage]:
    """A test that kim is in the middle of, one to begin, and one to try."""
    kinds = ("memory-test", "memory-test", "grammar-test")
    running, to_begin, to_try = [
        Stage.objects.create(
            plan=plan,
            position=position,
            kind=kind,
            title=f"Test {position}",
            weight=0,
            minutes=25,
            on_day=False,
        )
        for position, kind in enumerate(kinds, start=20)
    ]
    Move.objects.create(application=application, to_state=State.INVITED, at=at)
    sitting = start_sitting(
        application_id=application.pk, stage_id=running.pk, at=timezone.now(), seed=0
    )
    return sitting, to_begin, to_try


def _item(at: dt.datetime) -> Item:
    return Item.objects.create(
        code="x-1",
        language="en",
        kind="choice",
        area="words",
        difficulty=1,
        stem="Which?",
        body={"options": ["a", "b"], "key": 0},
        digest="x",
        created_at=at,
    )


def _recording(application: Application, recruiter: User, at: dt.datetime) -> Recording:
    """One exercise that was recorded, and may be heard; so may the caller whom it answers."""
    application.moves.create(to_state=State.INVITED, at=at)
    exercise = Exercise.objects.create(
        opening=application.opening, position=1, kind="caller", title="Answer", prompt="Words."
    )
    LineSound.objects.create(
        opening=application.opening,
        words="Words.",
        file=store_made(name="b.webm", content_type="audio/webm", content=b"line", at=at),
        milliseconds=1000,
        added_by=recruiter,
        added_at=at,
    )
    consent = Consent.objects.create(
        application=application, words="Yes.", kept_days=90, given_at=at
    )
    made = store_made(name="a.webm", content_type="audio/webm", content=b"sound", at=at)
    return Recording.objects.create(
        consent=consent,
        application=application,
        exercise=exercise,
        take=1,
        state="ready",
        begun_at=at,
        received_at=at,
        ready_at=at,
        milliseconds=1000,
        file=made,
    )


def _shadowing(plan: Plan, day: Day, kim: Application, ines: User, start: dt.datetime) -> Desk:
    """A desk that ines holds with a question of her own; and kim hears one recorded call."""
    stage = Stage.objects.create(
        plan=plan, position=12, kind="call-shadowing", title="Calls", weight=0, minutes=30
    )
    station = Station.objects.create(day=day, stage=stage, minutes=30)
    end = start + dt.timedelta(minutes=30)
    session = Session.objects.create(station=station, during=(start, end))
    SessionInterviewer.objects.create(session=session, interviewer=ines)
    desk = Desk.objects.create(session=session, host=ines, channel="phone")
    desk.items.create(question="What?", options=["This", "That"])
    sound = store_made(name="b.webm", content_type="audio/webm", content=b"sound", at=start)
    call = RecordedCall.objects.create(
        title="A call", channel="phone", origin="scripted", made_at=start, sound="ready",
        file=sound, milliseconds=1000,
    )  # fmt: skip
    OpeningCall.objects.create(opening=kim.opening, position=1, call=call)
    sheet = Sheet.objects.create(
        application=kim, is_recorded=True, opened_at=start, expected_at=start, quiz_at=start
    )
    sheet.recorded_calls.create(number=1, call=call)
    sheet.answers.create(
        position=1, question="What?", options=["This", "That"], right=0, saved_at=start
    )
    return desk


def _narrative(plan: Plan, kim: Application, ines: User, at: dt.datetime) -> Scorecard:
    """A psychologist's scorecard, locked, with a narrative and a summary that was released."""
    talk = Stage.objects.create(
        plan=plan, position=9, kind="psychologist", title="Talk", weight=0, minutes=40
    )
    card = Scorecard.objects.create(
        stage=talk, application=kim, interviewer=ines, due_at=at, created_at=at, locked_at=at
    )
    save_passages(scorecard_id=card.pk, drafts=[Draft("success", "Glad.", 0)], actor=ines, at=at)
    Summary.objects.create(scorecard=card, text="Calm.", saved_at=at, released_at=at)
    return card


def _benchmark(opening: Opening, by: User, at: dt.datetime) -> Benchmark:
    made = store_made(name="b.webm", content_type="audio/webm", content=b"sound", at=at)
    return Benchmark.objects.create(
        opening=opening, title="A call", file=made, milliseconds=1000, added_by=by, added_at=at
    )


def _moment(card: Scorecard, criterion: Criterion, other: User, at: dt.datetime) -> Moment:
    """A moment that ines marked; and somebody else has marked by ear, and locked."""
    Scorecard.objects.create(
        stage=card.stage, application=card.application, interviewer=other, due_at=at,
        created_at=at, locked_at=at,
    )  # fmt: skip
    return Moment.objects.create(
        scorecard=card, criterion=criterion, milliseconds=1000, words="Heard.", saved_at=at
    )


def build(
    *,
    opening: Opening,
    staff: dict[str, User],
    kim: Application,
    jonas: Application,
    at: dt.datetime,
) -> Scenario:
    """Make one of everything; kim is on a Day and ines is to mark them."""
    _number_apart()
    gone = make_user("Gone Gomez", roles.RECRUITER)
    gone.is_active = False
    gone.save()
    opening.memberships.create(user=gone, part="recruiter")
    letter, voice, criterion = _plan(opening, at)
    Application.objects.filter(pk=kim.pk).update(state=State.SCREENING)
    Application.objects.filter(pk=kim.pk).update(state=State.INVITED)
    Application.objects.filter(pk=kim.pk).update(state=State.ON_DAY)
    Application.objects.filter(pk=kim.pk).update(state=State.DECIDING)
    start = at + dt.timedelta(hours=1)
    room = Room.objects.create(name="Alder", site="Vilnius")
    day = Day.objects.create(
        opening=opening,
        on=at.date(),
        starts_at=start,
        site="Vilnius",
        time_zone="Europe/Vilnius",
        created_at=at,
        published_at=at,
        state=Day.State.PUBLISHED,
    )
    station = Station.objects.create(day=day, stage=voice, room=room, minutes=30)
    attendance = Attendance.objects.create(day=day, application=kim)
    attendance.refresh_from_db()  # the database made its badge
    session = Session.objects.create(
        station=station, room=room, during=(start, start + dt.timedelta(minutes=30))
    )
    SessionSeat.objects.create(session=session, application=kim)
    SessionInterviewer.objects.create(session=session, interviewer=staff["ines"])
    card, _created = Scorecard.objects.get_or_create(
        stage=voice,
        application=kim,
        interviewer=staff["ines"],
        defaults={"session": session, "due_at": start, "created_at": at},
    )
    letter_card = Scorecard.objects.create(
        stage=letter, application=kim, interviewer=staff["ines"], due_at=start, created_at=at
    )
    teaching = Stage.objects.create(
        plan=voice.plan, position=13, kind="teach-me-something", title="Teach", weight=0, minutes=20
    )
    teaching_card = Scorecard.objects.create(
        stage=teaching, application=kim, interviewer=staff["ines"], due_at=start, created_at=at
    )
    Application.objects.filter(pk=jonas.pk).update(state=State.SCREENING)
    Application.objects.filter(pk=jonas.pk).update(state=State.INVITED)
    Composite.objects.create(
        application=kim,
        plan=voice.plan,
        zone="incomplete",
        inputs={},
        inputs_sha256="0" * 64,
        code_version="test",
        computed_at=at,
    )
    rating, _created = Rating.objects.get_or_create(
        scorecard=card, criterion=criterion, defaults={"value": 4, "saved_at": at}
    )
    flag = RedFlag.objects.create(
        application=kim,
        scorecard=card,
        kind="disrespect",
        seen="Rolled their eyes.",
        raised_by=staff["ines"],
        raised_at=at,
    )
    made = {"name": "cv.txt", "content_type": "text/plain", "content": b"I was born.", "at": at}
    document = Document.objects.create(
        application=kim, file=store_made(**made), kind=Document.Kind.LETTER, added_at=at
    )
    message = Message.objects.create(
        candidate=kim.candidate,
        application=kim,
        code="invited",
        to_address=kim.candidate.email,
        subject="Come",
        body="Please come.",
        created_at=at,
    )
    decision = Decision.objects.create(
        application=kim,
        verdict="hire",
        reason_code="evidence",
        reason="Seen.",
        decided_by=staff["milan"],
        decided_at=at,
        advice="decline",
        is_override=True,
    )
    report = Report.objects.create(
        kind="composite-scorecard",
        application=kim,
        asked_by=staff["rosa"],
        asked_at=at,
        expires_at=at + dt.timedelta(days=30),
        file=store_made(**{**made, "name": "report.pdf", "content_type": "application/pdf"}),
        inputs_sha256="0" * 64,
    )
    paper = Report.objects.create(
        kind="result-sheet",
        variant="candidate",
        application=kim,
        asked_by=staff["milan"],
        asked_at=at,
        expires_at=at + dt.timedelta(days=3650),
        file=store_made(**{**made, "name": "result.pdf", "content_type": "application/pdf"}),
        inputs_sha256="0" * 64,
    )
    terms = {
        "pay": "1", "currency": "EUR", "hours": "40", "place": "Vilnius", "probation": "",
        "letter": "Dear {candidate_name}",
    }  # fmt: skip
    offer = Offer.objects.create(
        application=kim, state="sent", starts_on=at.date(), written_by=staff["rosa"],
        written_at=at, answer_by_at=at + dt.timedelta(days=3650), asked_by=staff["rosa"],
        asked_at=at, approved_by=staff["milan"], approved_at=at, sent_letter="Dear Kim", **terms,
    )  # fmt: skip
    template = OfferTemplate.objects.create(name="Advisor", written_at=at, **terms)
    washup = Washup.objects.create(day=day, moderator=staff["milan"], opened_at=at)
    desk = _shadowing(voice.plan, day, kim, staff["ines"], start + dt.timedelta(hours=2))
    talk_card = _narrative(voice.plan, kim, staff["ines"], at)
    tokens = {
        name: mint_link(candidate_id=application.candidate_id, at=timezone.now())
        for name, application in (("kim", kim), ("jonas", jonas))
    }
    closed_card = Scorecard.objects.create(
        stage=voice,
        application=kim,
        interviewer=staff["viktor"],
        session=session,
        due_at=start,
        created_at=at,
        closed_at=at,
        closed_reason="We know each other.",
    )
    notice = Notice.objects.create(
        user=staff["rosa"], kind="scorecard-overdue", key="one", url="/day/", created_at=at
    )
    timetable = PlanRun.objects.create(
        day=day,
        day_version=0,
        setup={"until": 60},
        asked_by=staff["rosa"],
        asked_at=at,
        sessions=[],
    )
    exception = TimeException.objects.create(person=staff["ines"], on=at.date())
    open_feed(room_id=room.pk, shows_names=False, at=at)
    busy = add_busy_file(person_id=staff["ines"].pk, name="a.ics", periods=[], at=at)
    feed_token = open_feed(person_id=staff["viktor"].pk, shows_names=False, at=at)
    recording = _recording(kim, staff["rosa"], at)
    moment = _moment(card, criterion, staff["milan"], at)
    charter = Charter.objects.create(
        version=1, vision="Heard.", mission="We answer.", written_at=at, written_by=staff["milan"]
    )
    sitting, to_begin, to_try = _sitting(kim, voice.plan, at)
    hire = Hire.objects.create(application=kim, starts_on=at.date(), supervisor=staff["milan"])
    review = Review.objects.create(hire=hire, after_days=30, supervisor=staff["milan"], asked_at=at)
    batch = Import.objects.create(
        name="a.csv", columns=["email"], lines=[["a@b.cc"]], created_at=at,
        created_by=staff["milan"],
    )  # fmt: skip
    scenario = Scenario(staff={**staff, "gone": gone}, tokens=tokens)
    task = owe_task(kind="messages.send", payload={"message_id": message.pk}, at=at)
    scenario.rows = {
        "slug": opening.slug,
        "token": tokens["kim"],
        "uidb36": "1",
        "key": "set-password",
        "task.pk": task.pk,
        "notice.pk": notice.pk,
        "conflict.pk": card.pk,
        "scorecard-reassign.pk": closed_card.pk,
        "marks.pk": kim.pk,
        "stage_pk": voice.pk,
        "application.pk": kim.pk,
        "candidate.pk": kim.candidate_id,
        "document.pk": document.pk,
        "message.pk": message.pk,
        "competency.pk": Competency.objects.get().pk,
        "item.pk": _item(at).pk,
        "bank.pk": BankImport.objects.create(file_name="x.csv", created_at=at).pk,
        "plan.pk": voice.plan_id,
        "stage.pk": voice.pk,
        "criterion.pk": criterion.pk,
        "day.pk": day.pk,
        "station.pk": station.pk,
        "attendance.pk": attendance.pk,
        "badge": attendance.badge,
        "busy-remove.pk": busy.pk,
        "day-answer.token": signing.dumps(attendance.pk, salt=ANSWER_SALT),
        "own-day.pk": kim.pk,
        "own-calendar.pk": kim.pk,
        "own-day-confirm.pk": kim.pk,
        "own-day-ask.pk": kim.pk,
        "own-day-choose.pk": kim.pk,
        "session.pk": session.pk,
        "timetable.pk": timetable.pk,
        "exception.pk": exception.pk,
        "feed-open-room.pk": room.pk,
        "feed.pk": CalendarFeed.objects.get(room=room).pk,
        "calendar-feed.token": feed_token,
        "session-create.pk": day.pk,
        "room.pk": room.pk,
        "desk.pk": desk.session_id,
        "desk.item_pk": desk.items.get().pk,
        "shadowing.pk": kim.pk,
        "shadowing.number": 1,
        "shadowing.question": "wanted",
        "shadowing.position": 1,
        "recorded.pk": RecordedCall.objects.get().pk,
        "calls.pk": kim.pk,
        "narrative.pk": talk_card.pk,
        "passage.pk": talk_card.pk,
        "passage.part": "success",
        "summary.pk": talk_card.pk,
        "scorecard.pk": card.pk,
        "criterion_pk": criterion.pk,
        "document_pk": document.pk,
        "document-add.pk": kim.pk,
        "rating-save.pk": card.pk,
        "red-flag-raise.pk": card.pk,
        "stage-add.pk": voice.plan_id,
        "criterion-add.pk": voice.pk,
        "code": "invited",
        "language": "en",
        "scorecard-document.pk": letter_card.pk,
        "question-page.pk": letter_card.pk,
        "question-page.criterion_pk": Criterion.objects.get(stage=letter).pk,
        "markers-ask.pk": letter.pk,
        "stage-retellings.pk": to_begin.pk,
        "tickers-ask.pk": to_begin.pk,
        "tick-sheet.pk": TickSheet.objects.create(
            sitting=sitting, marker=staff["ines"], asked_at=at, due_at=at
        ).pk,
        "probe.pk": teaching_card.pk,
        "probe.number": 1,
        "topics.pk": jonas.pk,
        "rating.pk": rating.pk,
        "moment.pk": moment.pk,
        "benchmark.pk": _benchmark(opening, staff["rosa"], at).pk,
        "moment-mark.pk": card.pk,
        "recording.key": recording.key,
        "red.pk": flag.pk,
        "marker.pk": kim.pk,
        "decision.pk": decision.pk,
        "decision-page.pk": kim.pk,
        "decision-make.pk": kim.pk,
        "decision-more.pk": kim.pk,
        "report.pk": report.pk,
        "report-ask.pk": kim.pk,
        "own-paper.pk": paper.pk,
        "day-results.pk": day.pk,
        "result.pk": kim.pk,
        "day-reports.pk": day.pk,
        "session-reports.pk": session.pk,
        "room-candidate.pk": day.pk,
        "washup-open.pk": day.pk,
        "washup.pk": washup.pk,
        "agreement.pk": washup.pk,
        "application_pk": kim.pk,
        "offer.pk": offer.pk,
        "offer-make.pk": kim.pk,
        "own.pk": offer.pk,
        "offer-template-change.pk": template.pk,
        "offer-template-retire.pk": template.pk,
        "portal.pk": kim.pk,
        "voice.pk": kim.pk,
        "voice.key": recording.key,
        "voice.number": 0,
        "voice-line.number": 1,
        "recording-list.pk": kim.pk,
        "line-sound.pk": LineSound.objects.get().pk,
        "exercise_pk": recording.exercise_id,
        "charter-version.number": charter.version,
        "voices.pk": kim.pk,
        "wish.pk": kim.pk,
        "sitting.pk": sitting.pk,
        "sitting.key": sitting.key,
        "sitting.task": "study",
        "sitting-start.pk": kim.pk,
        "sitting-start.stage_pk": to_begin.pk,
        "sitting-practice.pk": kim.pk,
        "sitting-practice.stage_pk": to_try.pk,
        "sitting-grant.pk": kim.pk,
        "retest-grant.pk": sitting.pk,
        "retest-start.pk": kim.pk,
        "retest-start.retest_pk": Retest.objects.create(
            first=sitting, word="bdfg", reason="On site.", granted_by=staff["rosa"], granted_at=at
        ).pk,
        "outcomes-hire.pk": hire.pk,
        "outcomes-review.pk": review.pk,
        "batch.pk": batch.pk,
        "person.pk": staff["viktor"].pk,
    }
    return scenario
