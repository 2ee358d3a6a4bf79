"""What a timetable costs, and what every timetable of the Day costs at least. No Django."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from interviews.planner.problem import Problem, Session, Timetable

FAIR = 1.2  # a load up to this many fair shares costs nothing


def load_limits(problem: Problem) -> dict[int, int]:
    """Return the minutes up to which each interviewer's load is fair.

    Each station's minutes are shared among who may run it, in proportion to their time.
    """
    time = {
        person.key: sum(high - low for low, high in person.windows)
        for person in problem.interviewers
    }
    share: dict[int, float] = defaultdict(float)
    for station in problem.stations:
        asked = sum(station.key in candidate.stations for candidate in problem.candidates)
        work = -(-asked // station.seats) * station.minutes * station.need
        pool = [person.key for person in problem.interviewers if station.key in person.runs]
        whole = sum(time[key] for key in pool)
        for key in pool:
            share[key] += work * time[key] / whole if whole else 0
    return {key: int(share[key] * FAIR) for key in time}


def pairs_wanted(problem: Problem) -> frozenset[tuple[int, int, int]]:
    """Return station and pair of all who may sit together on a panel."""
    return frozenset(
        (station.key, *pair)
        for station in problem.stations
        if station.need > 1
        for pair in combinations(
            sorted(each.key for each in problem.interviewers if station.key in each.runs), 2
        )
    )


def pairs_met(sessions: Iterable[Session]) -> frozenset[tuple[int, int, int]]:
    """Return station and pair of those who do."""
    return frozenset(
        (session.station, *pair)
        for session in sessions
        for pair in combinations(sorted(session.interviewers), 2)
    )


def _spans(sessions: Iterable[Session], people: str) -> dict[int, tuple[int, int]]:
    found: dict[int, tuple[int, int]] = {}
    for session in sessions:
        for key in getattr(session, people):
            low, high = found.get(key, (session.start, session.end))
            found[key] = (min(low, session.start), max(high, session.end))
    return found


def judge(problem: Problem, sessions: Iterable[Session]) -> Timetable:
    """Return these sessions as a timetable, with what they cost: lower is better."""
    ordered = tuple(sorted(sessions, key=lambda each: (each.start, each.station, each.candidates)))
    placed = {(key, each.station) for each in ordered for key in each.candidates}
    unplaced = tuple(visit for visit in problem.visits if visit not in placed)
    weights = problem.weights
    load: dict[int, int] = defaultdict(int)
    for session in ordered:
        for key in session.interviewers:
            load[key] += session.end - session.start
    limits = load_limits(problem)
    candidates = _spans(ordered, "candidates").values()
    people = _spans(ordered, "interviewers").values()
    value = (
        weights.unplaced * len(unplaced)
        + weights.candidate * sum(high - low for low, high in candidates)
        + weights.whole * (max((high for _low, high in candidates), default=0) - problem.start)
        + weights.interviewer * sum(high - low for low, high in people)
        + weights.overload * sum(max(0, load[key] - limits.get(key, 0)) for key in load)
        + weights.unlinked * len(pairs_wanted(problem) - pairs_met(ordered))
    )
    return Timetable(ordered, unplaced, value if ordered else value + 1)


def lower_bound(problem: Problem) -> int:
    """Return what no timetable that places everybody can be cheaper than.

    Nobody's day is shorter than their sessions and the gaps between them; the whole Day lasts as
    long as the longest of these and as the busiest pool needs; interviewers are there while they
    work. It is weak: “at most so much better”, not “so much off”.
    """
    own = [
        sum(problem.minutes(candidate.key, key) for key in candidate.stations)
        + problem.rules.gap * max(0, len(candidate.stations) - 1)
        for candidate in problem.candidates
    ]
    pooled, work = [0.0], 0
    for station in problem.stations:
        asked = sum(station.key in candidate.stations for candidate in problem.candidates)
        minutes = -(-asked // station.seats) * station.minutes
        pool = sum(station.key in person.runs for person in problem.interviewers)
        places = pool // station.need if station.need else len(station.rooms) or asked
        if station.rooms:
            places = min(places, len(station.rooms))
        work += minutes * station.need
        if not station.rolling and places:
            pooled.append(minutes / places)
    weights = problem.weights
    longest = max(max(own, default=0), int(max(pooled)))
    return weights.candidate * sum(own) + weights.whole * longest + weights.interviewer * work
