"""Where there is speech, where there are pauses, and about how many syllables. Plain numpy.

Everything here works on a curve of loudness in dB, one value per moment. Syllable nuclei are
counted as de Jong and Wempe describe it (Behavior Research Methods 41, 2009): peaks of loudness
that stand out against the dip behind them, and that are voiced.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np

Curve: TypeAlias = "np.ndarray[Any, np.dtype[np.float64]]"

LOUDEST: Final = 99  # percentile that stands for the loudest, so that one click does not
BELOW: Final = 25.0  # dB under it, sound counts as silence
SHORTEST_PAUSE: Final = 0.3  # seconds
SHORTEST_SOUND: Final = 0.1
DIP: Final = 2.0  # dB


@dataclass(frozen=True)
class Span:
    """From one moment to another, in seconds."""

    start: float
    end: float

    @property
    def seconds(self) -> float:
        return self.end - self.start


def quantile(values: Curve, percent: float) -> float:
    """Return a quantile as Praat counts it, half-way between places (Hazen)."""
    return float(np.percentile(values, percent, method="hazen"))


def threshold_of(loudness: Curve) -> float:
    """Return the dB under which there is silence."""
    return max(quantile(loudness, LOUDEST) - BELOW, float(loudness.min()))


def spans_of_speech(loudness: Curve, times: Curve) -> list[Span]:
    """Return where there is sound: gaps shorter than a pause are part of it, clicks are not."""
    step = float(times[1] - times[0]) if len(times) > 1 else 0.0
    spans: list[Span] = []
    for span in _runs(loudness > threshold_of(loudness), times, step):
        if spans and span.start - spans[-1].end < SHORTEST_PAUSE:
            span = Span(spans.pop().start, span.end)  # noqa: PLW2901  (they are one)
        spans.append(span)
    return [span for span in spans if span.seconds >= SHORTEST_SOUND]


def _runs(is_loud: np.ndarray[Any, np.dtype[np.bool_]], times: Curve, step: float) -> list[Span]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], is_loud.astype(np.int8), [0]])))
    return [
        Span(float(times[first]) - step / 2, float(times[last - 1]) + step / 2)
        for first, last in zip(edges[::2], edges[1::2], strict=True)
    ]


def pauses_between(spans: list[Span]) -> list[Span]:
    """Return the pauses within speech; silence before the first word and after the last is none."""
    return [Span(one.end, other.start) for one, other in itertools.pairwise(spans)]


def count_syllables(loudness: Curve, times: Curve, spans: list[Span], voiced: Curve) -> int:
    """Return about how many syllables are said; `voiced` is above 0 where there is a tone."""
    return sum(
        bool(voiced[peak] > 0) and any(span.start <= times[peak] <= span.end for span in spans)
        for peak in _peaks(loudness)
    )


def _peaks(loudness: Curve) -> list[int]:
    """Return the places of peaks above the threshold whose following dip is deep enough."""
    inner = loudness[1:-1]
    is_top = (inner > loudness[:-2]) & (inner >= loudness[2:]) & (inner > threshold_of(loudness))
    tops = [int(place) for place in np.flatnonzero(is_top) + 1]
    ends = [*tops[1:], len(loudness) - 1]
    return [
        top
        for top, end in zip(tops, ends, strict=True)
        if loudness[top] - loudness[top : end + 1].min() > DIP
    ]
