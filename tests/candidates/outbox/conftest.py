"""Kinds of work that exist for the length of a test."""

import dataclasses

import pytest

from candidates.outbox import registry
from candidates.outbox.registry import TaskKind


@pytest.fixture
def kinds():
    """Register kinds of work; they are forgotten after the test."""
    added = []

    def add(code="test.work", **fields):
        kind = TaskKind(code=code, label=f"the work {code}", **fields)
        registry.register(kind)
        added.append(code)
        return kind

    yield add
    for code in added:
        registry._kinds.pop(code)


@pytest.fixture
def changed(kinds):
    """Change a registered kind in the middle of a test."""

    def change(code, **fields):
        registry._kinds[code] = dataclasses.replace(registry.get(code), **fields)

    return change
