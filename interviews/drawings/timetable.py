"""A Day as lanes: one lane a candidate, an interviewer or a room; one block a session.

Times are minutes from any zero. The lanes' names are a drawing of their own, so that they stay
in sight while the lanes are scrolled on a phone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interviews.drawings.scale import shorten, text_width, wrap
from interviews.drawings.shapes import PAGE, Palette

ROW, GAP, HEAD, FOOT = 38.0, 4.0, 26.0, 6.0
NAMES_WIDTH, NAMES_LEAST = 140.0, 72.0
WIDTH, LEAST_A_MINUTE, MOST_A_MINUTE = 1150.0, 2.6, 5.0
SIZE, SMALL = 12.0, 11.0
TONES = (12, 34, 4, 22)  # % of the one accent; neighbors in a plan are far apart


@dataclass(frozen=True)
class Block:
    """One session: `state` is planned, running, done or missed; `hint` says all of it in words.

    The short forms, the longest first, stand where the long ones have no room. Sessions of one
    station share a `tone`.
    """

    start: int
    end: int
    label: str
    under: str = ""
    hint: str = ""
    state: str = "planned"
    href: str = ""
    move: str = ""  # the address that says what would break were it elsewhere
    short_labels: tuple[str, ...] = ()
    short_unders: tuple[str, ...] = ()
    wraps: bool = False
    tone: int | None = None


@dataclass(frozen=True)
class Lane:
    """One row of the timetable. Blocks that overlap are drawn below one another."""

    label: str
    blocks: tuple[Block, ...] = ()
    under: str = ""
    key: int | None = None  # whom or what the lane is of


@dataclass(frozen=True)
class PlacedText:
    x: float
    y: float
    text: str
    fill: str
    size: float = SIZE
    weight: int = 400
    anchor: str = "start"


@dataclass(frozen=True)
class PlacedBlock:
    """A block on paper. Frame and dash tell its state without color."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str
    stroke_width: float
    dash: str
    texts: tuple[PlacedText, ...]
    hint: str
    href: str
    move: str = ""
    lane: int | None = None
    barred: bool = False


@dataclass(frozen=True)
class Code:
    """What a short form stands for, with the color of its blocks, and whether they have a bar."""

    short: str
    long: str
    fill: str
    barred: bool = False


@dataclass(frozen=True)
class Stripe:
    """A band over the whole height, such as lunch; or over the whole width, such as a lane."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    opacity: float = 1.0


@dataclass(frozen=True)
class TimetableDrawing:
    """Names to the left, lanes to the right, of the same height."""

    title: str
    height: float
    names_width: float
    lanes_width: float
    stripes: tuple[Stripe, ...]
    hours: tuple[PlacedText, ...]
    names: tuple[PlacedText, ...]
    blocks: tuple[PlacedBlock, ...]
    now_x: float | None
    palette: Palette
    a_minute: float  # how wide it is
    lanes: tuple[tuple[int, float, float], ...] = ()  # key, top, height
    codes: tuple[Code, ...] = ()

    @property
    def ground(self) -> float:
        """Where the lanes end."""
        return self.height - FOOT

    @property
    def linked(self) -> bool:
        return any(block.href for block in self.blocks)


def timetable(
    *,
    title: str,
    lanes: Sequence[Lane],
    start: int,
    end: int,
    hours: Sequence[tuple[int, str]],
    breaks: Sequence[tuple[int, int]] = (),
    now: int | None = None,
    codes: Sequence[tuple[str, str]] = (),
    palette: Palette = PAGE,
) -> TimetableDrawing:
    """Draw lanes from `start` to `end` (minutes); `hours` are the marks on the time line, `codes`
    what the short forms stand for, in the order of the tones."""
    a_minute = min(max(WIDTH / max(end - start, 1), LEAST_A_MINUTE), MOST_A_MINUTE)

    def at(minute: int) -> float:
        return round((min(max(minute, start), end) - start) * a_minute, 1)

    y, stripes, names, blocks, places = HEAD, [], [], [], []
    names_width = _names_width(lanes)
    for number, lane in enumerate(lanes):
        rows = _rows(lane.blocks)
        height = len(rows) * (ROW + GAP) + GAP
        if number % 2 == 0:
            stripes.append(Stripe(0, y, at(end), height, palette.sunk))
        names += _names(lane, y, height, names_width, palette)
        if lane.key is not None:
            places.append((lane.key, y, height))
        for place, row in enumerate(rows):
            top = y + GAP + place * (ROW + GAP)
            blocks += [_block(each, lane.key, at, top, palette) for each in row]
        y += height
    marks = [
        PlacedText(at(minute), HEAD - 9, text, palette.muted, SMALL, anchor="middle")
        for minute, text in hours
        if start < minute < end
    ]
    bands = [
        Stripe(at(low), HEAD, round(at(high) - at(low), 1), y - HEAD, palette.line, 0.6)
        for low, high in breaks
        if high > start and low < end
    ]
    return TimetableDrawing(
        title=title,
        height=y + FOOT,
        names_width=names_width,
        lanes_width=at(end) + 2,
        stripes=(*stripes, *bands),
        hours=tuple(marks),
        names=tuple(names),
        blocks=tuple(blocks),
        now_x=at(now) if now is not None and start <= now <= end else None,
        palette=palette,
        a_minute=a_minute,
        lanes=tuple(places),
        codes=tuple(
            Code(*each, _tone(tone, palette), _is_barred(tone)) for tone, each in enumerate(codes)
        ),
    )


def _tone(tone: int, palette: Palette) -> str:
    """Return the fill of a station: opaque, so that no line shines through what is written."""
    share = TONES[tone % len(TONES)]
    return f"color-mix(in srgb, {palette.accent} {share}%, {palette.surface})"


def _is_barred(tone: int) -> bool:
    """Tell whether a station's blocks have a bar: only so many tones differ at a glance."""
    return tone // len(TONES) % 2 == 1


