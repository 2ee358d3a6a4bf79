"""The decision packet of a Day: the matrix, one sheet each, where raters disagree, the wash-up,
the decisions. Candidates stand by name and never by score.

The blind packet holds who comes, what they wrote and their timetable, and nothing of anybody's
marks, numbers, flags or decisions: the queries behind it never touch those tables.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from hiring.reports import fonts
from hiring.reports.papers import front
from hiring.reports.papers.head import Head
from hiring.reports.papers.scorecard import (
    ScorecardSheet,
    SheetCriterion,
    SheetStage,
    drawn_stage,
)
from interviews.drawings.composite_line import draw_composite_line
from interviews.drawings.numbers import gate_number, number, percent, say_range
from interviews.drawings.rater_dots import RaterDots, draw_rater_dots
from interviews.drawings.shapes import Palette, print_palette
from interviews.drawings.stage_scores import CompositeMark, draw_stage_scores

APART = 2  # points between two marks on one criterion that are worth a word
WIDEST = 12  # disagreements that the packet shows; the sheets show them all
LINES = 3  # of each; the scorecard has the whole
QUOTES = 2  # of what was seen at the top, and as many at the bottom


@dataclass(frozen=True)
class PacketPlanStage:
    """One stage of the plan, as the packet's first page lists it."""

    title: str
    weight: int
    gate: float | None


@dataclass(frozen=True)
class PacketSession:
    """Where a candidate was when; times as the Day's clocks showed them."""

    span: str
    title: str
    room: str


@dataclass(frozen=True)
class PacketCandidate:
    """One candidate: the scorecard where there is one that the asker may see."""

    name: str
    applied_on: dt.date
    state: str
    cover_letter: str
    sessions: tuple[PacketSession, ...]
    sheet: ScorecardSheet | None


@dataclass(frozen=True)
class PacketDecision:
    """A decision that stands, with what the numbers had advised."""

    candidate: str
    verdict: str
    reason_label: str
    reason: str
    by: str
    at: dt.datetime
    advice: str
    is_override: bool
    is_waiting: bool
    approved_by: str


@dataclass(frozen=True)
class PacketMove:
    """One rater's first mark and how far the agreed value is from it."""

    rater: str
    initial: int
    by: int


@dataclass(frozen=True)
class PacketAgreement:
    """One value that the wash-up agreed on, beside the marks that it does not replace."""

    candidate: str
    stage: str
    criterion: str
    value: int
    reason: str
    saved_by: str
    moves: tuple[PacketMove, ...]


@dataclass(frozen=True)
class PacketWashup:
    """The wash-up of the Day."""

    moderator: str
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    lines: tuple[PacketAgreement, ...]


@dataclass(frozen=True)
class DecisionPacket:
    """The inputs of one packet."""

    head: Head
    on: dt.date
    site: str
    day_zone: str
    bar: float | None
    stages: tuple[PacketPlanStage, ...]
    candidates: tuple[PacketCandidate, ...]
    decisions: tuple[PacketDecision, ...]
    washup: PacketWashup | None

    @property
    def sheets(self) -> list[tuple[PacketCandidate, ScorecardSheet]]:
        return [(each, each.sheet) for each in self.candidates if each.sheet]


def file_name(packet: DecisionPacket) -> str:
    """Return what the file is called when somebody keeps it."""
    return f"{packet.head.title}, {packet.head.opening} {packet.on:%Y-%m-%d}.pdf"


