"""What must not stand in words for a candidate: a mark, or the name of whoever marked.

Plain thinking. It refuses rather too much: whoever writes says it in other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

LEAST: Final = 3  # letters of a name that count; shorter ones are words of some language
# “4/5”, “4 of 5”, “3.8”, and “4 points”: nobody talks like that except about marks
_MARK: Final = re.compile(
    r"\b[1-5](?:[.,]\d+)?\s*(?:/|of|out of)\s*5\b|(?<![\d.,])[1-5][.,]\d{1,2}(?!\d|[.,]\d)"
    r"|\b[1-5]\s+points?\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*", re.UNICODE)


def marks_in(text: str) -> list[str]:
    """Return what reads like a mark, each once."""
    return list(dict.fromkeys(found[0] for found in _MARK.finditer(text)))


def names_in(text: str, names: Iterable[str], *, own: str = "") -> list[str]:
    """Return which of these people's names stand in a text, whole or in part, each once.

    A name that the candidate (`own`) has too may stand.
    """
    allowed = {word.casefold() for word in _WORD.findall(own)}
    taken = {
        word.casefold()
        for name in names
        for word in _WORD.findall(name)
        if len(word) >= LEAST and word.casefold() not in allowed
    }
    # people are called Will and Mark: as a name they are written with a capital
    words = [word for word in _WORD.findall(text) if word[0] == word[0].upper()]
    return list(dict.fromkeys(word for word in words if word.casefold() in taken))
