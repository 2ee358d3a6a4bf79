"""A part that adapts: which item comes next follows from the answers so far, and from nothing else.

Paper, seed and answers of a sitting give the same items again: what is shown is worked out anew
each time, and a decision can be replayed years later. The pool of items is fixed when the sitting
begins; items and snapshots of their figures never change.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from interviews.assessments import blueprints, scoring
from interviews.assessments.adaptive import Rules, Step, next_step
from interviews.assessments.queries import candidates_of, pool_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from interviews.assessments.adaptive import Calibrated
    from interviews.assessments.blueprints import Candidate
    from interviews.assessments.irt import Estimate
    from interviews.sittings.tasks import Setting
    from interviews.stages.registry import Given, Section

TURN: Final = "turn"


def turns(rules: Rules) -> list[dict[str, Any]]:
    """Return the places of a part that adapts; at most so many are filled."""
    return [{"key": f"turn-{n}", "type": TURN, "prompt": ""} for n in range(1, rules.most + 1)]


def plan_of(
    measurement_pk: int, pool: Sequence[Calibrated], blueprint: Mapping[str, int], rules: Rules
) -> dict[str, Any]:
    """Return what a section keeps of how it adapts, as plain JSON."""
    return {
        "measurement": measurement_pk,
        "pool": [item.key for item in pool],
        "blueprint": dict(blueprint),
        "rules": asdict(rules),
    }


def is_turn(task: Mapping[str, Any]) -> bool:
    """Tell whether a task is a place that adapts, or the item that fills it."""
    return task["type"] == TURN or bool(task.get("turn"))


def answered_turns(section: Section, given: Mapping[str, Given]) -> list[tuple[int, Any]]:
    """Return (item, answer) of the places that were filled, in their order."""
    found = []
    for task in section.tasks:
        known = given.get(task["key"])
        if task["type"] == TURN and known is not None and isinstance(known.value, dict):
            found.append((int(known.value["item"]), known.value["answer"]))
    return found


def replay(section: Section, seed: int, given: Mapping[str, Given]) -> tuple[Step, ...]:
    """Return every step of a part that adapts, the last one included that says what is next.

    Each step is worked out from the answers before it: where an answer's item is another one than
    the step asked for, the sitting was not as its paper says. Three queries.
    """
    plan, answers = _plan(section), answered_turns(section, given)
    pool, known = pool_of(plan["measurement"], plan["pool"]), candidates_of(_items(answers))
    scored = [(item, _score(known[item], answer)) for item, answer in answers]
    return tuple(
        next_step(pool, plan["blueprint"], Rules(**plan["rules"]), seed, scored[:number])
        for number in range(len(scored) + 1)
    )


def standing_of(section: Section, given: Mapping[str, Given]) -> Estimate:
    """Return where somebody stands after every answer of a part that adapts; three queries."""
    from interviews.assessments import irt  # numpy: only where it is used

    plan, answers = _plan(section), answered_turns(section, given)
    pool = {item.key: item for item in pool_of(plan["measurement"], plan["pool"])}
    known = candidates_of(_items(answers))
    scores = [_score(known[item], answer) for item, answer in answers]
    return irt.eap([pool[item].parameters for item in _items(answers)], scores)


def next_task(section: Section, setting: Setting) -> dict[str, Any] | None:
    """Return the task whose turn it is, an item in its place; None when the part is over.

    Items on trial stand between the places, where chance put them; four queries.
    """
    for task in section.tasks:
        known = setting.given.get(task["key"])
        if known is not None and known.saved_at is not None:
            continue
        return _filled(section, task, setting) if task["type"] == TURN else task
    return None


def _filled(section: Section, task: dict[str, Any], setting: Setting) -> dict[str, Any] | None:
    plan, answers = _plan(section), answered_turns(section, setting.given)
    pool, known = pool_of(plan["measurement"], plan["pool"]), candidates_of(_items(answers))
    scored = [(item, _score(known[item], answer)) for item, answer in answers]
    step = next_step(pool, plan["blueprint"], Rules(**plan["rules"]), setting.seed, scored)
    if step.item is None:
        return None
    [item] = candidates_of([step.item]).values()
    return {**blueprints.task_of(item, task["key"], setting.seed), "turn": True}


def _score(item: Candidate, answer: Any) -> float:
    """Return 1 or 0: on the scale a partial score counts as wrong."""
    return float(scoring.score(item.kind, item.body, answer) == 1)


def _items(answers: Sequence[tuple[int, Any]]) -> list[int]:
    return [item for item, _answer in answers]


def _plan(section: Section) -> dict[str, Any]:
    return section.adapts or {}
