"""Overdue: reminded, each morning, then others; red flags at once; the board turns red in time."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from psycopg.types.range import TimestamptzRange

from candidates.applications.actions import withdraw_application
from candidates.notices.models import Notice
from candidates.outbox.work import run_due
from interviews.days.actions import NothingToStop, StopUnexplained, stop_sessions
from interviews.days.models import (
    Attendance,
    Session,
    SessionInterviewer,
    SessionSeat,
    Station,
)
from interviews.scorecards import actions
from interviews.scorecards.models import Scorecard
from interviews.scorecards.queries import marks_on_live_board, my_day

from .conftest import lock, make_criterion

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


def told():
    rows = Notice.objects.order_by("pk").values_list("user__name", "kind")
    return [(name.split()[0], kind) for name, kind in rows]


# the cards of ines and viktor are due at 13:30 on Wednesday


def test_nobody_is_chased_before_it_is_due(card, at):
    assert actions.chase_overdue(at=card.due_at - MINUTE) == 0
    assert told() == []


def test_what_was_asked_is_no_news_once_it_is_done(card, other_card, at):
    actions.chase_overdue(at=card.due_at)
    lock(card, 4, card.due_at + MINUTE)
    told = dict(Notice.objects.values_list("url", "read_at"))
    assert told == {
        f"/scorecards/{card.pk}/": card.due_at + MINUTE,
        f"/scorecards/{other_card.pk}/": None,
    }


def test_nobody_is_asked_for_marks_of_whoever_did_not_show_up(card, other_card, session, kim, at):
    """Nor do they stand on My day, unless something was written already."""
    other_card.started_at = at
    other_card.save()
    Attendance.objects.create(day=session.station.day, application=kim, no_show_at=at)
    late = card.due_at + MINUTE
    assert actions.chase_overdue(at=late) == 0
    assert not Scorecard.objects.open().of_whoever_came().exists()
    assert my_day(card.interviewer, late).overdue == ()
    assert len(my_day(other_card.interviewer, late).overdue) == 1
    Attendance.objects.update(no_show_at=None, arrived_at=at)  # came after all
    assert actions.chase_overdue(at=late) == 2
    assert len(my_day(card.interviewer, late).overdue) == 1


def test_reminder_when_due_once_and_only_to_who_owes(card, other_card, at):
    lock(other_card, 4, at)
    assert actions.chase_overdue(at=card.due_at) == 1
    assert actions.chase_overdue(at=card.due_at + 5 * MINUTE) == 0
    assert told() == [("Ines", "scorecard-overdue")]
    run_due(at=card.due_at)
    assert [(each.to, each.subject) for each in mail.outbox] == [
        (["ines@example.com"], "Your scorecard for Kim Karlsson, Voice coach, is overdue.")
    ]


def test_each_morning_in_the_digest_and_after_a_day_the_coordinators(
    card, other_card, rosa, milan, oskar, at
):
    lock(other_card, 4, at)
    actions.chase_overdue(at=card.due_at)
    Notice.objects.all().delete()
    morning = (at + DAY).replace(hour=6, minute=5)
    actions.chase_overdue(at=morning - HOUR)
    assert told() == [("Ines", "scorecard-overdue")]
    for minutes in (0, 5, 10):
        actions.chase_overdue(at=morning + minutes * MINUTE)
    assert told() == [("Ines", "scorecard-overdue"), ("Ines", "scorecards-overdue")]
    run_due(at=morning + HOUR)
    [digest] = mail.outbox
    assert (digest.to, digest.subject) == (["ines@example.com"], "2 notices")
    for _ in range(2):
        actions.chase_overdue(at=card.due_at + DAY)
    assert told()[2:] == [("Rosa", "scorecard-missing"), ("Milan", "scorecard-missing")]


def test_a_recruiter_who_owes_too_is_not_told_of_others(card, session, rosa, milan, at):
    SessionInterviewer.objects.create(session=session, interviewer=rosa)
    actions.ensure_scorecards(session_ids=[session.pk], at=at)
    actions.chase_overdue(at=card.due_at + DAY)
    escalated = [name for name, kind in told() if kind == "scorecard-missing"]
    assert set(escalated) == {"Milan"}


def test_nobody_is_chased_for_who_has_left(card, other_card, kim, at):
    withdraw_application(application_id=kim.pk, reason="", at=at)
    assert actions.chase_overdue(at=card.due_at + DAY) == 0


# red flags


def raise_flag(card, at):
    return actions.raise_red_flag(
        scorecard_id=card.pk, kind="disrespect", seen="Shouted.", actor=card.interviewer, at=at
    )


def test_red_flag_is_told_at_once_at_night_without_what_was_seen(card, rosa, milan, viktor, at):
    night = at + 11 * HOUR
    raise_flag(card, night)
    raise_flag(card, night)
    assert told() == [("Rosa", "red-flag-raised"), ("Milan", "red-flag-raised")]
    run_due(at=night)
    assert sorted(each.to[0] for each in mail.outbox) == ["milan@example.com", "rosa@example.com"]
    assert "Shouted" not in "".join(each.body + each.subject for each in mail.outbox)


def test_who_was_blind_is_told_once_they_have_locked(card, session, rosa, milan, at):
    SessionInterviewer.objects.create(session=session, interviewer=rosa)
    actions.ensure_scorecards(session_ids=[session.pk], at=at)
    raise_flag(card, at)
    assert told() == [("Milan", "red-flag-raised")]
    lock(rosa.scorecards.get(), 3, at)
    assert told() == [("Milan", "red-flag-raised"), ("Rosa", "red-flag-raised")]


# the live board, and stopping


@pytest.fixture
def next_session(day, plan, viktor, kim, at):
    """Kim with viktor in another stage, from 14:00 to 14:30."""
    from interviews.plans.models import Stage

    stage = Stage.objects.create(
        plan=plan, position=3, kind="psychologist", title="Psychologist", weight=0, minutes=30
    )
    make_criterion(stage, 1, "Optimism")
    station = Station.objects.create(day=day, stage=stage, minutes=30)
    starts = at + 2 * HOUR
    session = Session.objects.create(
        station=station, during=TimestamptzRange(starts, starts + 30 * MINUTE)
    )
    SessionSeat.objects.create(session=session, application=kim)
    SessionInterviewer.objects.create(session=session, interviewer=viktor)
    Attendance.objects.create(day=day, application=kim, arrived_at=at)
    actions.ensure_scorecards(session_ids=[session.pk], at=at)
    return session


def tone(session, rosa, at):
    marks = marks_on_live_board(rosa, [session.pk], at).get(session.pk, [])
    return [(mark.text, mark.tone) for mark in marks]


def test_board_turns_red_when_overdue_or_before_the_candidate_leaves(
    card, other_card, session, next_session, rosa, at
):
    lock(other_card, 3, at)
    over = at + 31 * MINUTE
    assert tone(session, rosa, over) == [("1 scorecard open", "warn")]
    assert tone(session, rosa, card.due_at + MINUTE) == [("1 scorecard open", "bad")]
    Session.objects.filter(pk=next_session.pk).update(cancelled_at=at)
    assert tone(session, rosa, over) == [("1 scorecard open, the candidate is leaving", "bad")]
    Attendance.objects.filter(day=session.station.day).update(arrived_at=None, no_show_at=at)
    assert tone(session, rosa, over) == []


def stop(kim, rosa, at, reason="Shouted at the coach."):
    return stop_sessions(application_id=kim.pk, reason=reason, actor=rosa, at=at)


def test_stopping_frees_what_has_not_begun_and_declines_nobody(
    session, next_session, kim, rosa, at
):
    Session.objects.filter(pk=session.pk).update(started_at=at)
    state = kim.state
    [attendance] = stop(kim, rosa, at + HOUR)
    assert (attendance.stopped_by_id, attendance.stopped_reason) == (
        rosa.pk,
        "Shouted at the coach.",
    )
    session.refresh_from_db()
    next_session.refresh_from_db()
    kim.refresh_from_db()
    assert (session.cancelled_at, next_session.cancelled_at, kim.state) == (None, at + HOUR, state)
    [again] = stop(kim, rosa, at + 2 * HOUR, "Something else.")
    assert (again.stopped_at, again.stopped_reason) == (at + HOUR, "Shouted at the coach.")


def test_stopping_wants_a_reason_and_a_day(next_session, kim, jonas, rosa, at):
    with pytest.raises(StopUnexplained):
        stop(kim, rosa, at, " ")
    with pytest.raises(NothingToStop):
        stop(jonas, rosa, at)
    assert stop(kim, rosa, at)


def test_stopping_on_the_page_of_the_red_flag(client, card, kim, rosa, ines, day, at):
    from django.utils import timezone

    soon = timezone.now() + HOUR
    Session.objects.update(during=TimestamptzRange(soon, soon + HOUR))
    Attendance.objects.create(day=day, application=kim)
    flag = raise_flag(card, at)
    page, url = (reverse(f"interviews:red-flag-{it}", args=[flag.pk]) for it in ("answer", "stop"))
    client.force_login(ines)
    assert client.post(url, {"reason": "Because."}).status_code == 403
    client.force_login(rosa)
    assert "Stop the remaining sessions" in client.get(page).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Because of this."})["Location"] == page
    html = client.get(page).content.decode()
    assert ("Because of this." in html, "Stop the remaining sessions" in html) == (True, False)
