"""What the numbers advise, and when a decision goes against them. Plain thinking.

The bar (SCIENCE 2.5): clear of it, hire; below it, decline; near it, collect one more
independent mark. A gate that was not met says below where the composite itself is incomplete;
where there is one, its zone has the gates in it already. Nothing follows by itself: a person
decides, and a person who decides otherwise needs a second one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

HIRE: Final = "hire"
MORE: Final = "more"
DECLINE: Final = "decline"
NONE: Final = "none"

_BY_ZONE: Final = {"clear": HIRE, "near": MORE, "below": DECLINE}


def advice_for(zone: str, gates_met: Iterable[bool | None]) -> str:
    """Return what a composite's zone advises; an empty zone stands for no composite at all."""
    if zone in _BY_ZONE:
        return _BY_ZONE[zone]
    return DECLINE if any(met is False for met in gates_met) else NONE


def goes_against(verdict: str, advice: str) -> bool:
    """Tell an override: to hire without being clear of the bar, to decline while being clear."""
    if verdict == HIRE:
        return advice != HIRE
    return verdict == DECLINE and advice == HIRE
