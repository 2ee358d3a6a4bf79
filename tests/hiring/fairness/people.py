"""Openings full of people who said something about themselves, as rows."""

from __future__ import annotations

from django.db import connection

from candidates.applications.models import Application, Move, State
from candidates.openings.models import Opening, OpeningMember
from candidates.people.models import Candidate
from hiring.fairness.actions import answer, keep_counts
from hiring.fairness.counting import counts_of
from hiring.fairness.models import SelfIdentification
from tests.hiring.statistics.berkeley import DEPARTMENTS

CANARY = "kanarek"


def plant_canary(application, opening, at) -> None:
    """Put a word that is found again in the place of what the candidate said about themselves."""
    answer(candidate_id=application.candidate_id, at=at, gender="woman")
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # the table is busy until they are
        cursor.execute(
            "ALTER TABLE hiring_selfidentification "
            "DROP CONSTRAINT self_identification_is_one_of_the_answers"
        )
    SelfIdentification.objects.update(gender=CANARY, ethnicity=CANARY)
    count(opening, at=at)


def make_opening(name, at, manager=None) -> Opening:
    """An open opening; `manager` decides for it."""
    opening = Opening.objects.create(
        title=name, slug=f"department-{name}".lower(), team="Graduates", location="Berkeley",
        time_zone="America/Los_Angeles", state=Opening.State.OPEN, opened_at=at, created_at=at,
    )  # fmt: skip
    if manager is not None:
        OpeningMember.objects.create(
            opening=opening, user=manager, part=OpeningMember.Part.HIRING_MANAGER
        )
    return opening


def fill(opening, by, at, *, hired, of, **said) -> list[Application]:
    """Applications of which so many were hired and the others declined, all of them alike."""
    start = Candidate.objects.count()
    people = Candidate.objects.bulk_create(
        Candidate(
            name=f"P {start + number}", email=f"p{start + number}@example.org",
            search_text="p", created_at=at,
        )
        for number in range(of)
    )  # fmt: skip
    made = Application.objects.bulk_create(
        Application(
            opening=opening, candidate=person, applied_at=at, state_since_at=at,
            state=State.HIRED if number < hired else State.DECLINED,
            decided_by=by, decided_reason="Seen.",
        )
        for number, person in enumerate(people)
    )  # fmt: skip
    moves = []
    for each in made:
        moves.append(Move(application=each, to_state=State.APPLIED, at=at))
        moves.append(
            Move(
                application=each, from_state=State.APPLIED, to_state=each.state, at=at, actor=by,
                reason="Seen.",
            )
        )  # fmt: skip
    Move.objects.bulk_create(moves)
    if said:
        SelfIdentification.objects.bulk_create(
            SelfIdentification(candidate=person, answered_at=at, **said) for person in people
        )
    return made


def count(*openings, at) -> None:
    """What the worker does once a day."""
    for opening in openings:
        keep_counts(opening_id=opening.pk, counts=counts_of(opening.pk), at=at)


def berkeley(manager, at) -> list[Opening]:
    """The six largest departments of 1973 as six openings: 4,526 applications, rows and all."""
    openings = []
    for name, (men_in, men, women_in, women) in DEPARTMENTS.items():
        opening = make_opening(name, at, manager)
        fill(opening, manager, at, hired=men_in, of=men, gender="man")
        fill(opening, manager, at, hired=women_in, of=women, gender="woman")
        count(opening, at=at)
        openings.append(opening)
    return openings
