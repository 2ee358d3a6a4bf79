"""What the boards of figures need in the demo: what some candidates said of themselves, counted."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from candidates.outbox.work import run_due
from hiring.dashboards.actions import owe_snapshots
from hiring.fairness.actions import answer, owe_counts
from hiring.fairness.questions import Age, Ethnicity, Gender

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

ANSWER_SHARE = 0.7  # of the candidates who say something
GENDERS = {Gender.WOMAN: 48, Gender.MAN: 44, Gender.ANOTHER: 2, "": 6}
AGES = {Age.UNDER_25: 26, Age.UNDER_40: 44, Age.UNDER_55: 20, Age.OLDER: 5, "": 5}
ETHNICITIES = {Ethnicity.WHITE: 52, Ethnicity.ASIAN: 22, Ethnicity.HISPANIC: 12, "": 14}


def say_something(candidate_ids: Iterable[int], at: dt.datetime) -> None:
    """Let most of the candidates say something about themselves, as their page lets them."""
    for candidate_id in sorted(candidate_ids):
        chance = random.Random(f"about/{candidate_id}")  # noqa: S311  (invented answers)
        if chance.random() < ANSWER_SHARE:
            answer(
                candidate_id=candidate_id,
                at=at,
                gender=chance.choices(list(GENDERS), list(GENDERS.values()))[0],
                age=chance.choices(list(AGES), list(AGES.values()))[0],
                ethnicity=chance.choices(list(ETHNICITIES), list(ETHNICITIES.values()))[0],
            )


def count_everything(at: dt.datetime) -> None:
    """Let the work behind the boards be done now, which else would follow within a day."""
    owe_snapshots(at=at)
    owe_counts(at=at)
    run_due(at=at)
