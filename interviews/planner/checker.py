"""Whether a timetable keeps every rule of the problem. No Django.

Written apart from what plans: it shares nothing with it but the description of the problem, walks
through plain lists of minutes, and says in words what is broken. Slow and simple on purpose.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from interviews.planner.problem import (
    Candidate,
    Interviewer,
    Problem,
    Session,
    Station,
    Window,
)


def broken_rules(problem: Problem, sessions: Sequence[Session]) -> list[str]:
    """Return a line for everything that is broken; nothing for a timetable that holds.

    Somebody who is not placed breaks no rule: that is for the caller to see.
    """
    found: list[str] = []
    for check in (
        _each_session,
        _locked_ones_stay,
        _visits_once,
        _apart,
        _limits,
        _lunches,
        _stretches,
        _order,
        _rolling_seats,
    ):
        found += check(problem, sessions)
    return found


def _inside(windows: Iterable[Window], start: int, end: int) -> bool:
    """Tell whether every minute of [start, end) lies in one window or another."""
    at = start
    for low, high in sorted(windows):
        if low <= at < high:
            at = high
    return at >= end


def _each_session(problem: Problem, sessions: Sequence[Session]) -> Iterator[str]:
    for session in sessions:
        if session.locked:
            continue
        yield from _its_place(problem, session)
        yield from _its_people(problem, session)


def _its_place(problem: Problem, session: Session) -> Iterator[str]:
    station = next(each for each in problem.stations if each.key == session.station)
    here = f"station {session.station} at {session.start}"
    if session.start < problem.start or session.end > problem.end:
        yield f"{here} lies outside the Day"
    if problem.now is not None and session.start < problem.now:
        yield f"{here} would have begun already"
    if (session.start - problem.start) % 5:
        yield f"{here} is off the grid"
    if station.rooms and session.room not in station.rooms:
        yield f"{here} is in room {session.room}"
    for room in problem.rooms:
        if room.key == session.room and not _inside(room.windows, session.start, session.end):
            yield f"{here}: room {room.key} is closed"


def _lasts(station: Station, candidate: Candidate) -> int:
    extra = station.minutes * candidate.extra if station.timed else 0
    return station.minutes + (extra + 99) // 100


def _its_people(problem: Problem, session: Session) -> Iterator[str]:
    station = next(each for each in problem.stations if each.key == session.station)
    guests = [each for each in problem.candidates if each.key in session.candidates]
    here = f"station {session.station} at {session.start}"
    longest = max((_lasts(station, each) for each in guests), default=station.minutes)
    if session.end - session.start != longest:
        yield f"{here} lasts {session.end - session.start} minutes, not {longest}"
    if not 1 <= len(session.candidates) <= (1 if station.rolling else station.seats):
        yield f"{here} has {len(session.candidates)} candidates"
    yield from _its_interviewers(station, session)
    for guest in guests:
        if station.key not in guest.stations:
            yield f"{here}: candidate {guest.key} has nothing to do there"
        if not _inside(guest.windows, session.start, session.end):
            yield f"{here}: candidate {guest.key} is not there"
    there = (*session.interviewers, *session.silent)
    for person in (each for each in problem.interviewers if each.key in there):
        told = _of_interviewer(problem, session, person, guests)
        yield from (f"{here}: {line}" for line in told)


def _its_interviewers(station: Station, session: Session) -> Iterator[str]:
    here = f"station {session.station} at {session.start}"
    if len(set(session.interviewers)) != station.need:
        yield f"{here} has {len(set(session.interviewers))} interviewers, not {station.need}"
    for some in station.must:
        if not any(key in session.interviewers for key in some):
            yield f"{here} has nobody of {sorted(some)}"


def _of_interviewer(
    problem: Problem, session: Session, person: Interviewer, guests: Sequence[Candidate]
) -> Iterator[str]:
    silent = person.key in session.silent
    if session.station not in (person.trains if silent else person.runs):
        yield f"interviewer {person.key} may not run it"
    if not _inside(person.windows, session.start, session.end):
        yield f"interviewer {person.key} is away"
    for guest in guests:
        if (guest.key, person.key) in problem.conflicts:
            yield f"{guest.key} and {person.key} have a conflict"
        speaks = not person.languages or guest.language in (person.languages | {""})
        if not silent and not speaks:
            yield f"interviewer {person.key} does not speak {guest.language}"


def _locked_ones_stay(problem: Problem, sessions: Sequence[Session]) -> Iterator[str]:
    for locked in problem.locked:
        same = [
            each
            for each in sessions
            if each.locked
            and (each.station, each.start, each.end, each.room, each.interviewers)
            == (locked.station, locked.start, locked.end, locked.room, locked.interviewers)
            and set(locked.candidates) <= set(each.candidates)
        ]
        if not same:
            yield f"the locked session of station {locked.station} at {locked.start} is gone"
    for session in sessions:
        if session.locked and session not in problem.locked:
            station = next(each for each in problem.stations if each.key == session.station)
            if len(session.candidates) > station.seats:
                yield f"too many joined station {station.key} at {session.start}"


def _visits_once(_problem: Problem, sessions: Sequence[Session]) -> Iterator[str]:
    counted = Counter((key, each.station) for each in sessions for key in each.candidates)
    for (key, station), times in counted.items():
        if times > 1:
            yield f"candidate {key} is {times} times at station {station}"


def _apart(problem: Problem, sessions: Sequence[Session]) -> Iterator[str]:
    rolling = {each.key for each in problem.stations if each.rolling}
    after = {each.key: -(-each.after // 5) * 5 for each in problem.stations}
    own = _by_person(sessions)
    for session in sessions:
        if session.room is not None and session.station not in rolling:
            own[f"room {session.room}"].append(session)
    for who, mine in own.items():
        mine.sort(key=lambda each: each.start)
        for one, other in pairwise(mine):
            both_fixed = one.locked and other.locked
            apart = problem.rules.gap
            if not who.startswith("candidate"):
                apart = max(apart, after[one.station])
            if other.start < one.end + apart and not both_fixed:
                yield f"{who}: {one.start}–{one.end} and {other.start}–{other.end}"


def _by_person(sessions: Sequence[Session]) -> dict[str, list[Session]]:
    own: dict[str, list[Session]] = defaultdict(list)
    for session in sessions:
        for key in session.candidates:
            own[f"candidate {key}"].append(session)
        for key in (*session.interviewers, *session.silent):
            own[f"interviewer {key}"].append(session)
    return own


def _limits(problem: Problem, sessions: Sequence[Session]) -> Iterator[str]:
    own, fixed = _by_person(sessions), _by_person(problem.locked)
    for person in problem.interviewers:
        who = f"interviewer {person.key}"
        if person.most is not None and len(own[who]) > max(person.most, len(fixed[who])):
            yield f"{who} has {len(own[who])} sessions"


def _lunches(problem: Problem, sessions: Sequence[Session]) -> Iterator[str]:
    if problem.rules.lunch is None:
        return
    low, high = problem.rules.lunch
    for who, mine in _by_person(sessions).items():
        at, best = low, 0
        for each in sorted(mine, key=lambda each: each.start):
            best = max(best, min(each.start, high) - at)
            at = max(at, each.end)
        hungry = max(best, high - at) < problem.rules.lunch_minutes
        if hungry and not all(each.locked for each in mine):
            yield f"{who} has no lunch"


def _stretches(problem: Problem, sessions: Sequence[Session]) -> Iterator[str]:
    for person in problem.interviewers:
        mine = sorted(
            (each.start, each.end, each.locked)
            for each in sessions
            if person.key in (*each.interviewers, *each.silent)
        )
        if person.stretch is None or not mine:
            continue
        run: list[tuple[int, int, bool]] = []
        for each in mine:
            if run and each[0] - run[-1][1] >= problem.rules.rest:
                run = []
            run.append(each)
            if run[-1][1] - run[0][0] > person.stretch and not all(fixed for *_t, fixed in run):
                yield f"interviewer {person.key} works from {run[0][0]} to {run[-1][1]}"
                break


def _order(problem: Problem, sessions: Sequence[Session]) -> Iterator[str]:
    when = {(key, each.station): each for each in sessions for key in each.candidates}
    for first, then in problem.precedences:
        for candidate in problem.candidates:
            one, other = when.get((candidate.key, first)), when.get((candidate.key, then))
            if one is None or other is None or (one.locked and other.locked):
                continue
            if other.start < one.end + problem.rules.gap:
                yield f"candidate {candidate.key} is at {then} before {first}"


def _rolling_seats(problem: Problem, sessions: Sequence[Session]) -> Iterator[str]:
    for station in problem.stations:
        if not station.rolling:
            continue
        mine = [each for each in sessions if each.station == station.key]
        for one in mine:
            there = sum(each.start <= one.start < each.end for each in mine)
            if there > station.seats:
                yield f"{there} sit at station {station.key} at {one.start}"
