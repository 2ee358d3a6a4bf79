"""From numbers to places on paper: a linear scale, and how wide a text will be, about."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# widths of Noto Sans in em, rounded up a little, so that a text is never wider than we think
_NARROW = frozenset("iljtfrI.,:;!|'’()[]·1 ")
_WIDE = frozenset("mwMWЖШЩЫЮжшщыюфмФМ@%—–…œæŒÆ")
_EMS = {"narrow": 0.36, "wide": 0.95, "capital": 0.72, "other": 0.6, "full": 1.02}


@dataclass(frozen=True)
class Scale:
    """A linear scale from numbers to places; what lies outside is drawn at the edge."""

    low: float
    high: float
    start: float
    end: float

    def __post_init__(self) -> None:
        if not self.high > self.low:
            raise ValueError("a scale goes upwards")

    def __call__(self, number: float) -> float:
        inside = min(max(number, self.low), self.high)
        share = (inside - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 2)


@lru_cache(maxsize=4096)  # a page asks for a million characters, of a hundred kinds
def _ems(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return _EMS["full"]
    if character in _NARROW:
        return _EMS["narrow"]
    if character in _WIDE:
        return _EMS["wide"]
    return _EMS["capital"] if character.isupper() else _EMS["other"]


@lru_cache(maxsize=8192)  # the labels and the words beside them come again on every page
def _in_ems(text: str) -> float:
    return sum(map(_ems, text))


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how wide a text is in the font size `size`; rather more than less."""
    return _in_ems(text) * size * (1.08 if bold else 1.0)


def shorten(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """Return the text, or as much of it as fits into `room` and an ellipsis."""
    text = " ".join(text.split())
    if text_width(text, size, bold=bold) <= room:
        return text
    width, kept = _ems("…"), 0
    for character in text:
        width += _ems(character)
        if width * size * (1.08 if bold else 1.0) > room:
            break
        kept += 1
    return text[:kept].rstrip(" ,;·") + "…"


def wrap(text: str, room: float, size: float, *, lines: int, bold: bool = False) -> list[str]:
    """Break a text into at most `lines` lines; the last one is shortened if it must be."""
    words = text.split()
    broken: list[str] = []
    while words and len(broken) < lines - 1:
        line = words.pop(0)
        while words and text_width(f"{line} {words[0]}", size, bold=bold) <= room:
            line += f" {words.pop(0)}"
        broken.append(shorten(line, room, size, bold=bold))
    if words:
        broken.append(shorten(" ".join(words), room, size, bold=bold))
    return broken
