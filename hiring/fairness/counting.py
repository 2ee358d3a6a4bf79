"""Counting groups, step by step, for the rollup: run by a worker, never while somebody waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from candidates.applications.models import OPEN_STATES, State
from hiring.fairness.questions import ADJUSTED, BOTH, CHOICES, TIME, USUAL

STEPS: Final = (
    State.APPLIED,
    State.SCREENING,
    State.INVITED,
    State.ON_DAY,
    State.DECIDING,
    State.OFFERED,
    State.HIRED,
)
STAGE: Final = "stage:"
_ANSWERS: Final = ("gender", "age", "ethnicity", "disability")
_SAID: Final = ", ".join(f"coalesce(s.{name}, '')" for name in _ANSWERS)
_YEAR: Final = "extract(year FROM a.applied_at AT TIME ZONE 'UTC')::int"
_PLACES: Final = " ".join(f"WHEN '{state}' THEN {place}" for place, state in enumerate(STEPS))

# everybody of an opening by how far they ever came, where they stand, and what they said
_PEOPLE: Final = f"""
    SELECT p.year, p.state, p.furthest, {", ".join(f"p.{name}" for name in _ANSWERS)}, count(*)
    FROM (
        SELECT {_YEAR} AS year, a.state,
            {", ".join(f"coalesce(s.{name}, '') AS {name}" for name in _ANSWERS)},
            (SELECT max(CASE m.to_state {_PLACES} ELSE 0 END)
             FROM candidates_move m WHERE m.application_id = a.id) AS furthest
        FROM candidates_application a
        LEFT JOIN hiring_selfidentification s ON s.candidate_id = a.candidate_id
        WHERE a.opening_id = %s
    ) p GROUP BY 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608  (constants of ours)
# who scored above the median of a stage, by what they said and whether their time was adjusted
_SCORES: Final = f"""
    WITH scored AS (
        SELECT x.stage_id, x.value, c.application_id
        FROM interviews_stagescore x
        JOIN interviews_composite c ON c.id = x.composite_id AND c.is_current
        JOIN candidates_application a ON a.id = c.application_id
        WHERE a.opening_id = %s AND x.value IS NOT NULL
    ), medians AS (
        SELECT stage_id, percentile_cont(0.5) WITHIN GROUP (ORDER BY value) AS middle
        FROM scored GROUP BY stage_id
    )
    SELECT x.stage_id, {_YEAR}, x.value > m.middle,
        t.granted_at IS NOT NULL AND t.multiplier IS DISTINCT FROM 1, {_SAID}, count(*)
    FROM scored x
    JOIN medians m ON m.stage_id = x.stage_id
    JOIN candidates_application a ON a.id = x.application_id
    LEFT JOIN hiring_selfidentification s ON s.candidate_id = a.candidate_id
    LEFT JOIN interviews_accommodation t ON t.application_id = a.id
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
"""  # noqa: S608


@dataclass(frozen=True, order=True)
class Key:
    """What one count is of."""

    year: int
    characteristic: str
    group: str
    step: str


Counts = dict[Key, tuple[int, int]]  # passed, of


def counts_of(opening_id: int) -> Counts:
    """Return every count of one opening; two queries."""
    passed: Counter[Key] = Counter()
    whole: Counter[Key] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, [opening_id])
        for year, state, furthest, *answers, amount in cursor.fetchall():
            _add(passed, whole, year, _groups(answers), _steps(state, furthest or 0), amount)
        cursor.execute(_SCORES, [opening_id])
        for stage, year, above, adjusted, *answers, amount in cursor.fetchall():
            groups = [*_groups(answers), (TIME, ADJUSTED if adjusted else USUAL)]
            _add(passed, whole, year, groups, [(f"{STAGE}{stage}", above)], amount)
    return {key: (passed[key], of) for key, of in sorted(whole.items())}


def _add(
    passed: Counter[Key],
    whole: Counter[Key],
    year: int,
    groups: Iterable[tuple[str, str]],
    steps: Iterable[tuple[str, bool]],
    amount: int,
) -> None:
    standing = list(steps)
    for characteristic, group in groups:
        for step, went_on in standing:
            key = Key(year, characteristic, group, step)
            whole[key] += amount
            passed[key] += amount if went_on else 0


def _groups(answers: list[Any]) -> list[tuple[str, str]]:
    said = dict(zip(CHOICES, answers, strict=True))
    both = f"{said['gender']}+{said['ethnicity']}" if said["gender"] and said["ethnicity"] else ""
    return [*said.items(), (BOTH, both)]


def _steps(state: str, furthest: int) -> Iterator[tuple[str, bool]]:
    """Yield each step that somebody came to and waits in no longer, and whether they went on;
    last, once they are settled, whether they were hired."""
    for place, step in enumerate(STEPS[:-1]):
        waits = state in OPEN_STATES and furthest <= place
        if furthest >= place and not waits:
            yield step, furthest > place
    if state not in OPEN_STATES:
        yield State.HIRED, state == State.HIRED
