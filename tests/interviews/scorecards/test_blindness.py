"""Blind until locked, in every output there is.

The whole site is read twice by somebody who still owes a scorecard: once before a colleague has
marked anything, once after. Whatever the colleague gave, wrote, revised, flagged or merely locked,
every answer has to be the same, byte for byte: then no value, order, count, time or color can tell.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from candidates.applications.models import Application, State
from interviews.composites.actions import recompute_composite
from interviews.composites.models import Composite
from interviews.days.models import Attendance, SessionInterviewer
from interviews.listening.actions import mark_moment
from interviews.listening.models import Moment
from interviews.plans.actions import lock_plan
from interviews.scorecards import actions
from interviews.scorecards.models import Rating, RatingRevision, RedFlag, Scorecard

from .conftest import lock, mark_all

pytestmark = pytest.mark.django_db
CANARY = "canary-7f3a"
EVIDENCE = f"{CANARY}-evidence: she hung up on the caller without a word."
REASON = f"{CANARY}-revision: I had mixed up the two callers in my notes."
HEARD = f"{CANARY}-moment: “you are all the same”, in a flat voice."
SEEN = f"{CANARY}-flag: told the host that the caller was an idiot."
# what differs from answer to answer by itself
NOISE = re.compile(
    rb'(?<=")[A-Za-z0-9]{64}(?=")|(?<=value=")[0-9a-f-]{36}(?=")'
    rb"|(?<=/calendars/)[\w-]{43}(?=\.ics)|(?<=/calendars/)\d+(?=/revoke/)"
    rb"|(?<=data-nonce=\")[\w+/=]{24}(?=\")|(?<='nonce-)[\w+/=]{24}(?=')"
)
QUERIES = {
    "search": ["?q=kim", f"?q={CANARY}", "?q=canary"],
    "pipeline-table": ["?sort=name", "?sort=-score", "?sort=score", "?sort=-applied", "?q=canary"],
    "pipeline-board": ["?q=canary"],
}


@pytest.fixture(autouse=True)
def _clock(at, caplog):
    caplog.set_level("CRITICAL", "django.request")  # hundreds of refusals are what we want
    with time_machine.travel(at + dt.timedelta(hours=3), tick=False):
        yield


@pytest.fixture
def world(session, plan, milan, rosa, kim, jonas, day, at):
    """Kim is marked by ines, viktor and milan, who also decides; jonas waits beside her.

    The plan is locked already, as the first mark for anybody does: that is no secret.
    """
    lock_plan(plan_id=plan.pk, at=at)
    SessionInterviewer.objects.create(session=session, interviewer=milan)
    actions.ensure_scorecards(session_ids=[session.pk], at=at)
    for application in (kim, jonas):
        Attendance.objects.create(day=day, application=application, arrived_at=at)
        for state in (State.SCREENING, State.INVITED, State.ON_DAY):
            application.state = state
            application.save()
    return kim


def mark(card: Scorecard, value: int, at: dt.datetime) -> None:
    """Do all that an interviewer can do: mark, lock, revise, flag; and the composite follows."""
    mark_all(card, value, at, EVIDENCE)
    mark_moment(
        scorecard_id=card.pk,
        key=uuid.uuid4(),
        recording_id=None,
        criterion_id=card.ratings.first().criterion_id,
        milliseconds=61_000,
        words=HEARD,
        actor=card.interviewer,
        at=at,
    )
    actions.lock_scorecard(scorecard_id=card.pk, actor=card.interviewer, at=at)
    actions.revise_rating(
        rating_id=card.ratings.first().pk,
        new_value=6 - value,
        reason=REASON,
        actor=card.interviewer,
        at=at,
    )
    actions.raise_red_flag(
        scorecard_id=card.pk, kind="disrespect", seen=SEEN, actor=card.interviewer, at=at
    )
    recompute_composite(application_id=card.application_id, at=at)  # the worker's job


def routes() -> Iterator[tuple[str, str]]:
    """Every address of the site: its name and its pattern."""

    def walk(patterns: list, prefix: str) -> Iterator[tuple[str, str]]:
        for each in patterns:
            if isinstance(each, URLResolver):
                yield from walk(each.url_patterns, prefix + str(each.pattern))
            elif isinstance(each, URLPattern):
                yield each.name or "", prefix + str(each.pattern)

    return walk(get_resolver().url_patterns, "")


def addresses(kim: Application, seen_from: list[int]) -> list[tuple[str, str]]:
    """Every address with every key that could lead to somebody else's marks."""
    keys = {
        "openings": [],
        "people": [kim.candidate_id],
        "days": list(kim.attendances.values_list("day_id", flat=True)),
        "sessions": list(kim.seats.values_list("session_id", flat=True)),
        "stations": list(kim.seats.values_list("session__station_id", flat=True)),
        "attendances": list(kim.attendances.values_list("pk", flat=True)),
        "scorecards": seen_from,
        "ratings": list(Rating.objects.values_list("pk", flat=True)),
        "moments": list(Moment.objects.values_list("pk", flat=True)),
        "red-flags": list(RedFlag.objects.values_list("pk", flat=True)),
        "plans": list(kim.opening.plans.values_list("pk", flat=True)),
        "stages": list(kim.scorecards.values_list("stage_id", flat=True).distinct()),
    }
    found = []
    for name, pattern in routes():
        if "logout" in name or pattern.startswith("^"):
            continue
        first = pattern.split("/")[0]
        path = "/" + re.sub(r"<slug:\w+>", kim.opening.slug, pattern)
        path = re.sub(r"<str:\w+>", "x" * 43, path)
        for key in keys.get(first, [kim.pk]) if "<int:pk>" in path else [0]:
            filled = re.sub(r"<int:\w+>", str(key), path)
            found.append((name, filled))
            found += [(name, filled + query) for query in QUERIES.get(name, [])]
    return found


