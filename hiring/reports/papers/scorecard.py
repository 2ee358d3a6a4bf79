"""The composite scorecard as data: two pages from which one decides, and the evidence behind."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from hiring.reports import fonts
from hiring.reports.papers import front
from interviews.drawings.composite_line import draw_composite_line
from interviews.drawings.numbers import gate_number, number, percent, say_range, two_decimals
from interviews.drawings.rater_dots import RaterDots, draw_rater_dots
from interviews.drawings.scale import shorten
from interviews.drawings.shapes import Drawing, print_palette
from interviews.drawings.stage_scores import CompositeMark, StageMark, draw_stage_scores


@dataclass(frozen=True)
class SheetMark:
    """One rater's mark on one criterion, with what they saw, and what they said later."""

    rater: str
    value: int | None
    missing: str
    evidence: str
    revisions: tuple[tuple[int, str], ...] = ()  # new value and reason; the first mark counts


@dataclass(frozen=True)
class SheetCriterion:
    """One criterion with the marks that the asker may see."""

    name: str
    competency: str
    marks: tuple[SheetMark, ...]

    @property
    def values(self) -> list[int]:
        return [mark.value for mark in self.marks if mark.value is not None]

    @property
    def spread(self) -> int | None:
        """How far the highest mark is from the lowest; none below two marks."""
        return max(self.values) - min(self.values) if len(self.values) > 1 else None


@dataclass(frozen=True)
class SheetStage:
    """One stage: its part of the plan, its score, its criteria."""

    title: str
    weight: int
    gate: float | None
    gate_met: bool | None
    value: float | None
    standard_error: float | None
    raters_locked: int
    raters_expected: int
    criteria: tuple[SheetCriterion, ...]


@dataclass(frozen=True)
class SheetFlag:
    """A red flag as it was described, and the answer to it."""

    kind: str
    seen: str
    raised_by: str
    raised_at: dt.datetime
    answer: str
    answered_by: str


@dataclass(frozen=True)
class ScorecardSheet:
    """The inputs of one composite scorecard; they are what its fingerprint is of."""

    candidate: str
    opening: str
    team: str
    location: str
    plan: str
    plan_version: int
    bar: float
    value: float | None
    standard_error: float | None
    probability: float | None
    zone: str
    zone_label: str
    advice: str
    marks_locked: int
    marks_expected: int
    computed_at: dt.datetime
    code_version: str
    composite_sha256: str
    stages: tuple[SheetStage, ...]
    flags: tuple[SheetFlag, ...]
    asked_by: str
    asked_at: dt.datetime
    time_zone: str
    language: str

    @property
    def is_provisional(self) -> bool:
        return self.marks_locked < self.marks_expected


def file_name(sheet: ScorecardSheet) -> str:
    """Return what the file is called when somebody keeps it."""
    return f"{sheet.candidate}, {sheet.opening}.pdf"


def drawn_stage(stage: SheetStage) -> StageMark:
    """Return a stage as it goes into the drawing."""
    return StageMark(
        title=stage.title,
        weight=stage.weight,
        value=stage.value,
        error=stage.standard_error,
        gate=stage.gate,
        gate_met=stage.gate_met,
        raters_locked=stage.raters_locked,
        raters_expected=stage.raters_expected,
    )


def _part(stage: SheetStage) -> dict[str, Any]:
    """One row of what the number is made of."""
    value, weight = stage.value, stage.weight
    return {
        "stage": stage,
        "title": shorten(stage.title, 140, 8.75, bold=True),
        "value": None if value is None else number(value, beside=stage.gate),
        "bounds": say_range(value, stage.standard_error),
        "error": None if stage.standard_error is None else two_decimals(stage.standard_error),
        "gate": None if stage.gate is None else gate_number(stage.gate),
        "share": None if value is None else two_decimals(weight * value / 100),
    }


def _dots(criterion: SheetCriterion, palette: Any) -> Drawing:
    marks = tuple(mark.value for mark in criterion.marks)
    return draw_rater_dots(
        [RaterDots(criterion.name, marks)], palette=palette, width=150, with_labels=False
    )


def _evidence(sheet: ScorecardSheet, drawn: dict[str, Drawing]) -> list[dict[str, Any]]:
    """Return every stage with its criteria, numbered as the front refers to them."""
    criteria: dict[str, list[tuple[str, SheetCriterion, Drawing]]] = defaultdict(list)
    for key, _stage, criterion in front.numbered(sheet):
        criteria[key.partition(".")[0]].append((key, criterion, drawn[key]))
    return [
        {"place": place, "stage": stage, "row": _part(stage), "criteria": criteria[str(place)]}
        for place, stage in enumerate(sheet.stages, start=1)
    ]


def _gates(sheet: ScorecardSheet) -> dict[str, list[dict[str, Any]]]:
    """Return the stages that have a gate, by whether it was met."""
    gates = [(stage.gate_met, _part(stage)) for stage in sheet.stages if stage.gate is not None]
    return {
        "not_met": [part for met, part in gates if met is False],
        "met": [part for met, part in gates if met],
        "open": [part for met, part in gates if met is None],
    }


def context(sheet: ScorecardSheet) -> dict[str, Any]:
    """Return what the template needs: the sheet, its drawings, its numbers as people read them."""
    palette = print_palette(fonts.STACK, fonts.BOLD_STACK)
    scored = [stage for stage in sheet.stages if stage.value is not None]
    composite = CompositeMark(sheet.value, sheet.standard_error, sheet.is_provisional)
    drawn = {key: _dots(each, palette) for key, _stage, each in front.numbered(sheet)}
    lead = shorten(f"{sheet.opening} · {sheet.team} · {sheet.location}", 900, 10.5)
    plan = shorten(sheet.plan, 280, 8.75)
    gates = _gates(sheet)
    said = " ".join(
        f"{part['title']} {part['gate']} {part['value']}, of at least"
        for parts in gates.values()
        for part in parts
    )
    return {
        "sheet": sheet,
        # the whole of each stands in the evidence, or in the file's title
        "candidate": shorten(sheet.candidate, 860, 14, bold=True),
        "lead": lead,
        "plan": plan,
        "front": front.second_page(sheet, drawn),
        **front.first_page(sheet, lead=lead, plan=plan, gates=said),
        "gates": gates,
        "value": None if sheet.value is None else number(sheet.value, beside=sheet.bar),
        "bounds": say_range(sheet.value, sheet.standard_error),
        "bar": gate_number(sheet.bar),
        "percent": None if sheet.probability is None else percent(sheet.probability),
        "parts": [_part(stage) for stage in sheet.stages],
        "error": None if sheet.standard_error is None else two_decimals(sheet.standard_error),
        "counted": sum(stage.weight for stage in scored),
        "total": two_decimals(sum(stage.weight * (stage.value or 0) for stage in scored) / 100),
        "evidence": _evidence(sheet, drawn),
        "composite_line": draw_composite_line(
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
    }
