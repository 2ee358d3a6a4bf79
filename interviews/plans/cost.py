"""What a plan costs in time: the interviewers' and the candidate's. Plain arithmetic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interviews.stages.registry import StageKind


@dataclass(frozen=True)
class Effort:
    """One stage as far as its time goes."""

    kind: type[StageKind]
    minutes: int
    raters: int
    on_day: bool


@dataclass(frozen=True)
class Cost:
    """Minutes for one candidate: of all interviewers together, on the Day, and before it."""

    interviewer_minutes: int
    day_minutes: int
    before_minutes: int

    @property
    def interviewer_hours(self) -> float:
        return self.interviewer_minutes / 60

    @property
    def day_hours(self) -> float:
        return self.day_minutes / 60


def interviewer_minutes(effort: Effort) -> float:
    """Return the minutes that one candidate's stage takes from all of its interviewers.

    A session with several seats is shared by as many candidates; nobody sits beside somebody
    who writes alone; reading and marking come on top for each interviewer.
    """
    present = effort.minutes / effort.kind.seats if effort.kind.attended else 0
    return effort.raters * (present + effort.kind.marking_minutes)


def cost_of(efforts: Iterable[Effort]) -> Cost:
    """Add up the stages of one plan, rounded to whole minutes."""
    listed = list(efforts)
    return Cost(
        interviewer_minutes=round(sum(interviewer_minutes(each) for each in listed)),
        day_minutes=sum(each.minutes for each in listed if each.on_day),
        before_minutes=sum(each.minutes for each in listed if not each.on_day),
    )
