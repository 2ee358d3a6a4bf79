"""What a session at another place would break: hours, ways, lunches, rests, limits, the order of
stations. No Django.

Nobody being in two places is the database's word and is asked for there; here stand the rules that
a person may break if they know it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from interviews.planner.problem import Interviewer, Problem, Session, Window
from interviews.planner.timeline import Kind, Lines, Who, lines_of, ones, steps

Rule = Literal[
    "ends",
    "away",
    "way",
    "lunch",
    "rest",
    "limit",
    "conflict",
    "language",
    "skill",
    "room",
    "order",
]


@dataclass(frozen=True)
class Break:
    """One rule that is broken, and for whom: a candidate, an interviewer, a room, a station."""

    rule: Rule
    kind: Kind | Literal["station", "day"] = "day"
    key: int = 0


def breaks_of(problem: Problem, others: Iterable[Session], session: Session) -> frozenset[Break]:
    """Return every rule that the session breaks beside the others, none of which it is."""
    rest = tuple(others)
    lines = lines_of(problem, rest)
    return frozenset(
        [
            *_of_day(problem, session),
            *_of_candidates(problem, lines, session),
            *_of_interviewers(problem, lines, session),
            *_of_room(problem, lines, session),
            *_of_order(problem, rest, session),
        ]
    )


def _of_day(problem: Problem, session: Session) -> Iterator[Break]:
    if session.start < problem.start or session.end > problem.end:
        yield Break("ends")


def _inside(windows: Iterable[Window], session: Session) -> bool:
    at = session.start
    for low, high in sorted(windows):
        if low <= at < high:
            at = high
    return at >= session.end


def _touches(lines: Lines, who: Who, session: Session, more: int) -> bool:
    """Tell whether there is too little time before or after it, without two places at once."""
    want = ones(lines.step(session.start), steps(session.end - lines.zero) + more)
    return bool(lines.blocked[who] & want)


def _of_candidates(problem: Problem, lines: Lines, session: Session) -> Iterator[Break]:
    low, high = lines.step(session.start), steps(session.end - lines.zero)
    for key in session.candidates:
        who: Who = ("candidate", key)
        guest = problem.candidate.get(key)
        if guest is not None and not _inside(guest.windows, session):
            yield Break("away", *who)
        if _touches(lines, who, session, 0):
            yield Break("way", *who)
        if not lines.has_lunch(who, low, high):
            yield Break("lunch", *who)


def _of_interviewers(problem: Problem, lines: Lines, session: Session) -> Iterator[Break]:
    more = lines.more(session.station)
    low, high = lines.step(session.start), steps(session.end - lines.zero) + more
    able = problem.pool(session.candidates, session.station)
    for key in session.interviewers:
        who: Who = ("interviewer", key)
        person = problem.interviewer.get(key)
        if key not in able:
            yield Break(_why_not(problem, session, key), *who)
        if _touches(lines, who, session, more):
            yield Break("way", *who)
        if person is not None and not lines.has_lunch(who, low, high):
            yield Break("lunch", *who)
        if person is not None:
            yield from (Break(rule, *who) for rule in _too_much(lines, person, session))


def _too_much(lines: Lines, person: Interviewer, session: Session) -> Iterator[Rule]:
    if not _inside(person.windows, session):
        yield "away"
    if not lines.keeps_stretch(person.key, session.start, session.end, person.stretch):
        yield "rest"
    if person.most is not None and lines.count[person.key] >= person.most:
        yield "limit"


def _why_not(problem: Problem, session: Session, key: int) -> Rule:
    if any((each, key) in problem.conflicts for each in session.candidates):
        return "conflict"
    person = problem.interviewer.get(key)
    if person is None or session.station not in person.runs:
        return "skill"
    return "language"


def _of_room(problem: Problem, lines: Lines, session: Session) -> Iterator[Break]:
    station = problem.station[session.station]
    if session.room is None or station.rolling:
        return
    if station.rooms and session.room not in station.rooms:
        yield Break("room", "room", session.room)
    if _touches(lines, ("room", session.room), session, lines.more(session.station)):
        yield Break("way", "room", session.room)


def _of_order(problem: Problem, others: Iterable[Session], session: Session) -> Iterator[Break]:
    when = {(key, each.station): each for each in others for key in each.candidates}
    for first, then in problem.precedences:
        for key in session.candidates:
            one = session if session.station == first else when.get((key, first))
            other = session if session.station == then else when.get((key, then))
            mine = session in (one, other)
            if mine and one and other and other.start < one.end + problem.rules.gap:
                yield Break("order", "station", then)
