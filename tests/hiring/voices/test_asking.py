"""Who is asked, once; and what comes in."""

import datetime as dt
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction

from candidates.applications.models import Application, State
from candidates.messages.models import Message
from hiring.voices.actions import NotAsked, ask_for_voices, take_survey, take_tap
from hiring.voices.models import Answer, Asked
from hiring.voices.queries import owes_survey, stages_to_tap
from interviews.days.models import Attendance, Day, Room, Session, SessionSeat, Station
from interviews.plans.models import Stage
from interviews.recordings.models import Consent, Exercise, Recording
from interviews.scorecards.models import Scorecard
from interviews.sittings.models import Sitting
from tests.conftest import make_application
from tests.hiring.voices.conftest import tell

MAILS = Message.objects.filter(code="how-it-was")


def test_the_declined_are_asked_once(declined, at):
    assert ask_for_voices(at=at) == 1
    assert ask_for_voices(at=at) == 0
    mail = MAILS.get()
    assert (mail.state, mail.to_address, "{portal_link}" in mail.body) == (
        "released", "kim@example.org", True
    )  # fmt: skip
    assert owes_survey(declined)


def test_hired_and_declined_are_asked_apart(declined, jonas, milan, at):
    tell(jonas, State.HIRED, milan, at)
    assert ask_for_voices(at=at) == 2
    assert set(Asked.objects.values_list("application", "ending")) == {
        (declined.pk, "declined"),
        (jonas.pk, "hired"),
    }


def test_nobody_is_asked_before_they_were_told(declined, at):
    Message.objects.update(state="draft", sent_at=None)
    assert ask_for_voices(at=at) == 0
    Message.objects.update(state="sent", sent_at=at - dt.timedelta(days=1))
    assert ask_for_voices(at=at) == 0  # the answer came yesterday
    assert ask_for_voices(at=at + dt.timedelta(days=1)) == 1


def test_nobody_is_asked_months_later(declined, at):
    Application.objects.update(state_since_at=at - dt.timedelta(days=80))
    assert ask_for_voices(at=at) == 0


def test_a_round_asks_no_more_than_it_is_told_to(declined, jonas, milan, at):
    tell(jonas, State.DECLINED, milan, at)
    assert [ask_for_voices(at=at, most=1) for _round in range(3)] == [1, 1, 0]


def survey(application, at, **more):
    given = {"felt": 4, "recommends": True, "words": "", "at": at, **more}
    take_survey(application_id=application.pk, **given)


def test_an_answer_comes_in_once_and_keeps_the_month_only(declined, at):
    ask_for_voices(at=at)
    survey(declined, at, words="Warm.")
    answer = Answer.objects.get()
    assert (answer.ending, answer.felt, answer.recommends, answer.words, answer.in_month) == (
        "declined", 4, True, "Warm.", dt.date(2026, 11, 1)
    )  # fmt: skip
    with pytest.raises(NotAsked):
        survey(declined, at, felt=1)
    assert (Answer.objects.count(), owes_survey(declined)) == (1, False)


def test_whoever_was_not_asked_answers_nothing(declined, at):
    with pytest.raises(NotAsked, match="nothing to answer"):
        survey(declined, at)


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_are_one(declined, at):
    ask_for_voices(at=at)
    gate, told = Barrier(2), []

    def answer():
        try:
            gate.wait(5)
            survey(declined, at)
            told.append("kept")
        except NotAsked:
            told.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=answer) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (sorted(told), Answer.objects.count()) == (["kept", "refused"], 1)


def seat(application, plan, at, *, arrived=True, ended_hours_ago=2):
    start = at - dt.timedelta(hours=ended_hours_ago + 1)
    opening = application.opening
    day, _new = Day.objects.get_or_create(
        opening=opening, on=start.date(),
        defaults={"starts_at": start, "site": "V", "time_zone": "UTC", "created_at": at},
    )  # fmt: skip
    room, _new = Room.objects.get_or_create(name="Alder", site="V")
    stage = plan.stages.get()
    station, _new = Station.objects.get_or_create(day=day, stage=stage, room=room, minutes=60)
    Attendance.objects.create(
        day=day, application=application, arrived_at=start if arrived else None
    )
    session = Session.objects.create(station=station, during=(start, start + dt.timedelta(hours=1)))
    SessionSeat.objects.create(session=session, application=application)
    return stage


