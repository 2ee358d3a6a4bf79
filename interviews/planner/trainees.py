"""Who is in training sits in silently, where they are free. No Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from interviews.planner.problem import Problem, Session
from interviews.planner.timeline import lines_of, ones, steps


def seat_trainees(problem: Problem, sessions: Iterable[Session]) -> tuple[Session, ...]:
    """Return the sessions with at most one trainee in each, the one who has seen least so far."""
    made = [each if each.locked else replace(each, silent=()) for each in sessions]
    trainees = [each for each in problem.interviewers if each.trains]
    if not trainees:
        return tuple(made)
    lines = lines_of(problem, made)
    for place, session in enumerate(made):
        if session.locked or session.silent:
            continue
        low = lines.step(session.start)
        high = steps(session.end - lines.zero) + lines.more(session.station)
        able = [
            person
            for person in trainees
            if session.station in person.trains
            and person.key not in session.interviewers
            and not any((each, person.key) in problem.conflicts for each in session.candidates)
            and lines.free(("interviewer", person.key)) & ones(low, high) == ones(low, high)
            and (person.most is None or lines.count[person.key] < person.most)
            and lines.keeps_stretch(person.key, session.start, session.end, person.stretch)
            and lines.has_lunch(("interviewer", person.key), low, high)
        ]
        if able:
            chosen = min(able, key=lambda person: (lines.count[person.key], person.key))
            made[place] = replace(session, silent=(chosen.key,))
            watching = replace(session, candidates=(), interviewers=(), room=None)
            lines.book(replace(watching, silent=(chosen.key,)))
    return tuple(made)


def keep_trainees(
    problem: Problem, sessions: Iterable[Session], before: Iterable[Session]
) -> tuple[Session, ...]:
    """Return the sessions with who watched them before, where both are as they were and nobody
    is needed elsewhere now: a Day that is put right moves as few people as it can."""
    made = [each if each.locked else replace(each, silent=()) for each in sessions]
    was = {each.key: each for each in before if each.key is not None}
    lines = lines_of(problem, made)
    for place, session in enumerate(made):
        old = was.get(session.key or 0)
        if session.locked or old is None or not old.silent or old.start != session.start:
            continue
        watching = replace(session, candidates=(), interviewers=(), room=None, silent=old.silent)
        apart = not set(old.silent) & set(session.interviewers)
        if apart and all(lines.may_take(key, session) for key in old.silent):
            made[place] = replace(session, silent=old.silent)
            lines.book(watching)
    return tuple(made)
