from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.urls import reverse

from candidates.applications.actions import withdraw_application
from candidates.applications.models import State
from candidates.messages.models import Message
from interviews.days import live
from interviews.days.actions import (
    cancel_day,
    check_in,
    end_session,
    finish_day,
    publish_day,
    start_session,
)
from interviews.days.models import Attendance, Day, Room, Session, Station
from tests.interviews.days.conftest import local


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at, tick=False):
        yield


@pytest.fixture
def nobody_remarks(monkeypatch):
    """Without the rooms above, whose queries are not ours to count."""
    monkeypatch.setattr(live, "_providers", [])


def url(name, *args):
    return reverse(f"interviews:{name}", args=args)


@pytest.fixture
def as_(client):
    def login(user):
        client.force_login(user)
        return client

    return login


@pytest.fixture
def session(book, guests, ines, rooms):
    return book(hour=9, who=[guests[0]], by=[ines], room=rooms[0])


def text(response) -> str:
    """What one reads on the page, in one line."""
    html = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# who may


def test_pages_are_closed_to_strangers(as_, oskar, day, session, stations, guests):
    client = as_(oskar)
    attendance = Attendance.objects.first()
    for name in ("day-page", "day-live", "day-candidates", "day-fill", "session-create"):
        assert client.get(url(name, day.pk)).status_code == 404
    assert client.get(url("opening-days", day.opening.slug)).status_code == 404
    assert client.get(url("day-create", day.opening.slug)).status_code == 404
    assert client.get(url("session-change", session.pk)).status_code == 404
    assert client.get(url("station-change", stations["voice-coach"].pk)).status_code == 404
    assert client.post(url("attendance-check-in", attendance.pk)).status_code == 404
    assert client.post(url("session-start", session.pk)).status_code == 404
    assert "Vilnius" not in text(client.get(url("day-list")))


def test_an_interviewer_of_the_day_reads_names_and_times_and_changes_nothing(
    as_, ines, viktor, day, session, guests, stations
):
    client = as_(ines)
    page = client.get(url("day-page", day.pk))
    assert page.status_code == 200
    assert "Kim Karlsson" in text(page)
    assert "09:00–09:20" in text(page)
    for secret in ("kim@example.org", "/applications/", "/sessions/", "Publish", "What was done"):
        assert secret not in page.content.decode()
    live = client.get(url("day-live", day.pk)).content.decode()
    assert "Kim Karlsson" in live
    for secret in ("/applications/", "<button class", "check-in"):
        assert secret not in live.split('id="board"')[1]
    attendance = Attendance.objects.first()
    for name, pk in (
        ("day-publish", day.pk),
        ("day-unpublish", day.pk),
        ("day-finish", day.pk),
        ("day-cancel", day.pk),
        ("session-cancel", session.pk),
        ("session-start", session.pk),
        ("session-end", session.pk),
        ("session-undo-start", session.pk),
        ("session-undo-end", session.pk),
        ("attendance-check-in", attendance.pk),
        ("attendance-undo", attendance.pk),
        ("attendance-no-show", attendance.pk),
        ("attendance-remove", attendance.pk),
    ):
        assert client.post(url(name, pk)).status_code == 403, name
    for name, pk in (
        ("day-candidates", day.pk),
        ("day-fill", day.pk),
        ("session-create", day.pk),
        ("session-change", session.pk),
        ("station-change", stations["voice-coach"].pk),
    ):
        assert client.get(url(name, pk)).status_code == 403, name
    # without a session on it, a Day does not exist
    assert as_(viktor).get(url("day-page", day.pk)).status_code == 404


def test_a_hiring_manager_sees_all_and_changes_nothing(as_, milan, day, session):
    client = as_(milan)
    page = client.get(url("day-page", day.pk)).content.decode()
    assert reverse("candidates:application-page", args=[session.seats.get().application_id]) in page
    assert "/sessions/" not in page
    assert client.post(url("day-publish", day.pk)).status_code == 403


