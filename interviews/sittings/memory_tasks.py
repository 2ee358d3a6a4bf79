"""Tasks that are shown for a while, by the server's clock: a record, a call, a list of digits."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.sittings import clock, spans
from interviews.sittings.tasks import BadAnswer, Fields, Setting, TaskType, register, text_of

_DIGITS: Final = re.compile(r"[0-9]{0,20}")
SECOND: Final = dt.timedelta(seconds=1)
STEP: Final = 5  # seconds between the moments at which the style sheet can hide something
LEAD: Final = 2  # seconds before the first digit
VISUAL: Final = "visual"  # spoken lists are no parallel form: they would be normed apart


class ForAWhile(TaskType):
    """Something that is shown for so many seconds and then is gone; extra time prolongs them."""

    shown_once = True

    def present(self, task: Mapping[str, Any], value: Any, setting: Setting) -> dict[str, Any]:
        """Say whether it still stands there, and for how long; None: as long as one likes."""
        shown_at = _shown_at(task, setting)
        if shown_at is None or setting.at is None:
            return {"value": value, "phase": "waits", "seconds": task["seconds"]}
        if setting.multiplier is None:
            return {"value": value, "phase": "shown", "left": None}
        end = shown_at + clock.limit_of(task["seconds"], setting.multiplier)
        left = (end - setting.at).total_seconds()
        return {
            "value": value,
            "phase": "shown" if left > 0 else "gone",
            "left": max(0.0, left),
            "hide": STEP * math.ceil(left / STEP),  # as the style sheet knows it
        }


def _shown_at(task: Mapping[str, Any], setting: Setting) -> dt.datetime | None:
    known = setting.given.get(task["key"])
    return known.shown_at if known else None


@register
class Study(ForAWhile):
    """A record to keep in mind; the answer says how many seconds it stood there."""

    code = "study"
    show_label: ClassVar[Any] = gettext_lazy("Show the record")

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> dict[str, float]:  # noqa: ARG002
        shown_at = _shown_at(task, setting)
        if shown_at is None or setting.at is None:
            raise BadAnswer(_("Look at it first; then you can answer."))
        return {"seconds": round((setting.at - shown_at).total_seconds(), 1)}


@register
class Call(ForAWhile):
    """A call, written out, with room for notes: agents take notes, and keep them."""

    code = "call"
    show_label: ClassVar[Any] = gettext_lazy("Show the call")

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> dict[str, str]:
        if _shown_at(task, setting) is None:
            raise BadAnswer(_("Look at it first; then you can answer."))
        return {"notes": text_of(data, "notes"), "modality": VISUAL}


@register
class Short(TaskType):
    """A few words; what was noted during a call may stand beside it."""

    code = "short"

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> str | None:  # noqa: ARG002
        return text_of(data, "value", 200).strip() or None

    def present(self, task: Mapping[str, Any], value: Any, setting: Setting) -> dict[str, Any]:
        return {"value": value, "notes": notes_of(task, setting)}


@register
class Retell(TaskType):
    """What a call was about, in one's own words, beside one's notes."""

    code = "retell"

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> str | None:  # noqa: ARG002
        text = text_of(data, "value")
        return text if text.strip() else None

    def present(self, task: Mapping[str, Any], value: Any, setting: Setting) -> dict[str, Any]:
        return {"value": value, "notes": notes_of(task, setting)}


def notes_of(task: Mapping[str, Any], setting: Setting) -> str:
    """Return what the candidate noted during the call that a task is about."""
    known = setting.given.get(str(task.get("notes_of", "")))
    return str(known.value.get("notes", "")) if known and isinstance(known.value, dict) else ""


@register
class Span(TaskType):
    """A list of digits, one a second, to be typed forward or backward.

    The list follows from seed, trial and length, the length from what was right before.
    """

    code = "span"
    shown_once = True
    show_label: ClassVar[Any] = gettext_lazy("Show the digits")

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
        typed = re.sub(r"[\s,.-]", "", data.get("value"))
        if not _DIGITS.fullmatch(typed):
            raise BadAnswer(_("Type digits only."))
        digits, shown_at = digits_for(task, setting), _shown_at(task, setting)
        if shown_at and setting.at and setting.at < shown_at + (LEAD + len(digits)) * SECOND:
            raise BadAnswer(_("Wait until all digits have passed."))
        return {
            "digits": digits,
            "typed": typed,
            "right": spans.is_right(digits, typed, task["direction"]),
            "modality": VISUAL,
        }

    def present(self, task: Mapping[str, Any], value: Any, setting: Setting) -> dict[str, Any]:
        """Show the digits that are still to come: a reload does not begin anew."""
        shown_at = _shown_at(task, setting)
        length = len(digits_for(task, setting))
        if shown_at is None or setting.at is None:
            return {"value": value, "phase": "waits", "length": length}
        passed = (setting.at - shown_at).total_seconds() - LEAD
        gone = max(0, int(passed))
        lead = max(0, round(-passed))
        return {
            "value": value,
            "phase": "shown",
            "length": length,
            "lead": lead,
            "digits": digits_for(task, setting)[gone:] if passed < length else [],
        }

    def feedback(self, task: Mapping[str, Any], value: Any, setting: Setting) -> str:  # noqa: ARG002
        wanted = value["digits"] if task["direction"] == "forward" else value["digits"][::-1]
        if value["right"]:
            return _("Right. That was for practice.")
        return _("That was for practice. Right would have been %(digits)s.") % {
            "digits": " ".join(str(digit) for digit in wanted)
        }


def trace_of(direction: str, given: Mapping[str, Any]) -> list[tuple[int, bool]]:
    """Return the trials of one direction so far, in order; those for practice left out."""
    found = []
    for number in range(1, spans.TRIALS + 1):
        known = given.get(f"{direction}-{number}")
        if known is None or not isinstance(known.value, dict):
            break
        found.append((len(known.value["digits"]), bool(known.value["right"])))
    return found


def digits_for(task: Mapping[str, Any], setting: Setting) -> list[int]:
    """Return the list of a trial."""
    known = setting.given.get(task["key"])
    if known is not None and isinstance(known.value, dict):
        return list(known.value["digits"])
    length = spans.PRACTICE_LENGTH
    if not task.get("practice"):
        trace = trace_of(task["direction"], setting.given)
        length = spans.next_length(trace, spans.START[task["direction"]])
    return spans.digits_of(setting.seed, task["key"], length)
