"""Keys of rows, as forms and addresses name them; who may have the row is another question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_DIGITS: Final = 18  # any number of so many fits into the database's whole numbers


def is_key(text: str) -> bool:
    """Tell whether a text can be the key of a row."""
    return text.isdecimal() and len(text) <= _DIGITS


def keys_in(text: str, *, most: int) -> list[int]:
    """Return the keys that stand in a text with dots between, so many at most; what is no key is
    passed over."""
    return [int(each) for each in text.split(".") if is_key(each)][:most]


def joined(keys: Iterable[int]) -> str:
    """Return keys as `keys_in` reads them."""
    return ".".join(map(str, keys))
