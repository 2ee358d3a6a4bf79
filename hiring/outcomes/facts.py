"""What is known of a hire, as plain data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Facts:
    """What is known of a hire."""

    starts_on: dt.date
    trained_on: dt.date | None = None
    alone_on: dt.date | None = None
    left_on: dt.date | None = None
    leaving: str = ""
    leaving_words: str = ""
    supervisor_id: int | None = None
