"""Interviewers over openings: what was kept of them, and what they owe at this moment."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from candidates.applications.models import State
from candidates.openings.models import Opening
from hiring.accounts.models import User
from hiring.dashboards.models import Snapshot
from hiring.dashboards.queries.snapshots import blind_openings, snapshots_of
from hiring.interviewers.gathering import KIND
from hiring.interviewers.rater import Rater, joined, read
from interviews.scorecards.models import Scorecard, ScorecardQuerySet

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


@dataclass(frozen=True)
class Owing:
    """How many scorecards somebody still owes, and how many of them are overdue."""

    owed: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class Person:
    """One interviewer, over the chosen openings."""

    pk: int
    name: str
    rater: Rater
    owing: Owing


@dataclass(frozen=True)
class Everybody:
    """The interviewers of some openings; `blind` are those whose marks are not shown yet."""

    people: tuple[Person, ...]
    blind: tuple[str, ...]
    as_of: dt.datetime | None


def everybody_in(user: Viewer, openings: Sequence[Opening], at: dt.datetime) -> Everybody:
    """Return the interviewers of these openings by name; five queries for any number of them.

    An opening in which the user owes a scorecard adds nothing that is made of marks.
    """
    ids = [opening.pk for opening in openings]
    blind = blind_openings(user, ids)
    kept = snapshots_of(KIND, [pk for pk in ids if pk not in blind])
    raters: dict[int, Rater] = defaultdict(Rater)
    for each in kept.values():
        for person, data in each.result["people"].items():
            raters[int(person)] += read(data)
    seen = Scorecard.objects.progress_visible_to(user).filter(application__opening__in=ids)
    owing = _owing(seen, at)
    names = dict(User.objects.filter(pk__in={*raters, *owing}).values_list("pk", "name"))
    people = [
        Person(pk, name, raters.get(pk, Rater()), owing.get(pk, Owing()))
        for pk, name in names.items()
    ]
    return Everybody(
        people=tuple(sorted(people, key=lambda each: (each.name, each.pk))),
        blind=tuple(str(opening) for opening in openings if opening.pk in blind),
        as_of=min((each.computed_at for each in kept.values()), default=None),
    )


def _owing(cards: ScorecardQuerySet, at: dt.datetime) -> dict[int, Owing]:
    rows = (
        cards.open()
        .of_whoever_came()
        .exclude(application__state=State.WITHDRAWN)
        .values_list("interviewer")
        .annotate(owed=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=at)))
        .order_by()
    )
    return {person: Owing(owed, overdue) for person, owed, overdue in rows}


@dataclass(frozen=True)
class Own:
    """One's own marks: all of them, and those that may be held against the others' by now."""

    rater: Rater
    comparable: Rater
    others: Rater
    owing: Owing
    waiting: tuple[str, ...] = field(default=())  # openings in which one still owes a scorecard
    as_of: dt.datetime | None = None


def own_marks(user: Viewer, at: dt.datetime) -> Own:
    """Return what an interviewer may see of themselves: four queries.

    Their own marks always; how they stand against the others only in openings in which they owe
    nothing any more.
    """
    mine = Scorecard.objects.filter(interviewer_id=user.pk)
    key = str(user.pk)
    kept = list(
        Snapshot.objects.filter(kind=KIND, result__people__has_key=key)
        .select_related("opening")
        .order_by("pk")
    )
    blind = blind_openings(user, [each.opening_id for each in kept])
    free = [each for each in kept if each.opening_id not in blind]
    return Own(
        rater=joined(read(each.result["people"][key]) for each in kept),
        comparable=joined(read(each.result["people"][key]) for each in free),
        others=joined(_others(each.result["people"], key) for each in free),
        owing=_owing(mine, at).get(user.pk, Owing()),
        waiting=tuple(str(each.opening) for each in kept if each.opening_id in blind),
        as_of=min((each.computed_at for each in kept), default=None),
    )


def _others(people: Mapping[str, Mapping[str, object]], key: str) -> Rater:
    return joined(read(data) for person, data in people.items() if person != key)
