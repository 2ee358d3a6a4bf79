"""What is typed, and the rule by which what arrives late or twice undoes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from interviews.shadowing.models import Typed

WRITER: Final = re.compile(r"[0-9a-f]{1,24}")
MOST_SEQUENCE: Final = 2_000_000_000


@dataclass(frozen=True)
class Stamp:
    """Who typed something, as their how-manyeth, upon which version. No writer: a whole form."""

    writer: str = ""
    sequence: int = 0
    version: int = 0


@dataclass(frozen=True)
class NoteDraft:
    """One question about one call as it was typed."""

    call: int
    question: str
    text: str
    stamp: Stamp


@dataclass(frozen=True)
class CallDraft:
    """A line of a transcript as it was pasted."""

    milliseconds: int
    speaker: str
    words: str
    pauses: bool


@dataclass(frozen=True)
class ItemDraft:
    """A question for a quiz; the first option is the right one."""

    question: str
    options: tuple[str, ...]


def is_stale(row: Typed, stamp: Stamp) -> bool:
    """Tell whether the same page has saved something newer already."""
    return bool(stamp.writer) and row.writer == stamp.writer and stamp.sequence <= row.sequence


def may_overwrite(row: Typed, stamp: Stamp) -> bool:
    """Tell whether what was typed may take the place of what stands: the same page wrote it
    before, or it was typed upon just this version."""
    is_same = bool(stamp.writer) and row.writer == stamp.writer
    return is_same or row.version == stamp.version


def put_stamp(row: Typed, stamp: Stamp) -> None:
    """Say on a row who wrote it now."""
    row.writer, row.sequence = stamp.writer, stamp.sequence
