"""An interviewer says no; somebody else is asked by the Day's rules, three times at most."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from candidates.history.models import Entry
from candidates.notices.models import Notice
from candidates.openings.models import OpeningMember
from hiring.accounts import roles
from interviews.days.actions import SessionGone, SessionUnderWay, cancel_session, start_session
from interviews.planner.models import Skill, TimeException, WorkLimit
from interviews.replacements.actions import NotInIt, ReasonMissing, decline_session
from interviews.replacements.models import Decline
from interviews.scorecards.models import Scorecard
from tests.conftest import make_user
from tests.interviews.days.conftest import local

EARLY = local(9) - dt.timedelta(days=4)


def said_no(session, actor, at=EARLY, reason="Ill"):
    return decline_session(session_id=session.pk, reason=reason, actor=actor, at=at)


def sitting(session):
    return set(session.assignments.values_list("interviewer_id", flat=True))


def colleague(opening, name, kind="voice-coach"):
    person = make_user(name, roles.INTERVIEWER)
    part = OpeningMember.Part.INTERVIEWER
    OpeningMember.objects.create(opening=opening, user=person, part=part)
    Skill.objects.create(person=person, kind=kind)
    return person


def test_somebody_of_the_pool_is_asked_and_everybody_is_told_once(session, ines, viktor, rosa):
    decline = said_no(session, ines)
    again = said_no(session, ines)
    assert (decline.outcome, decline.replaced_by, again.pk) == ("replaced", viktor, decline.pk)
    assert sitting(session) == {viktor.pk}
    cards = Scorecard.objects.filter(session=session, closed_at__isnull=True)
    assert list(cards.values_list("interviewer", flat=True)) == [viktor.pk]
    told = Notice.objects.filter(kind__in=("stand-in-asked", "interviewer-declined"))
    assert set(told.values_list("user", "kind", "is_urgent")) == {
        (viktor.pk, "stand-in-asked", False),
        (rosa.pk, "interviewer-declined", False),
    }
    (entry,) = Entry.objects.filter(verb="day.session-declined")
    assert "Ill" not in str(entry.facts)  # interviewers read this timeline


def test_within_two_days_a_person_decides(session, ines, rosa, at):
    decline = said_no(session, ines, at=local(9) - dt.timedelta(hours=47))
    assert (decline.outcome, sitting(session)) == ("frozen", set())
    assert Notice.objects.get(kind="interviewer-declined").is_urgent


def test_after_three_who_said_no_a_person_decides(session, opening, ines, viktor):
    others = [colleague(opening, f"Other{n} Person") for n in range(4)]
    asked = ines
    for _time in range(3):
        decline = said_no(session, asked)
        assert decline.outcome == "replaced"
        asked = decline.replaced_by
    assert said_no(session, asked).outcome == "capped"
    assert sitting(session) == set()
    assert Decline.objects.count() == 4
    assert set(others) - {asked}


@pytest.mark.parametrize("why", ["away", "booked", "limit", "conflict", "no skill", "no lunch"])
def test_nobody_is_asked_against_a_rule(why, session, book, guests, rooms, ines, viktor, at):
    if why == "away":
        TimeException.objects.create(person=viktor, on=session.during.lower.date())
    elif why == "booked":
        book("psychologist", hour=9, who=guests[1:], by=[viktor])
    elif why == "limit":
        WorkLimit.objects.create(person=viktor, sessions_a_day=1)
        book("psychologist", hour=14, who=guests[1:], by=[viktor])
    elif why == "conflict":
        Scorecard.objects.create(
            stage=session.station.stage,
            application=guests[0],
            interviewer=viktor,
            created_at=at,
            due_at=at,
            closed_at=at,
            closed_reason="We know each other.",
        )
    elif why == "no skill":
        Skill.objects.filter(person=viktor).update(kind="psychologist")
    else:
        from interviews.days.actions import change_session

        change_session(
            session_id=session.pk,
            room_id=rooms[0].pk,
            starts_at=local(11, 30),
            minutes=110,
            interviewer_ids=[ines.pk],
            actor=ines,
            at=at,
        )
    decline = said_no(session, ines)
    assert (decline.outcome, decline.replaced_by, sitting(session)) == ("nobody", None, set())


def test_the_least_busy_is_asked(session, book, guests, opening, ines, viktor):
    book("psychologist", hour=11, who=guests[1:], by=[viktor])
    free = colleague(opening, "Zoe Zander")
    assert said_no(session, ines).replaced_by == free


def test_what_has_begun_or_is_off_cannot_be_declined(session, ines, viktor, rosa, at):
    with pytest.raises(NotInIt):
        said_no(session, viktor)
    with pytest.raises(ReasonMissing):
        said_no(session, ines, reason="  ")
    start_session(session_id=session.pk, actor=rosa, at=at)
    with pytest.raises(SessionUnderWay):
        said_no(session, ines)


def test_a_session_that_was_called_off_is_gone(session, ines, rosa, at):
    cancel_session(session_id=session.pk, actor=rosa, at=at)
    with pytest.raises(SessionGone):
        said_no(session, ines)


def test_the_database_wants_a_reason_and_a_name(session, ines, at):
    facts = {"session": session, "person": ines, "declined_at": at}
    for wrong in ({"reason": " ", "outcome": "nobody"}, {"reason": "Ill", "outcome": "replaced"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decline.objects.create(**facts, **wrong)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_ask_one_person_for_two_sessions(
    skilled, book, guests, rooms, day, opening, ines, viktor, rosa
):
    third = colleague(opening, "Third Person")
    one = book(hour=9, who=guests[:1], by=[ines], room=rooms[0])
    other = book(hour=9, who=guests[1:], by=[third], room=rooms[1])
    gate, outcomes = threading.Barrier(2), []

    def run(session, person):
        gate.wait(timeout=30)
        outcomes.append(said_no(session, person).outcome)
        connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in ((one, ines), (other, third))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(outcomes) == ["nobody", "replaced"] or sorted(outcomes) == ["replaced"] * 2
    assert len(sitting(one) & sitting(other)) == 0
    assert viktor.pk in sitting(one) | sitting(other)


def test_my_day_leads_to_it_and_the_recruiter_reads_why(client, session, ines, viktor, rosa):
    url = f"/sessions/{session.pk}/decline/"
    with time_machine.travel(EARLY, tick=False):
        client.force_login(viktor)
        assert client.get(url).status_code == 404
        client.force_login(ines)
        assert url in client.get("/my-day/").content.decode()
        assert "Somebody else who may run it" in client.get(url).content.decode()
        assert client.post(url, {"reason": " "}).status_code == 422
        answer = client.post(url, {"reason": "My child is ill"})
        assert (answer.status_code, answer["Location"]) == (302, "/my-day/")
        client.force_login(rosa)
        shown = client.get(f"/days/{session.station.day_id}/declines/").content.decode()
    assert ("My child is ill" in shown, viktor.name in shown) == (True, True)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_however_many(
    number, client, day, book, guests, ines, viktor, rosa, django_assert_num_queries
):
    times = [9, 10, 11][:number]
    kinds = ["voice-coach", "psychologist", "call-shadowing"]
    for hour, kind in zip(times, kinds, strict=False):
        said_no(book(kind, hour=hour, who=guests[:1], by=[ines]), ines)
    client.force_login(rosa)
    client.get(f"/days/{day.pk}/declines/")
    with django_assert_num_queries(8):
        shown = client.get(f"/days/{day.pk}/declines/").content.decode()
    assert shown.count('<th scope="row">') == number
