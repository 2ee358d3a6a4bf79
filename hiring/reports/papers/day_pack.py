"""The Day pack and the kit of a session: what hangs on doors and lies on tables.

Nothing in here comes from a mark. On doors candidates stand by their first name and an initial,
because everybody who passes reads a door.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hiring.reports.papers.head import Head
from interviews.drawings.codes import draw_qr
from interviews.drawings.shapes import Drawing
from interviews.plans.values import ValueSet
from interviews.stages import registry

BADGES_A_PAGE = 8


@dataclass(frozen=True)
class PackSession:
    """One session; times as the Day's clocks show them."""

    span: str
    title: str
    room: str
    candidates: tuple[str, ...]
    interviewers: tuple[str, ...]


@dataclass(frozen=True)
class PackLane:
    """A candidate, an interviewer or a room, with their sessions by time."""

    name: str
    sessions: tuple[PackSession, ...]


@dataclass(frozen=True)
class HandCriterion:
    """One criterion to be marked by hand."""

    name: str
    question: str
    anchors: tuple[str, str, str]


@dataclass(frozen=True)
class HandSheet:
    """A scorecard to fill in by hand; `url` leads back to it and is empty where nobody may know."""

    candidate: str
    interviewer: str
    title: str
    span: str
    room: str
    criteria: tuple[HandCriterion, ...]
    url: str


@dataclass(frozen=True)
class DayPack:
    """The inputs of a Day pack."""

    head: Head
    on: dt.date
    site: str
    day_zone: str
    candidates: tuple[PackLane, ...]
    interviewers: tuple[PackLane, ...]
    rooms: tuple[PackLane, ...]
    sheets: tuple[HandSheet, ...]


@dataclass(frozen=True)
class SessionKit:
    """The inputs of the kit of one session; `kind` is the stage kind whose guide is printed."""

    head: Head
    on: dt.date
    kind: str
    session: PackSession
    sheets: tuple[HandSheet, ...]
    values: ValueSet | None = None  # of a kind that rates the company's values


def pack_name(pack: DayPack) -> str:
    """Return what the file is called when somebody keeps it."""
    return _("Day pack") + f", {pack.head.opening} {pack.on:%Y-%m-%d}.pdf"


def kit_name(kit: SessionKit) -> str:
    """Return what the file is called when somebody keeps it."""
    return _("Kit") + f", {kit.session.title} {kit.on:%Y-%m-%d} {kit.session.span[:5]}.pdf".replace(
        ":", "."
    )


def pack_pages(pack: DayPack) -> int:
    """Guess the pages, for the progress bar."""
    badges = (len(pack.candidates) + len(pack.interviewers)) // BADGES_A_PAGE + 1
    return 4 + len(pack.rooms) + badges + len(pack.sheets)


def kit_pages(kit: SessionKit) -> int:
    """Guess the pages, for the progress bar."""
    return 2 + len(kit.sheets)


def on_door(name: str) -> str:
    """Shorten a name for the door: “Kim K.”; a name of one word stays as it is."""
    first, _space, last = name.partition(" ")
    return f"{first} {last.split()[-1][0]}." if last.strip() else first


def _with_codes(sheets: tuple[HandSheet, ...]) -> list[tuple[HandSheet, Drawing | None]]:
    return [
        (sheet, draw_qr(sheet.url, _("this scorecard")) if sheet.url else None) for sheet in sheets
    ]


def _doors(pack: DayPack) -> list[dict[str, Any]]:
    return [
        {
            "room": lane.name,
            "titles": list(dict.fromkeys(each.title for each in lane.sessions)),
            "rows": [
                (each.span, each.title, [on_door(name) for name in each.candidates])
                for each in lane.sessions
            ],
        }
        for lane in pack.rooms
    ]


def _badges(pack: DayPack) -> list[list[tuple[str, str]]]:
    people = [(lane.name, _("Candidate")) for lane in pack.candidates]
    people += [(lane.name, _("Interviewer")) for lane in pack.interviewers]
    starts = range(0, len(people), BADGES_A_PAGE)
    return [people[start : start + BADGES_A_PAGE] for start in starts]


def pack_context(pack: DayPack) -> dict[str, Any]:
    """Return what the templates need: timetables, doors, sheets with their codes, badges."""
    return {
        "pack": pack,
        "head": pack.head,
        "kicker": _("Day pack"),
        "views": [
            (_("By candidate"), pack.candidates, "candidate"),
            (_("By interviewer"), pack.interviewers, "interviewer"),
            (_("By room"), pack.rooms, "room"),
        ],
        "doors": _doors(pack),
        "sheets": _with_codes(pack.sheets),
        "badges": _badges(pack),
    }


def kit_context(kit: SessionKit) -> dict[str, Any]:
    """Return what the template needs: the guide of the stage's kind, and the sheets."""
    return {
        "kit": kit,
        "head": kit.head,
        "kicker": _("Interviewer kit"),
        "guide": registry.get(kit.kind),
        "sheets": _with_codes(kit.sheets),
    }
