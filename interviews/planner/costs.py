"""The objectives of a step: a cheap Day, or one that moves few people. No Django."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from interviews.planner.problem import GRID, Session, Visit
from interviews.planner.timeline import steps
from interviews.planner.value import load_limits, pairs_met, pairs_wanted

if TYPE_CHECKING:
    from interviews.planner.model import Neighbourhood

Terms = list[Any]


def add_costs(step: Neighbourhood) -> None:
    """Minimize what `value.judge` counts, as far as this step can change it."""
    terms = [*_candidates(step), *_interviewers(step), *_loads(step), *_links(step)]
    terms += _dropped(step, step.problem.weights.unplaced)
    step.model.minimize(sum(terms))


def add_places(step: Neighbourhood) -> None:
    """Minimize how many find no place, and nothing else: far sooner answered."""
    step.model.minimize(sum(_dropped(step, 1)))


def _dropped(step: Neighbourhood, price: int) -> Terms:
    terms: Terms = []
    for visit in step.droppable:
        literals = [each.literal for each in step.options[visit]]
        terms.append(price * (1 - sum(literals)))
    return terms


def _candidates(step: Neighbourhood) -> Terms:
    """Each one's span and the end of the whole Day."""
    model, lines, weights = step.model, step.lines, step.problem.weights
    spans: dict[int, list[Session]] = defaultdict(list)
    last_fixed = 0
    for session in step.fixed:
        last_fixed = max(last_fixed, steps(session.end - lines.zero))
        for key in session.candidates:
            spans[key].append(session)
    whole = model.new_int_var(last_fixed, lines.size + 60, "")
    terms: Terms = [weights.whole * GRID * whole]
    mine: dict[int, list[Visit]] = defaultdict(list)
    for visit in step.freed:
        mine[visit[0]].append(visit)
    for key, visits in mine.items():
        first, last = _ends(step, spans[key])
        for visit in visits:
            for option in step.options[visit]:
                model.add(first <= option.start).only_enforce_if(option.literal)
                model.add(last >= option.start + option.length).only_enforce_if(option.literal)
        # implied, and what the search cannot see by itself: nobody is in two places
        model.add(last - first >= _least(step, key, visits, spans[key]))
        model.add(whole >= last)
        terms.append(weights.candidate * GRID * (last - first))
    return terms


def _least(step: Neighbourhood, key: int, visits: list[Visit], fixed: list[Session]) -> int:
    """Return the steps that a candidate's day lasts at least: sessions and gaps between them."""
    certain = [visit for visit in visits if visit not in step.droppable]
    lengths = [steps(step.problem.minutes(key, station)) for _key, station in certain]
    lengths += [steps(each.end - each.start) for each in fixed]
    return sum(lengths) + step.lines.gap * max(0, len(lengths) - 1)


def _ends(step: Neighbourhood, fixed: list[Session]) -> tuple[Any, Any]:
    """Return variables for the first beginning and the last end beside what is fixed."""
    lines, top = step.lines, step.lines.size + 60
    low = min((lines.step(each.start) for each in fixed), default=top)
    high = max((steps(each.end - lines.zero) for each in fixed), default=0)
    return step.model.new_int_var(0, min(low, top), ""), step.model.new_int_var(high, top, "")


def _interviewers(step: Neighbourhood) -> Terms:
    model, weights = step.model, step.problem.weights
    fixed: dict[int, list[Session]] = defaultdict(list)
    for session in step.fixed:
        for key in session.interviewers:
            fixed[key].append(session)
    terms: Terms = []
    touched = {key for each in step.free for key in each.hosts}
    for key in sorted(touched):
        first, last = _ends(step, fixed[key])
        for each in step.free:
            if key in each.hosts:
                model.add(first <= each.start).only_enforce_if(each.hosts[key])
                model.add(last >= each.start + each.length).only_enforce_if(each.hosts[key])
        model.add(last >= first)
        terms.append(weights.interviewer * GRID * (last - first))
    return terms


def _loads(step: Neighbourhood) -> Terms:
    model, limits = step.model, load_limits(step.problem)
    own: dict[int, Terms] = defaultdict(list)
    for each in step.free:
        for key, literal in each.hosts.items():
            own[key].append(each.length * GRID * literal)
    terms: Terms = []
    for key, loads in own.items():
        over = model.new_int_var(0, 100_000, "")
        model.add(over >= sum(loads) + step.lines.load[key] - limits[key])
        terms.append(step.problem.weights.overload * over)
    return terms


def _links(step: Neighbourhood) -> Terms:
    """Pairs of panellists who would sit together for the first time."""
    model, terms = step.model, []
    missing = pairs_wanted(step.problem) - pairs_met(step.fixed)
    for station, one, other in sorted(missing):
        both = []
        for each in step.free:
            if each.station == station and one in each.hosts and other in each.hosts:
                literal = model.new_bool_var("")
                model.add_implication(literal, each.hosts[one])
                model.add_implication(literal, each.hosts[other])
                both.append(literal)
        if both:
            met = model.new_bool_var("")
            model.add(sum(both) >= met)
            terms.append(step.problem.weights.unlinked * (1 - met))
    return terms


@dataclass(frozen=True)
class Prices:
    """What changing a running Day costs: dropped ≫ candidates moved ≫ minutes ≫ interviewers."""

    dropped: int = 100_000
    candidate: int = 2_000
    minute: int = 4
    interviewer: int = 60


class Staying:
    """Minimize how much changes against the timetable that people have in their hands."""

    def __init__(self, before: Mapping[Visit, Session], prices: Prices | None = None) -> None:
        self.before, self.prices = before, prices or Prices()

    def __call__(self, step: Neighbourhood) -> None:
        prices, model = self.prices, step.model
        terms = _dropped(step, prices.dropped)
        moved = {key: model.new_bool_var("") for key, _station in step.freed}
        terms += [prices.candidate * each for each in moved.values()]
        for visit in sorted(step.freed):
            was = self.before.get(visit)
            if was is not None:
                terms += self._shifts(step, visit, was, moved[visit[0]])
        for each in step.free:
            terms += self._swaps(each)
        model.minimize(sum(terms))

    def _shifts(self, step: Neighbourhood, visit: Visit, was: Session, moved: Any) -> Terms:
        model, place = step.model, step.lines.step(was.start)
        terms: Terms = []
        for option in step.options[visit]:
            stays = [option.literal, moved.negated()]
            model.add(option.start == place).only_enforce_if(*stays)
            away = model.new_int_var(0, step.lines.size + 60, "")
            model.add(away >= option.start - place).only_enforce_if(option.literal)
            model.add(away >= place - option.start).only_enforce_if(option.literal)
            terms.append(self.prices.minute * GRID * away)
        for each in step.free:
            if each.station == visit[1] and visit[0] in each.candidates and was.room in each.rooms:
                same = each.rooms[was.room] if was.room is not None else None
                if same is not None and not each.members:
                    model.add_bool_or(same, moved, each.present.negated())
        return terms

    def _swaps(self, each: Any) -> Terms:
        if each.hint is None:
            return []
        return [
            self.prices.interviewer * literal
            for key, literal in each.hosts.items()
            if key not in each.hint.interviewers
        ]
