"""What there is to answer, as people type it: one text an item, in forms and in CSV.

- choose one, choose all that fit: one option a line, a `*` before what is right; `sentence with
  ____` on the first line makes the options fill a gap;
- find the error: one part a line, a `*` before the wrong one; without a star nothing is wrong;
- correct the word: the text with `[the wrong word]`, then one accepted answer a line, `= 0.5`
  behind one that counts in part, `Aa` alone on a line if capitals count;
- put in order: one sentence a line, in the right order;
- proofread: the passage with `{wrong|right}`; write: the text itself.

What this cannot say (points of items that came from elsewhere) is written as JSON.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from interviews.assessments.blueprints import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STAR: Final = "*"
CAPITALS: Final = "Aa"
_WORTH = re.compile(r"(.*\S)\s*=\s*([01](?:[.,][0-9]{1,3})?)")
_MARKED = re.compile(r"\[([^\[\]]+)\]")
Body = dict[str, Any]


class Unreadable(ValueError):
    """The text is not in the notation of its kind; the message says what is missing."""


def from_text(kind: str, text: str) -> Body:
    """Return the body that a text describes. Raises Unreadable, with a sentence."""
    text = text.replace("\r\n", "\n").strip()
    if text.startswith('{"'):
        return _from_json(text)
    reader = _READERS.get(kind)
    if reader is None:
        raise Unreadable(_("there is no such kind of item"))
    return reader(text)


def to_text(kind: str, body: Mapping[str, Any]) -> str:
    """Return a body as a text that `from_text` reads back to the same body."""
    text = _WRITERS[kind](body)
    try:
        if from_text(kind, text) == body:
            return text
    except Unreadable:
        pass
    return json.dumps(body, ensure_ascii=False, sort_keys=True)


def _from_json(text: str) -> Body:
    try:
        body = json.loads(text)
    except ValueError as problem:
        raise Unreadable(_("it looks like JSON and cannot be read as such")) from problem
    except RecursionError as problem:
        raise Unreadable(_("it is nested too deeply")) from problem
    return dict(body)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _starred(lines: list[str]) -> tuple[list[str], list[int]]:
    """Return the lines without their stars, and the places of those that had one."""
    places = [place for place, line in enumerate(lines) if line.startswith(STAR)]
    return [line.removeprefix(STAR).strip() for line in lines], places


def _read_choice(text: str) -> Body:
    lines = _lines(text)
    gap = {}
    if lines and lines[0].count(GAP) == 1:
        before, _gap, after = lines.pop(0).partition(GAP)
        gap = {"before": before, "after": after}
    options, right = _starred(lines)
    if len(right) != 1:
        raise Unreadable(_("put a * before the one option that is right"))
    return {"options": options, "key": right[0], **gap}


def _read_several(text: str) -> Body:
    options, right = _starred(_lines(text))
    if not right:
        raise Unreadable(_("put a * before every option that is right"))
    return {"options": options, "keys": right}


def _read_locate(text: str) -> Body:
    segments, wrong = _starred(_lines(text))
    if len(wrong) > 1:
        raise Unreadable(_("put a * before one part at most: the wrong one"))
    return {"segments": segments, "key": wrong[0] if wrong else None}


def _read_correct(text: str) -> Body:
    lines = _lines(text)
    marked = _MARKED.findall(lines[0]) if lines else []
    if len(marked) != 1:
        raise Unreadable(_("put [brackets] around the one wrong word, on the first line"))
    body: Body = {"text": lines[0].replace(f"[{marked[0]}]", marked[0]), "wrong": marked[0]}
    rest = [line for line in lines[1:] if line != CAPITALS]
    if len(rest) < len(lines) - 1:
        body["case_sensitive"] = True
    body["mapping"] = dict(_accepted(line) for line in rest)
    if not body["mapping"]:
        raise Unreadable(_("write the accepted answers below the text, one a line"))
    return body


def _accepted(line: str) -> tuple[str, float]:
    found = _WORTH.fullmatch(line)
    if found is None:
        return line, 1
    return found[1], float(found[2].replace(",", "."))


def _read_order(text: str) -> Body:
    return {"sentences": _lines(text)}


def _write_starred(pieces: list[str], keys: list[int]) -> str:
    return "\n".join(f"* {piece}" if place in keys else piece for place, piece in enumerate(pieces))


def _write_choice(body: Mapping[str, Any]) -> str:
    gap = f"{body['before']}{GAP}{body['after']}\n" if "before" in body else ""
    return gap + _write_starred(body["options"], [body.get("key", 0)])


def _write_several(body: Mapping[str, Any]) -> str:
    return _write_starred(body["options"], body.get("keys", []))


def _write_locate(body: Mapping[str, Any]) -> str:
    return _write_starred(body["segments"], [body.get("key")])  # type: ignore[list-item]


def _write_correct(body: Mapping[str, Any]) -> str:
    lines = [body["text"].replace(body["wrong"], f"[{body['wrong']}]")]
    lines += [CAPITALS] if body.get("case_sensitive") else []
    lines += [
        text if points == 1 else f"{text} = {points:g}" for text, points in body["mapping"].items()
    ]
    return "\n".join(lines)


_READERS: Final[dict[str, Callable[[str], Body]]] = {
    "choice": _read_choice,
    "several": _read_several,
    "locate": _read_locate,
    "correct": _read_correct,
    "order": _read_order,
    "proofread": lambda text: {"passage": text},
    "rewrite": lambda text: {"text": text},
}
_WRITERS: Final[dict[str, Callable[[Mapping[str, Any]], str]]] = {
    "choice": _write_choice,
    "several": _write_several,
    "locate": _write_locate,
    "correct": _write_correct,
    "order": lambda body: "\n".join(body["sentences"]),
    "proofread": lambda body: str(body["passage"]),
    "rewrite": lambda body: str(body["text"]),
}
