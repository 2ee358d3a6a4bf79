"""The registry of stage kinds: a leaf, so that every room may ask it.

A kind is one file in this folder: a plain class that answers what generic pages ask. Adding one
means adding its file, its templates and its test, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from django.utils.functional import _StrPromise

    Text: TypeAlias = str | _StrPromise


_NOT_ADAPTIVE = gettext_lazy("Only a test that draws items of the bank can be adaptive.")


@dataclass(frozen=True)
class CriterionSpec:
    """A default criterion: which competency, asked how, probed with what.

    Anchors come from the competency unless the stage has its own.
    """

    competency: str
    question: Text = ""
    probes: tuple[Text, ...] = ()
    name: Text = ""
    anchors: tuple[Text, Text, Text] | None = None
    weight: int = 1


@dataclass(frozen=True)
class Line:
    """Words that are said as they stand here, so that every candidate hears the same."""

    moment: Text  # when
    words: Text  # what is said, or the text that lies on the table


@dataclass(frozen=True)
class Kit:
    """What the interviewer needs on one page: why, how, step by step."""

    purpose: Text
    steps: tuple[Text, ...] = field(default=())
    materials: tuple[Text, ...] = field(default=())
    rules: tuple[Text, ...] = field(default=())
    script: tuple[Line, ...] = field(default=())


class Measured(NamedTuple):
    """What a candidate reached in a test, on the test's own scale from 0 to `maximum`.

    `error` is its standard error on that scale; None where the test knows none.
    """

    raw: float
    maximum: float
    error: float | None
    at: dt.datetime


@dataclass(frozen=True)
class Section:
    """A part of a sitting with a time limit of its own; `seconds` None means that none runs.

    Tasks are plain JSON, `{"key", "type", "prompt", …}`, with nothing in them that tells what is
    right. Keys are slugs, each once in a paper.
    """

    key: str
    title: str
    intro: str
    seconds: int | None
    tasks: tuple[dict[str, Any], ...]
    pause_after: bool = False  # the next one begins when the candidate says so
    aside: dict[str, Any] | None = None  # what stands beside all tasks: a `kind`, and its data
    # a part whose tasks of the type “turn” are drawn one by one: out of which items, by which rules
    adapts: dict[str, Any] | None = None


@dataclass(frozen=True)
class Paper:
    """What one candidate sits, composed from a seed; `keys`, by task, never leave the server."""

    sections: tuple[Section, ...]
    keys: Mapping[str, Any] = field(default_factory=dict)
    form: str = ""  # which of several parallel forms
    remarks: tuple[str, ...] = ()  # what candidates are told of this paper before they begin


@dataclass(frozen=True)
class Practice:
    """A task to try before the start, and what is right: it counts for nothing."""

    task: dict[str, Any]
    key: Any
    explanation: Text = ""


class Score(NamedTuple):
    """What a sitting comes to, from 0 to `maximum`; `parts` are for people to look at."""

    raw: float
    maximum: float
    error: float | None
    parts: dict[str, Any]


class Given(NamedTuple):
    """A saved answer, and when; `shown_at` where its task was shown once, by a click."""

    value: Any
    saved_at: dt.datetime | None = None
    shown_at: dt.datetime | None = None
    sequence: int = 0


class Exercise:
    """What a kind lets candidates take in the browser. Subclass it, hang an instance on the kind.

    The player (`interviews.sittings`) does the rest: time, saving, pauses, resuming, ending.
    """

    allowed: ClassVar[tuple[Text, ...]] = ()  # what one may use and what not, for the start page
    needs: ClassVar[tuple[Text, ...]] = ()  # what it takes: a quiet place, half an hour
    has_forms: ClassVar[bool] = False  # draws items of the bank, so that a form may be adaptive
    retold: ClassVar[str] = ""  # the task in which one retells what two people tick off

    def compose(
        self, stage_key: int, seed: int, language: str, *, seen: Collection[int] = ()
    ) -> Paper:
        """Return the paper: the same for the same seed and the same bank. `seen` are items of the
        bank that this person met within a year: they are not drawn again."""
        raise NotImplementedError

    def why_not_adaptive(self, language: str) -> str:  # noqa: ARG002
        """Return why a form cannot be adaptive in a language, in a sentence; "" where it can."""
        return str(_NOT_ADAPTIVE)

    def seed_of(self, seed: int, on: dt.date) -> int:  # noqa: ARG002
        """Return the seed for a paper that is begun on a date; as a rule it is what chance gave."""
        return seed

    def practice(self, language: str) -> Sequence[Practice]:  # noqa: ARG002
        """Return a few tasks to try beforehand."""
        return ()

    def notes(self, paper: Paper) -> Sequence[str]:  # noqa: ARG002
        """Return what its markers should know, where people mark it: what a right answer uses."""
        return ()

    def units(self, paper: Paper) -> Sequence[str]:  # noqa: ARG002
        """Return the idea units that two people look for in the answer to `retold`."""
        return ()

    def score(
        self,
        paper: Paper,  # noqa: ARG002
        answers: Mapping[str, Given],  # noqa: ARG002
    ) -> Score | None:
        """Return what the answers come to; None where people mark it."""
        return None


class StageKind:
    """One kind of exercise. Subclass it, fill it in, and decorate with `@register`."""

    code: ClassVar[str]
    label: ClassVar[Text]
    icon: ClassVar[str]  # a Tabler icon
    description: ClassVar[Text]
    minutes: ClassVar[int]  # as a default for a plan
    raters: ClassVar[int] = 1
    on_day: ClassVar[bool] = True
    seats: ClassVar[int] = 1  # candidates in one session at the same time
    attended: ClassVar[bool] = True  # an interviewer is there while it lasts
    by_ear: ClassVar[bool] = False  # marked from listening: moments are noted, recordings heard
    names_hidden: ClassVar[bool] = False  # its markers do not see whose work it is
    # an interviewer's minutes of reading or marking per candidate, beside the exercise itself
    marking_minutes: ClassVar[int] = 5
    # whether it asks for what was told at an earlier station: the plan's first one, by default
    told_before: ClassVar[bool] = False
    # whether it rates the company's own values, which its kit then shows
    rates_values: ClassVar[bool] = False
    run_by: ClassVar[Text]  # who runs it, in words
    criteria: ClassVar[tuple[CriterionSpec, ...]]
    kit: ClassVar[Kit]
    # what a candidate reads about it beforehand: what it is, what to bring, what is not judged.
    # It names no duration of its own: pages show the plan's minutes beside it.
    candidate_note: ClassVar[Text]
    # for a test that scores itself: the results of a stage (by its key) for applications (by
    # theirs), in as many queries for many as for one. Whoever has no result yet is left out.
    measure: ClassVar[Callable[[int, Sequence[int]], Mapping[int, Measured]] | None] = None
    # for an exercise that candidates take in the browser
    exercise: ClassVar[Exercise | None] = None


_kinds: dict[str, type[StageKind]] = {}


def register(kind: type[StageKind]) -> type[StageKind]:
    """Add a kind; a code is taken once."""
    if kind.code in _kinds:
        raise ValueError(f"stage kind {kind.code} is registered twice")
    _kinds[kind.code] = kind
    return kind


def get(code: str) -> type[StageKind]:
    """Return a kind by its code; raise KeyError for one that is not there."""
    return _kinds[code]


def all_kinds() -> Iterator[type[StageKind]]:
    """Yield every kind in the order of registration."""
    yield from _kinds.values()


def choices() -> list[tuple[str, Text]]:
    """Give model fields their choices; as a callable, a new kind needs no migration."""
    return [(kind.code, kind.label) for kind in _kinds.values()]


def codes_to_sit() -> list[str]:
    """Return the codes of the kinds that candidates take in the browser."""
    return [kind.code for kind in _kinds.values() if kind.exercise is not None]
