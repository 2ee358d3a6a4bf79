"""Days of 6, 12, 30 and 60 candidates × 8 stations: how soon, how cheap, how far from the best.

    .venv/bin/python -m benchmarks.planner [--sizes 6,12,30,60] [--seconds 60] [--seeds 1] [--cpu]
    .venv/bin/python -m benchmarks.planner --again [--sizes 30] [--seeds 1]
    .venv/bin/python -m benchmarks.planner --openshop PATH [--seconds 30] [--only ta20x20] [--cpu]

Every timetable is checked. With --cpu the seconds are those that this process had of one core, so
that a busy machine gives the same figures as a quiet one; of an open shop each worker's. --again
puts running Days right. PATH holds open shops as {"set": …, "name": …, "p": [[…]], "bks": …}.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from interviews.planner.checker import broken_rules
from interviews.planner.problem import (
    Candidate,
    Interviewer,
    Problem,
    Room,
    Rules,
    Session,
    Station,
    Timetable,
    Window,
)

# title, minutes, interviewers, candidates at a time, rolling
STATIONS = (
    (15, 1, 1, False),  # voice coach
    (45, 1, 1, False),  # psychologist
    (25, 0, 6, True),  # grammar test
    (20, 0, 6, True),  # memory test
    (40, 1, 4, False),  # written support case
    (20, 2, 1, False),  # teach me something
    (30, 1, 1, False),  # sitting in on calls
    (30, 2, 1, False),  # culture panel
)
STAFF = {6: 8, 12: 16, 30: 30, 60: 50}


def make_day(candidates: int, seed: int) -> Problem:
    """Return a day from 9 to 18: 72 % of the interviewers all day, the rest half of it, with
    meetings; 3 % conflicts; lunch; at most 150 minutes in a row."""
    chance = random.Random(seed)
    staff = STAFF.get(candidates, max(8, candidates))
    tracks = max(1, round(candidates / 12 + 0.5))
    rooms: list[Room] = []
    stations = []
    for key, (minutes, need, seats, rolling) in enumerate(STATIONS):
        load = -(-candidates // seats) * (minutes + 5)
        number = 1 if rolling else max(1, -(-load // 330))
        mine = [Room(len(rooms) + place, ((0, 540),)) for place in range(number)]
        rooms += mine
        stations.append(
            Station(
                key=key,
                minutes=minutes,
                need=need,
                seats=max(seats, 6 * tracks) if rolling else seats,
                rooms=tuple(room.key for room in mine),
                rolling=rolling,
                timed=rolling,
            )
        )
    people = [_person(key, chance, staff) for key in range(staff)]
    return Problem(
        start=0,
        end=540,
        stations=tuple(stations),
        candidates=tuple(
            Candidate(1000 + key, tuple(range(len(STATIONS))), ((0, 540),), _extra(chance))
            for key in range(candidates)
        ),
        interviewers=tuple(people),
        rooms=tuple(rooms),
        conflicts=frozenset(
            (1000 + key, person.key)
            for key in range(candidates)
            for person in people
            if chance.random() < 0.03
        ),
        rules=Rules(gap=5, lunch=(165, 285), lunch_minutes=30, rest=15),
    )


def _extra(chance: random.Random) -> int:
    return 25 if chance.random() < 0.05 else 0


def _person(key: int, chance: random.Random, staff: int) -> Interviewer:
    attended = [place for place, (_m, need, _s, _r) in enumerate(STATIONS) if need]
    runs = {attended[key % len(attended)], chance.choice(attended)}
    if staff <= STAFF[12]:
        # in a small house people do more things
        runs |= {
            attended[(key + more) % len(attended)]
            for more in ((3,) if staff > STAFF[6] else (2, 3))
        }
    low, high = 0, 540
    if key >= staff * 0.72:
        low, high = chance.choice(((0, 270), (240, 540)))
    windows: list[Window] = [(low, high)]
    if chance.random() < 0.4:
        meeting = chance.randrange(low, high - 60, 5)
        windows = [(low, meeting), (meeting + 30, high)]
    return Interviewer(key, tuple(windows), frozenset(runs), stretch=150)


def run(size: int, seed: int, seconds: float, workers: int, clock: Callable[[], float]) -> None:
    """Print one line: first timetable, value after 5, 30 and 60 seconds, bound, memory."""
    from interviews.planner.search import plan

    problem = make_day(size, seed)
    began = clock()
    marks = [each for each in (5.0, 30.0, 60.0) if each <= seconds]
    values: dict[float, int] = {}
    first, first_at, step = None, 0.0, None
    for step in plan(problem, seed=seed, seconds=seconds, workers=workers, clock=clock):
        now = clock() - began
        if first is None:
            first, first_at = step.timetable, now
        for mark in marks:
            if now <= mark:
                values[mark] = step.timetable.value
        problems = broken_rules(problem, step.timetable.sessions)
        if problems:
            raise SystemExit(f"the checker found: {problems[:3]}")
    assert first is not None
    assert step is not None
    at = " / ".join(str(values.get(mark, first.value)) for mark in marks)
    last, memory = step.timetable, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{size:>3} × {STAFF.get(size, size):<3} first {first_at:5.2f} s {first.value:>7}"
        f" ({len(first.unplaced)} unplaced)   after {'/'.join(f'{m:.0f}' for m in marks)} s: {at}"
        f"   better by {100 * (first.value - last.value) / first.value:4.1f} %"
        f"   bound {step.bound}   {memory} MB   {len(last.unplaced)} unplaced",
        flush=True,
    )


NOON = 180  # minutes after the Day's start


def troubles(problem: Problem, found: Timetable) -> Iterator[tuple[str, Problem, list[Session]]]:
    """Yield what happens on Days: its name, the Day as it is then, and what people hold in hand.

    An hour late in the morning; at noon an interviewer goes home, a session lasts half an hour
    longer, a candidate gives up.
    """
    early, hands = _running(problem, found, 30)
    begun = {key for each in early.locked for key in each.candidates}
    first = next(each for each in hands if not begun & set(each.candidates))
    late = problem.candidate[first.candidates[0]]
    guests = tuple(
        replace(each, windows=((90, 540),)) if each == late else each for each in problem.candidates
    )
    yield "late", replace(early, candidates=guests), hands
    noon, hands = _running(problem, found, NOON)
    ahead = [each for each in hands if not each.locked]
    busy = [key for each in ahead for key in each.interviewers]
    gone = max(noon.interviewers, key=lambda each: (busy.count(each.key), each.key))
    staff = tuple(
        replace(
            each, windows=tuple((low, min(high, NOON)) for low, high in each.windows if low < NOON)
        )
        if each == gone
        else each
        for each in noon.interviewers
    )
    yield "ill", replace(noon, interviewers=staff), hands
    over = next(each for each in hands if each.end > NOON > each.start and each.interviewers)
    longer = [replace(each, end=each.end + 30) if each == over else each for each in hands]
    locked = tuple(each for each in longer if each.locked)
    yield "overrun", replace(noon, locked=locked), longer
    leaving = ahead[0].candidates[0]
    guests = tuple(each for each in noon.candidates if each.key != leaving)
    yield "withdrawn", replace(noon, candidates=guests), hands


def _running(problem: Problem, found: Timetable, now: int) -> tuple[Problem, list[Session]]:
    hands = [replace(each, locked=each.start < now) for each in found.sessions]
    return replace(problem, now=now, locked=tuple(each for each in hands if each.locked)), hands


def again(size: int, seed: int, workers: int) -> None:
    """Print a line for each trouble: seconds of CPU, who is moved, who finds no place now and
    who had none before."""
    from interviews.planner.repair import REPAIR_WORK, repair, shifts
    from interviews.planner.search import plan

    problem = make_day(size, seed)
    *_others, last = plan(problem, seed=seed, seconds=5, clock=time.process_time)
    for name, running, hands in troubles(problem, last.timetable):
        began = time.process_time()
        after = repair(
            running, hands, seconds=60, deterministic=REPAIR_WORK, seed=seed, workers=workers
        )
        took = time.process_time() - began
        problems = broken_rules(running, after.sessions)
        if problems:
            raise SystemExit(f"the checker found: {problems[:3]}")
        changed = shifts(running, hands, after)
        moved = {each.candidate for each in changed if each.is_move}
        print(
            f"{size:>3} seed {seed:<2} {name:<10} {took:5.2f} s of CPU"
            f"   {len(moved):>2} candidates moved"
            f"   {len(changed):>3} sessions changed   {len(after.unplaced)} without a place"
            f" ({len(last.timetable.unplaced)} before)",
            flush=True,
        )


def openshop(path: str, seconds: float, only: str, workers: int, *, cpu: bool) -> None:
    """Print how many instances of each set are proven optimal within the time.

    With `cpu` the solver has longer by the clock, and what counts is the workers' own seconds.
    """
    from interviews.planner.openshop import read_instances, solve

    proven: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    wrong = 0
    for instance in read_instances(path):
        if only and only not in instance.name:
            continue
        began = time.process_time()
        found = solve(instance, seconds=seconds * (8 if cpu else 1), workers=workers)
        took = (time.process_time() - began) / workers if cpu else found.seconds
        in_time = found.proven and took <= seconds
        kind = re.split(r"[-_]", instance.name.split()[-1])[0]
        seen[kind] += 1
        proven[kind] += in_time
        wrong += found.proven and instance.best is not None and found.makespan != instance.best
        print(
            f"{instance.name:<24} {found.makespan:>6} best known {instance.best}"
            f" {'proven' if in_time else 'open'} {took:5.1f} s",
            flush=True,
        )
    for kind, number in seen.items():
        print(f"{kind:<10} proven optimal: {proven[kind]} of {number}")
    print(f"in all {proven.total()} of {seen.total()}; unlike the best known: {wrong}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="6,12,30,60")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--cpu", action="store_true")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--openshop")
    parser.add_argument("--only", default="")
    asked = parser.parse_args()
    if asked.openshop:
        openshop(asked.openshop, asked.seconds, asked.only, asked.workers, cpu=asked.cpu)
        return
    for size in map(int, asked.sizes.split(",")):
        for seed in range(1, asked.seeds + 1):
            if asked.again:
                again(size, seed, asked.workers)
            else:
                clock = time.process_time if asked.cpu else time.perf_counter
                run(size, seed, asked.seconds, asked.workers, clock)


if __name__ == "__main__":
    main()
