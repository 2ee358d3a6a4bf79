"""Scoring of items: pure thinking, exactly as the guide's table of item types says.

A key and an answer are plain JSON. By kind, `body` holds

- choice: `options` (texts), `key` (a place in them); with `before` and `after`, the options fill
  a gap between the two;
- several: `options`, `keys` (the places that make up the right answer, all and only they);
- locate: `segments` (texts that make up the sentence), `key` (a place, or None for "no error");
- correct: `text`, `wrong` (the word as it stands), `mapping` (accepted answer to points),
  `case_sensitive`;
- order: `sentences` in the right order; the answer is a list of places in them;
- proofread: `passage` in which an error stands as `{wrong|right}`; the answer is a list of places
  among its tokens;
- rewrite: `text`; people mark it, nothing here does.

Items that came from elsewhere may hold `points` (one number an option or segment) in place of a
key, summed over what was chosen and kept between `lower` and `upper`; `worth` is what they, or the
mapping of a text, can come to at most, so that a full answer is 1 here as everywhere. Where
segments stand in a longer text, `around` holds what is between them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass, replace
from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NONE: Final = "none"
_PLANTED = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_CHUNK = re.compile(r"(?:\{[^{}]*\}|[^\s/{}])+")


@dataclass(frozen=True)
class Token:
    """One thing to click in a passage; `right` is None where it is correct as it stands."""

    text: str
    right: str | None = None


@dataclass(frozen=True)
class Proofread:
    """Hits and false alarms, and what they come to: max(0, (H - F) / K), and d'."""

    hits: int
    errors: int
    false_alarms: int
    clean: int

    @property
    def score(self) -> float:
        return max(0.0, (self.hits - self.false_alarms) / self.errors)

    @property
    def sensitivity(self) -> float:
        """d' with the log-linear correction: Z((H+.5)/(K+1)) - Z((F+.5)/(L+1))."""
        z = NormalDist().inv_cdf
        return z((self.hits + 0.5) / (self.errors + 1)) - z(
            (self.false_alarms + 0.5) / (self.clean + 1)
        )


def score(kind: str, body: Mapping[str, Any], answer: Any) -> float | None:
    """Return the score of one answer, 0 to 1 (or the mapped value); an empty one is 0.

    None for what people mark. What does not fit the item counts as wrong, never as an error.
    """
    if kind == "rewrite":
        return None
    return _SCORERS[kind](body, answer)


def _choice(body: Mapping[str, Any], answer: Any) -> float:
    place = _place(answer)
    if "points" in body:
        return _mapped(body, [] if place is None else [place])
    return float(place == body["key"])


def _several(body: Mapping[str, Any], answer: Any) -> float:
    places = _places(answer)
    if "points" in body:
        return _mapped(body, places)
    return float(set(places) == set(body["keys"]))


def _mapped(body: Mapping[str, Any], places: Sequence[int]) -> float:
    points = body["points"]
    chosen = {place for place in places if 0 <= place < len(points)}
    total = math.fsum(float(points[place]) for place in chosen)
    total = max(total, float(body.get("lower", total)))
    return min(total, float(body.get("upper", total))) / float(body["worth"])


def worth_of(
    points: Sequence[float], *, several: bool, lower: float | None, upper: float | None
) -> float:
    """Return the most that points can come to, within their bounds."""
    best = math.fsum(each for each in points if each > 0) if several else max([0.0, *points])
    best = best if lower is None else max(best, lower)
    return best if upper is None else min(best, upper)


def _locate(body: Mapping[str, Any], answer: Any) -> float:
    if "points" in body:
        return _choice(body, answer)
    if body["key"] is None:
        return float(answer == NONE)
    return float(_place(answer) == body["key"])


def _correct(body: Mapping[str, Any], answer: Any) -> float:
    if not isinstance(answer, str):
        return 0.0
    case_sensitive = bool(body.get("case_sensitive"))
    given = normalized(answer, case_sensitive=case_sensitive)
    values = {
        normalized(text, case_sensitive=case_sensitive): float(points)
        for text, points in body["mapping"].items()
    }
    return values.get(given, 0.0) / float(body.get("worth", 1))


def _order(body: Mapping[str, Any], answer: Any) -> float:
    return float(_places(answer) == list(range(len(body["sentences"]))))


def _proofread(body: Mapping[str, Any], answer: Any) -> float:
    return proofread(body["passage"], answer).score


_SCORERS: Final = {
    "choice": _choice,
    "several": _several,
    "locate": _locate,
    "correct": _correct,
    "order": _order,
    "proofread": _proofread,
}


def normalized(text: str, *, case_sensitive: bool = False) -> str:
    """Return the text as answers are compared: NFC, trimmed, spaces collapsed, case folded."""
    plain = " ".join(unicodedata.normalize("NFC", text).split()).replace("’", "'")
    return plain if case_sensitive else plain.casefold()


def tokens(passage: str) -> list[Token]:
    """Split a passage into what can be clicked; a planted error is one token, however long.

    Where a script writes no spaces (Chinese), words are divided by `/` in the passage.
    """
    found: list[Token] = []
    for chunk in _CHUNK.findall(passage):
        text, right = _PLANTED.sub(r"\1", chunk), _PLANTED.sub(r"\2", chunk)
        if re.search(r"\w", text) or not found:
            found.append(Token(text, right if text != right else None))
        else:  # a dash, a full stop: part of what stands before it
            found[-1] = replace(found[-1], text=found[-1].text + text)
    return found


def proofread(passage: str, answer: Any) -> Proofread:
    """Compare the places clicked with those of the errors."""
    all_tokens = tokens(passage)
    clicked = {place for place in _places(answer) if 0 <= place < len(all_tokens)}
    wrong = {place for place, token in enumerate(all_tokens) if token.right is not None}
    return Proofread(
        hits=len(clicked & wrong),
        errors=len(wrong),
        false_alarms=len(clicked - wrong),
        clean=len(all_tokens) - len(wrong),
    )


def kendall_tau(answer: Sequence[int]) -> float:
    """Return Kendall's tau of an order against 0, 1, 2 ...: a fact, it enters no score."""
    pairs = [(i, j) for i in range(len(answer)) for j in range(i + 1, len(answer))]
    agreeing = sum(1 if answer[i] < answer[j] else -1 for i, j in pairs)
    return agreeing / len(pairs) if pairs else 1.0


def binomial_error(correct: float, items: int) -> float | None:
    """Return the standard error of a number-correct score, √(x(n - x)/(n - 1)) (Lord 1955).

    None at the ends, where the formula says 0 and knows nothing.
    """
    if items <= 1 or not 0 < correct < items:
        return None
    return math.sqrt(correct * (items - correct) / (items - 1))


def _place(answer: Any) -> int | None:
    if isinstance(answer, bool):
        return None
    if isinstance(answer, int):
        return answer
    return int(answer) if isinstance(answer, str) and re.fullmatch(r"[0-9]{1,3}", answer) else None


def _places(answer: Any) -> list[int]:
    found = [_place(each) for each in answer] if isinstance(answer, list) else []
    return [place for place in found if place is not None]
