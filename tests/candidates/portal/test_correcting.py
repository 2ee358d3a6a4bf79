"""Somebody else's address is no way in once it has been put right."""

import pytest
from django.urls import reverse

from candidates.people.actions import correct_candidate


@pytest.mark.parametrize(
    ("changed", "let_in"), [({"email": "kim.k@example.org"}, False), ({"phone": "112"}, True)]
)
def test_whoever_came_in_from_a_wrong_address_is_shown_out(inside, kim, rosa, now, changed, let_in):
    known = ("name", "email", "phone", "language", "time_zone")
    kept = {name: getattr(kim.candidate, name) for name in known}
    home = reverse("candidates:portal-home")
    assert inside.get(home).status_code == 200
    correct_candidate(candidate_id=kim.candidate_id, **{**kept, **changed}, actor=rosa, at=now)
    assert (inside.get(home).status_code == 200) is let_in
