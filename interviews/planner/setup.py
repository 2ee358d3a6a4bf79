"""What was asked of a plan, as it is kept with it: minutes from the Day's start. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class StationSetup:
    """How one station is run: where, by whom, after which others; one by one or in groups.

    Each session has one at least of every set in `must`; for `wash_up` minutes after it its
    interviewers and its room do nothing else.
    """

    station: int
    rooms: tuple[int, ...] = ()
    pool: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    rolling: bool = False
    wash_up: int = 0
    must: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True)
class GuestSetup:
    """When a candidate is there, where it is not all day; extra time in percent."""

    application: int
    arrives: int | None = None
    leaves: int | None = None
    extra: int = 0


@dataclass(frozen=True)
class Absence:
    """An interviewer who is not there from a minute on."""

    person: int
    start: int


@dataclass(frozen=True)
class Overrun:
    """A running session that will last until a minute."""

    session: int
    end: int


@dataclass(frozen=True)
class Setup:
    """All of it. `keep` leaves what is booked as it is and plans only what is missing; with
    `own_language` everybody is interviewed by who speaks theirs."""

    until: int
    stations: tuple[StationSetup, ...] = ()
    guests: tuple[GuestSetup, ...] = ()
    lunch: tuple[int, int] | None = None
    lunch_minutes: int = 30
    gap: int = 5
    seconds: int = 30
    seed: int = 1
    keep: bool = False
    own_language: bool = False
    absences: tuple[Absence, ...] = ()
    overruns: tuple[Overrun, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)


def read_setup(kept: Mapping[str, Any]) -> Setup:
    """Return what `Setup.as_json` made."""
    lunch = kept.get("lunch")
    plain = {key: kept[key] for key in _PLAIN if key in kept}
    return Setup(
        **plain,
        lunch=(lunch[0], lunch[1]) if lunch else None,
        stations=tuple(_station(each) for each in kept.get("stations", ())),
        guests=tuple(GuestSetup(**each) for each in kept.get("guests", ())),
        absences=tuple(Absence(**each) for each in kept.get("absences", ())),
        overruns=tuple(Overrun(**each) for each in kept.get("overruns", ())),
    )


_PLAIN = ("until", "lunch_minutes", "gap", "seconds", "seed", "keep", "own_language")


def _station(kept: Mapping[str, Any]) -> StationSetup:
    return StationSetup(
        station=kept["station"],
        rooms=tuple(kept["rooms"]),
        pool=tuple(kept["pool"]),
        after=tuple(kept["after"]),
        rolling=kept["rolling"],
        wash_up=kept.get("wash_up", 0),
        must=tuple(tuple(some) for some in kept.get("must", ())),
    )