def test_a_stage_is_asked_about_when_it_is_over(kim, plan, at):
    stage = seat(kim, plan, at)
    assert stages_to_tap(kim, at) == [stage]
    assert stages_to_tap(kim, at - dt.timedelta(hours=2, minutes=1)) == []
    assert stages_to_tap(kim, at + dt.timedelta(days=14)) == []


def test_who_did_not_come_is_not_asked(kim, plan, at):
    stage = seat(kim, plan, at, arrived=False)
    assert stages_to_tap(kim, at) == []
    with pytest.raises(NotAsked):
        take_tap(application_id=kim.pk, stage_id=stage.pk, felt=5, at=at)


def test_who_was_marked_is_asked_though_nobody_checked_them_in(kim, plan, ines, at):
    stage = seat(kim, plan, at, arrived=False)
    Scorecard.objects.create(
        stage=stage, application=kim, interviewer=ines, session=Session.objects.get(),
        due_at=at, created_at=at, locked_at=at,
    )  # fmt: skip
    assert stages_to_tap(kim, at) == [stage]


def at_home(plan, kind, title):
    return Stage.objects.create(
        plan=plan, position=9, kind=kind, title=title, weight=0, minutes=20, on_day=False
    )


@pytest.mark.parametrize(
    ("kind", "ending", "asked"),
    [
        ("grammar-test", "finished", True),
        ("support-case", "time", True),
        ("support-case", "stopped", False),
        ("memory-test", "", False),
    ],
)
def test_what_was_sat_at_home_is_asked_about_once_it_is_in(kim, plan, at, kind, ending, asked):
    stage = at_home(plan, kind, "At home")
    ended = {"ending": ending, "ended_at": at, "state": "ended"} if ending else {}
    Sitting.objects.create(
        application=kim, stage=stage, seed=1, language="en", paper={}, keys={},
        state=ended.pop("state", "between"), started_at=at - dt.timedelta(hours=1),
        closes_at=at + dt.timedelta(days=1), **ended,
    )  # fmt: skip
    assert stages_to_tap(kim, at) == ([stage] if asked else [])
    if asked:
        take_tap(application_id=kim.pk, stage_id=stage.pk, felt=4, at=at)
        assert stages_to_tap(kim, at) == []
        assert stages_to_tap(kim, at + dt.timedelta(days=14)) == []


def test_a_letter_and_a_voice_from_home_are_asked_about(kim, plan, at):
    letter = at_home(plan, "cover-letter", "Cover letter")
    voice = at_home(plan, "voice-coach", "Voice")
    Stage.objects.filter(pk=voice.pk).update(position=10)
    assert stages_to_tap(kim, at) == []
    Application.objects.filter(pk=kim.pk).update(cover_letter="Dear all,", applied_at=at)
    kim.refresh_from_db()
    assert stages_to_tap(kim, at) == [letter]
    Recording.objects.create(
        consent=Consent.objects.create(application=kim, words="Yes.", kept_days=90, given_at=at),
        application=kim,
        exercise=Exercise.objects.create(
            opening=kim.opening, position=1, kind="talk", title="Talk", prompt="Talk."
        ),
        take=1, state="received", begun_at=at, received_at=at,
    )  # fmt: skip
    assert stages_to_tap(kim, at) == [letter, voice]


def test_a_second_tap_changes_nothing(kim, plan, at):
    stage = seat(kim, plan, at)
    for felt in (5, 1):
        take_tap(application_id=kim.pk, stage_id=stage.pk, felt=felt, at=at)
    assert list(Answer.objects.values_list("stage", "felt", "ending")) == [(stage.pk, 5, "")]
    assert stages_to_tap(kim, at) == []


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_are_one(kim, plan, at):
    stage = seat(kim, plan, at)
    gate = Barrier(2)

    def tap():
        try:
            gate.wait(5)
            take_tap(application_id=kim.pk, stage_id=stage.pk, felt=4, at=at)
        finally:
            connection.close()

    threads = [Thread(target=tap) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert Answer.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"felt": 6},
        {"recommends": None},
        {"in_month": dt.date(2026, 11, 18)},
        {"ending": ""},
    ],
)
def test_the_database_refuses_what_is_no_answer(opening, wrong):
    good = {
        "opening": opening, "ending": "hired", "felt": 5, "recommends": True,
        "in_month": dt.date(2026, 11, 1),
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.create(**good | wrong)


def test_applications_of_others_stay_theirs(opening, at):
    stranger = make_application(opening, "S", "s@example.org", at)
    assert (owes_survey(stranger), stages_to_tap(stranger, at)) == (False, [])
