"""The two pages from which one decides: as much of the evidence as they hold, and no line more.

Texts are laid out here with widths that are rather too large, so that what fits here fits on paper.
What is cut ends in an arrow and the number under which the whole stands in the evidence behind;
what has no room at all is counted. Fewer things are told, and in fewer lines, until all of it fits.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from interviews.drawings.scale import shorten, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hiring.reports.papers.scorecard import (
        ScorecardSheet,
        SheetCriterion,
        SheetFlag,
        SheetMark,
        SheetStage,
    )

APART: Final = 2  # points between two marks on one criterion that are worth a word
MIDDLE: Final = 3  # of the scale: above it speaks for a candidate, below it against

# in points, as sheet.css sets them
_SIZE: Final = 8.0
WIDE, HALF, _NAME = 478.0, 214.0, 126.0
_LINE, _HEAD, _ROW, _AROUND = 11.2, 28.0, 16.5, 18.0
_PAGE: Final = 640.0  # of the second page, less what always stands there
_MOST_FLAGS: Final = 3
_TABLE_ROW, _FLAG = 15.8, 11.0
DRAWN_ROW: Final = 30  # of the drawing's units, 0.7 points each
# how tight the drawing stands, and how high it may be then; where there is no room at all, the
# table beneath says the same
_DRAWINGS: Final = (("", 250.0), ("tight", 180.0), ("tighter", 150.0), ("tightest", 120.0))
_FIRST: Final = 437.0  # of the first page, less what always stands there
_LONG_NAME: Final = 30  # characters that the large type has room for
# disagreements, quotes on each side, lines of each text; the first with which it fits is taken
_LEVELS: Final = (
    (8, 6, 9), (6, 5, 7), (5, 5, 5), (5, 4, 4), (4, 4, 4), (4, 3, 4), (3, 3, 3), (3, 3, 2),
    (2, 3, 2), (2, 2, 2), (2, 1, 2), (1, 1, 2), (1, 1, 1),
)  # fmt: skip
_MOST_ROWS: Final = 20


@dataclass(frozen=True)
class Cut:
    """As much of a text as there is room for; `rest_at` says where all of it is, if it was cut."""

    text: str
    lines: int
    rest_at: str = ""


@dataclass(frozen=True)
class Seen:
    """One mark with its evidence, and where it stands in the plan."""

    number: str  # of the criterion in the evidence behind
    stage: SheetStage
    criterion: SheetCriterion
    mark: SheetMark


def numbered(sheet: ScorecardSheet) -> Iterator[tuple[str, SheetStage, SheetCriterion]]:
    """Yield the criteria that have marks, with the number by which the front refers to them."""
    for place, stage in enumerate(sheet.stages, start=1):
        for number, criterion in enumerate(stage.criteria, start=1):
            if criterion.marks:
                yield f"{place}.{number}", stage, criterion


def lines_of(text: str, room: float, *, taken: float = 0.0) -> int:
    """Return in how many lines a text fits at most, the first of which is partly `taken`; a word
    wider than a line is broken."""
    used, lines, blank = taken, 1, text_width(" ", _SIZE)
    for word in text.split():
        width = text_width(word, _SIZE)
        if used and used + blank + width > room:
            lines, used = lines + 1, 0.0
        if width > room:
            lines += int(width // (room - _SIZE))  # up to a character of each line is lost
            width %= room - _SIZE
        used += width + (blank if used else 0.0)
    return lines


def cut(text: str, room: float, lines: int, *, number: str, taken: float = 0.0) -> Cut:
    """Return as much of a text as fits into so many lines beside the arrow to the rest."""
    text = " ".join(text.split())
    needed = lines_of(text, room, taken=taken)
    if needed <= lines:
        return Cut(text, needed)
    arrow, most = f" … → {number}", int(4 * lines * room / _SIZE)
    kept = bisect_right(
        range(min(len(text), most)),
        lines,
        key=lambda end: lines_of(text[:end] + arrow, room, taken=taken),
    )
    words = text[: max(0, kept - 1)]
    whole = words.rpartition(" ")[0]
    if text_width(words[len(whole) :], _SIZE) < room / 2:  # the last word is not a line of its own
        words = whole
    return Cut(words.rstrip(" ,;:."), lines, number)


def _sides(seen: list[Seen]) -> tuple[list[Seen], list[Seen]]:
    """Return what speaks for the candidate and what against, strongest first: the mark farthest
    from the middle, then the weightier stage; one mark of each criterion on each side."""

    def pick(found: list[Seen]) -> list[Seen]:
        found.sort(key=lambda each: (-abs((each.mark.value or 0) - MIDDLE), -each.stage.weight))
        strongest: dict[str, Seen] = {}
        for each in found:
            strongest.setdefault(each.number, each)
        return list(strongest.values())

    return (
        pick([each for each in seen if (each.mark.value or 0) > MIDDLE]),
        pick([each for each in seen if (each.mark.value or MIDDLE) < MIDDLE]),
    )


def _apart(sheet: ScorecardSheet) -> list[tuple[str, SheetStage, SheetCriterion]]:
    """Return the criteria on which raters are far apart, widest first."""
    found = [each for each in numbered(sheet) if (each[2].spread or 0) >= APART]
    return sorted(found, key=lambda each: (-(each[2].spread or 0), -each[1].weight))


def _ends(number: str, stage: SheetStage, criterion: SheetCriterion) -> list[Seen]:
    """Return the highest and the lowest mark of a criterion; of equal ones the first."""
    given = [mark for mark in criterion.marks if mark.value is not None]
    ends = (max(given, key=_value), min(given, key=_value))
    return [Seen(number, stage, criterion, mark) for mark in ends]


def _value(mark: SheetMark) -> int:
    return mark.value or 0


def quote(seen: Seen, room: float, lines: int, rest_at: str = "") -> dict[str, Any]:
    """Return a mark with as much of its evidence as so many lines hold, as papers show it."""
    words = cut(seen.mark.evidence, room, lines, number=rest_at or seen.number)
    return {
        "number": seen.number,
        "is_linked": not rest_at,
        "value": seen.mark.value,
        "name": shorten(seen.criterion.name, room - 24, _SIZE, bold=True),
        "place": shorten(f"{seen.stage.title}, {seen.mark.rater}", room, _SIZE),
        "rater": shorten(seen.mark.rater, room, _SIZE, bold=True),
        "words": words,
        "height": _LINE * words.lines + 5,
    }


def second_page(sheet: ScorecardSheet, dots: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the second page tells: the widest disagreements, what speaks for and against,
    every criterion's marks; at the richest level that fits."""
    apart = _apart(sheet)
    criteria = list(numbered(sheet))
    rows = min(_MOST_ROWS, math.ceil(len(criteria) / 2))
    for level in _LEVELS:
        told = _told(sheet, apart, dots, level)
        if told["height"] + rows * _ROW + 3 * _HEAD <= _PAGE:
            break
    shown = criteria[: 2 * rows]
    return {
        **told,
        "columns": columns(dots, shown),
        "more_criteria": len(criteria) - len(shown),
        "apart_points": APART,
    }


