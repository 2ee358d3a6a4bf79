"""Openings: made, changed, opened, closed; people join and leave."""

import datetime as dt
import threading

import pytest
from django.db import connection

from candidates.history.models import Entry
from candidates.openings import actions
from candidates.openings.models import Opening, OpeningMember
from tests.conftest import make_user

Part = OpeningMember.Part
FIELDS = {
    "title": "Headset advisor",
    "team": "Customer service",
    "location": "Sofia",
    "time_zone": "Europe/Sofia",
    "seats": 3,
    "summary": "Advise.",
    "description": "You advise people.",
}


def verbs():
    return list(
        Entry.objects.filter(subject="opening").order_by("pk").values_list("verb", flat=True)
    )


def test_create_opening_makes_a_draft_whose_recruiter_is_the_actor(rosa, at):
    opening = actions.create_opening(**FIELDS, actor=rosa, at=at)
    opening.refresh_from_db()
    assert (opening.state, opening.slug) == (Opening.State.DRAFT, "headset-advisor-sofia")
    assert list(opening.memberships.values_list("user", "part")) == [(rosa.pk, Part.RECRUITER)]
    assert verbs() == ["opening-created"]


def test_create_opening_twice_gives_the_second_another_address(rosa, at):
    slugs = [actions.create_opening(**FIELDS, actor=rosa, at=at).slug for _ in range(3)]
    assert slugs == [
        "headset-advisor-sofia", "headset-advisor-sofia-2", "headset-advisor-sofia-3",
    ]  # fmt: skip


def test_create_opening_without_latin_letters_gets_a_plain_address(rosa, at):
    fields = {**FIELDS, "title": "耳機顧問", "location": "台北"}
    assert actions.create_opening(**fields, actor=rosa, at=at).slug == "opening"


@pytest.mark.django_db(transaction=True)
def test_create_opening_by_two_at_once_makes_two(rosa, at):
    made, ready = [], threading.Barrier(2)

    def create():
        ready.wait()
        made.append(actions.create_opening(**FIELDS, actor=rosa, at=at).slug)
        connection.close()

    threads = [threading.Thread(target=create) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(made) == ["headset-advisor-sofia", "headset-advisor-sofia-2"]


def test_change_opening_keeps_the_address_and_the_second_time_changes_nothing(opening, rosa, at):
    for _ in range(2):
        actions.change_opening(opening_id=opening.pk, **FIELDS, actor=rosa, at=at)
    opening.refresh_from_db()
    assert (opening.location, opening.seats) == ("Sofia", 3)
    assert opening.slug == "headset-advisor-vilnius"
    assert verbs() == ["opening-changed"]


def test_close_and_open_again(opening, rosa, at):
    later = at + dt.timedelta(hours=1)
    for _ in range(2):
        actions.close_opening(opening_id=opening.pk, actor=rosa, at=at)
    opening.refresh_from_db()
    assert (opening.state, opening.closed_at) == (Opening.State.CLOSED, at)
    for _ in range(2):
        actions.open_opening(opening_id=opening.pk, actor=rosa, at=later)
    opening.refresh_from_db()
    assert (opening.state, opening.opened_at, opening.closed_at) == ("open", later, None)
    assert verbs() == ["opening-closed", "opening-opened"]


def test_close_opening_by_two_at_once_is_told_once(opening, rosa, at, transactional_db):
    ready = threading.Barrier(2)

    def close():
        ready.wait()
        actions.close_opening(opening_id=opening.pk, actor=rosa, at=at)
        connection.close()

    threads = [threading.Thread(target=close) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verbs() == ["opening-closed"]


def test_add_member_twice_adds_once(opening, rosa, oskar, at):
    for _ in range(2):
        actions.add_member(
            opening_id=opening.pk, user_id=oskar.pk, part=Part.INTERVIEWER, actor=rosa, at=at
        )
    assert opening.memberships.filter(user=oskar).count() == 1
    entry = Entry.objects.get(verb="opening-member-added")
    assert entry.facts == {"name": "Oskar Olsen", "part": "Interviewer"}


def test_remove_member_twice_removes_once(opening, rosa, ines, at):
    for _ in range(2):
        actions.remove_member(
            opening_id=opening.pk, user_id=ines.pk, part=Part.INTERVIEWER, actor=rosa, at=at
        )
    assert not opening.memberships.filter(user=ines).exists()
    assert verbs() == ["opening-member-removed"]


def test_remove_member_keeps_the_last_recruiter(opening, rosa, at):
    with pytest.raises(actions.LastRecruiter, match="needs a recruiter"):
        actions.remove_member(
            opening_id=opening.pk, user_id=rosa.pk, part=Part.RECRUITER, actor=rosa, at=at
        )
    second = make_user("Rita Rossi")
    actions.add_member(
        opening_id=opening.pk, user_id=second.pk, part=Part.RECRUITER, actor=rosa, at=at
    )
    actions.remove_member(
        opening_id=opening.pk, user_id=rosa.pk, part=Part.RECRUITER, actor=second, at=at
    )
    assert list(opening.memberships.values_list("user", flat=True)) == [second.pk]
