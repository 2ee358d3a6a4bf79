"""Stations told apart at a glance."""

from __future__ import annotations

import pytest

from interviews.days.lanes import codes, name_forms, room_marks


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["Voice coach", "Psychologist", "Teach me something"], ["VC", "Ps", "TS"]),
        (["Support case", "Sitting in on calls"], ["SC", "Si"]),
        (["SC", "SC", "SC", "SC"], ["SC", "S2", "S3", "S4"]),
        (["语音教练", "…", "Grammar-test"], ["语音", "2", "GT"]),
    ],
)
def test_codes_are_short_and_all_different(titles, expected):
    assert codes(titles) == expected


def test_names_and_rooms_have_short_forms():
    assert name_forms(["Kim Van Dyke", "Ada"]) == ("Kim D., Ada", "KD, Ad")
    assert name_forms([]) == ("", "")
    rooms = ["Room 01", "Room 02", "Lab 02", "Amber", "Floor 2 East 2b", ""]
    assert room_marks(rooms) == {"Room 01": "01", "Floor 2 East 2b": "2b"}
