"""Fills a database with applications for a benchmark, by bulk inserts.

One opening holds 40 % of all applications and everybody who is measured looks at it; sixty others
share the rest. Whatever the size, the large opening has `IN_PROCESS` applications in
each open state, so that its board draws the same number of cards at 1,000 as at 1,000,000; the
older ones are through, as in life.

The first `FROM_PYTHON` are made one by one. The rest are copies of those of them that are
through, made by the database itself, with addresses of their own and up to half a day earlier or
later. Moves are copied under the triggers that count them; the trail of the audit, which no page
measured here reads, is left out.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

LARGE_SHARE = 0.4
OTHERS = 60
IN_PROCESS = 40
BATCH = 5_000
FROM_PYTHON = 10_000
COPIED_AT_ONCE = 50_000
FIRST = {
    "lt": "Jonas Živilė Šarūnas Eglė Ąžuolas Mantas Rūta Kęstutis Ieva Tomas Daiva Gabija",
    "bg": "Георги Мария Иван Йоана Димитър Елена Стоян Цветелина Христо Радостина",
    "zh-hant": "怡君 志明 淑芬 俊傑 美玲 家豪 雅婷 宗翰",
    "en": "Olivia Liam Charlotte Noah Maximilian Guadalupe Ethan Zoë Jamal Priya Chloe",
}
LAST = {
    "lt": "Jonaitis Žukauskaitė Petrauskas Kazlauskienė Butkutė Čepaitė Šimkus Urbonas",
    "bg": "Иванов Георгиева Димитров Петкова Йорданов Щерева Николов Стоянова",
    "zh-hant": "陳 林 黃 張 李 王 吳 劉",
    "en": "Johnson O’Connor Rodriguez Smith Nguyen Patel Washington Kowalski",
}
SOURCES = ["", "Careers page", "Referral", "Radio", "LinkedIn", "University fair"]
ENDS = {"declined": 86, "withdrawn": 11, "hired": 3}
WAY = ["applied", "screening", "invited", "on_day", "deciding", "offered"]


@dataclass(frozen=True)
class Crowd:
    """What the pages are asked for."""

    slug: str
    application: int
    candidate: int
    recruiter: int
    administrator: int


def fill(amount: int, now: dt.datetime) -> Crowd:
    """Put so many applications into a migrated database, unless it is filled already."""
    from candidates.openings.models import Opening, OpeningMember

    if Opening.objects.exists():
        return _crowd()
    chance = random.Random(amount)
    rosa, milan = _staff()[:2]
    openings = Opening.objects.bulk_create(_opening(n, now) for n in range(OTHERS + 1))
    OpeningMember.objects.bulk_create(
        OpeningMember(opening=opening, user=user, part=part)
        for number, opening in enumerate(openings)
        for user, part in ((rosa, "recruiter"), (milan, "hiring_manager"))
        if number < 12 or part == "hiring_manager"
    )
    stages = _plan(openings[0], rosa, now)
    made = min(amount, FROM_PYTHON)
    large = round(made * LARGE_SHARE)
    places = [openings[0]] * large + [
        openings[1 + number % OTHERS] for number in range(made - large)
    ]
    for start in range(0, made, BATCH):
        _batch(places[start : start + BATCH], start, chance, now, milan, stages)
    if amount > made:
        _copy(amount - made)
    _settle()
    return _crowd()


def _staff() -> list[Any]:
    from django.contrib.auth.models import Group

    from hiring.accounts import roles
    from hiring.accounts.models import User

    staff = []
    for name, role in (
        ("Rosa Ruiz", roles.RECRUITER),
        ("Milan Mraz", roles.HIRING_MANAGER),
        ("Ada Adams", roles.ADMINISTRATOR),
    ):
        user = User.objects.create(email=f"{name.split()[0]}@example.com".lower(), name=name)
        user.groups.set(Group.objects.filter(name=role))
        staff.append(user)
    return staff


def _opening(number: int, now: dt.datetime) -> Any:
    from candidates.openings.models import Opening

    return Opening(
        title=f"Headset advisor {number}",
        slug=f"headset-advisor-{number}",
        team="Customer service",
        location=["Vilnius", "Sofia", "Taipei", "San Francisco"][number % 4],
        time_zone="Europe/Vilnius",
        seats=3,
        state="open" if number < 40 else "closed",
        opened_at=now - dt.timedelta(days=400),
        closed_at=None if number < 40 else now - dt.timedelta(days=30),
        created_at=now - dt.timedelta(days=400),
    )


def _plan(opening: Any, actor: Any, now: dt.datetime) -> list[Any]:
    from interviews.competencies.starter import ensure_starter_competencies
    from interviews.plans.actions import activate_plan, create_plan_from_template

    ensure_starter_competencies(at=now)
    plan = create_plan_from_template(opening_id=opening.pk, template="a", actor=actor, at=now)
    activate_plan(plan_id=plan.pk, actor=actor, at=now)
    return list(plan.stages.order_by("position"))


def _person(number: int, chance: random.Random, now: dt.datetime) -> Any:
    from candidates.people import names
    from candidates.people.models import Candidate

    language = chance.choice(list(FIRST))
    first, last = (chance.choice(part[language].split()) for part in (FIRST, LAST))
    name = last + first if language == "zh-hant" else f"{first} {last}"
    email = f"person.{number}@mail{number % 9}.example.org"
    return Candidate(
        name=name,
        email=email,
        language=language,
        search_text=names.search_text(name, email),
        sort_key=names.sort_key(name, language),
        created_at=now,
    )


def _state(number: int, chance: random.Random) -> str:
    if number < IN_PROCESS * len(WAY):
        return WAY[number % len(WAY)]
    return chance.choices(list(ENDS), ENDS.values())[0]


def _batch(
    places: list[Any], start: int, chance: random.Random, now: dt.datetime, milan: Any,
    stages: list[Any],
) -> None:  # fmt: skip
    from candidates.applications.models import DECIDED_STATES, Application
    from candidates.people.models import Candidate

    people = Candidate.objects.bulk_create(
        _person(start + number, chance, now) for number in range(len(places))
    )
    made = []
    for number, (opening, person) in enumerate(zip(places, people, strict=True), start):
        state = _state(number, chance)
        applied_at = now - dt.timedelta(days=2 + chance.random() * (300 if state in ENDS else 20))
        decided = state in DECIDED_STATES
        made.append(
            Application(
                opening=opening,
                candidate=person,
                state=state,
                applied_at=applied_at,
                state_since_at=applied_at + dt.timedelta(days=chance.random() * 2),
                source=chance.choice(SOURCES),
                cover_letter="I like it when people leave happier than they came. " * 8,
                decided_by=milan if decided else None,
                decided_reason="Seen on the Day." if decided else "",
            )
        )
    applications = Application.objects.bulk_create(made)
    _tracks(applications, milan, chance)
    _marks(applications, stages, milan, chance)


def _way(state: str, chance: random.Random) -> list[str]:
    if state == "hired":
        return [*WAY, state]
    if state in ENDS:
        return [*WAY[: chance.choices([1, 2, 3, 4, 5], [55, 25, 8, 4, 8])[0]], state]
    return WAY[: WAY.index(state) + 1]


def _tracks(applications: list[Any], milan: Any, chance: random.Random) -> None:
    """The moves that led there, and the mails that went out on the way."""
    from candidates.applications.models import DECIDED_STATES, Move
    from candidates.messages.models import Message

    moves, messages = [], []
    for application in applications:
        before = ""
        for step, to in enumerate(_way(application.state, chance)):
            decided = to in DECIDED_STATES
            moves.append(
                Move(
                    application=application,
                    from_state=before,
                    to_state=to,
                    at=application.applied_at + dt.timedelta(hours=step),
                    actor=milan if step and to != "withdrawn" else None,
                    reason="Seen." if decided else "",
                )
            )
            before = to
        messages.append(_message(application))
    Move.objects.bulk_create(moves)
    Message.objects.bulk_create(messages)


def _message(application: Any) -> Any:
    from candidates.messages.models import Message

    is_draft = application.state == "invited"
    sent_at = None if is_draft else application.applied_at
    return Message(
        application=application,
        candidate=application.candidate,
        code="invited" if is_draft else "application-received",
        to_address=application.candidate.email,
        subject="Your application",
        body="Thank you for applying. " * 10,
        state="draft" if is_draft else "sent",
        created_at=application.applied_at,
        released_at=sent_at,
        sent_at=sent_at,
    )


def _marks(applications: list[Any], stages: list[Any], milan: Any, chance: random.Random) -> None:
    """Scorecards and composites of those in the large opening who came as far as the Day."""
    from interviews.composites.models import Composite
    from interviews.scorecards.models import Scorecard

    plan = stages[0].plan
    came = [
        each
        for each in applications
        if each.opening_id == plan.opening_id
        and (each.state in WAY[3:] or each.state == "hired" or each.pk % 10 == 0)
    ]
    at = applications[0].applied_at
    Scorecard.objects.bulk_create(
        Scorecard(
            stage=stage, application=each, interviewer=milan, due_at=at, created_at=at,
            locked_at=at,
        )
        for each in came
        for stage in stages
    )  # fmt: skip
    Composite.objects.bulk_create(
        Composite(
            application=each,
            plan=plan,
            value=2.5 + chance.random() * 2,
            standard_error=0.2,
            zone="near",
            inputs={},
            inputs_sha256=uuid.UUID(int=each.pk).hex * 2,
            code_version="benchmark",
            computed_at=at,
        )
        for each in came
    )


_PICKED = """
    CREATE TEMPORARY TABLE copies AS
    WITH through AS MATERIALIZED (
        SELECT id, candidate_id, row_number() OVER (ORDER BY id) AS place
        FROM candidates_application WHERE state IN ('declined', 'withdrawn', 'hired')
    )
    SELECT g AS number, t.id AS old, t.candidate_id AS old_candidate,
        (SELECT max(id) FROM candidates_application) + g AS application,
        (SELECT max(id) FROM candidates_candidate) + g AS candidate,
        (random() - 0.5) * interval '1 day' AS later
    FROM generate_series(1, %(amount)s) g
    JOIN through t ON t.place = 1 + (g - 1) %% (SELECT count(*) FROM through);
    CREATE INDEX ON copies (number);
    ANALYZE copies
