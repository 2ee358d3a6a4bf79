"""Work that is owed again and again: a registry, written to rows when a dispatcher starts."""

from __future__ import annotations

from dataclasses import dataclass

from candidates.outbox import registry


@dataclass(frozen=True)
class Repeated:
    """A kind of work that is owed every so many seconds, with an empty payload."""

    name: str
    kind: str
    every_seconds: int


_schedules: dict[str, Repeated] = {}


def register(name: str, kind: str, every_seconds: int) -> None:
    """Add a schedule; its kind has to be registered before. Raises UnknownKind, ValueError."""
    registry.get(kind)
    repeated = Repeated(name, kind, every_seconds)
    if _schedules.setdefault(name, repeated) != repeated:
        raise ValueError(f"there is a schedule called {name} already")


def all_schedules() -> list[Repeated]:
    """Return every schedule."""
    return list(_schedules.values())
