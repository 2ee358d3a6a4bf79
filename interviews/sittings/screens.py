"""What the player shows at a moment: which part, which tasks, how much time is left."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from interviews.sittings import adapting, clock, queries, tasks
from interviews.sittings.models import Sitting

if TYPE_CHECKING:
    from interviews.stages.registry import Given, Section

Phase = Literal["running", "over", "between", "ended"]


class Refusal(NamedTuple):
    """Why an answer was not taken, and what was typed, so that it still stands there."""

    words: str
    typed: Any = None


@dataclass(frozen=True)
class Shown:
    """One task as it stands on the page."""

    task: dict[str, Any]
    number: int
    template: str
    context: dict[str, Any]
    answered: bool
    once: bool
    shown: bool  # a task that is shown once: whether it was
    show_label: Any
    sequence: int
    error: str = ""


@dataclass(frozen=True)
class Screen:
    """One part of a sitting, at a moment."""

    sitting: Sitting
    phase: Phase
    section: Section
    number: int  # of the part, counted from 1
    parts: int
    tasks: list[Shown]  # all of them, or the one whose turn it is
    answered: int
    total: int
    left: float | None
    feedback: str
    turns_left: int  # tasks that are not answered yet
    sequence: int  # the highest that the server knows

    @property
    def one_by_one(self) -> bool:
        """Tell whether tasks come one after the other, without a way back."""
        if self.is_adaptive or len(self.section.tasks) > len(self.tasks):
            return True
        return any(each.once for each in self.tasks)

    @property
    def is_last_turn(self) -> bool:
        """Tell whether nothing of the part is left after the task whose turn it is."""
        return self.one_by_one and self.turns_left == 1

    @property
    def is_adaptive(self) -> bool:
        return self.section.adapts is not None

    @property
    def clock(self) -> str:
        """Minutes and seconds that are left, as they stand on the page."""
        minutes, seconds = divmod(math.ceil(self.left or 0), 60)
        return f"{minutes}:{seconds:02}"

    @property
    def minutes(self) -> int | None:
        """Minutes that the part will take at most; None where no time runs."""
        if self.section.seconds is None or self.sitting.multiplier is None:
            return None
        return max(1, round(self.section.seconds * self.sitting.multiplier / 60))

    @property
    def aside_template(self) -> str:
        """The template of what stands beside the tasks; a kind is a word of ours."""
        kind = str((self.section.aside or {}).get("kind", ""))
        return f"interviews/sittings/asides/{kind}.html" if kind.isalpha() else ""

    @property
    def is_last(self) -> bool:
        return self.number == self.parts


def phase_of(sitting: Sitting, at: dt.datetime) -> Phase:
    """Return how a sitting stands by the clock, whether or not anybody has settled it yet."""
    if not sitting.is_open or at > sitting.closes_at:
        return "ended"
    if sitting.state == Sitting.State.BETWEEN:
        return "between"
    return "over" if clock.is_over(sitting.deadline, at) else "running"


def setting_of(sitting: Sitting, given: dict[str, Given], at: dt.datetime) -> tasks.Setting:
    """Return what task types may know of a sitting."""
    return tasks.Setting(
        queries.paper_of(sitting),
        sitting.seed,
        given,
        at,
        sitting.multiplier,
        sitting.section_began_at,
    )


def screen_of(
    sitting: Sitting, at: dt.datetime, errors: Mapping[str, Refusal] | None = None
) -> Screen:
    """Return what the player shows now; two queries, however long the paper."""
    given = queries.answers_of(sitting)
    setting = setting_of(sitting, given, at)
    section = setting.paper.sections[sitting.section]
    if section.adapts is not None:
        return _adaptive_screen(sitting, section, setting, errors or {})
    shown = [
        _shown(task, number, setting, (errors or {}).get(task["key"]))
        for number, task in enumerate(section.tasks, start=1)
    ]
    counted = [each for each in shown if not each.task.get("practice")]
    return Screen(
        sitting=sitting,
        phase=phase_of(sitting, at),
        section=section,
        number=sitting.section + 1,
        parts=len(setting.paper.sections),
        tasks=_whose_turn_it_is(shown),
        answered=sum(each.answered for each in counted),
        total=len(counted),
        left=clock.left(sitting.deadline, at),
        feedback=_feedback(section, setting),
        turns_left=sum(not each.answered for each in shown),
        sequence=queries.highest_sequence(sitting),
    )


def tasks_now(section: Section, setting: tasks.Setting) -> list[dict[str, Any]]:
    """Return the tasks of a part that may be answered: all, or the one whose turn it is."""
    if section.adapts is None:
        return list(section.tasks)
    task = adapting.next_task(section, setting)
    return [task] if task else []


def _adaptive_screen(
    sitting: Sitting, section: Section, setting: tasks.Setting, errors: Mapping[str, Refusal]
) -> Screen:
    """Return the one item whose turn it is: six queries, however far one has come."""
    answered = sum(task["key"] in setting.given for task in section.tasks)
    at = setting.at or sitting.started_at
    shown = [
        _shown(task, answered + 1, setting, errors.get(task["key"]))
        for task in tasks_now(section, setting)
    ]
    return Screen(
        sitting=sitting,
        phase=phase_of(sitting, at),
        section=section,
        number=sitting.section + 1,
        parts=len(setting.paper.sections),
        tasks=shown,
        answered=answered,
        total=len(section.tasks),
        left=clock.left(sitting.deadline, at),
        feedback="",
        turns_left=len(section.tasks) - answered if shown else 0,
        sequence=queries.highest_sequence(sitting),
    )


def _shown(
    task: dict[str, Any], number: int, setting: tasks.Setting, refusal: Refusal | None
) -> Shown:
    kind = tasks.type_of(task)
    known = setting.given.get(task["key"])
    value = known.value if known else None
    typed = value if refusal is None or refusal.typed is None else refusal.typed
    return Shown(
        task=task,
        number=number,
        template=kind.template,
        context=kind.present(task, typed, setting),
        answered=known is not None and known.saved_at is not None and kind.is_answered(value),
        once=kind.shown_once,
        shown=known is not None and known.shown_at is not None,
        show_label=kind.show_label,
        sequence=known.sequence if known else 0,
        error=refusal.words if refusal else "",
    )


def _whose_turn_it_is(shown: list[Shown]) -> list[Shown]:
    """Return every task, or the first that is open where they are shown one after the other."""
    if not any(each.once for each in shown):
        return shown
    return [each for each in shown if not each.answered][:1]


def _feedback(section: Section, setting: tasks.Setting) -> str:
    """Return what is said of the task before, where that was for practice."""
    before = None
    for task in section.tasks:
        known = setting.given.get(task["key"])
        if known is None or known.saved_at is None:
            break
        before = task
    if before is None or not before.get("practice"):
        return ""
    value = setting.given[before["key"]].value
    return tasks.type_of(before).feedback(before, value, setting)