def read(client: Client, address: str, method: str) -> tuple[int, bytes]:
    """Return status, content and headers without what differs by itself; leave no trace."""
    headers = {"HX-Request": "true"} if method == "htmx" else {}
    verb = client.post if method == "post" else client.get
    with transaction.atomic():
        response = verb(address, headers=headers)
        content = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    client.cookies.pop("messages", None)  # what a form said is not for the next page to repeat
    heads = "\n".join(
        f"{name}: {value}"
        for name, value in sorted(response.items())
        if name not in {"X-Request-Id", "Expires"}
    )
    return response.status_code, NOISE.sub(b"", content + b"\n" + heads.encode())


def read_all(
    user, kim: Application, cards: list[int], *, is_brief: bool = False
) -> dict[tuple[str, str], tuple[int, bytes]]:
    """Return every answer that this user gets: to a visit and, unless brief, to htmx and a form."""
    client = Client()
    client.force_login(user)
    found = {}
    for _name, address in addresses(kim, cards):
        found["get", address] = read(client, address, "get")
        if is_brief:
            continue
        found["post", address] = read(client, address, "post")
        if found["get", address][0] == 200:
            found["htmx", address] = read(client, address, "htmx")
    return found


def where_the_canary_shows(user, kim: Application) -> set[str]:
    """Names of the addresses at which this user can read any of the canaries."""
    client = Client()
    client.force_login(user)
    cards = list(kim.scorecards.values_list("pk", flat=True))
    return {
        name
        for name, address in addresses(kim, cards)
        if CANARY.encode() in read(client, address, "get")[1]
        and "?q=" not in address  # a search page repeats what one looked for
    }


