"""The panels of lower floors that a decision is made in front of: a registry.

The page of a decision shows the same panels as the page of the application, but only those that
speak of what was seen and marked; so they are named here, by their keys.
"""

from __future__ import annotations

from typing import Final

KEYS: Final = ("composite", "scorecards", "documents")
