"""The desk: by badge and by name; how many seats a Day has."""

from __future__ import annotations

import uuid

import pytest
import time_machine

from interviews.days.actions import check_in, publish_day
from interviews.days.models import Attendance, Day
from interviews.days.queries import find_guests
from tests.interviews.days.conftest import local


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(local(8, 45), tick=False):
        yield


@pytest.fixture
def badge(day, guests):
    return Attendance.objects.get(application=guests[0]).badge


def test_a_badge_leads_to_one_button_and_checks_in_once(
    client, day, guests, book, badge, rooms, rosa, at
):
    book(hour=9, who=guests[:1], room=rooms[0])
    publish_day(day_id=day.pk, actor=rosa, at=at)
    client.force_login(rosa)
    shown = client.get(f"/check-in/{badge}/").content.decode()
    assert "Kim Karlsson" in shown
    assert "09:00–09:20" in shown
    for _again in range(2):
        assert client.post(f"/check-in/{badge}/").status_code == 302
    assert Attendance.objects.get(badge=badge).arrived_at == local(8, 45)


def test_a_badge_opens_nothing_for_anybody_else(client, badge, oskar, ines, book, guests, day):
    assert client.get(f"/check-in/{badge}/").status_code == 302  # to the login page
    client.force_login(oskar)
    assert client.get(f"/check-in/{badge}/").status_code == 404
    book(hour=9, who=guests[:1], by=[ines])
    client.force_login(ines)
    assert client.post(f"/check-in/{badge}/").status_code == 403
    assert client.get(f"/check-in/{uuid.uuid4()}/").status_code == 404


def test_a_badge_of_another_date_and_of_a_day_that_is_over_say_so(client, badge, day, rosa):
    client.force_login(rosa)
    Day.objects.filter(pk=day.pk).update(on="2026-12-24")
    assert "not for today" in client.get(f"/check-in/{badge}/").content.decode()
    Day.objects.filter(pk=day.pk).update(state="cancelled")
    refused = client.post(f"/check-in/{badge}/")
    assert (refused.status_code, "This Day is over" in refused.content.decode()) == (422, True)


@pytest.mark.parametrize("typed", ["{badge}", "https://jobs.example.org/check-in/{badge}/"])
def test_a_scanner_that_types_is_understood(typed, client, day, badge, rosa):
    client.force_login(rosa)
    answer = client.get(f"/days/{day.pk}/desk/", {"q": typed.format(badge=badge)})
    assert (answer.status_code, answer["Location"]) == (302, f"/check-in/{badge}/")


def test_names_are_found_by_any_part_without_accents(day, crowd, guests, rosa, at):
    names = [guest.name for guest in find_guests(day, "karls kim")]
    assert names == ["Kim Karlsson"]
    candidate = guests[0].candidate
    candidate.name = "Kłim Žukauskaitė"
    candidate.save()
    assert [guest.name for guest in find_guests(day, "zukauskaite")] == ["Kłim Žukauskaitė"]
    check_in(attendance_id=find_guests(day, "zuk")[0].attendance_id, actor=rosa, at=at)
    assert [guest.name for guest in find_guests(day, "")] == ["Jonas Jonaitis", "Kłim Žukauskaitė"]


def test_the_desk_checks_in_by_name_and_stays_there(client, day, guests, rosa):
    client.force_login(rosa)
    own = Attendance.objects.get(application=guests[0])
    asked = {"q": "kim"}
    shown = client.get(f"/days/{day.pk}/desk/", asked, headers={"HX-Request": "true"})
    assert ("Kim Karlsson" in shown.content.decode(), "<html" in shown.content.decode()) == (
        True,
        False,
    )
    answer = client.post(f"/attendances/{own.pk}/check-in/", {"back": "desk"})
    assert answer["Location"] == f"/days/{day.pk}/desk/"


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_costs_the_same_however_many(
    number, client, day, crowd, rosa, django_assert_num_queries
):
    crowd(number)
    client.force_login(rosa)
    client.get(f"/days/{day.pk}/desk/")
    with django_assert_num_queries(5):
        assert client.get(f"/days/{day.pk}/desk/").content.count(b"Check in") == number


def test_seats_and_the_cut_off_are_typed_by_the_days_clocks(client, day, guests, rosa):
    client.force_login(rosa)
    url = f"/days/{day.pk}/offer/"
    few = client.post(url, {"seats": "1", "closes_on": "2026-11-18", "closes_at": "18:00"})
    assert (few.status_code, "2 candidates are on the Day" in few.content.decode()) == (422, True)
    late = client.post(url, {"seats": "", "closes_on": "2026-11-20", "closes_at": "18:00"})
    assert (late.status_code, late.content.decode().count("field-error")) == (422, 2)
    assert (
        client.post(
            url, {"seats": "9", "closes_on": "2026-11-18", "closes_at": "18:00"}
        ).status_code
        == 302
    )
    day.refresh_from_db()
    assert (day.seats, day.shows_first_names) == (9, False)
    assert day.booking_closes_at == local(18, on=day.on.replace(day=18))
