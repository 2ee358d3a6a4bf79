"""The types of tasks: what is shown, what comes back. A registry, so that kinds bring their own.

A type never knows what is right: scoring is the exercise's, with keys that stay on the server.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import QueryDict

    from interviews.stages.registry import Given, Paper

LONGEST_TEXT: Final = 6_000
_PLACE: Final = re.compile(r"[0-9]{1,3}")


class BadAnswer(Exception):
    """What came is no answer to this task; the text says so."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else _("This is no answer to this question.")


@dataclass(frozen=True)
class Setting:
    """Where a task is answered: which sitting, what was answered so far, and when."""

    paper: Paper
    seed: int
    given: Mapping[str, Given] = field(default_factory=dict)
    at: dt.datetime | None = None


class TaskType:
    """One way to ask. Subclass it, fill it in, decorate with `@register`.

    A type that is `shown_once` waits for a click, is shown from then on by the server's clock,
    and takes one answer, which stays.
    """

    code: ClassVar[str]
    shown_once: ClassVar[bool] = False
    script: ClassVar[str] = ""  # a module among the static files

    @property
    def template(self) -> str:
        return f"interviews/sittings/tasks/{self.code}.html"

    def parse(self, data: QueryDict, task: Mapping[str, Any], setting: Setting) -> Any:
        """Return the answer as plain JSON, None for an empty one. Raises BadAnswer."""
        raise NotImplementedError

    def is_answered(self, value: Any) -> bool:
        """Tell whether a saved value is more than an empty one."""
        return value not in (None, "", [], {})

    def present(
        self,
        task: Mapping[str, Any],  # noqa: ARG002
        value: Any,
        setting: Setting,  # noqa: ARG002
    ) -> dict[str, Any]:
        """Return what the template needs beside the task itself."""
        return {"value": value}


_types: dict[str, TaskType] = {}


def register(cls: type[TaskType]) -> type[TaskType]:
    """Add a type; a code is taken once."""
    if cls.code in _types:
        raise ValueError(f"task type {cls.code} is registered twice")
    _types[cls.code] = cls()
    return cls


def get(code: str) -> TaskType:
    """Return a type by its code; raise KeyError for one that is not there."""
    return _types[code]


def type_of(task: Mapping[str, Any]) -> TaskType:
    """Return the type of a task."""
    return _types[task["type"]]


def text_of(data: QueryDict, name: str, longest: int = LONGEST_TEXT) -> str:
    """Return what was typed into a field, as it was typed. Raises BadAnswer for too much."""
    text = data.get(name, "").replace("\r\n", "\n").replace("\x00", "")
    if len(text) > longest:
        raise BadAnswer(_("This is longer than we can take. Please shorten it."))
    return text


def _places(data: QueryDict, task: Mapping[str, Any]) -> list[int]:
    """Return the places that were chosen, in the order they came. Raises BadAnswer."""
    offered = {place for place, _text in task["options"]}
    found = []
    for each in data.getlist("value"):
        if not _PLACE.fullmatch(each) or int(each) not in offered:
            raise BadAnswer
        found.append(int(each))
    return found


@register
class Choice(TaskType):
    """One option out of several."""

    code = "choice"

    def parse(self, data: QueryDict, task: Mapping[str, Any], setting: Setting) -> int | None:  # noqa: ARG002
        places = _places(data, task)
        return places[-1] if places else None


@register
class Locate(TaskType):
    """The part of a sentence that has an error, or none of them."""

    code = "locate"
    NONE: Final = "none"

    def parse(self, data: QueryDict, task: Mapping[str, Any], setting: Setting) -> int | str | None:  # noqa: ARG002
        if data.get("value") == self.NONE:
            return self.NONE
        places = _places(data, task)
        return places[-1] if places else None


@register
class Correct(TaskType):
    """The right form of a marked word, typed."""

    code = "correct"

    def parse(self, data: QueryDict, task: Mapping[str, Any], setting: Setting) -> str | None:  # noqa: ARG002
        return text_of(data, "value", 200).strip() or None


@register
class Order(TaskType):
    """Sentences put into an order: each gets a number, or is moved up and down."""

    code = "order"
    script = "interviews/sittings-order.js"

    def parse(self, data: QueryDict, task: Mapping[str, Any], setting: Setting) -> list[int] | None:  # noqa: ARG002
        wanted = [place for place, _text in task["options"]]
        numbers = {place: data.get(f"place-{place}", "") for place in wanted}
        if not any(numbers.values()):
            return None
        if sorted(numbers.values()) != sorted(str(n) for n in range(1, len(wanted) + 1)):
            raise BadAnswer(_("Give every sentence a number of its own."))
        return sorted(wanted, key=lambda place: int(numbers[place]))


@register
class Proofread(TaskType):
    """Every wrong word of a passage, marked."""

    code = "proofread"

    def parse(self, data: QueryDict, task: Mapping[str, Any], setting: Setting) -> list[int] | None:  # noqa: ARG002
        return sorted(set(_places(data, task))) or None


@register
class Text(TaskType):
    """Free text: a reply, an account in one's own words."""

    code = "text"

    def parse(self, data: QueryDict, task: Mapping[str, Any], setting: Setting) -> str | None:  # noqa: ARG002
        text = text_of(data, "value")
        return text if text.strip() else None


@register
class Rewrite(Text):
    """A text to put into a better tone."""

    code = "rewrite"
