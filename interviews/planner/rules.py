"""The rules that a step of the model keeps beside nobody being in two places. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from interviews.planner.problem import GRID, Session, Visit
from interviews.planner.timeline import intervals, ones, starts, steps

if TYPE_CHECKING:
    from interviews.planner.model import Neighbourhood


@dataclass(frozen=True)
class Option:
    """One way in which a visit may be placed: from `start` on, if `literal`."""

    start: Any
    length: int
    literal: Any


def domain_of(mask: int) -> Any:
    """Return the steps of a mask as the solver's domain."""
    return cp_model.Domain.from_intervals([list(each) for each in intervals(mask)])


def keep_rules(step: Neighbourhood) -> None:
    """Add lunches, rests, limits, the order of stations, the seats of rolling ones, and that
    nobody and no room is in two places."""
    _lunches(step)
    _rests(step)
    for mine in step.busy.values():
        step.model.add_no_overlap(mine)
    _limits(step)
    _order(step)
    _rolling(step)


def _lunches(step: Neighbourhood) -> None:
    for kind, key in list(step.busy):
        if kind == "room" or not step.lines.lunch:
            continue
        free = step.lines.lunch & ~step.lines.trailing[kind, key]  # type: ignore[index]
        domain = starts(free, step.lines.lunch_steps)
        if domain:  # else what is locked left them none
            start = step.model.new_int_var_from_domain(domain_of(domain), "")
            size = step.lines.lunch_steps
            step.busy[kind, key].append(step.model.new_fixed_size_interval_var(start, size, ""))


def _rests(step: Neighbourhood) -> None:
    rules, lines = step.problem.rules, step.lines
    for key, mine in step.trailing.items():
        stretch = step.problem.interviewer[key].stretch
        if stretch is None:
            continue
        reach, size = steps(rules.rest) + stretch // GRID, max(1, steps(rules.rest) - lines.gap)
        opened = lines.open["interviewer", key]
        low, high = (opened & -opened).bit_length() - 1, opened.bit_length()
        number = 2 * ((high - low) // reach) + 1
        taken = lines.trailing["interviewer", key]
        places = _places(ones(0, high + reach) & ~taken, taken, size)
        if (high - low) * GRID <= stretch or not places:
            continue
        first, last = low + stretch // GRID + lines.gap, high - size - stretch // GRID
        if not _reaches(places, first, last, reach):
            _take_nothing(step, key)  # what is locked lets them rest too late already
            continue
        domain = cp_model.Domain.from_values(places)
        rests = [step.model.new_int_var_from_domain(domain, "") for _n in range(number)]
        step.model.add(rests[0] <= first)
        for one, other in pairwise(rests):
            step.model.add(other >= one)
            step.model.add(other <= one + reach)
        step.model.add(rests[-1] >= last)
        step.model.add_cumulative(
            [
                *mine,
                *(step.model.new_fixed_size_interval_var(each, size, "") for each in rests),
            ],
            [number] * len(mine) + [1] * number,
            number,
        )


def _places(free: int, taken: int, size: int) -> list[int]:
    """Return where a rest may begin; before the time line nobody is busy, so that a rest may
    begin there and end on it."""
    early = [start for start in range(-size, 0) if not taken & ones(0, start + size)]
    mask = starts(free, size)
    return early + [place for place in range(mask.bit_length()) if mask >> place & 1]


def _reaches(places: list[int], first: int, last: int, reach: int) -> bool:
    """Tell whether rests can follow one another from `first` at the latest until `last`."""
    at = max((place for place in places if place <= first), default=None)
    while at is not None and at < last:
        following = max(place for place in places if place <= at + reach)
        if following == at:
            return False
        at = following
    return at is not None


def _take_nothing(step: Neighbourhood, key: int) -> None:
    for each in step.free:
        if key in each.hosts:
            step.model.add(each.hosts[key] == 0)


def _limits(step: Neighbourhood) -> None:
    for person in step.problem.interviewers:
        if person.most is None:
            continue
        own = [each.hosts[person.key] for each in step.free if person.key in each.hosts]
        step.model.add(sum(own) <= max(0, person.most - step.lines.count[person.key]))


def _order(step: Neighbourhood) -> None:
    """Keep precedences between visits that are free, and between those and fixed ones."""
    fixed = {(key, each.station): each for each in step.fixed for key in each.candidates}
    gap = step.lines.gap
    for first, then in step.problem.precedences:
        for candidate in step.problem.candidates:
            one, other = (candidate.key, first), (candidate.key, then)
            for before in _ways(step, one, fixed):
                for after in _ways(step, other, fixed):
                    step.model.add(
                        after.start >= before.start + before.length + gap
                    ).only_enforce_if(before.literal, after.literal)


def _ways(step: Neighbourhood, visit: Visit, fixed: Mapping[Visit, Session]) -> list[Option]:
    if visit in step.freed or visit not in fixed:
        return step.options.get(visit, [])
    session = fixed[visit]
    low = step.model.new_constant(step.lines.step(session.start))
    length = steps(session.end - step.lines.zero) - step.lines.step(session.start)
    return [Option(low, length, step.model.new_constant(1))]


def _rolling(step: Neighbourhood) -> None:
    for place in step.problem.stations:
        if not place.rolling:
            continue
        mine = [
            step.model.new_optional_fixed_size_interval_var(
                each.start, each.length, each.present, ""
            )
            for each in step.free
            if each.station == place.key
        ]
        if not mine:
            continue
        for session in step.fixed:
            if session.station == place.key:
                low, high = step.lines.step(session.start), steps(session.end - step.lines.zero)
                mine.append(step.model.new_fixed_size_interval_var(low, high - low, ""))
        step.model.add_cumulative(mine, [1] * len(mine), place.seats)
