"""The panels that a decision is made in front of, by their keys.

The page of a decision shows the same panels as the page of the application, but only those that
speak of what was seen and marked.
"""

from __future__ import annotations

from typing import Final

KEYS: Final = ("red-flags", "marks", "evidence", "reports", "offer")
