"""What a board of fairness is about: chosen openings, summed and compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from candidates.applications.models import State
from hiring.fairness import nyc, questions
from hiring.fairness.access import openings_decided_by
from hiring.fairness.comparing import Step, Strata, adjusted, compare, stratify
from hiring.fairness.counting import STAGE, STEPS
from hiring.fairness.queries import Groups, counted_at, counts_of, stage_titles

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening
    from hiring.dashboards.figures import Value

MOST_STRATA: Final = 3  # groups whose openings are drawn one by one


@dataclass(frozen=True)
class Chosen:
    """What the address asks for."""

    openings: tuple[Opening, ...]
    characteristic: str
    year: int | None


@dataclass(frozen=True)
class Fairness:
    """Everything compared: from step to step, in the stages of the Day, and over openings."""

    chosen: Chosen
    end: Step
    steps: tuple[Step, ...]
    stages: tuple[tuple[str, Step], ...]
    time: tuple[tuple[str, Step], ...]
    strata: tuple[Strata, ...]
    counted_at: dt.datetime | None


def chosen_by(user: Viewer, values: Mapping[str, str]) -> Chosen:
    """Read the filters; what is nonsense counts as any. One query."""
    openings = openings_decided_by(user)
    slug = values.get("opening", "")
    named = [each for each in openings if each.slug == slug] or openings
    codes = [code for code, _label in questions.characteristics()]
    characteristic = values.get("by", "")
    year = values.get("year", "")
    return Chosen(
        tuple(named),
        characteristic if characteristic in codes else (codes[0] if codes else ""),
        int(year) if year.isdecimal() and len(year) == 4 else None,  # noqa: PLR2004
    )


def gather(chosen: Chosen) -> Fairness:
    """Return the comparisons; four queries for any number of openings and applications."""
    ids = [each.pk for each in chosen.openings]
    counts = counts_of(ids, chosen.characteristic, chosen.year)
    whole, by_time = counts.steps, counts_of(ids, questions.TIME, chosen.year).steps
    order = questions.groups_of(chosen.characteristic) if chosen.characteristic else []
    titles = stage_titles([*whole, *by_time])
    end = compare(State.HIRED, whole.get(State.HIRED, {}), order)
    steps = [compare(step, whole.get(step, {}), order) for step in STEPS[:-1]]
    stages = [compare(step, whole.get(step, {}), order) for step in titles]
    both = questions.groups_of(questions.TIME)
    time = [compare(step, by_time[step], both) for step in titles if step in by_time]
    end, *others = adjusted([end, *steps, *stages])
    return Fairness(
        chosen=chosen,
        end=end,
        steps=tuple(others[: len(steps)]),
        stages=tuple((titles[each.code], each) for each in others[len(steps) :] if _is_told(each)),
        time=tuple((titles[each.code], each) for each in adjusted(time) if _is_told(each)),
        strata=_strata(chosen, counts.openings, end),
        counted_at=counted_at(ids),
    )


def _is_told(step: Step) -> bool:
    return step.code.startswith(STAGE) and bool(step.compared)


def _strata(chosen: Chosen, counts: Mapping[int, Groups], end: Step) -> tuple[Strata, ...]:
    """Pool the largest groups over the openings, from applying to the hire."""
    if end.reference is None:
        return ()
    openings = [
        (str(opening), counts[opening.pk]) for opening in chosen.openings if opening.pk in counts
    ]
    largest = sorted(end.compared, key=lambda each: -(each.share.of if each.share else 0))
    found = [stratify(openings, each.group, end.reference) for each in largest[:MOST_STRATA]]
    return tuple(each for each in found if each is not None)


def published(user: Viewer, values: Mapping[str, str]) -> list[tuple[Value, ...]]:
    """Return what New York City wants published of the chosen openings; five queries."""
    chosen = chosen_by(user, values)
    ids = [each.pk for each in chosen.openings]
    counts = {
        characteristic: counts_of(ids, characteristic, chosen.year).steps
        for characteristic in nyc.CROSSINGS
    }
    titles = stage_titles({step for steps in counts.values() for step in steps})
    name = str(chosen.openings[0]) if len(chosen.openings) == 1 else _("All openings")
    return nyc.rows_of(counts, titles, name=name, at=counted_at(ids))