def test_an_administrator_may_all(as_, ada, day, session):
    assert as_(ada).post(url("session-cancel", session.pk)).status_code == 302
    session.refresh_from_db()
    assert session.cancelled_at is not None


def test_rooms_are_for_those_who_plan(as_, ines, rooms):
    client = as_(ines)
    assert client.get(url("room-list")).status_code == 403
    assert client.get(url("room-create")).status_code == 403
    assert client.get(url("room-change", rooms[0].pk)).status_code == 403
    assert client.post(url("room-retire", rooms[0].pk)).status_code == 403


# lists


@pytest.mark.parametrize("size", [1, 3])
def test_day_list_takes_the_same_queries_for_one_as_for_three(
    size, as_, rosa, opening, plan, rooms, at, django_assert_num_queries
):
    from interviews.days.actions import create_day

    for n in range(size):
        on = dt.date(2026, 11, 18 + n)
        create_day(
            opening_id=opening.pk, on=on, starts_at=local(9, on=on), site="V", actor=rosa, at=at
        )
    client = as_(rosa)
    client.get(url("day-list"))
    with django_assert_num_queries(4):
        page = client.get(url("day-list"))
    assert text(page).count("Headset advisor") == size


def test_day_list_has_today_coming_and_past(as_, rosa, opening, plan, rooms, at):
    from interviews.days.actions import create_day

    days = {}
    for n in (16, 18, 20, 25):
        on = dt.date(2026, 11, n)
        days[n] = create_day(
            opening_id=opening.pk, on=on, starts_at=local(9, on=on), site="V", actor=rosa, at=at
        )
    finish_day(day_id=days[25].pk, actor=rosa, at=at)
    groups = as_(rosa).get(url("day-list")).context["groups"]
    assert [(group.label, [day.on.day for day in group.days]) for group in groups] == [
        ("Today", [18]),
        ("Coming", [20]),
        ("Past", [25, 16]),
    ]


def test_opening_days_says_what_to_do_first(as_, rosa, opening):
    page = text(as_(rosa).get(url("opening-days", opening.slug)))
    assert "No Day is planned yet" in page
    assert "Plan a Day" in page


# making a Day


def test_day_create_makes_the_day_in_the_openings_zone(as_, rosa, opening, plan, rooms):
    client = as_(rosa)
    form = client.get(url("day-create", opening.slug)).context["form"]
    assert form.initial["site"] == "Vilnius"
    response = client.post(
        url("day-create", opening.slug),
        {"on": "2026-12-01", "starts_at": "09:30", "site": "Vilnius"},
    )
    day = Day.objects.get()
    assert response.url == url("day-page", day.pk)
    assert day.starts_at == local(9, 30, on=day.on)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"on": "2026-11-17"}, "This date is over."),
        ({"on": "2026-11-19"}, "This opening has a Day on that date already."),
        (
            {"on": "2027-03-28", "starts_at": "03:30"},
            "The clocks are put forward over this time on that date.",
        ),
        ({"site": ""}, "This field is required."),
    ],
)
def test_day_create_keeps_what_was_typed_and_says_why_not(as_, rosa, day, opening, typed, sentence):
    facts = {"on": "2026-12-01", "starts_at": "09:30", "site": "Quay house", **typed}
    response = as_(rosa).post(url("day-create", opening.slug), facts)
    assert response.status_code == 422
    assert sentence in text(response)
    assert "09:30" in response.content.decode() or typed.get("starts_at")
    assert Day.objects.count() == 1


def test_day_create_without_a_plan_says_so(as_, rosa, opening):
    response = as_(rosa).post(
        url("day-create", opening.slug),
        {"on": "2026-12-01", "starts_at": "09:30", "site": "Vilnius"},
    )
    assert response.status_code == 422
    assert "has no active plan" in text(response)


# the Day


