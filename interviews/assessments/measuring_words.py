"""Figures of items and banks in words: what is known, what is not yet, what to look at."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from interviews.assessments import words
from interviews.assessments.scoring import score

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviews.assessments.models import ItemMeasure

DESCRIBED: Final = 30
SCALED: Final = 100
OWN_SLOPE: Final = 500
FLAGS: Final = {
    "hard": gettext_lazy("Fewer than one in five get it right: too hard, or the key is wrong."),
    "easy": gettext_lazy("Nearly everybody gets it right: it tells nobody from anybody."),
    "weak": gettext_lazy("Getting it right says little about the rest of the test."),
    "pull": gettext_lazy(
        "Who does well on the rest gets it wrong more often: look at the key and at what pulls."
    ),
}
SHORT_FLAGS: Final = {
    "hard": gettext_lazy("hard"),
    "easy": gettext_lazy("easy"),
    "weak": gettext_lazy("weak"),
    "pull": gettext_lazy("negative"),
}


@dataclass(frozen=True)
class Chosen:
    """One answer and how many gave it."""

    text: str
    people: int
    share: float
    is_right: bool


@dataclass(frozen=True)
class Figures:
    """What is known of an item. `verdict` says in words how far that goes."""

    people: int = 0
    verdict: str = ""
    p: float | None = None
    item_rest: float | None = None
    flags: tuple[str, ...] = ()  # short
    sentences: tuple[str, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    a: float | None = None
    b: float | None = None
    se_a: float | None = None
    se_b: float | None = None
    made_at: dt.datetime | None = None

    @property
    def is_described(self) -> bool:
        return self.p is not None


def figures_of(kind: str, body: Mapping[str, Any], measure: ItemMeasure | None) -> Figures:
    """Return the newest figures of an item in words; `measurement` is loaded."""
    if measure is None:
        return Figures(verdict=verdict(0))
    return Figures(
        people=measure.people,
        verdict=verdict(measure.people, on_scale=measure.b is not None),
        p=measure.p,
        item_rest=measure.item_rest,
        flags=tuple(str(SHORT_FLAGS[flag]) for flag in measure.flags if flag in SHORT_FLAGS),
        sentences=tuple(str(FLAGS[flag]) for flag in measure.flags if flag in FLAGS),
        chosen=tuple(
            _chosen(kind, body, answer, people, measure.people) for answer, people in measure.chosen
        ),
        a=measure.a,
        b=measure.b,
        se_a=measure.se_a,
        se_b=measure.se_b,
        made_at=measure.measurement.made_at,
    )


def _chosen(kind: str, body: Mapping[str, Any], answer: str, people: int, everybody: int) -> Chosen:
    given = json.loads(answer)
    return Chosen(
        text=words.answer_in_words(kind, body, given),
        people=people,
        share=people / everybody,
        is_right=score(kind, body, given) == 1,
    )


def verdict(people: int, *, on_scale: bool = False) -> str:
    """Say how far so many answers reach."""
    if people < DESCRIBED:
        missing = DESCRIBED - people
        return ngettext(
            "Nothing can be said yet: %(missing)s more answer is needed.",
            "Nothing can be said yet: %(missing)s more answers are needed.",
            missing,
        ) % {"missing": missing}
    if people < SCALED:
        return _(
            "Described only: from 100 answers on it gets a place on the scale (%(people)s so far)."
        ) % {"people": people}
    if not on_scale:
        return _(
            "Enough answers, and no place on the scale: everybody answered alike, too few other "
            "items are that far, or it is scored in parts."
        )
    if people < OWN_SLOPE:
        return _("On the scale by the Rasch model; a slope of its own takes 500 answers.")
    return _("On the scale with a slope of its own.")
