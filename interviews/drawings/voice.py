"""A voice as it was recorded: the tune, the pauses, the loudness, on the time of its waveform.

One quiet drawing: no color says good or bad, and no line says where anything should be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from interviews.drawings.scale import Scale, text_width
from interviews.drawings.shapes import PAGE, Drawing, Line, Mark, Palette, Rect, Shape, Text

_LANE, _GAP, _TOP = 54.0, 20.0, 16.0
_PAUSES = 10.0
_OCTAVE = 12.0  # semitones up and down that the tune's lane shows
_SOFTEST = -40.0  # dB under the loudest that the loudness' lane shows
_STEPS = (5, 10, 15, 30, 60, 120)  # seconds between two marks on the axis
_MOST_STEPS = 10


@dataclass(frozen=True)
class VoiceCurves:
    """Curves of equal parts over the whole recording, and pauses in seconds.

    `tune` is in semitones around the middle, `loudness` in dB under the loudest; None where there
    is no value. The labels stand in the lanes; `title` says in words what is to be seen.
    """

    seconds: float
    tune: Sequence[float | None]
    loudness: Sequence[float | None]
    pauses: Sequence[tuple[float, float]]
    labels: tuple[str, str, str]  # of the tune, of the pauses, of the loudness
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def draw_voice(
    voice: VoiceCurves,
    *,
    palette: Palette = PAGE,
    width: float = 720,
    phone_width: float | None = 350,
) -> Drawing:
    """Draw three lanes under each other over one axis of time."""
    marks, height = _draw(voice, palette, width)
    drawing = Drawing(voice.title, width, height, palette, marks, voice.columns, voice.rows)
    if phone_width is None:
        return drawing
    marks, height = _draw(voice, palette, phone_width)
    return replace(drawing, narrow=replace(drawing, width=phone_width, height=height, marks=marks))


def _draw(voice: VoiceCurves, palette: Palette, width: float) -> tuple[tuple[Mark, ...], float]:
    time = Scale(0, max(voice.seconds, 1), 0, width)
    tune = Scale(-_OCTAVE, _OCTAVE, _TOP + _LANE, _TOP)
    pauses = _TOP + _LANE + _GAP
    top = pauses + _PAUSES + _GAP
    loudness = Scale(_SOFTEST, 0, top + _LANE, top)
    ground = top + _LANE
    labels = [
        Text(0, place - 4, label, palette.muted, 10.5)
        for place, label in zip((_TOP, pauses, top), voice.labels, strict=True)
    ]
    marks = (
        *_axis(time, voice.seconds, palette, ground, width),
        Line(0, tune(0), width, tune(0), palette.line, 0.75, "2 3"),
        *_lines(voice.tune, voice.seconds, time, tune, palette),
        Rect(0, pauses, width, _PAUSES, palette.sunk),
        *(
            Rect(time(start), pauses, max(1.0, time(end) - time(start)), _PAUSES, palette.muted)
            for start, end in voice.pauses
        ),
        *_hills(voice.loudness, voice.seconds, time, loudness, palette),
        *labels,
    )
    return marks, ground + 18


def _axis(
    time: Scale, seconds: float, palette: Palette, ground: float, width: float
) -> Iterator[Mark]:
    step = next((each for each in _STEPS if seconds / each <= _MOST_STEPS), _STEPS[-1])
    for at in range(0, int(seconds) + 1, step):
        x = time(at)
        yield Line(x, _TOP, x, ground, palette.line, 0.5)
        text = f"{at // 60}:{at % 60:02}"
        half = text_width(text, 10) / 2
        place = round(min(max(x, half), width - half), 2)
        yield Text(place, ground + 13, text, palette.muted, 10, anchor="middle")


def _runs(values: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    """Yield stretches in which every part has a value."""
    run: list[tuple[int, float]] = []
    for index, value in enumerate(values):
        if value is not None:
            run.append((index, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _places(
    run: list[tuple[int, float]], parts: int, seconds: float, time: Scale, scale: Scale
) -> list[tuple[float, float]]:
    return [(time((index + 0.5) * seconds / parts), scale(value)) for index, value in run]


def _lines(
    values: Sequence[float | None], seconds: float, time: Scale, scale: Scale, palette: Palette
) -> Iterator[Mark]:
    """Yield the tune as lines; there and back, so that no polygon closes over it."""
    for run in _runs(values):
        places = _places(run, len(values), seconds, time, scale)
        if len(places) == 1:
            x, y = places[0]
            places = [(round(x - 0.75, 2), y), (round(x + 0.75, 2), y)]
        yield Shape((*places, *places[::-1]), "none", palette.accent, 1.5)


def _hills(
    values: Sequence[float | None], seconds: float, time: Scale, scale: Scale, palette: Palette
) -> Iterator[Mark]:
    """Yield the loudness as surfaces on the ground of their lane."""
    for run in _runs(values):
        places = _places(run, len(values), seconds, time, scale)
        ground = scale(_SOFTEST)
        corners = [(places[0][0], ground), *places, (places[-1][0], ground)]
        yield Shape(tuple(corners), palette.accent_soft, palette.accent, 0.75)