@pytest.mark.parametrize("by", ["candidate", "interviewer", "room", "nonsense"])
def test_day_page_draws_and_tabulates_by(by, as_, rosa, day, session):
    response = as_(rosa).get(url("day-page", day.pk), {"by": by})
    page = response.content.decode()
    assert response.context["by"] == (by if by != "nonsense" else "candidate")
    assert page.count(f'href="{url("session-change", session.pk)}"') == 2  # drawing and table
    assert "09:00–09:20" in page


@pytest.mark.parametrize("size", [1, 3])
def test_day_page_takes_the_same_queries_for_one_as_for_three(
    size, as_, rosa, day, crowd, book, django_assert_num_queries
):
    for n, each in enumerate(crowd(size)):
        book(hour=9 + n, who=[each])
    client = as_(rosa)
    client.get(url("day-page", day.pk))
    with django_assert_num_queries(11):
        client.get(url("day-page", day.pk))


def test_day_page_of_an_empty_day_says_what_to_do_next(as_, rosa, day):
    page = text(as_(rosa).get(url("day-page", day.pk)))
    assert "Nobody is on this Day yet" in page
    assert "Choose candidates" in page


def test_day_page_says_what_is_missing(as_, rosa, day, session):
    page = text(as_(rosa).get(url("day-page", day.pk)))
    assert "Kim Karlsson : no session at Psychologist" in page


def test_station_change_saves_and_refuses(as_, rosa, day, stations, rooms):
    station = stations["voice-coach"]
    client = as_(rosa)
    facts = {"room_id": rooms[2].pk, "minutes": 25, "seats": 1}
    assert client.post(url("station-change", station.pk), facts).url == url("day-page", day.pk)
    assert Station.objects.get(pk=station.pk).room == rooms[2]
    refused = client.post(url("station-change", station.pk), {**facts, "minutes": 3})
    assert refused.status_code == 422
    assert 'value="3"' in refused.content.decode()
    client.post(url("station-change", station.pk), {**facts, "room_id": ""})
    assert Station.objects.get(pk=station.pk).room is None
    cancel_day(day_id=day.pk, actor=rosa, at=local(8))
    late = client.post(url("station-change", station.pk), {**facts, "minutes": 30})
    assert (late.status_code, "This Day is over" in text(late)) == (422, True)


def test_candidates_are_put_on_the_day_and_taken_off(as_, rosa, day, kim, jonas):
    from tests.interviews.days.conftest import invite

    client = as_(rosa)
    page = text(client.get(url("day-candidates", day.pk)))
    assert "Nobody else is invited" in page
    invite(kim)
    page = text(client.get(url("day-candidates", day.pk)))
    assert "Kim Karlsson" in page
    assert "Jonas" not in text(client.get(url("day-candidates", day.pk)))
    client.post(url("day-candidates", day.pk), {"application_ids": [kim.pk]})
    assert "Plan this Day" in text(client.get(url("day-candidates", day.pk)))
    attendance = day.attendances.get()
    client.post(url("attendance-remove", attendance.pk))
    kim.refresh_from_db()
    assert kim.state == State.INVITED
    refused = client.post(url("day-candidates", day.pk), {"application_ids": [jonas.pk]})
    assert refused.status_code == 422


def test_whoever_is_here_is_not_taken_off(as_, rosa, day, guests):
    attendance = day.attendances.get(application=guests[0])
    check_in(attendance_id=attendance.pk, actor=rosa, at=local(8))
    response = as_(rosa).post(url("attendance-remove", attendance.pk), follow=True)
    assert "Kim Karlsson arrived already and cannot be taken off the Day." in text(response)
    assert day.attendances.count() == 2


