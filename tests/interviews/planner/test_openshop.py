"""Published instances: the makespan is the proven one, and the schedule keeps to it."""

from __future__ import annotations

import json
from itertools import pairwise

from interviews.planner.openshop import Instance, read_instances, solve

# Taillard 1993, four by four, number 1
TAILLARD = {
    "set": "Taillard1993",
    "name": "ta4x4_1os",
    "p": [[34, 2, 54, 61], [15, 89, 70, 9], [38, 19, 28, 87], [95, 7, 34, 29]],
    "bks": 193,
}


def test_the_first_of_taillards_is_solved(tmp_path):
    path = tmp_path / "openshop.json"
    path.write_text(json.dumps([TAILLARD]))
    (instance,) = read_instances(str(path))
    found = solve(instance, seconds=10, workers=1)
    assert (instance.name, found.makespan, found.proven) == ("Taillard1993 ta4x4_1os", 193, True)
    for job, row in enumerate(found.starts):
        spots = sorted(zip(row, instance.p[job], strict=True))
        assert all(a + b <= c for (a, b), (c, _d) in pairwise(spots))


def test_an_instance_without_a_known_best_is_solved_too():
    assert solve(Instance("two", ((3, 4), (4, 3))), seconds=5, workers=1).makespan == 7
