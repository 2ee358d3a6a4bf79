"""Stations told apart at a glance."""

from __future__ import annotations

import pytest

from interviews.days.lanes import codes


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