def test_the_day_is_filled_by_rotation(as_, rosa, day, guests, stations, ines, viktor, petra):
    client = as_(rosa)
    assert client.get(url("day-fill", day.pk)).status_code == 200
    facts = {
        "application_ids": [each.pk for each in guests],
        f"interviewers_{stations['voice-coach'].pk}": [ines.pk],
        f"interviewers_{stations['psychologist'].pk}": [petra.pk],
    }
    response = client.post(url("day-fill", day.pk), facts, follow=True)
    page = text(response)
    assert "4 sessions are booked." in page
    assert (
        "Not placed at Call shadowing (interviewers needed: 1, chosen: 0): "
        "Kim Karlsson, Jonas Jonaitis."
    ) in page
    facts[f"interviewers_{stations['call-shadowing'].pk}"] = [viktor.pk]
    client.post(url("day-fill", day.pk), facts)
    page = text(client.get(url("day-page", day.pk)))
    assert "Everybody has a session at every station" in page
    assert "There is nobody to place" in text(client.get(url("day-fill", day.pk)))


def test_filling_without_anybody_is_refused(as_, rosa, day, guests):
    response = as_(rosa).post(url("day-fill", day.pk), {})
    assert response.status_code == 422
    assert "Choose at least one candidate." in text(response)


def test_publish_and_take_back(as_, rosa, day, session):
    client = as_(rosa)
    page = text(client.post(url("day-publish", day.pk), follow=True))
    assert "Published. The candidates' mails are drafted" in page.replace("&#x27;", "'")
    assert Message.objects.filter(code="day-timetable").count() == 1
    assert "Taken back" in text(client.post(url("day-unpublish", day.pk), follow=True))
    page = text(client.post(url("day-publish", day.pk), follow=True))
    assert "Published version 2" in page
    assert "published version 2 of the timetable; mails drafted: 1." in page
    client.post(url("day-unpublish", day.pk))
    client.post(url("session-cancel", session.pk))
    page = text(client.post(url("day-publish", day.pk), follow=True))
    assert "there is nothing to publish" in page


def test_finish_says_what_it_does_and_refuses_too_early(as_, rosa, day, session, guests):
    client = as_(rosa)
    attendance = day.attendances.get(application=guests[0])
    check_in(attendance_id=attendance.pk, actor=rosa, at=local(8))
    page = text(client.get(url("day-finish", day.pk)))
    assert "1 candidate came: they move on to Deciding." in page
    assert "1 candidate did not come" in page
    early = client.post(url("day-finish", day.pk))
    assert early.status_code == 422
    assert "1 session is still to come, at 09:00." in text(early)
    with time_machine.travel(local(18), tick=False):
        as_(rosa).post(url("day-finish", day.pk))
    day.refresh_from_db()
    assert day.state == Day.State.FINISHED
    page = client.get(url("day-page", day.pk)).content.decode()
    assert "/sessions/" not in page
    for name in ("day-publish", "day-unpublish"):
        assert "This Day is over" in text(client.post(url(name, day.pk), follow=True))


def test_the_day_is_called_off(as_, rosa, day, session, guests):
    client = as_(rosa)
    assert "All its sessions are cancelled" in text(client.get(url("day-cancel", day.pk)))
    client.post(url("day-cancel", day.pk))
    day.refresh_from_db()
    assert day.state == Day.State.CANCELLED
    with time_machine.travel(local(18), tick=False):
        assert as_(rosa).post(url("day-finish", day.pk)).status_code == 422


def test_a_day_that_has_begun_is_not_called_off(as_, rosa, day, session):
    start_session(session_id=session.pk, actor=rosa, at=local(9))
    response = as_(rosa).post(url("day-cancel", day.pk))
    assert response.status_code == 422
    assert "has begun" in text(response)


# sessions by hand


def book_url(day, station, candidate=None):
    address = f"{url('session-create', day.pk)}?station={station.pk}"
    return f"{address}&candidate={candidate.pk}" if candidate else address


def test_session_create_books(as_, rosa, day, guests, stations, ines, rooms):
    kim, _ = guests
    client = as_(rosa)
    form = client.get(book_url(day, stations["voice-coach"], kim)).context["form"]
    assert form.initial["minutes"] == 20
    facts = {
        "application_ids": [kim.pk],
        "starts_at": "10:15",
        "minutes": 20,
        "room_id": rooms[0].pk,
        "interviewer_ids": [ines.pk],
    }
    response = client.post(book_url(day, stations["voice-coach"]), facts, follow=True)
    assert "Voice coach is booked, 10:15–10:35." in text(response)
    assert Session.objects.get().during.lower == local(10, 15)


