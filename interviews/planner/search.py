"""Better and better timetables: dispatching, taking sessions out and putting them back where they
cost less, then CP-SAT on neighbourhoods. No Django.

A neighbourhood frees the visits of a few candidates close in time, of a stretch of time, of a few
interviewers, or of who waits longest and leaves last; its size grows while steps are solved to the
end and shrinks where they are not. Which kind is taken next depends on what each has brought.
A small Day is also given to CP-SAT as a whole, with the best timetable as its hint; that gives a
bound too.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from interviews.planner.dispatch import dispatch
from interviews.planner.model import Limits, Neighbourhood
from interviews.planner.problem import GRID, Problem, Session, Timetable, Visit
from interviews.planner.recreate import recreate
from interviews.planner.trainees import seat_trainees
from interviews.planner.value import lower_bound

SMALL: Final = 10  # candidates up to whom the whole Day is one model
FIRST, LEAST, MOST = 16, 8, 60  # visits in a neighbourhood
# what one may cost by the solver's own count, which a busy machine does not change, and in seconds
WORK, WORK_WHOLE, LONGEST_STEP = 0.5, 2.0, 6.0
RECREATING: Final = 0.6  # of the time


@dataclass(frozen=True)
class Progress:
    """The best timetable so far, and what none can be cheaper than."""

    timetable: Timetable
    bound: int
    rounds: int

    @property
    def possible(self) -> float:
        """Return by how much it could be cheaper at most, from 0 to 1: the bound is weak."""
        return max(0.0, 1 - self.bound / self.timetable.value) if self.timetable.value else 0.0


def plan(
    problem: Problem,
    *,
    seed: int = 0,
    seconds: float = 60.0,
    rounds: int | None = None,
    workers: int = 1,
    tries: int = 60,
    stop: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = time.perf_counter,
) -> Iterator[Progress]:
    """Yield the first timetable, and then each better one, until time or rounds are over.

    With one worker and `rounds` the same seed gives the same timetables: all steps are then limited
    by how many there are, and by the solver's own count of its work.
    """
    until = clock() + seconds
    found = dispatch(problem, seed=seed, tries=1)
    bound = lower_bound(problem)
    yield _told(problem, found, bound, 0)
    trying = min(1.0, seconds / 4) if rounds is None else math.inf
    better = dispatch(problem, seed=seed, tries=tries, seconds=trying, stop=stop, clock=clock)
    if better.value < found.value:
        found = better
        yield _told(problem, found, bound, 0)
    share = max(0.01, RECREATING * (until - clock()))
    for better in recreate(
        problem, found, seed=seed, seconds=share, rounds=rounds, stop=stop, clock=clock
    ):
        found = better
        yield _told(problem, found, bound, 0)
    search = _Search(problem, found, bound, seed, workers)
    while not (stop() or search.is_done):
        left = until - clock() if rounds is None else LONGEST_STEP * 5
        if left <= 0 or (rounds is not None and search.rounds >= rounds):
            return
        known = search.bound
        if search.step(left) or search.bound > known:
            yield _told(problem, search.best, search.bound, search.rounds)


def _told(problem: Problem, found: Timetable, bound: int, rounds: int) -> Progress:
    sessions = seat_trainees(problem, found.sessions)
    return Progress(replace(found, sessions=sessions), min(bound, found.value), rounds)


class _Search:
    """The state of a search, one step after the other."""

    def __init__(
        self,
        problem: Problem,
        best: Timetable,
        bound: int,
        seed: int,
        workers: int,
    ) -> None:
        self.problem, self.best, self.bound = problem, best, bound
        self.workers, self.rounds = workers, 0
        self.chance = random.Random(seed)  # noqa: S311  (no secret)
        self.seed = seed
        self.size = float(FIRST)
        kinds = (self._candidates, self._period, self._people, self._latest)
        self.kinds = dict.fromkeys(kinds, 1.0)
        self.is_done = not problem.visits

    def step(self, left: float) -> bool:
        """Solve one neighbourhood; tell whether it made the timetable cheaper."""
        self.rounds += 1
        whole = len(self.problem.candidates) <= SMALL and self.rounds % 5 == 1
        kind = self._kind()
        freed = frozenset(self.problem.visits) if whole else kind()
        unplaced = frozenset(self.best.unplaced)
        freed |= self._some_of(unplaced)
        droppable = freed & unplaced
        step = Neighbourhood(self.problem, self.best.sessions, freed, droppable=droppable)
        made = step.solve(
            Limits(
                seconds=min(left, LONGEST_STEP) if self.workers > 1 else left,
                deterministic=WORK_WHOLE if whole else WORK,
                workers=self.workers,
                seed=self.seed * 1000 + self.rounds,
            )
        )
        if whole and self._took(made.timetable, made.proven, made.bound):
            return True
        gained = self.best.value - made.timetable.value if made.timetable else 0
        if not whole:
            self.kinds[kind] = 0.8 * self.kinds[kind] + 0.2 * (1 + 4 * (gained > 0))
            change = 1.12 if made.proven else 0.85
            self.size = min(MOST, max(LEAST, self.size * change))
        if gained > 0 and made.timetable:
            self.best = made.timetable
        return gained > 0

    def _took(self, found: Timetable | None, proven: bool, bound: float) -> bool:  # noqa: FBT001
        """Take what the whole model says: its bound, and its timetable where it is better."""
        better = found is not None and found.value < self.best.value
        if found is not None and better:
            self.best = found
        # off the grid the model rounds sessions up, and its bound is none
        if found is not None and not any(each.minutes % GRID for each in self.problem.stations):
            self.bound = min(max(self.bound, int(bound)), self.best.value)
        self.is_done = proven and not self.best.unplaced
        return better

    def _kind(self) -> Callable[[], frozenset[Visit]]:
        kinds = list(self.kinds)
        return self.chance.choices(kinds, [self.kinds[each] for each in kinds])[0]

    def _some_of(self, unplaced: frozenset[Visit]) -> frozenset[Visit]:
        """Return a few of those without a place, with everything of the same candidates."""
        if not unplaced:
            return frozenset()
        chosen = self.chance.sample(sorted(unplaced), min(3, len(unplaced)))
        keys = {key for key, _station in chosen[:1]}
        return frozenset(chosen) | self._of(keys)

    # -- kinds of neighbourhoods -------------------------------------------------------------

    def _movable(self) -> list[Session]:
        return [each for each in self.best.sessions if not each.locked]

    def _of(self, keys: set[int]) -> frozenset[Visit]:
        placed = {
            (key, each.station)
            for each in self._movable()
            for key in each.candidates
            if key in keys
        }
        return frozenset(placed)

    def _middle(self) -> dict[int, float]:
        sums: dict[int, list[int]] = {}
        for session in self._movable():
            for key in session.candidates:
                sums.setdefault(key, []).append(session.start)
        return {key: sum(times) / len(times) for key, times in sums.items()}

    def _by_size(self, order: list[int]) -> frozenset[Visit]:
        freed: frozenset[Visit] = frozenset()
        for key in order:
            freed |= self._of({key})
            if len(freed) >= self.size:
                break
        return freed

    def _candidates(self) -> frozenset[Visit]:
        middle = self._middle()
        if not middle:
            return frozenset()
        pivot = self.chance.choice(sorted(middle))
        noise = {key: self.chance.uniform(0, 45) for key in sorted(middle)}
        return self._by_size(
            sorted(middle, key=lambda key: abs(middle[key] - middle[pivot]) + noise[key])
        )

    def _latest(self) -> frozenset[Visit]:
        ends: dict[int, tuple[int, int]] = {}
        for session in self.best.sessions:
            for key in session.candidates:
                low, high = ends.get(key, (session.start, session.end))
                ends[key] = (min(low, session.start), max(high, session.end))
        late = self.chance.choice((True, False))
        noise = {key: self.chance.uniform(0, 60) for key in sorted(ends)}

        def weight(key: int) -> float:
            low, high = ends[key]
            return -(high if late else high - low) - noise[key]

        return self._by_size(sorted(ends, key=weight))

    def _period(self) -> frozenset[Visit]:
        sessions = self._movable()
        if not sessions:
            return frozenset()
        middle = self.chance.choice(sessions).start
        sessions.sort(key=lambda each: abs(each.start - middle))
        return self._gather(sessions)

    def _people(self) -> frozenset[Visit]:
        keys = sorted({key for each in self._movable() for key in each.interviewers})
        if not keys:
            return self._period()
        chosen = set(self.chance.sample(keys, min(3, len(keys))))
        theirs = [each for each in self._movable() if chosen & set(each.interviewers)]
        self.chance.shuffle(theirs)
        return self._gather(theirs)

    def _gather(self, sessions: list[Session]) -> frozenset[Visit]:
        freed: set[Visit] = set()
        for session in sessions:
            freed |= {(key, session.station) for key in session.candidates}
            if len(freed) >= self.size:
                break
        return frozenset(freed)
