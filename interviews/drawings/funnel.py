"""The funnel: how many reached each step, how sure that is, and one in how many go on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from interviews.drawings.scale import Scale, shorten
from interviews.drawings.shapes import PAGE, Drawing, Line, Mark, Palette, Rect, Text

Z80 = 1.2816


@dataclass(frozen=True)
class FunnelStep:
    """One step: how many reached it (`count`) of those who reached the one before (`of`).

    Leave `of` none in the first step. `url` is not drawn; the table twin of a page may use it.
    """

    label: str
    count: int
    of: int | None = None
    url: str = ""


@dataclass(frozen=True)
class Share:
    """A share with its Wilson interval, and what it comes to as “one in so many”."""

    value: float
    low: float
    high: float

    @property
    def one_in(self) -> str:
        """“1 in 3.2”; empty when nobody went on."""
        return _("1 in %(n)s") % {"n": _many(1 / self.value)} if self.value else _("none yet")

    @property
    def one_in_range(self) -> str:
        """“2.6–4.1”; open upwards when the low end is nothing."""
        best = _many(1 / self.high) if self.high else "∞"
        worst = _many(1 / self.low) if self.low > 1e-9 else "∞"  # noqa: PLR2004
        return f"{best}–{worst}"


def _many(n: float) -> str:
    if n >= 9999.5:  # noqa: PLR2004  (so that it stays short)
        return _("%(n)sk") % {"n": number_format(round(n / 1000), decimal_pos=0)}
    decimals = 1 if n < 9.95 else 0  # noqa: PLR2004
    return number_format(round(n, decimals), decimal_pos=decimals)


def wilson(count: int, of: int, z: float = Z80) -> Share | None:
    """Return a share with its Wilson score interval (80 % unless told); none of nobody.

    Wilson, E. B. (1927), JASA 22, 209-212; it stays between 0 and 1 and is honest at 0 of n.
    """
    if of <= 0:
        return None
    share = count / of
    squared = z * z / of
    middle = (share + squared / 2) / (1 + squared)
    half = z / (1 + squared) * math.sqrt(share * (1 - share) / of + squared / (4 * of))
    return Share(share, max(0.0, middle - half), min(1.0, middle + half))


def draw_funnel(
    steps: Sequence[FunnelStep],
    *,
    name: str = "",
    palette: Palette = PAGE,
    width: float = 720,
    phone_width: float | None = 350,
) -> Drawing:
    """Draw one bar a step; the whisker is the 80 % interval of how many of the step before
    go on. `name` is the opening's, for the title."""
    drawing = _draw(steps, name, palette, width, stacked=False)
    if phone_width is None:
        return drawing
    return replace(drawing, narrow=_draw(steps, name, palette, phone_width, stacked=True))


def _draw(
    steps: Sequence[FunnelStep], name: str, palette: Palette, width: float, *, stacked: bool
) -> Drawing:
    most = max([step.count for step in steps] + [step.of or 0 for step in steps] + [1])
    row = 50 if stacked else 34
    start, end = (2.0, width - 6) if stacked else (width * 0.26, width - 200)
    scale = Scale(0, most, start, end)
    marks: list[Mark] = []
    for index, step in enumerate(steps):
        marks += _step(step, scale, palette, width, index * row + 4.0, stacked=stacked)
    head = _("Funnel of %(name)s") % {"name": name} if name else _("Funnel")
    said = ", ".join(f"{step.label} {step.count}" for step in steps)
    return Drawing(
        title=f"{head}: {said}." if said else f"{head}.",
        width=width,
        height=max(len(steps), 1) * row + 8,
        palette=palette,
        marks=tuple(marks),
        columns=(_("Step"), _("Reached it"), _("Of the step before"), _("One in"), _("80 %")),
        rows=tuple(_row(step) for step in steps),
    )


def _row(step: FunnelStep) -> tuple[str, ...]:
    share = wilson(step.count, step.of) if step.of is not None else None
    if share is None:
        return (step.label, str(step.count), "–", "–", "–")
    percent = f"{number_format(round(100 * share.value), decimal_pos=0)} %"
    return (step.label, str(step.count), percent, share.one_in, share.one_in_range)


def _step(
    step: FunnelStep, scale: Scale, palette: Palette, width: float, top: float, *, stacked: bool
) -> list[Mark]:
    share = wilson(step.count, step.of) if step.of is not None else None
    middle = top + (34 if stacked else 15)
    height = 14
    long = round(max(scale(step.count) - scale.start, 1.5), 2)
    hint = f"{step.label}: {step.count}"
    marks: list[Mark] = [
        Rect(
            scale.start, middle - height / 2, round(scale.end - scale.start, 2), height,
            palette.sunk, radius=3,
        ),
        Rect(
            scale.start, middle - height / 2, long, height,
            palette.accent, radius=min(3, long / 2), hint=hint,
        ),
    ]  # fmt: skip
    if share is not None and step.of is not None:
        marks += _whisker(scale, palette, middle, share.low * step.of, share.high * step.of)
    return marks + _words(step, share, scale, palette, width, top, stacked=stacked)


def _whisker(scale: Scale, palette: Palette, middle: float, low: float, high: float) -> list[Mark]:
    """The interval: a line with ends, on a light ground so that it shows on the bar too."""
    left, right = scale(low), scale(high)
    marks: list[Mark] = []
    for color, width, more in ((palette.surface, 4.0, 1), (palette.ink, 1.5, 0)):
        marks += [
            Line(left, middle, right, middle, color, width),
            Line(left, middle - 5 - more, left, middle + 5 + more, color, width),
            Line(right, middle - 5 - more, right, middle + 5 + more, color, width),
        ]
    return marks


def _words(
    step: FunnelStep,
    share: Share | None,
    scale: Scale,
    palette: Palette,
    width: float,
    top: float,
    *,
    stacked: bool,
) -> list[Mark]:
    detail = f"{share.one_in} ({share.one_in_range})" if share else ""
    count = number_format(step.count)
    if stacked:
        room = width - 190
        return [
            Text(2, top + 18, shorten(step.label, room, 12.5, bold=True), palette.ink, 12.5, 550),
            Text(width - 132, top + 18, count, palette.ink, 13, 650, "end"),
            Text(width - 4, top + 18, detail, palette.muted, 11, anchor="end"),
        ]
    label = shorten(step.label, scale.start - 12, 12.5, bold=True)
    return [
        Text(2, top + 19.5, label, palette.ink, 12.5, 550),
        Text(scale.end + 52, top + 20, count, palette.ink, 14, 650, "end"),
        Text(scale.end + 62, top + 20, detail, palette.muted, 11.5),
    ]