def test_session_create_says_who_is_taken_and_loses_nothing(
    as_, rosa, day, guests, stations, session, ines, rooms
):
    _, jonas = guests
    facts = {
        "application_ids": [jonas.pk],
        "starts_at": "09:10",
        "minutes": 35,
        "room_id": rooms[0].pk,
        "interviewer_ids": [ines.pk],
    }
    response = as_(rosa).post(book_url(day, stations["psychologist"]), facts)
    assert response.status_code == 422
    form = response.context["form"]
    sentence = "is taken: Voice coach with Kim Karlsson in Amber, 09:00–09:20."
    assert form.errors == {
        "room_id": [f"Amber {sentence}"],
        "interviewer_ids": [f"Ines Ivanova {sentence}"],
    }
    page = response.content.decode()
    assert 'value="09:10"' in page
    assert 'value="35"' in page
    assert re.search(rf'value="{jonas.pk}"[^>]*checked', page)
    assert re.search(rf'value="{ines.pk}"[^>]*checked', page)
    assert re.search(rf'value="{rooms[0].pk}" selected', page)


def test_session_create_without_anybody_to_place_says_so(as_, rosa, day, guests, stations, book):
    for n, each in enumerate(guests):
        book(hour=9 + n, who=[each])
    page = text(as_(rosa).get(book_url(day, stations["voice-coach"])))
    assert "Everybody has a session here" in page
    # without a station in the address, the first that misses somebody is offered
    response = as_(rosa).get(url("session-create", day.pk))
    assert response.context["station"] == stations["psychologist"]


def test_session_create_refuses_a_time_that_does_not_exist(
    as_, rosa, opening, plan, rooms, kim, at
):
    from interviews.days.actions import add_to_day, create_day
    from tests.interviews.days.conftest import invite

    on = dt.date(2027, 3, 28)
    day = create_day(
        opening_id=opening.pk, on=on, starts_at=local(9, on=on), site="V", actor=rosa, at=at
    )
    add_to_day(day_id=day.pk, application_ids=[invite(kim).pk], actor=rosa, at=at)
    facts = {"application_ids": [kim.pk], "starts_at": "03:30", "minutes": 20}
    response = as_(rosa).post(book_url(day, day.stations.first()), facts)
    assert response.status_code == 422
    assert "The clocks are put forward over this time" in text(response)


def test_session_change_moves_and_refuses(as_, rosa, day, session, book, guests, viktor, rooms):
    other = book("psychologist", 11, who=[guests[1]], by=[viktor], room=rooms[1])
    client = as_(rosa)
    page = client.get(url("session-change", session.pk)).content.decode()
    assert 'value="09:00"' in page
    facts = {
        "starts_at": "11:10",
        "minutes": 20,
        "room_id": rooms[1].pk,
        "interviewer_ids": [viktor.pk],
    }
    refused = client.post(url("session-change", session.pk), facts)
    assert refused.status_code == 422
    assert "Birch is taken: Psychologist with Jonas Jonaitis in Birch, 11:00–11:40." in text(
        refused
    )
    moved = client.post(url("session-change", session.pk), {**facts, "starts_at": "11:40"})
    assert moved.url == url("day-page", day.pk)
    session.refresh_from_db()
    assert session.during.lower == local(11, 40)
    start_session(session_id=other.pk, actor=rosa, at=local(11))
    page = client.get(url("session-change", other.pk))
    assert "This session has begun" in text(page)
    late = client.post(url("session-change", other.pk), {**facts, "starts_at": "15:00"})
    assert (late.status_code, "This session has begun" in text(late)) == (422, True)
    response = client.post(url("session-cancel", other.pk), follow=True)
    assert "This session has begun" in text(response)


