"""What the rooms above know and this one asks: whether a candidate's hour on a Day has come."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    Answers = Callable[[int, int, "dt.datetime"], bool]

_days: list[Answers] = []


def register_days(answers: Answers) -> None:
    """Name the one function that knows the sessions: (application, stage, at) to yes or no."""
    _days[:] = [answers]


def is_its_day(application_id: int, stage_id: int, at: dt.datetime) -> bool:
    """Tell whether a stage of the Day may be taken now; nobody may where nobody knows Days."""
    return bool(_days) and _days[0](application_id, stage_id, at)