"""
_COUNTED = """
    INSERT INTO candidates_tally (opening_id, state, amount)
    SELECT a.opening_id, a.state, count(*)
    FROM copies c JOIN candidates_application a ON a.id = c.application GROUP BY 1, 2
"""


def _copy(amount: int) -> None:
    """Add so many copies of applications that are through, with all that hangs on them."""
    from django.db import connection

    from candidates.applications.models import Application, Move
    from candidates.messages.models import Message
    from candidates.people.models import Candidate
    from interviews.composites.models import Composite
    from interviews.scorecards.models import Scorecard

    address = f"'person.' || ({FROM_PYTHON} + c.number) || substring(o.email FROM '@.*')"
    candidate = {
        "id": "c.candidate",
        "email": address,
        "search_text": f"replace(o.search_text, lower(o.email), {address})",
    }
    mine = {"application_id": "c.application"}
    times = {
        name: f"o.{name} + c.later"
        for name in ("applied_at", "state_since_at", "at", "created_at", "released_at", "sent_at")
    }
    tables: list[tuple[Any, str, dict[str, str]]] = [
        (Candidate, "o.id = c.old_candidate", candidate),
        (Application, "o.id = c.old", {"id": "c.application", "candidate_id": "c.candidate"}),
        (Message, "o.application_id = c.old", {"candidate_id": "c.candidate", **mine}),
        (Scorecard, "o.application_id = c.old", mine),
        (Composite, "o.application_id = c.old", mine),
    ]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # or every copy is looked for from the beginning
        cursor.execute("SELECT setseed(0.5)")
        cursor.execute(_PICKED, {"amount": amount})
        for first in range(1, amount + 1, COPIED_AT_ONCE):
            these = [first, first + COPIED_AT_ONCE]
            cursor.execute("SET session_replication_role = replica")
            for model, found, changed in tables:
                cursor.execute(_copying(model, found, times | changed), these)
            cursor.execute("RESET session_replication_role")
            cursor.execute(_copying(Move, "o.application_id = c.old", times | mine), these)
        cursor.execute(_COUNTED)
        for model in (Candidate, Application):
            table = model._meta.db_table  # noqa: SLF001
            cursor.execute(f"SELECT setval('{table}_id_seq', (SELECT max(id) FROM {table}))")
        cursor.execute("DROP TABLE copies")


def _copying(model: Any, found: str, changed: dict[str, str]) -> str:
    """Return the statement that copies a table's rows for some of the copies, in their order."""
    options = model._meta  # noqa: SLF001  (Django documents it)
    columns = [
        field.column
        for field in options.concrete_fields
        if not field.generated and (field.column in changed or not field.primary_key)
    ]
    values = ", ".join(changed.get(column, f"o.{column}") for column in columns)
    return (
        f"INSERT INTO {options.db_table} ({', '.join(columns)}) SELECT {values} "
        f"FROM copies c JOIN {options.db_table} o ON {found} "
        "WHERE c.number >= %s AND c.number < %s ORDER BY c.number, o.id"
    )


def _settle() -> None:
    """What happens by itself in a database that lives: counts folded, statistics known."""
    from django.db import connection

    from candidates.applications.tallies import fold_tallies

    fold_tallies()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _crowd() -> Crowd:
    from candidates.applications.models import Application
    from candidates.openings.models import Opening
    from hiring.accounts.models import User

    rosa, ada = (User.objects.get(email=f"{name}@example.com") for name in ("rosa", "ada"))
    opening = Opening.objects.order_by("pk")[0]
    chosen = Application.objects.filter(opening=opening, state="deciding").order_by("pk")[0]
    return Crowd(opening.slug, chosen.pk, chosen.candidate_id, rosa.pk, ada.pk)


def sizes(texts: list[str]) -> Iterator[int]:
    """Return the sizes that a command line names."""
    return (int(text.replace(",", "").replace("_", "")) for text in texts)
