"""Cells of files that are opened in a spreadsheet."""

from __future__ import annotations

import re
from typing import Final

_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_PHONE: Final = re.compile(r"\+[\d ()/.-]*")


def harmless(text: str) -> str:
    """Return a text behind an apostrophe if a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _PHONE.fullmatch(text) else text
