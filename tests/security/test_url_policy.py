"""Every URL × persona × method stands in one table, generated from the resolver.

On the way, what one candidate said about themselves is looked for in every page that staff get,
and its table in every query. A URL without rows fails; a row without a URL fails; a URL that no
persona can use fails, because then no test visits what lies behind it. Run
`python -m pytest tests/security -k print -s` to see the table as the site answers now, and read it
before you paste it.
"""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hiring.fairness.models import GroupCount, SelfIdentification
from tests.hiring.fairness.people import CANARY, plant_canary
from tests.security.policy import PERSONAS, POLICY
from tests.security.scenario import Scenario, build

SHARES = 6  # so that the work can be shared out among processes
STAFF = ("rosa", "milan", "ines", "viktor", "oskar", "ada")


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


def _ask(scenario: Scenario, name: str, method: str, persona: str) -> tuple[str, bool]:
    """What one persona gets, and whether it was made of or tells what Kim said about herself.

    Whatever the request did is undone afterwards.
    """
    url = reverse(name, kwargs=scenario.arguments(name))
    client = scenario.client(persona)
    kept = client.cookies.output()
    asked = []

    def listen(execute, sql, *rest):
        asked.append(SelfIdentification._meta.db_table in str(sql))
        return execute(sql, *rest)

    with transaction.atomic(), connection.execute_wrapper(listen):
        response = client.generic(method, url)
        # what streams is closed by the client behind the last part
        body = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    if client.cookies.output() != kept:  # it logged out, or in
        scenario.forget(persona)
    return _kind_of(response), any(asked) or CANARY.encode() in body.lower()


def _answers(scenario: Scenario, name: str, method: str) -> tuple[str, ...]:
    return tuple(_ask(scenario, name, method, persona)[0] for persona in PERSONAS)


@pytest.mark.parametrize("share", range(SHARES))
def test_urls_answer_as_declared_and_tell_staff_nothing_that_kim_said_about_herself(
    scenario, opening, kim, share, at
):
    plant_canary(kim, opening, at)
    names = NAMES[share::SHARES]
    undeclared = [name for name in names if not {(name, "GET"), (name, "POST")} <= set(POLICY)]
    assert undeclared == [], "say in tests/security/policy.py who may use these"
    wrong, telling = {}, []
    for name in names:
        for method in ("GET", "POST"):
            got = {persona: _ask(scenario, name, method, persona) for persona in PERSONAS}
            answers = tuple(answer for answer, _tells in got.values())
            if answers != POLICY[name, method]:
                wrong[name, method] = " ".join(answers)
            telling += [(name, method, each) for each in STAFF if got[each][1]]
    assert wrong == {}
    assert telling == []


def test_what_kim_said_is_found_where_she_may_read_it(scenario, opening, kim, at):
    """So the test above looks for something, and there is something to leak."""
    plant_canary(kim, opening, at)
    assert GroupCount.objects.filter(group=CANARY).exists()
    assert _ask(scenario, "hiring:about-you", "GET", "kim") == ("ok", True)


@pytest.mark.parametrize("share", range(SHARES))
def test_other_methods_reach_nothing(scenario, share):
    for number, name in enumerate(NAMES[share::SHARES]):
        persona = ("anonymous", "rosa", "ines")[number % 3]
        head, _tells = _ask(scenario, name, "HEAD", persona)
        assert head in {POLICY[name, "GET"][PERSONAS.index(persona)], "405"}, (name, persona)
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS"):
            answer, _tells = _ask(scenario, name, method, "rosa")
            # Django's class-based form views, which allauth uses, take PUT for POST
            expected = {"ok"} if name.startswith("account_") else set()
            expected |= {"405", "login", "404", "403"}
            assert answer in expected, (name, method)


# read by a program with the operator's token; tests/hiring/health does so
BY_TOKEN = {"hiring:health-metrics"}


@pytest.mark.parametrize("name", sorted(set(NAMES) - BY_TOKEN))
def test_somebody_can_use_every_url(name):
    assert "ok" in POLICY[name, "GET"] + POLICY[name, "POST"]


def test_table_names_only_what_exists():
    assert sorted({name for name, _ in POLICY} - set(NAMES)) == []


def test_print_the_table(scenario, capsys):
    """Not a check: shows the table as the site answers now (`-k print -s`)."""
    with capsys.disabled():
        for name in NAMES:
            if (name, "GET") in POLICY:
                continue
            for method in ("GET", "POST"):
                print(f"{name} | {method} | {' '.join(_answers(scenario, name, method))}")
