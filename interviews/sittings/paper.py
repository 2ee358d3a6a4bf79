"""Papers as they are kept: plain JSON, without what tells right from wrong. Pure thinking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from interviews.stages.registry import Paper, Section

_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class PaperRefused(Exception):
    """A paper that nobody could sit; the text says why."""


def to_json(paper: Paper) -> dict[str, Any]:
    """Return what is kept of a paper and shown to its candidate: everything but the keys.

    Raises PaperRefused for one that has no task, or two tasks or sections of one key.
    """
    keys = [str(task["key"]) for section in paper.sections for task in section.tasks]
    sections = [section.key for section in paper.sections]
    if not keys or not all(section.tasks for section in paper.sections):
        raise PaperRefused("every section of a paper has a task")
    if len(set(keys)) < len(keys) or len(set(sections)) < len(sections):
        raise PaperRefused("every key stands for one task or section")
    for key in keys:
        if not _SLUG.fullmatch(key):
            raise PaperRefused(f"{key} cannot stand in an address")
    return {
        "form": paper.form,
        "remarks": list(paper.remarks),
        "sections": [asdict(each) for each in paper.sections],
    }


def from_json(kept: Mapping[str, Any], keys: Mapping[str, Any] | None = None) -> Paper:
    """Return the paper as it was composed, with its keys where they are given."""
    sections = tuple(
        Section(**{**each, "tasks": tuple(each["tasks"])}) for each in kept["sections"]
    )
    return Paper(sections, keys or {}, kept.get("form", ""), tuple(kept.get("remarks", ())))


def tasks_of(paper: Paper) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield every task with the number of its section, counted from 0."""
    for number, section in enumerate(paper.sections):
        for task in section.tasks:
            yield number, task


def find_task(paper: Paper, key: str) -> tuple[int, dict[str, Any]] | None:
    """Return a task by its key, with the number of its section; None where there is none."""
    return next((found for found in tasks_of(paper) if found[1]["key"] == key), None)


def total_seconds(paper: Paper) -> int:
    """Return how long all sections last at most, without pauses."""
    return sum(section.seconds or 0 for section in paper.sections)
