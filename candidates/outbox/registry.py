"""The kinds of work that may be owed: a registry, so that every room brings its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol
from uuid import UUID

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class UnknownKind(LookupError):
    """No room of this process registered the kind."""


class GiveUp(Exception):
    """Raised by a kind when trying again cannot help; its text says why, in plain words."""


class Canceled(Exception):
    """Raised at a step of work that a person has canceled: clean up and let it through."""


class Run(Protocol):
    """One attempt at one task, as a kind sees it."""

    task_id: UUID
    payload: dict[str, Any]

    def progress(self, done: int, total: int, label: str = "") -> None:
        """Say how far it is.

        Raises LeaseLost when another worker has taken over, Canceled when a person wants it no
        more.
        """

    def begin_effect(self) -> None:
        """Write down, committed, that an effect which cannot be taken back begins now.

        Outside any transaction. Raises LeaseLost and Canceled, as `progress` does.
        """

    def effect_refused(self) -> None:
        """Write down that the other side said no: nothing went out, trying again is safe."""


@dataclass(frozen=True)
class TaskKind:
    """One kind of work.

    `perform` runs outside any transaction: slow work, and effects outside the database.
    `record` gets what it returned and runs in one transaction together with the task's being
    done: effects in the database, exactly once. What it returns is kept as the task's result.
    `unknown_fate` says what becomes of a task whose worker died after `begin_effect`: try it
    "again", or "hold" it for a person. `dropped` is told, in the transaction, when a person
    drops or cancels a task of this kind.
    """

    code: str
    label: str | _StrPromise
    queue: Literal["fast", "slow"] = "fast"
    unknown_fate: Literal["again", "hold"] = "again"
    max_attempts: int = 8
    perform: Callable[[Run], Any] | None = None
    record: Callable[[Run, Any, dt.datetime], dict[str, Any] | None] | None = None
    dropped: Callable[[dict[str, Any], dt.datetime], None] | None = None


_kinds: dict[str, TaskKind] = {}


def register(kind: TaskKind) -> None:
    """Add a kind; raises ValueError when its code is taken by another one."""
    if _kinds.setdefault(kind.code, kind) != kind:
        raise ValueError(f"there is a kind of work called {kind.code} already")


def get(code: str) -> TaskKind:
    """Return a kind; raises UnknownKind."""
    try:
        return _kinds[code]
    except KeyError:
        raise UnknownKind(code) from None


def tell_dropped(code: str, payload: dict[str, Any], at: dt.datetime) -> None:
    """Tell a kind that a person wants one of its tasks no more; one that no room knows is quiet."""
    kind = _kinds.get(code)
    if kind and kind.dropped:
        kind.dropped(payload, at)


def label_of(code: str) -> str:
    """Return what people call this kind; its code, where no room knows it any more."""
    return str(_kinds[code].label) if code in _kinds else code


def codes() -> list[str]:
    """Return the codes of every kind, sorted."""
    return sorted(_kinds)
