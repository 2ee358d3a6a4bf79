"""How many candidates it takes before anything is said of stages; the snapshot's name."""

from __future__ import annotations

from typing import Final

KIND: Final = "stages"
LEAST: Final = 10  # candidates with every score, below which there is no figure
FEW: Final = 30  # candidates, below which stages cannot be told apart