@pytest.mark.parametrize(("blind", "values"), [("viktor", [1]), ("milan", [1, 5])])
def test_no_answer_tells_of_anothers_marks(request, world, card, at, blind, values):
    user = request.getfixturevalue(blind)
    cards = list(world.scorecards.values_list("pk", flat=True))
    before = read_all(user, world, cards)
    assert {status for status, _content in before.values()} >= {200, 404, 405}
    for value in values:
        is_brief = value != values[0]
        with transaction.atomic():
            mark(card, value, at + dt.timedelta(minutes=40 + value))
            after = read_all(user, world, cards, is_brief=is_brief)
            transaction.set_rollback(True)
        same = {key for key in before if key[0] == "get" or not is_brief}
        assert {key for key in same if before[key] != after[key]} == set()
        for key in after.keys() - before.keys():  # rows that are new: none of them answers
            assert after[key][0] in {403, 404, 405}, key
        told = {key for key, (_status, content) in after.items() if CANARY.encode() in content}
        assert all("?q=" in address for _method, address in told)  # what one looked for oneself


@pytest.mark.parametrize("blind", ["viktor", "milan"])
def test_querysets_give_the_blind_their_own_only(request, world, card, at, blind):
    user = request.getfixturevalue(blind)
    mark(card, 4, at)
    own = list(Scorecard.objects.filter(interviewer=user))
    assert list(Scorecard.objects.visible_to(user)) == own
    assert list(Scorecard.objects.progress_visible_to(user)) == own
    for rows in (Rating, RatingRevision, RedFlag, Composite, Moment):
        assert not rows.objects.visible_to(user).exists()


def test_marks_show_to_the_panel_when_all_have_locked(world, card, viktor, milan, at):
    """The test above could fail: once nobody is blind, the canary is where it belongs."""
    mark(card, 4, at)
    theirs = Scorecard.objects.get(interviewer=viktor)
    lock(theirs, 3, at)
    assert where_the_canary_shows(viktor, world) == set()  # milan still owes his
    lock(Scorecard.objects.get(interviewer=milan), 3, at)
    assert where_the_canary_shows(viktor, world) == {"scorecard-page"}
    shown = where_the_canary_shows(milan, world)
    assert {"scorecard-page", "application-page", "application-further", "red-flag-answer"} <= shown


def test_recruiter_reads_locked_marks_and_no_unlocked_ones(world, card, rosa, viktor, at):
    actions.save_rating(
        scorecard_id=card.pk,
        criterion_id=card.stage.criteria.first().pk,
        value=2,
        null_reason="",
        evidence=EVIDENCE,
        version=0,
        actor=card.interviewer,
        at=at,
    )
    assert where_the_canary_shows(rosa, world) == set()
    for rating in card.ratings.all():
        assert not Rating.objects.visible_to(rosa).filter(pk=rating.pk).exists()


def test_whoever_owes_another_stage_is_blind_for_all_of_them(
    world, card, letter, viktor, milan, rosa, at
):
    mark(card, 4, at)
    for person in (viktor, milan):
        lock(Scorecard.objects.get(interviewer=person), 3, at)
    assert Scorecard.objects.visible_to(viktor).count() == 3
    actions.assign_marker(
        stage_id=letter.pk,
        application_id=world.pk,
        interviewer_id=viktor.pk,
        due_at=at,
        actor=rosa,
        at=at,
    )
    assert set(Scorecard.objects.visible_to(viktor).values_list("interviewer", flat=True)) == {
        viktor.pk
    }


def test_marks_of_one_candidate_do_not_hide_those_of_another(world, jonas, card, milan, at):
    """Blindness is about one candidate: milan decides about jonas while he owes kim's."""
    composite = recompute_composite(application_id=jonas.pk, at=at)
    assert list(Composite.objects.visible_to(milan)) == [composite]


@pytest.mark.parametrize("stranger", ["oskar", "petra"])
def test_strangers_see_nothing_at_all(request, world, card, at, stranger):
    user = request.getfixturevalue(stranger)
    mark(card, 4, at)
    for rows in (Scorecard, Rating, RatingRevision, RedFlag, Composite):
        assert not rows.objects.visible_to(user).exists()
    assert not Scorecard.objects.progress_visible_to(user).exists()
    assert where_the_canary_shows(user, world) == set()
