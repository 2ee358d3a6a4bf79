"""What an item is known by: a digest of what is asked, and the words that a search finds."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LONGEST: Final = 4000  # characters that are searched


def digest_of(*, language: str, kind: str, stem: str, body: Mapping[str, Any], **about: Any) -> str:
    """Return the same 64 digits for the same item: what is asked, how it is scored, and what is
    said about it (area, difficulty, rationale …)."""
    whole = {"language": language, "kind": kind, "stem": stem, "body": body, **about}
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def search_text_of(code: str, stem: str, body: Mapping[str, Any], rationale: str) -> str:
    """Return every word of an item, as a search compares it."""
    words = [code, stem, *_texts(body), rationale]
    return fold(" ".join(words))[:LONGEST]


def fold(text: str) -> str:
    """Return the text without case and in one form of every character; accents stay."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _texts(each)
            if not isinstance(each, str | list | dict):
                yield name  # an accepted answer
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
