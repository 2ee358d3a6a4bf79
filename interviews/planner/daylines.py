"""What one person's or room's day comes to, kept up session by session. No Django."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from interviews.planner.problem import Session
from interviews.planner.timeline import Who

NEVER: Final = 1 << 40  # minutes

# of candidates, and of interviewers and rooms: taken with the gap on either side, and after it
Masks = tuple[tuple[int, int], tuple[int, int]]


@dataclass(slots=True)
class Line:
    """One person's or room's day: their sessions, and what these come to."""

    opened: int
    numbers: list[int] = field(default_factory=list)
    taken: int = 0  # with the gap on either side
    trailing: int = 0
    low: int = NEVER
    high: int = -NEVER
    load: int = 0
    cost: int = 0

    def clear(self) -> None:
        """Take every session out."""
        self.taken = self.trailing = self.load = 0
        self.low, self.high = NEVER, -NEVER

    def book(self, session: Session, masks: Masks, who: Who) -> None:
        """Add a session of theirs; who only watches is busy, and works no longer for it."""
        kind, key = who
        taken, trailing = masks[kind != "candidate"]
        self.taken |= taken
        self.trailing |= trailing
        if kind == "interviewer" and key not in session.interviewers:
            return  # watches only
        self.low = min(self.low, session.start)
        self.high = max(self.high, session.end)
        self.load += session.end - session.start


def longer(line: Line, start: int, end: int) -> int:
    """Return by how many minutes the day gets longer with [start, end)."""
    low, high = line.low, line.high
    if low > high:
        return end - start
    return (low - start if start < low else 0) + (end - high if end > high else 0)
