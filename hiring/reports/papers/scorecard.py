"""The composite scorecard as data: everything that will be on its two pages, and its drawings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from hiring.reports import fonts
from interviews.drawings.composite_line import draw_composite_line
from interviews.drawings.numbers import gate_number, number, say_range
from interviews.drawings.rater_dots import RaterDots, draw_rater_dots
from interviews.drawings.shapes import Drawing, print_palette
from interviews.drawings.stage_scores import CompositeMark, StageMark, draw_stage_scores
from interviews.drawings.weights_bar import WeightPart, draw_weights_bar


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
        "value": None if value is None else number(value, beside=stage.gate),
        "bounds": say_range(value, stage.standard_error),
        "error": None if stage.standard_error is None else f"{stage.standard_error:.2f}",
        "gate": None if stage.gate is None else gate_number(stage.gate),
        "share": None if value is None else f"{weight * value / 100:.2f}",
    }


def _evidence(stage: SheetStage, palette: Any) -> dict[str, Any]:
    criteria: list[tuple[SheetCriterion, Drawing | None]] = []
    for criterion in stage.criteria:
        dots = None
        if criterion.marks:
            marks = tuple(mark.value for mark in criterion.marks)
            dots = draw_rater_dots(
                [RaterDots(criterion.name, marks)], palette=palette, width=150, with_labels=False
            )
        criteria.append((criterion, dots))
    return {"stage": stage, "row": _part(stage), "criteria": criteria}


def context(sheet: ScorecardSheet) -> dict[str, Any]:
    """Return what the template needs: the sheet, its drawings, its numbers as people read them."""
    palette = print_palette(fonts.STACK, fonts.BOLD_STACK)
    scored = [stage for stage in sheet.stages if stage.value is not None]
    composite = CompositeMark(sheet.value, sheet.standard_error, sheet.is_provisional)
    return {
        "sheet": sheet,
        "value": None if sheet.value is None else number(sheet.value, beside=sheet.bar),
        "bounds": say_range(sheet.value, sheet.standard_error),
        "bar": gate_number(sheet.bar),
        "percent": None if sheet.probability is None else round(100 * sheet.probability),
        "parts": [_part(stage) for stage in sheet.stages],
        "error": None if sheet.standard_error is None else f"{sheet.standard_error:.2f}",
        "counted": sum(stage.weight for stage in scored),
        "total": f"{sum(stage.weight * (stage.value or 0) for stage in scored) / 100:.2f}",
        "evidence": [_evidence(stage, palette) for stage in sheet.stages],
        "composite_line": draw_composite_line(
            composite, bar=sheet.bar, name=sheet.candidate, palette=palette, width=360
        ),
        "stage_scores": draw_stage_scores(
            [drawn_stage(stage) for stage in sheet.stages],
            bar=sheet.bar,
            composite=composite,
            name=sheet.candidate,
            palette=palette,
            phone_width=None,
        ),
        "weights": draw_weights_bar(
            [WeightPart(each.title, each.weight, each.value is not None) for each in sheet.stages],
            palette=palette,
            width=690,
        ),
    }
