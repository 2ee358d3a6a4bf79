"""Part of a timetable given back to CP-SAT, everything else constant. No Django.

The visits that are set free may go anywhere the rules allow; what stays is on the time lines as
bit masks and only narrows the domains, so that the model stays small: presolve is the larger part
of a step. Freeing every visit makes the whole problem one model.

`start` of a free session is an integer on the grid; who may sit in it are literals with optional
intervals, one `no_overlap` per person and room. Sessions for groups are batches: their members
are literals too. Lunch is an interval of its own; rests are a chain of intervals that may fall
together with one another, never more than the stretch apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from ortools.sat.python import cp_model

from interviews.planner.costs import add_costs
from interviews.planner.problem import Problem, Session, Station, Timetable, Visit
from interviews.planner.rules import Option, domain_of, keep_rules
from interviews.planner.timeline import Lines, either, lines_of, ones, starts, steps
from interviews.planner.value import judge

Literal = Any
OPTIMAL: Final = cp_model.OPTIMAL


@dataclass(frozen=True)
class Limits:
    """How long a step may take. With `deterministic` seconds and one worker the same seed gives
    the same answer on every machine; `seconds` of the clock are the last resort."""

    seconds: float = 2.0
    deterministic: float | None = None
    workers: int = 1
    seed: int = 0


@dataclass
class Free:
    """A session that is set free. Without `members` its candidates are certain."""

    station: int
    length: int  # in steps
    candidates: tuple[int, ...]
    start: Any
    domain: int
    present: Literal
    hint: Session | None
    hosts: dict[int, Literal]
    rooms: dict[int, Literal]
    members: dict[int, Literal]


@dataclass(frozen=True)
class Step:
    """What a step came to: nothing where it found nothing in time."""

    timetable: Timetable | None
    proven: bool
    bound: float
    work: float = 0.0  # deterministic seconds that it took


class Neighbourhood:
    """The model of one step. `costs` writes the objective."""

    def __init__(
        self,
        problem: Problem,
        sessions: Iterable[Session],
        freed: frozenset[Visit],
        *,
        droppable: frozenset[Visit] = frozenset(),
        costs: Callable[[Neighbourhood], None] = add_costs,
    ) -> None:
        self.problem, self.freed, self.droppable = problem, freed, droppable
        self.model = cp_model.CpModel()
        self.fixed, self.old = _split(tuple(sessions), freed)
        self.lines: Lines = lines_of(problem, self.fixed)
        self.first = steps(problem.earliest - self.lines.zero)
        self.free: list[Free] = []
        self.options: dict[Visit, list[Option]] = defaultdict(list)
        self.joined: dict[tuple[int, int], Literal] = {}  # fixed session, candidate
        self.busy: dict[tuple[str, int], list[Any]] = defaultdict(list)
        self.trailing: dict[int, list[Any]] = defaultdict(list)  # of interviewers
        self._make_sessions()
        self._make_joins()
        self._place_everybody()
        keep_rules(self)
        costs(self)

    # -- what is free --------------------------------------------------------------------------

    def _make_sessions(self) -> None:
        batches: dict[int, int] = defaultdict(int)
        for candidate, station in sorted(self.freed):
            place = self.problem.station[station]
            if place.seats > 1 and not place.rolling:
                batches[station] += (candidate, station) not in self.old
                continue
            self._make((candidate,), station, self.old.get((candidate, station)), single=True)
        seen: set[int] = set()
        for (_candidate, station), session in sorted(self.old.items()):
            place = self.problem.station[station]
            if place.seats > 1 and not place.rolling and id(session) not in seen:
                seen.add(id(session))
                if self._is_whole(session):
                    self._make(session.candidates, station, session, single=False)
        for station, missing in batches.items():
            for _spare in range(-(-missing // self.problem.station[station].seats)):
                self._make((), station, None, single=False)

    def _is_whole(self, session: Session) -> bool:
        return all((key, session.station) in self.freed for key in session.candidates)

    def _make(
        self, candidates: tuple[int, ...], station: int, hint: Session | None, *, single: bool
    ) -> None:
        model, place = self.model, self.problem.station[station]
        length = self._length(candidates, station, None if single else hint)
        whole = length + self.lines.more(station)
        where = {key: starts(self.lines.free(("room", key)), whole) for key in place.rooms}
        who = self._able(candidates if single else (), place, whole)
        domain = starts(ones(self.first, self.lines.size), length)
        domain &= starts(self.lines.free(("candidate", candidates[0])), length) if single else -1
        domain &= either(where.values()) if where else -1
        domain &= either(who.values()) if place.need else -1
        if place.rolling:
            where = {}  # its seats are counted, not the room taken
        start = model.new_int_var_from_domain(domain_of(domain or 1), "")
        certain = single and (candidates[0], station) not in self.droppable
        present: Literal = model.new_constant(1) if certain else model.new_bool_var("")
        made = Free(station, length, candidates, start, domain, present, hint, {}, {}, {})
        made.hosts = self._choices(made, "interviewer", who)
        made.rooms = self._choices(made, "room", where)
        if not domain:
            model.add(present == 0)  # there is no time at which it could be
        if place.need:
            model.add(sum(made.hosts.values()) == place.need * present)
            for some in place.must:
                model.add(sum(lit for key, lit in made.hosts.items() if key in some) >= present)
        if where:
            model.add(sum(made.rooms.values()) == present)
        self._hint(made, certain=certain)
        self.free.append(made)
        if single:
            self._offer(made, candidates[0], present)
        else:
            self._fill(made)

    def _hint(self, made: Free, *, certain: bool) -> None:
        if made.hint is not None:
            self.model.add_hint(made.start, self.lines.step(made.hint.start))
        if not certain:
            self.model.add_hint(made.present, int(made.hint is not None))

    def _length(self, candidates: tuple[int, ...], station: int, batch: Session | None) -> int:
        """Return the steps a session lasts: a group's as before, else as its candidates need."""
        if batch is not None:
            return steps(batch.end - batch.start)
        least = self.problem.station[station].minutes
        return steps(max((self.problem.minutes(key, station) for key in candidates), default=least))

    def _able(self, candidates: tuple[int, ...], place: Station, length: int) -> dict[int, int]:
        """Return who may sit in it, with the steps at which they could begin."""
        return {
            key: starts(self.lines.free(("interviewer", key)), length)
            for key in (self.problem.pool(candidates, place.key) if place.need else ())
            if not self._is_full(key)
        }

    def _is_full(self, key: int) -> bool:
        most = self.problem.interviewer[key].most
        return most is not None and self.lines.count[key] >= most

    def _choices(self, made: Free, kind: str, domains: Mapping[int, int]) -> dict[int, Literal]:
        """Return a literal for each person or room that may be in it, with their intervals."""
        chosen: dict[int, Literal] = {}
        hinted = made.hint.interviewers if made.hint else ()
        if kind == "room":
            hinted = (made.hint.room,) if made.hint and made.hint.room is not None else ()
        for key, own in domains.items():
            if not own & made.domain:
                continue
            literal = self.model.new_bool_var("")
            self._within(made, own, literal)
            interval = self.model.new_optional_fixed_size_interval_var(
                made.start, made.length + self.lines.after(made.station), literal, ""
            )
            self.busy[kind, key].append(interval)
            if kind == "interviewer":
                self.trailing[key].append(interval)
            self.model.add_hint(literal, int(key in hinted))
            chosen[key] = literal
        return chosen

    def _within(self, made: Free, own: int, literal: Literal) -> None:
        if own & made.domain != made.domain:
            self.model.add_linear_expression_in_domain(
                made.start, domain_of(own & made.domain)
            ).only_enforce_if(literal)

    def _fill(self, made: Free) -> None:
        """Let every candidate who is set free at this station be a member of the batch."""
        place = self.problem.station[made.station]
        for candidate, station in sorted(self.freed):
            if station != made.station:
                continue
            if steps(self.problem.minutes(candidate, station)) > made.length:
                continue
            own = starts(self.lines.free(("candidate", candidate)), made.length)
            if not own & made.domain:
                continue
            literal = self.model.new_bool_var("")
            self._within(made, own, literal)
            self.model.add_implication(literal, made.present)
            able = set(self.problem.pool((candidate,), station))
            for key, host in made.hosts.items():
                if key not in able:
                    self.model.add_bool_or(literal.negated(), host.negated())
            made.members[candidate] = literal
            self.model.add_hint(literal, int(bool(made.hint) and candidate in made.candidates))
            self._offer(made, candidate, literal)
        self.model.add(sum(made.members.values()) <= place.seats)
        self.model.add(sum(made.members.values()) >= made.present)

    def _offer(self, made: Free, candidate: int, literal: Literal) -> None:
        interval = self.model.new_optional_fixed_size_interval_var(
            made.start, made.length + self.lines.gap, literal, ""
        )
        self.busy["candidate", candidate].append(interval)
        option = Option(made.start, made.length, literal)
        self.options[candidate, made.station].append(option)

    def _make_joins(self) -> None:
        """Let those who are set free join a group that stays."""
        for number, session in enumerate(self.fixed):
            place = self.problem.station[session.station]
            seats = place.seats - len(session.candidates)
            begun = session.start < self.problem.earliest
            if place.rolling or seats <= 0 or begun or place.seats == 1:
                continue
            literals = []
            low, length = self.lines.step(session.start), steps(session.end - session.start)
            for candidate, station in sorted(self.freed):
                if station != session.station or not self._can_join(candidate, session):
                    continue
                literal = self.model.new_bool_var("")
                self.joined[number, candidate] = literal
                literals.append(literal)
                was = self.old.get((candidate, station))
                same = was is not None and (was.start, was.room) == (session.start, session.room)
                self.model.add_hint(literal, int(same))
                self.options[candidate, station].append(Option(low, length, literal))
                self.busy["candidate", candidate].append(
                    self.model.new_optional_fixed_size_interval_var(
                        low, length + self.lines.gap, literal, ""
                    )
                )
            self.model.add(sum(literals) <= seats)

    def _can_join(self, candidate: int, session: Session) -> bool:
        if self.problem.minutes(candidate, session.station) > session.end - session.start:
            return False
        if not set(session.interviewers) <= set(self.problem.pool((candidate,), session.station)):
            return False
        low, length = self.lines.step(session.start), steps(session.end - session.start)
        return bool(starts(self.lines.free(("candidate", candidate)), length) >> low & 1)

    # -- what holds ----------------------------------------------------------------------------

    def _place_everybody(self) -> None:
        for visit in sorted(self.freed):
            literals = [each.literal for each in self.options[visit]]
            if visit in self.droppable:
                self.model.add_at_most_one(literals)
            else:
                self.model.add_exactly_one(literals)

    # -- solving -------------------------------------------------------------------------------

    def solve(self, limits: Limits) -> Step:
        """Return the best that is found within the limits, judged as a whole timetable."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = limits.workers
        solver.parameters.random_seed = limits.seed
        solver.parameters.linearization_level = 2  # proves more steps than 0 and 1 do
        solver.parameters.max_time_in_seconds = limits.seconds
        if limits.deterministic is not None:
            solver.parameters.max_deterministic_time = limits.deterministic
        status = solver.solve(self.model)
        work = solver.response_proto.deterministic_time
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Step(None, status == cp_model.INFEASIBLE, 0.0, work)
        found = judge(self.problem, self._read(solver))
        return Step(found, status == cp_model.OPTIMAL, solver.best_objective_bound, work)

    def _read(self, solver: Any) -> list[Session]:
        made = [self._kept(number, session, solver) for number, session in enumerate(self.fixed)]
        for each in self.free:
            members = tuple(key for key, lit in each.members.items() if solver.value(lit))
            candidates = members if each.members else each.candidates
            if not solver.value(each.present) or not candidates:
                continue
            start = self.lines.minute(solver.value(each.start))
            minutes = max(self.problem.minutes(key, each.station) for key in candidates)
            place = self.problem.station[each.station]
            rooms = [key for key, lit in each.rooms.items() if solver.value(lit)]
            if place.rolling:
                rooms = list(place.rooms)
            made.append(
                Session(
                    station=each.station,
                    start=start,
                    end=start + minutes,
                    candidates=candidates,
                    interviewers=tuple(key for key, lit in each.hosts.items() if solver.value(lit)),
                    room=rooms[0] if rooms else None,
                    key=each.hint.key if each.hint else None,
                )
            )
        return made

    def _kept(self, number: int, session: Session, solver: Any) -> Session:
        more = tuple(
            candidate
            for (place, candidate), literal in self.joined.items()
            if place == number and solver.value(literal)
        )
        candidates = (*session.candidates, *more)
        if session.locked:
            return replace(session, candidates=candidates)
        minutes = max(self.problem.minutes(key, session.station) for key in candidates)
        return replace(session, candidates=candidates, end=session.start + minutes)


def _split(
    sessions: tuple[Session, ...], freed: frozenset[Visit]
) -> tuple[list[Session], dict[Visit, Session]]:
    """Return what stays, without those who are set free, and where these were before."""
    fixed, old = [], {}
    for session in sessions:
        leaving = () if session.locked else _leaving(session, freed)
        for key in leaving:
            old[key, session.station] = session
        staying = tuple(key for key in session.candidates if key not in leaving)
        if staying:
            fixed.append(replace(session, candidates=staying, silent=()))
    return fixed, old


def _leaving(session: Session, freed: frozenset[Visit]) -> tuple[int, ...]:
    return tuple(key for key in session.candidates if (key, session.station) in freed)
