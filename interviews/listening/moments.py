"""Moments as people write them: minutes and seconds. Plain Python."""

from __future__ import annotations

import re
from typing import Final

_WRITTEN: Final = re.compile(r"(?:(?P<minutes>\d{1,3}):)?(?P<seconds>\d{1,4}(?:[.,]\d{1,3})?)")
MINUTE: Final = 60


def say(milliseconds: int) -> str:
    """Say a moment as a player does: 83400 is “1:23”. What has begun counts."""
    minutes, seconds = divmod(milliseconds // 1000, MINUTE)
    return f"{minutes}:{seconds:02}"


def read(text: str) -> int | None:
    """Read “1:23”, “1:23.4” or “83” in milliseconds; None for what is no moment."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    seconds = float(found["seconds"].replace(",", "."))
    if found["minutes"] and seconds >= MINUTE:
        return None
    return round((int(found["minutes"] or 0) * MINUTE + seconds) * 1000)
