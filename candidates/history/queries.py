"""Timelines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from candidates.history import verbs
from candidates.history.models import Entry

LONGEST = 500


@dataclass(frozen=True)
class Line:
    """One line of a timeline. `actor_name` is empty where a candidate or a rule did it."""

    at: dt.datetime
    actor_name: str
    sentence: str


def timeline(*, subject: str, subject_key: int) -> list[Line]:
    """Return what happened to one subject, newest first; one query."""
    entries = Entry.objects.filter(subject=subject, subject_key=subject_key)
    newest = entries.select_related("actor").order_by("-at", "-pk")[:LONGEST]
    return [_line(entry) for entry in newest]


def _line(entry: Entry) -> Line:
    actor = str(entry.actor) if entry.actor else ""
    return Line(entry.at, actor, verbs.tell(entry.verb, entry.facts, actor))
