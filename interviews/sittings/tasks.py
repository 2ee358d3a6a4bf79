"""The types of tasks: what is shown, what comes back. A registry, so that kinds bring their own.

A type never knows what is right: scoring is the exercise's, with keys that stay on the server.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

if TYPE_CHECKING:
    from django.http import QueryDict

    from interviews.stages.registry import Given, Paper

LONGEST_TEXT: Final = 6_000
_PLACE: Final = re.compile(r"[0-9]{1,3}")


class Fields:
    """The fields of one task out of a form that holds several, each named `task.field`."""

    def __init__(self, fields: QueryDict, task_key: str) -> None:
        self.fields, self.prefix = fields, f"{task_key}."

    def get(self, name: str, default: str = "") -> str:
        """Return a field's last value."""
        return str(self.fields.get(self.prefix + name, default))

    def getlist(self, name: str) -> list[str]:
        """Return every value of a field."""
        return [str(each) for each in self.fields.getlist(self.prefix + name)]


class BadAnswer(Exception):
    """What came is no answer to this task; the text says so, `typed` is what came."""

    def __init__(self, words: str = "", typed: Any = None) -> None:
        super().__init__(words)
        self.typed = typed

    def __str__(self) -> str:
        return str(self.args[0]) or _("This is no answer to this question.")


@dataclass(frozen=True)
class Setting:
    """Where a task is answered: which sitting, what was answered so far, and when."""

    paper: Paper
    seed: int
    given: Mapping[str, Given] = field(default_factory=dict)
    at: dt.datetime | None = None
    multiplier: Decimal | None = Decimal(1)
    began_at: dt.datetime | None = None  # when the part began that runs


class TaskType:
    """One way to ask. Subclass it, fill it in, decorate with `@register`.

    A type that is `shown_once` waits for a click, is shown from then on by the server's clock,
    and takes one answer, which stays.
    """

    code: ClassVar[str]
    shown_once: ClassVar[bool] = False
    show_label: ClassVar[Any] = _later("Show it")  # the button of a task that is shown once

    @property
    def template(self) -> str:
        return f"interviews/sittings/tasks/{self.code}.html"

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> Any:
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

    def feedback(
        self,
        task: Mapping[str, Any],  # noqa: ARG002
        value: Any,  # noqa: ARG002
        setting: Setting,  # noqa: ARG002
    ) -> str:
        """Return what is said after a task for practice; nothing is said after one that counts."""
        return ""


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


def text_of(data: Fields, name: str, longest: int = LONGEST_TEXT) -> str:
    """Return what was typed into a field, as it was typed. Raises BadAnswer for too much."""
    text = data.get(name, "").replace("\r\n", "\n").replace("\x00", "")
    if len(text) > longest:
        raise BadAnswer(_("This is longer than we can take. Please shorten it."))
    return text


def _places(data: Fields, task: Mapping[str, Any]) -> list[int]:
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

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> int | None:  # noqa: ARG002
        places = _places(data, task)
        return places[-1] if places else None


@register
class Several(TaskType):
    """Every option that fits."""

    code = "several"

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> list[int] | None:  # noqa: ARG002
        return sorted(set(_places(data, task))) or None


@register
class Locate(TaskType):
    """The part of a sentence that has an error, or none of them."""

    code = "locate"
    NONE: Final = "none"

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> int | str | None:  # noqa: ARG002
        if data.get("value") == self.NONE:
            return self.NONE
        places = _places(data, task)
        return places[-1] if places else None


@register
class Correct(TaskType):
    """The right form of a marked word, typed."""

    code = "correct"

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> str | None:  # noqa: ARG002
        return text_of(data, "value", 200).strip() or None


@register
class Order(TaskType):
    """Sentences put into an order: each gets a number, or is moved up and down."""

    code = "order"

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> list[int] | None:  # noqa: ARG002
        wanted = [place for place, _text in task["options"]]
        numbers = {place: data.get(f"place-{place}", "") for place in wanted}
        if not any(numbers.values()):
            return None
        if sorted(numbers.values()) != sorted(str(n) for n in range(1, len(wanted) + 1)):
            raise BadAnswer(_("Give every sentence a number of its own."), numbers)
        return sorted(wanted, key=lambda place: int(numbers[place]))

    def present(self, task: Mapping[str, Any], value: Any, setting: Setting) -> dict[str, Any]:  # noqa: ARG002
        """Show the sentences in the candidate's order, once there is one."""
        texts = dict(task["options"])
        order = value if isinstance(value, list) else list(texts)
        numbers = {place: str(number) for number, place in enumerate(order, start=1)}
        if not isinstance(value, list):
            numbers = value or {}  # as they were typed, when they made no order
        rows = [
            {"place": place, "text": texts[place], "number": numbers.get(place, "")}
            for place in order
        ]
        return {"value": value, "rows": rows, "numbers": [str(n + 1) for n in range(len(order))]}


@register
class Proofread(TaskType):
    """Every wrong word of a passage, marked."""

    code = "proofread"

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> list[int] | None:  # noqa: ARG002
        return sorted(set(_places(data, task))) or None


@register
class Text(TaskType):
    """Free text: a reply, an account in one's own words."""

    code = "text"

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> str | None:  # noqa: ARG002
        text = text_of(data, "value")
        return text if text.strip() else None


@register
class Rewrite(Text):
    """A text to put into a better tone."""

    code = "rewrite"