def _names_width(lanes: Sequence[Lane]) -> float:
    widest = max((text_width(lane.label, SIZE, bold=True) for lane in lanes), default=0)
    return round(min(max(widest + 16, NAMES_LEAST), NAMES_WIDTH), 1)


def _rows(blocks: Sequence[Block]) -> list[list[Block]]:
    """Share blocks out among as few rows as they need, so that none covers another."""
    rows: list[list[Block]] = [[]]
    for block in sorted(blocks, key=lambda each: (each.start, each.end)):
        for row in rows:
            if not row or row[-1].end <= block.start:
                row.append(block)
                break
        else:
            rows.append([block])
    return rows


def _names(lane: Lane, y: float, height: float, width: float, palette: Palette) -> list[PlacedText]:
    middle = y + height / 2
    if not lane.under:
        lines = wrap(lane.label, width - 12, SIZE, lines=2, bold=True)
        first = middle + (4 if len(lines) == 1 else -3)
        return [
            PlacedText(0, first + 15 * place, line, palette.ink, SIZE, 600)
            for place, line in enumerate(lines)
        ]
    label = shorten(lane.label, width - 12, SIZE, bold=True)
    under = shorten(lane.under, width - 12, SMALL)
    return [
        PlacedText(0, middle - 2, label, palette.ink, SIZE, 600),
        PlacedText(0, middle + 13, under, palette.muted, SMALL),
    ]


def _block(block: Block, lane: int | None, at, top: float, palette: Palette) -> PlacedBlock:  # type: ignore[no-untyped-def]
    x = at(block.start)
    width = round(max(at(block.end) - x - 1.5, 3), 1)
    fill, stroke, stroke_width, dash, ink = {
        "planned": (palette.accent_soft, palette.accent, 1.0, "", palette.ink),
        "running": (palette.surface, palette.accent, 2.5, "", palette.ink),
        "done": (palette.surface, palette.line_strong, 1.0, "", palette.muted),
        "missed": (palette.surface, palette.bad, 1.0, "4 3", palette.muted),
    }[block.state]
    barred = False
    if block.state == "planned" and block.tone is not None:
        fill, barred = _tone(block.tone, palette), _is_barred(block.tone)
    aside = 8 if barred else 5
    texts = _texts(block, x + aside, top, width - aside - 3, ink)
    return PlacedBlock(
        x=x + 0.75,
        y=top,
        width=width,
        height=ROW,
        fill=fill,
        stroke=stroke,
        stroke_width=stroke_width,
        dash=dash,
        texts=texts,
        hint=block.hint,
        href=block.href,
        move=block.move,
        lane=lane,
        barred=barred,
    )


def _texts(block: Block, x: float, top: float, room: float, ink: str) -> tuple[PlacedText, ...]:
    lines = _lines(block, room)
    first = top + (23 if len(lines) == 1 else 16)
    return tuple(
        PlacedText(x, first + 14 * place, text, ink, SMALL, weight)
        for place, (text, weight) in enumerate(lines)
    )


def _lines(block: Block, room: float) -> list[tuple[str, int]]:
    """Return the label and what stands under it, with their weights: in short where there is no
    room. A label that `wraps` rather takes both lines than be short."""
    label = _form((block.label, *block.short_labels), room, bold=True)
    if block.wraps and label != block.label:
        whole = wrap(block.label, room, SMALL, lines=2, bold=True)
        if not any(line.endswith("…") for line in whole):
            return [(line, 600) for line in whole]
    if not block.under:
        return [(label, 600)]
    return [(label, 600), (_form((block.under, *block.short_unders), room), 400)]


def _form(forms: Sequence[str], room: float, *, bold: bool = False) -> str:
    """Return the first form that fits, the longest first; else as much of the last as does."""
    fitting = (each for each in forms if text_width(each, SMALL, bold=bold) <= room)
    return next(fitting, None) or shorten(forms[-1], room, SMALL, bold=bold)
