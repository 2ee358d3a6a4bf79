"""The pages of plans, hours and skills, as their people use them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from candidates.outbox.work import run_due
from interviews.days.models import Day, Session
from interviews.planner.models import PlanRun, Skill, TimeException, WorkHours, WorkLimit

NOON = dt.datetime(2026, 11, 18, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOON, tick=True)


@pytest.fixture
def as_rosa(client, rosa):
    client.force_login(rosa)
    return client


def _asked(stations, pools, **others):
    typed = {
        "until": "17:00",
        "lunch_from": "11:30",
        "lunch_to": "13:30",
        "lunch_minutes": "30",
        "gap": "5",
        "seconds": "10",
    }
    for kind, station in stations.items():
        typed[f"pool_{station.pk}"] = [user.pk for user in pools[kind]]
        typed[f"rooms_{station.pk}"] = [station.room_id]
    return typed | others


@pytest.fixture
def pools(ines, petra, viktor):
    return {"voice-coach": [ines], "psychologist": [petra], "call-shadowing": [viktor]}


def test_a_day_is_planned_looked_at_and_taken_over(as_rosa, day, crowd, stations, pools):
    crowd(3)
    page = as_rosa.get(f"/days/{day.pk}/plan/").content.decode()
    assert page.count("Who may run it") == 3
    answer = as_rosa.post(f"/days/{day.pk}/plan/", _asked(stations, pools, seconds="10"))
    run = PlanRun.objects.get()
    assert answer.url == f"/timetables/{run.pk}/"
    assert "Looking for a first timetable" in as_rosa.get(answer.url).content.decode()
    as_rosa.post(f"{answer.url}stop/")
    run_due(at=timezone.now() + dt.timedelta(seconds=5))
    for by in ("candidate", "interviewer", "room"):
        shown = as_rosa.get(f"{answer.url}?by={by}").content.decode()
        assert "Everybody has a place at every station." in shown
        assert "The same as a table" in shown
    assert 'hx-get="/timetables' not in shown
    answer = as_rosa.post(f"{answer.url}apply/", follow=True)
    assert Session.objects.count() >= 8
    assert "Taken over:" in answer.content.decode()


def test_what_is_typed_wrong_is_said_beside_it_and_nothing_is_lost(
    as_rosa, day, crowd, stations, pools
):
    crowd(1)
    shadow = stations["call-shadowing"]
    coach = stations["voice-coach"]
    typed = _asked(
        stations,
        pools,
        until="08:00",
        lunch_to="",
        **{
            f"rolling_{shadow.pk}": "on",
            f"rooms_{shadow.pk}": [coach.room_id],
            f"after_{shadow.pk}": coach.pk,
            f"after_{coach.pk}": shadow.pk,
        },
    )
    answer = as_rosa.post(f"/days/{day.pk}/plan/", typed)
    text = answer.content.decode()
    assert answer.status_code == 422
    for sentence in (
        "The Day ends after it begins.",
        "Say from when and until when, or neither.",
        "This room is used by another station too; give it one of its own.",
        "In the end it would come after itself.",
    ):
        assert sentence in text
    assert 'value="08:00"' in text
    assert not PlanRun.objects.exists()


@pytest.mark.parametrize("size", [1, 3])
def test_the_page_of_a_plan_makes_the_same_queries_for_one_and_three(
    size, as_rosa, day, crowd, stations, pools, django_assert_num_queries
):
    crowd(size)
    as_rosa.post(f"/days/{day.pk}/plan/", _asked(stations, pools))
    PlanRun.objects.update(stop_asked_at=NOON)
    run_due(at=timezone.now() + dt.timedelta(seconds=5))
    run = PlanRun.objects.get()
    as_rosa.get(f"/timetables/{run.pk}/")
    with django_assert_num_queries(9):
        as_rosa.get(f"/timetables/{run.pk}/")


def test_trouble_is_typed_shown_as_a_difference_and_confirmed(
    as_rosa, day, crowd, stations, pools, rosa, time_machine
):
    crowd(3)
    as_rosa.post(f"/days/{day.pk}/plan/", _asked(stations, pools))
    PlanRun.objects.update(stop_asked_at=NOON)
    run_due(at=timezone.now() + dt.timedelta(seconds=5))
    as_rosa.post(f"/timetables/{PlanRun.objects.get().pk}/apply/")
    as_rosa.post(f"/days/{day.pk}/publish/")
    time_machine.move_to(day.starts_at + dt.timedelta(minutes=1))
    as_rosa.force_login(rosa)
    late = Session.objects.filter(during__startswith__gt=day.starts_at).first()
    candidate = late.seats.first().application_id
    assert "Something has changed" in as_rosa.get(f"/days/{day.pk}/live/").content.decode()
    missing = as_rosa.post(f"/days/{day.pk}/replan/", {"late": candidate})
    assert missing.status_code == 422
    assert "Say a time." in missing.content.decode()
    answer = as_rosa.post(f"/days/{day.pk}/replan/", {"late": candidate, "late_until": "14:00"})
    run_due(at=timezone.now() + dt.timedelta(seconds=5))
    shown = as_rosa.get(answer.url).content.decode()
    assert "This would put the Day right" in shown
    assert "Confirm and tell everybody concerned" in shown
    done = as_rosa.post(f"{answer.url}apply/", follow=True).content.decode()
    assert "drafted" in done
    mine = Session.objects.standing().filter(seats__application=candidate)
    fourteen = day.starts_at + dt.timedelta(hours=5)
    assert all(each.during.lower >= fourteen for each in mine)


def test_a_day_is_moved_before_it_is_published_and_not_after(as_rosa, day, crowd, book, ines):
    people = crowd(1)
    session = book(who=people, by=[ines])
    before = session.during.lower
    typed = {"on": "2026-11-26", "starts_at": "08:30", "site": "Vilnius"}
    as_rosa.post(f"/days/{day.pk}/change/", typed)
    day.refresh_from_db()
    session.refresh_from_db()
    assert (day.on, session.during.lower - before) == (
        dt.date(2026, 11, 26),
        dt.timedelta(days=7, minutes=-30),
    )
    as_rosa.post(f"/days/{day.pk}/publish/")
    answer = as_rosa.post(f"/days/{day.pk}/change/", typed | {"on": "2026-11-27"})
    assert answer.status_code == 422
    assert "Take the timetable back before you move it" in answer.content.decode()
    assert Day.objects.get().edition == 1


def test_an_interviewer_types_their_own_hours(client, ines, viktor):
    client.force_login(ines)
    week = {"starts_0_0": "09:00", "ends_0_0": "12:00", "starts_0_1": "13:00", "ends_0_1": "17:00"}
    client.post("/my-hours/", week)
    assert list(WorkHours.objects.values_list("person", "weekday").order_by("starts")) == [
        (ines.pk, 0),
        (ines.pk, 0),
    ]
    wrong = client.post("/my-hours/", {"starts_1_0": "12:00", "ends_1_0": "09:00"})
    assert wrong.status_code == 422
    assert "It ends before it begins." in wrong.content.decode()
    away = {"on": "2026-11-20", "is_away": "away"}
    half = client.post(
        "/my-hours/exceptions/", {"on": "2026-11-20", "is_away": "away", "starts": "9:00"}
    )
    assert half.status_code == 422
    client.post("/my-hours/exceptions/", away)
    row = TimeException.objects.get()
    assert "Friday, 20 November 2026" in client.get("/my-hours/").content.decode()
    client.force_login(viktor)
    assert client.post(f"/my-hours/exceptions/{row.pk}/remove/").status_code == 404
    client.force_login(ines)
    client.post(f"/my-hours/exceptions/{row.pk}/remove/")
    assert not TimeException.objects.exists()


def test_a_recruiter_says_who_may_run_what(as_rosa, day, opening, ines, petra):
    typed = {
        f"skill_{ines.pk}_voice-coach": "runs",
        f"skill_{petra.pk}_psychologist": "trains",
        f"sessions_a_day_{ines.pk}": "6",
    }
    as_rosa.post(f"/openings/{opening.slug}/skills/", typed)
    rows = Skill.objects.values_list("person", "kind", "in_training").order_by("kind")
    assert list(rows) == [(petra.pk, "psychologist", True), (ines.pk, "voice-coach", False)]
    assert WorkLimit.objects.get(person=ines).sessions_a_day == 6
    wrong = as_rosa.post(f"/openings/{opening.slug}/skills/", {f"sessions_a_day_{ines.pk}": "0"})
    assert wrong.status_code == 422
