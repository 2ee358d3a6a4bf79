"""What an item has to be like so that it can be scored: said in sentences. Pure thinking."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from interviews.assessments.scoring import normalized, proofread, worth_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST_PIECES: Final = 40
LONGEST_TEXT: Final = 5000
_FEWEST_PIECES: Final = 2
_HIGHEST: Final = 1000  # points


def problems_of(kind: str, body: Any) -> list[str]:
    """Return what makes an item impossible to score; nothing where it can be.

    Whatever `body` is, the answer is sentences and never an error.
    """
    checker = _CHECKERS.get(kind)
    if checker is None:
        return [_("there is no such kind of item")]
    if not isinstance(body, Mapping) or not body:
        return [_("there is nothing to answer")]
    unknown = sorted(str(name) for name in body if name not in _FIELDS[kind])
    if unknown:
        return [_("it has parts that are not known: %(names)s") % {"names": ", ".join(unknown)}]
    try:
        return list(checker(body))
    except (KeyError, TypeError, ValueError, AttributeError):
        return [_("a part of the item is missing or is not what it should be")]


def _pieces(body: Mapping[str, Any], name: str) -> Iterator[str]:
    pieces = body[name]
    if not isinstance(pieces, list) or not all(_is_text(piece) for piece in pieces):
        raise TypeError(name)
    if not _FEWEST_PIECES <= len(pieces) <= MOST_PIECES:
        yield _("an item has 2 to %(most)s parts to choose from") % {"most": MOST_PIECES}


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value.strip()) > 0 and len(value) <= LONGEST_TEXT


def _is_number(value: Any) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and math.isfinite(value)
        and abs(value) <= _HIGHEST
    )


def _is_place(value: Any, pieces: Sequence[Any]) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < len(pieces)


def _points(
    body: Mapping[str, Any], pieces: Sequence[Any], *, several: bool = False
) -> Iterator[str]:
    points = body["points"]
    bounds = [body[name] for name in ("lower", "upper") if name in body]
    if len(points) != len(pieces) or not all(map(_is_number, [*points, *bounds, body["worth"]])):
        raise ValueError("points")
    best = worth_of(points, several=several, lower=body.get("lower"), upper=body.get("upper"))
    if body["worth"] <= 0 or not math.isclose(body["worth"], best):
        yield _("no answer counts in full")
    if min(points) < 0 and body.get("lower", -1) < 0:
        yield _("an answer could take points off, and there are no minus points here")


def _choice(body: Mapping[str, Any]) -> Iterator[str]:
    options = body["options"]
    yield from _pieces(body, "options")
    if len(set(options)) != len(options):
        yield _("two options are the same, or the key is none of them")
    elif "points" in body:
        yield from _points(body, options)
    elif not _is_place(body["key"], options):
        yield _("two options are the same, or the key is none of them")
    gap = [body[name] for name in ("before", "after") if name in body]
    if gap and (len(gap) == 1 or not all(isinstance(text, str) for text in gap)):
        yield _("a gap has something before and after it")


def _several(body: Mapping[str, Any]) -> Iterator[str]:
    options = body["options"]
    yield from _pieces(body, "options")
    if "around" not in body and len(set(options)) != len(options):
        yield _("two options are the same, or the key is none of them")
    if "points" in body:
        yield from _points(body, options, several=True)
    elif not body["keys"] or not all(_is_place(key, options) for key in body["keys"]):
        yield _("two options are the same, or the key is none of them")
    yield from _around(body, options)


def _locate(body: Mapping[str, Any]) -> Iterator[str]:
    segments = body["segments"]
    yield from _pieces(body, "segments")
    if "points" in body:
        yield from _points(body, segments)
    elif body["key"] is not None and not _is_place(body["key"], segments):
        yield _("the key is none of the parts")
    yield from _around(body, segments)


def _around(body: Mapping[str, Any], pieces: Sequence[Any]) -> Iterator[str]:
    around = body.get("around")
    if around is not None and (
        len(around) != len(pieces) + 1 or not all(isinstance(text, str) for text in around)
    ):
        yield _("the text around the parts does not fit them")


def _correct(body: Mapping[str, Any]) -> Iterator[str]:
    if not (_is_text(body["text"]) and _is_text(body["wrong"])):
        raise ValueError("text")
    if body["text"].count(body["wrong"]) != 1:
        yield _("the marked word does not stand in the text just once")
    mapping = body["mapping"]
    if not all(_is_text(text) and _is_number(points) for text, points in mapping.items()):
        raise ValueError("mapping")
    worth = body.get("worth", 1)
    if worth not in mapping.values() or not 0 < worth <= _HIGHEST:
        yield _("no answer counts in full")
    if not all(0 <= points <= worth for points in mapping.values()):
        yield _("an answer counts for less than nothing or more than in full")
    case_sensitive = body.get("case_sensitive", False)
    if not isinstance(case_sensitive, bool):
        raise TypeError("case_sensitive")
    if len({normalized(text, case_sensitive=case_sensitive) for text in mapping}) < len(mapping):
        yield _("two accepted answers are the same")


def _order(body: Mapping[str, Any]) -> Iterator[str]:
    yield from _pieces(body, "sentences")
    if len(set(body["sentences"])) < len(body["sentences"]):
        yield _("two sentences are the same")


def _proofread(body: Mapping[str, Any]) -> Iterator[str]:
    if not _is_text(body["passage"]) or not proofread(body["passage"], []).errors:
        yield _("the passage has no error")


def _rewrite(body: Mapping[str, Any]) -> Iterator[str]:
    if not isinstance(body["text"], str) or len(body["text"]) > LONGEST_TEXT:
        raise ValueError("text")
    yield from ()


_POINTS: Final = frozenset({"points", "lower", "upper", "worth"})
_FIELDS: Final = {
    "choice": {"options", "key", "before", "after"} | _POINTS,
    "several": {"options", "keys", "around"} | _POINTS,
    "locate": {"segments", "key", "around"} | _POINTS,
    "correct": {"text", "wrong", "mapping", "case_sensitive", "worth"},
    "order": {"sentences"},
    "proofread": {"passage"},
    "rewrite": {"text"},
}
_CHECKERS: Final[dict[str, Callable[[Mapping[str, Any]], Iterator[str]]]] = {
    "choice": _choice,
    "several": _several,
    "locate": _locate,
    "correct": _correct,
    "order": _order,
    "proofread": _proofread,
    "rewrite": _rewrite,
}
