"""One person however often they apply."""

import threading

import pytest
from django.db import connection

from candidates.people.actions import find_or_create_candidate
from candidates.people.models import Candidate

FIELDS = {"phone": "", "language": "lt", "time_zone": "Europe/Vilnius"}


def test_find_or_create_candidate_keeps_name_and_searchable_words(db, at):
    candidate = find_or_create_candidate(
        name=" Šarūnė   Žukaitė ", email="sarune.z@example.org", **FIELDS, at=at
    )
    candidate.refresh_from_db()
    assert candidate.name == "Šarūnė Žukaitė"
    assert candidate.search_text == "sarune zukaite z ⵣexampleorg"
    assert candidate.sort_key == "s~arune z~ukaite\x1fšarūnė žukaitė"


def test_find_or_create_candidate_knows_the_address_in_any_case(db, at):
    first = find_or_create_candidate(name="Kim K", email="Kim@Example.org", **FIELDS, at=at)
    again = find_or_create_candidate(name="Someone", email="kim@example.ORG", **FIELDS, at=at)
    assert again == first
    assert again.name == "Kim K"


@pytest.mark.django_db(transaction=True)
def test_find_or_create_candidate_by_two_at_once_makes_one(at):
    found, ready = [], threading.Barrier(2)

    def find(email):
        ready.wait()
        found.append(find_or_create_candidate(name="Kim", email=email, **FIELDS, at=at).pk)
        connection.close()

    threads = [threading.Thread(target=find, args=[email]) for email in ("k@x.org", "K@x.org")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert Candidate.objects.count() == 1
