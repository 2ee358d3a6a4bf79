"""An exercise as a form parsed it and an action takes it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ExerciseDraft:
    """An exercise as it is to be."""

    kind: str
    title: str
    prompt: str
    think_seconds: int
    answer_seconds: int
    takes: int