def pages(packet: DecisionPacket) -> int:
    """Guess the pages, for the progress bar."""
    return 4 + (len(packet.candidates) if packet.sheets else len(packet.candidates) // 3)


@dataclass(frozen=True)
class Cell:
    """One number of the matrix: nothing for a score that is missing."""

    value: str
    gate_failed: bool
    is_provisional: bool


def _titles(packet: DecisionPacket) -> list[str]:
    titles = [stage.title for stage in packet.stages]
    more = [stage.title for _each, sheet in packet.sheets for stage in sheet.stages]
    return list(dict.fromkeys([*titles, *more]))


def _cell(stage: SheetStage | None) -> Cell | None:
    if stage is None or stage.value is None:
        return None
    return Cell(
        number(stage.value, beside=stage.gate),
        stage.gate_met is False,
        stage.raters_locked < stage.raters_expected,
    )


def _matrix(packet: DecisionPacket, titles: list[str]) -> list[dict[str, Any]]:
    rows = []
    for candidate in packet.candidates:
        sheet = candidate.sheet
        by_title = {stage.title: stage for stage in sheet.stages} if sheet else {}
        value = sheet.value if sheet else None
        rows.append(
            {
                "candidate": candidate,
                "cells": [_cell(by_title.get(title)) for title in titles],
                "value": number(value, beside=sheet.bar) if sheet and value is not None else "",
                "bounds": say_range(value, sheet.standard_error) if sheet else "",
                "zone": sheet.zone_label if sheet else "",
                "is_provisional": bool(sheet and sheet.is_provisional),
                "flags": len(sheet.flags) if sheet else 0,
            }
        )
    return rows


def _dots(criterion: SheetCriterion, palette: Palette) -> Any:
    marks = tuple(mark.value for mark in criterion.marks)
    return draw_rater_dots(
        [RaterDots(criterion.name, marks)], palette=palette, width=150, with_labels=False
    )


def _disagreements(packet: DecisionPacket, palette: Palette) -> list[dict[str, Any]]:
    found = [
        (criterion.spread or 0, candidate.name, stage, criterion)
        for candidate, sheet in packet.sheets
        for stage in sheet.stages
        for criterion in stage.criteria
        if (criterion.spread or 0) >= APART
    ]
    found.sort(key=lambda each: -each[0])
    return [
        {
            "spread": spread,
            "candidate": name,
            "stage": stage.title,
            "criterion": criterion.name,
            "dots": _dots(criterion, palette),
            "marks": sorted(
                (mark for mark in criterion.marks if mark.value is not None),
                key=lambda mark: (-(mark.value or 0), mark.rater),
            ),
        }
        for spread, name, stage, criterion in found
    ]


def _quotes(sheet: ScorecardSheet) -> dict[str, list[dict[str, Any]]]:
    """Pick what was seen at the highest and at the lowest marks, each with its evidence."""
    seen = [
        front.Seen(number, stage, criterion, mark)
        for number, stage, criterion in front.numbered(sheet)
        for mark in criterion.marks
        if mark.value is not None and mark.evidence
    ]
    seen.sort(key=lambda each: each.mark.value or 0)
    low = seen[:QUOTES]
    high = [each for each in reversed(seen[-QUOTES:]) if each not in low]
    return {
        "high": [front.quote(each, front.HALF, LINES, rest_at=_("scorecard")) for each in high],
        "low": [front.quote(each, front.HALF, LINES, rest_at=_("scorecard")) for each in low],
    }


def _sheet(candidate: PacketCandidate, sheet: ScorecardSheet, palette: Palette) -> dict[str, Any]:
    composite = CompositeMark(sheet.value, sheet.standard_error, sheet.is_provisional)
    return {
        "candidate": candidate,
        "sheet": sheet,
        "value": None if sheet.value is None else number(sheet.value, beside=sheet.bar),
        "bounds": say_range(sheet.value, sheet.standard_error),
        "percent": None if sheet.probability is None else percent(sheet.probability),
        "bar": gate_number(sheet.bar),
        "line": draw_composite_line(
            composite, bar=sheet.bar, name=sheet.candidate, palette=palette, width=360
        ),
        "stage_scores": draw_stage_scores(
            [drawn_stage(stage) for stage in sheet.stages],
            bar=sheet.bar,
            name=sheet.candidate,
            palette=palette,
            phone_width=None,
            row_height=front.DRAWN_ROW,
        ),
        "columns": front.columns(
            {key: _dots(each, palette) for key, _stage, each in front.numbered(sheet)},
            list(front.numbered(sheet)),
        ),
        "quotes": _quotes(sheet),
    }


def context(packet: DecisionPacket) -> dict[str, Any]:
    """Return what the templates need: the packet, its drawings, its numbers as people read them."""
    palette = print_palette(fonts.STACK, fonts.BOLD_STACK)
    titles = _titles(packet)
    disagreements = _disagreements(packet, palette)
    overrides = [each for each in packet.decisions if each.is_override]
    return {
        "packet": packet,
        "head": packet.head,
        "kicker": _("Decision packet"),
        "bar": None if packet.bar is None else gate_number(packet.bar),
        "plan_stages": [
            (stage, None if stage.gate is None else gate_number(stage.gate))
            for stage in packet.stages
        ],
        "titles": titles,
        "matrix": _matrix(packet, titles),
        "disagreements": disagreements[:WIDEST],
        "more_disagreements": len(disagreements[WIDEST:]),
        "sheets": [_sheet(candidate, sheet, palette) for candidate, sheet in packet.sheets],
        "without_sheet": [each for each in packet.candidates if each.sheet is None],
        "overrides": overrides,
        "apart": APART,
    }
