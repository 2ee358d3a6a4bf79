"""What ended sittings say of the bank's items: the room of the bank asks, through its door."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final

from interviews.assessments.answers import Answered
from interviews.sittings import paper as papers
from interviews.sittings.adapting import is_turn
from interviews.sittings.models import Answer, Fact, Sitting

BATCH: Final = 500  # sittings at a time
_CUT_OFF: Final = frozenset({Sitting.Ending.TIME, Sitting.Ending.LEFT, Sitting.Ending.STOPPED})


def answered_items(language: str) -> Iterator[Answered]:
    """Yield every item of ended sittings in a language with what was answered to it.

    An item behind the last answered one was not reached, where a sitting was cut off: it says
    nothing of the item and is left out. Three queries for every five hundred sittings.
    """
    ended = Sitting.objects.counting().filter(language=language, ended_at__isnull=False)
    after = 0
    while True:
        rows = list(
            ended.filter(pk__gt=after).order_by("pk").values_list("pk", "paper", "ending")[:BATCH]
        )
        if not rows:
            return
        after = rows[-1][0]
        keys = [pk for pk, _paper, _ending in rows]
        given, times = _given(keys), _times(keys)
        for pk, kept, ending in rows:
            is_cut_off = ending in _CUT_OFF
            yield from _of_one(pk, kept, given[pk], times[pk], is_cut_off=is_cut_off)


def _given(sittings: Sequence[int]) -> dict[int, dict[str, Any]]:
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    rows = Answer.objects.filter(sitting__in=sittings).values_list("sitting", "task_key", "value")
    for sitting, key, value in rows:
        found[sitting][key] = value
    return found


def _times(sittings: Sequence[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Fact.objects.filter(sitting__in=sittings, kind=Fact.Kind.TIME)
    for sitting, key, amount in rows.values_list("sitting", "task_key", "amount"):
        found[sitting][key] = amount
    return found


def _of_one(
    pk: int,
    kept: dict[str, Any],
    given: dict[str, Any],
    times: dict[str, int],
    *,
    is_cut_off: bool,
) -> Iterator[Answered]:
    tasks = [
        task
        for _section, task in papers.tasks_of(papers.from_json(kept))
        if (isinstance(given.get(task["key"]), dict) if is_turn(task) else "item" in task)
    ]
    answered = [place for place, task in enumerate(tasks) if given.get(task["key"]) is not None]
    reached = max(answered, default=-1) + 1 if is_cut_off else len(tasks)
    for task in tasks[:reached]:
        value: Any = given.get(task["key"])
        if is_turn(task):
            yield Answered(pk, value["item"], value["answer"], times.get(task["key"]))
        else:
            yield Answered(pk, task["item"], value, times.get(task["key"]))