def test_session_cancel_frees_everybody(as_, rosa, day, session):
    page = text(as_(rosa).post(url("session-cancel", session.pk), follow=True))
    assert "The session is cancelled." in page
    assert "This session was cancelled." in text(as_(rosa).get(url("session-change", session.pk)))


# rooms


def test_rooms_are_added_changed_and_retired(as_, rosa, rooms, day):
    client = as_(rosa)
    client.post(url("room-create"), {"name": "Dune", "site": "Vilnius", "seats": 3})
    dune = Room.objects.get(name="Dune")
    refused = client.post(url("room-create"), {"name": "Dune", "site": "Vilnius", "seats": 3})
    assert refused.status_code == 422
    assert "There is a room “Dune” at Vilnius already." in text(refused)
    client.post(url("room-change", dune.pk), {"name": "Dune 2", "site": "Vilnius", "seats": 4})
    refused = client.post(
        url("room-change", dune.pk), {"name": "Amber", "site": "Vilnius", "seats": 4}
    )
    assert refused.status_code == 422
    client.post(url("room-retire", dune.pk), {"retired": "yes"})
    assert "Dune 2 out of use" in text(client.get(url("room-list")))
    client.post(url("room-retire", dune.pk), {"retired": "no"})
    assert "out of use" not in text(client.get(url("room-list"))).replace("Take out of use", "")
    assert client.get(url("room-change", 987654)).status_code == 404


@pytest.mark.parametrize("size", [1, 3])
def test_room_list_takes_the_same_queries_for_one_as_for_three(
    size, as_, rosa, at, django_assert_num_queries
):
    from interviews.days.actions import create_room

    for n in range(size):
        create_room(name=f"Room {n}", site="Vilnius", seats=2, at=at)
    client = as_(rosa)
    client.get(url("room-list"))
    with django_assert_num_queries(3):
        client.get(url("room-list"))


def test_room_list_without_rooms_says_what_to_do(as_, rosa):
    assert "There are no rooms yet" in text(as_(rosa).get(url("room-list")))


# live


HTMX = {"HTTP_HX_REQUEST": "true"}


def test_live_taps_work_without_javascript(as_, rosa, day, session, guests):
    client = as_(rosa)
    attendance = day.attendances.get(application=guests[0])
    for name, pk in (
        ("attendance-check-in", attendance.pk),
        ("session-start", session.pk),
        ("session-end", session.pk),
        ("session-undo-end", session.pk),
        ("session-undo-start", session.pk),
        ("attendance-undo", attendance.pk),
        ("attendance-no-show", attendance.pk),
    ):
        assert client.post(url(name, pk)).url == url("day-live", day.pk)
    attendance.refresh_from_db()
    assert attendance.no_show_at is not None


def test_live_taps_answer_htmx_with_the_board(as_, rosa, day, session):
    response = as_(rosa).post(url("session-start", session.pk), **HTMX)
    page = response.content.decode()
    assert "<html" not in page
    assert 'id="board"' in page
    assert "Undo start" in page


def test_live_says_why_not_on_the_board(as_, rosa, day, session, guests):
    attendance = day.attendances.get(application=guests[0])
    check_in(attendance_id=attendance.pk, actor=rosa, at=local(8))
    response = as_(rosa).post(url("attendance-no-show", attendance.pk), **HTMX)
    assert "Kim Karlsson arrived already" in text(response)
    response = as_(rosa).post(url("session-end", session.pk), **HTMX)
    assert "This session has not begun yet." in text(response)


def test_live_asked_again_answers_304_until_something_changes(as_, rosa, day, session, at):
    client = as_(rosa)
    first = client.get(url("day-live", day.pk), **HTMX)
    etag = first["ETag"]
    assert f'"If-None-Match": "\\"{etag.strip(chr(34))}\\""' in first.content.decode().replace(
        "&quot;", '"'
    )
    again = {**HTMX, "HTTP_IF_NONE_MATCH": etag}
    same = client.get(url("day-live", day.pk), **again)
    assert (same.status_code, same.content) == (304, b"")
    start_session(session_id=session.pk, actor=rosa, at=local(9))
    changed = client.get(url("day-live", day.pk), **again)
    assert changed.status_code == 200
    assert changed["ETag"] != etag
    with time_machine.travel(at + dt.timedelta(minutes=1), tick=False):
        later = client.get(
            url("day-live", day.pk), **{**HTMX, "HTTP_IF_NONE_MATCH": changed["ETag"]}
        )
    assert later.status_code == 200