def columns(
    dots: Mapping[str, Any], criteria: list[tuple[str, SheetStage, SheetCriterion]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the marks of criteria, in the plan's order, in two columns."""
    told = [_one(number, criterion, dots) for number, _stage, criterion in criteria]
    half = math.ceil(len(told) / 2)
    return told[:half], told[half:]


def _one(number: str, criterion: SheetCriterion, dots: Mapping[str, Any]) -> dict[str, Any]:
    values = " · ".join("–" if each.value is None else str(each.value) for each in criterion.marks)
    room = max(_NAME - text_width(values, _SIZE), _NAME / 3)
    return {
        "number": number,
        "name": shorten(criterion.name, room, _SIZE, bold=True),
        "values": values,
        "dots": dots[number],
    }


def _told(
    sheet: ScorecardSheet,
    apart: list[tuple[str, SheetStage, SheetCriterion]],
    dots: Mapping[str, Any],
    level: tuple[int, int, int],
) -> dict[str, Any]:
    wide, quotes, lines = level
    shown = [
        {
            "number": number,
            "name": shorten(criterion.name, 190, _SIZE, bold=True),
            "stage": shorten(stage.title, 110, _SIZE),
            "spread": criterion.spread,
            "dots": dots[number],
            "ends": [quote(each, WIDE, min(lines, 3)) for each in _ends(number, stage, criterion)],
        }
        for number, stage, criterion in apart[:wide]
    ]
    told = {each["number"] for each in shown}
    seen = [
        Seen(number, stage, criterion, mark)
        for number, stage, criterion in numbered(sheet)
        for mark in criterion.marks
        if number not in told and mark.value is not None and mark.evidence
    ]
    both = _sides(seen)
    sides = [[quote(each, HALF, lines) for each in side[:quotes]] for side in both]
    height = max(sum(2 * _LINE + each["height"] for each in side) for side in sides)
    height += sum(_AROUND + sum(_LINE + end["height"] for end in each["ends"]) for each in shown)
    return {
        "apart": shown,
        "more_apart": len(apart) - len(shown),
        "for": sides[0],
        "against": sides[1],
        "more_for": len(both[0][quotes:]),
        "more_against": len(both[1][quotes:]),
        "height": height,
    }


def first_page(sheet: ScorecardSheet, *, lead: str, plan: str, gates: str) -> dict[str, Any]:
    """Return the red flags in short, and how tight the drawing has to stand beside them; `lead`,
    `plan` and `gates` are the words of the head and the sentence of the gates."""
    shown = sheet.flags[:_MOST_FLAGS]
    lines = _MOST_FLAGS + 1 - len(shown)
    flags = [_flag(flag, lines) for flag in shown]
    cuts = [text for each in flags for text in (each["seen"], each["answer"]) if text]
    taken = _HEAD * bool(flags) + sum(_FLAG + _LINE for _each in flags)
    taken += _LINE * (sum(text.lines for text in cuts) + lines_of(gates, WIDE))
    taken += _TABLE_ROW * (len(sheet.stages) + 2) + _more_head(sheet, lead, plan)
    drawing = 0.7 * (62 + DRAWN_ROW * len(sheet.stages))
    return {
        "flags": flags,
        "more_flags": len(sheet.flags) - len(shown),
        "flags_behind": len(sheet.flags) > len(shown)
        or any(text.rest_at for text in cuts)
        or any(flag.answer and lines == 1 for flag in shown),
        "tightness": next(
            (name for name, high in _DRAWINGS if taken + min(drawing, high) <= _FIRST), "no room"
        ),
    }


def _more_head(sheet: ScorecardSheet, lead: str, plan: str) -> float:
    """Return how much higher than usual the head is: long words, and what is provisional."""
    more = 16.0 if len(sheet.candidate) > _LONG_NAME else 0.0
    more += 15 * (lines_of(lead, 380) - 1) + 13 * max(0, lines_of(f"{plan}, version 10", 95) - 2)
    more += 15 * (lines_of(sheet.advice, 135) - 1)
    return more + 14 * sheet.is_provisional + 14


def _flag(flag: SheetFlag, lines: int) -> dict[str, Any]:
    where = _("Red flags")
    return {
        "flag": flag,
        "raised_by": shorten(flag.raised_by, 120, _SIZE),
        "answered_by": shorten(flag.answered_by, 80, _SIZE),
        "seen": cut(flag.seen, WIDE, lines, number=where),
        "answer": cut(flag.answer, WIDE, lines, number=where, taken=WIDE / 2)
        if flag.answer and lines > 1
        else None,
    }
