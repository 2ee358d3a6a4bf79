"""Every URL × persona × method stands in one table, generated from the resolver.

A URL without rows fails; a row without a URL fails; a URL that no persona can use fails, because
then no test visits what lies behind it. Run `python -m pytest tests/security -k print -s` to see
the table as the site answers now, and read it before you paste it.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.security.policy import PERSONAS, POLICY
from tests.security.scenario import Scenario, build

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def _names(resolver: URLResolver | None = None, prefix: str = "") -> list[str]:
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            assert pattern.name, f"{pattern.pattern} has no name"
            found.append(f"{prefix}{pattern.name}")
        else:
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            found += _names(pattern, prefix + space)
    return found


NAMES = _names()


def _kind_of(response) -> str:
    if response.status_code in {301, 302, 303} and response["Location"].startswith("/login/"):
        return "login"
    if response.status_code in {301, 302, 303} and response["Location"].startswith("/my/again/"):
        return "again"
    if response.status_code in {200, 204, 301, 302, 303, 304, 409, 422}:
        return "ok"
    return str(response.status_code)


@pytest.fixture
def scenario(request, opening, kim, jonas, at) -> Scenario:
    names = ("rosa", "milan", "ines", "viktor", "oskar", "ada")
    staff = {name: request.getfixturevalue(name) for name in names}
    return build(opening=opening, staff=staff, kim=kim, jonas=jonas, at=at)


def _answers(
    scenario: Scenario, name: str, methods: tuple[str, ...] = METHODS
) -> dict[str, tuple[str, ...]]:
    """What every persona gets by every method; each request is undone afterwards."""
    url = reverse(name, kwargs=scenario.arguments(name))
    answers = {}
    for method in methods:
        row = []
        for persona in PERSONAS:
            with transaction.atomic():
                client = Client(raise_request_exception=True)
                scenario.sign_in(client, persona)
                response = client.generic(method, url)
                if response.streaming:
                    list(response.streaming_content)  # the client closes it behind the last part
                row.append(_kind_of(response))
                transaction.set_rollback(True)
        answers[method] = tuple(row)
    return answers


@pytest.mark.parametrize("name", NAMES)
def test_url_answers_as_declared(scenario, name):
    declared = {method: POLICY.get((name, method)) for method in ("GET", "POST")}
    assert all(declared.values()), f"{name} has no rows in tests/security/policy.py"
    answers = _answers(scenario, name)
    assert {method: answers[method] for method in declared} == declared
    assert "ok" in declared["GET"] + declared["POST"], f"nobody can use {name}"
    assert answers["HEAD"] == answers["GET"]
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS"):
        assert set(answers[method]) <= {"405", "login", "404", "403"}, method


def test_table_names_only_what_exists():
    assert sorted({name for name, _ in POLICY} - set(NAMES)) == []


def test_print_the_table(scenario, capsys):
    """Not a check: shows the table as the site answers now (`-k print -s`)."""
    with capsys.disabled():
        for name in NAMES:
            if (name, "GET") in POLICY:
                continue
            answers = _answers(scenario, name, ("GET", "POST"))
            for method in ("GET", "POST"):
                print(f"{name} | {method} | {' '.join(answers[method])}")
