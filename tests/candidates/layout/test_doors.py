"""Whose request it is, and how often they may knock."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from candidates.layout.address import client_address
from candidates.layout.limits import Limit


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (-1, "1.1.1.1", "10.0.0.9"),
        (0, "1.1.1.1", "10.0.0.9"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.1", "1.1.1.1"),
        (2, "1.1.1.1", "10.0.0.9"),
        (1, "", "10.0.0.9"),
    ],
)
def test_only_our_own_proxies_are_believed(settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.9", headers={"X-Forwarded-For": forwarded}
    )
    assert client_address(request) == expected


def test_limit_counts_each_by_itself_whatever_the_spelling():
    limit = Limit("test", tries=2, seconds=60)
    assert [limit.spend("Kim@example.org ") for _ in range(2)] == [True, True]
    assert not limit.spend("kim@example.org")
    assert limit.spend("jonas@example.org")