def test_live_asked_again_notices_new_marks(as_, rosa, day, session, monkeypatch):
    said = {}
    monkeypatch.setattr(live, "_providers", [lambda viewer, ids, at: said])
    client = as_(rosa)
    etag = client.get(url("day-live", day.pk), **HTMX)["ETag"]
    again = {**HTMX, "HTTP_IF_NONE_MATCH": etag}
    assert client.get(url("day-live", day.pk), **again).status_code == 304
    said[session.pk] = [live.Mark("marks missing 2", "bad")]
    start_session(session_id=session.pk, actor=rosa, at=local(9))
    end_session(session_id=session.pk, actor=rosa, at=local(9))
    response = client.get(url("day-live", day.pk), **again)
    assert "marks missing 2" in text(response)


def test_live_304_costs_few_queries(
    nobody_remarks, as_, rosa, day, session, django_assert_num_queries
):
    client = as_(rosa)
    etag = client.get(url("day-live", day.pk), **HTMX)["ETag"]
    with django_assert_num_queries(4):
        client.get(url("day-live", day.pk), **{**HTMX, "HTTP_IF_NONE_MATCH": etag})


@pytest.mark.parametrize("size", [1, 3])
def test_live_takes_the_same_queries_for_one_as_for_three(
    nobody_remarks, size, as_, rosa, day, crowd, book, django_assert_num_queries
):
    for n, each in enumerate(crowd(size)):
        book(hour=9 + n, who=[each])
    client = as_(rosa)
    client.get(url("day-live", day.pk))
    with django_assert_num_queries(10):
        client.get(url("day-live", day.pk))


def test_live_on_the_wall_has_nothing_to_press(as_, rosa, day, session):
    page = as_(rosa).get(url("day-live", day.pk), {"wall": ""}).content.decode()
    assert "topbar" not in page
    assert "<button" not in page
    assert "Kim Karlsson" in page


def test_live_of_an_empty_day_says_what_to_do(as_, rosa, day):
    assert "Nothing is booked on this Day yet" in text(as_(rosa).get(url("day-live", day.pk)))


def test_live_names_who_withdrew_to_recruiters_only(
    as_, rosa, ines, day, session, guests, at, book
):
    book("psychologist", 10, who=[guests[1]], by=[ines])
    withdraw_application(application_id=guests[0].pk, at=at)
    assert "No longer coming: Kim Karlsson (Withdrawn)" in text(
        as_(rosa).get(url("day-live", day.pk))
    )
    assert "Withdrawn" not in text(as_(ines).get(url("day-live", day.pk)))


# the candidate's card


def test_the_candidates_card_shows_a_published_timetable(day, session, guests, rosa, at):
    from django.template.loader import render_to_string

    from interviews.days import cards

    kim, jonas = guests
    assert cards.own_timetable(kim, at) is None
    publish_day(day_id=day.pk, actor=rosa, at=at)
    kim.candidate.time_zone = "Europe/Vilnius"
    context = cards.own_timetable(kim, at)
    html = render_to_string(cards.TEMPLATE, context)
    assert "09:00–09:20" in html
    assert "Amber" in html
    assert "Voice coach" in html
    assert context["own_zone"] == ""
    assert cards.own_timetable(jonas, at) is None
    kim.candidate.time_zone = "America/New_York"
    html = render_to_string(cards.TEMPLATE, cards.own_timetable(kim, at))
    assert "02:00–02:20" in html
    assert "the time by your own clock (New York)" in html
