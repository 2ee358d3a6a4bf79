"""The plain open shop, for comparison with what is published: jobs, machines, makespan. No Django.

Every job visits every machine once, in any order; `p[job][machine]` is how long. This is the
Day's core without interviewers, rooms and rules, and shows what the solver underneath can do.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model


@dataclass(frozen=True)
class Instance:
    """An open shop; `best` is the best makespan that is known."""

    name: str
    p: tuple[tuple[int, ...], ...]
    best: int | None = None


@dataclass(frozen=True)
class Solved:
    """The makespan found, whether it is proven to be the least, and the seconds it took."""

    makespan: int
    proven: bool
    seconds: float
    starts: tuple[tuple[int, ...], ...]


def read_instances(path: str) -> list[Instance]:
    """Read a list of {"name", "p", "bks"} and maybe "set" from a JSON file."""
    rows: list[dict[str, Any]] = json.loads(Path(path).read_text(encoding="utf-8"))
    return [
        Instance(
            " ".join(filter(None, (row.get("set", ""), row["name"]))),
            tuple(map(tuple, row["p"])),
            row.get("bks"),
        )
        for row in rows
    ]


def solve(instance: Instance, *, seconds: float = 30.0, workers: int = 2, seed: int = 0) -> Solved:
    """Return the best makespan within the time."""
    model = cp_model.CpModel()
    jobs, machines = len(instance.p), len(instance.p[0])
    horizon = sum(map(sum, instance.p))
    # no schedule is shorter than its longest job and its busiest machine
    busiest = max(map(sum, zip(*instance.p, strict=True)))
    least = max(busiest, *map(sum, instance.p))
    makespan = model.new_int_var(least, horizon, "")
    starts = [[model.new_int_var(0, horizon, "") for _m in range(machines)] for _j in range(jobs)]
    spots = [
        [
            model.new_fixed_size_interval_var(starts[job][machine], row[machine], "")
            for machine in range(machines)
        ]
        for job, row in enumerate(instance.p)
    ]
    for job, row in enumerate(instance.p):
        model.add_no_overlap(spots[job])
        for machine in range(machines):
            model.add(starts[job][machine] + row[machine] <= makespan)
    for machine in range(machines):
        model.add_no_overlap([spots[job][machine] for job in range(jobs)])
    model.minimize(makespan)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = seconds
    began = time.perf_counter()
    status = solver.solve(model)
    took = time.perf_counter() - began
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Solved(horizon, proven=False, seconds=took, starts=())
    found = tuple(tuple(solver.value(each) for each in row) for row in starts)
    return Solved(
        int(solver.objective_value), proven=status == cp_model.OPTIMAL, seconds=took, starts=found
    )
