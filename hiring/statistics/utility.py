"""What selecting well is worth: Taylor-Russell and Brogden-Cronbach-Gleser (SCIENCE 5.3)."""

from __future__ import annotations

import math
from functools import lru_cache

from hiring.statistics.tables import NORMAL

_STEPS = 800  # of Simpson's rule; even; exact to more than six digits
_FAR = 9.0  # standard deviations


@lru_cache(maxsize=256)  # eight hundred steps, and the same for everybody who looks
def taylor_russell(base: float, selected: float, r: float) -> float:
    """Return the share of good hires among the selected, between 0 and 1.

    `base`: the share who would do well of all who apply; `selected`: the share taken; `r`: the
    validity. Φ₂(-z_selected, -z_base; r)/selected, where the integral goes over the score of
    those above the cut. Taylor, H. C., and Russell, J. T. (1939).
    """
    if not (0 < base < 1 and 0 < selected < 1 and -1 < r < 1):
        raise ValueError("shares lie between 0 and 1, a validity between -1 and 1")
    cut, need = NORMAL.inv_cdf(1 - selected), NORMAL.inv_cdf(1 - base)
    left = math.sqrt(1 - r * r)
    step = (_FAR - cut) / _STEPS

    def good(index: int) -> float:
        score = cut + index * step
        return NORMAL.pdf(score) * NORMAL.cdf((r * score - need) / left)

    inner = math.fsum((4 if index % 2 else 2) * good(index) for index in range(1, _STEPS))
    return min(1.0, (good(0) + inner + good(_STEPS)) * step / 3 / selected)


def gain(
    *, hired: float, years: float, r: float, spread: float, selected: float,
    applicants: float, cost: float,
) -> float:  # fmt: skip
    """Return what selecting by a score of validity r brings over chance, in the spread's money.

    N_s·T·r·SD_y·φ(z)/SR - N_a·C (Brogden 1949; Cronbach and Gleser 1965). `spread` is SD_y, what
    one standard deviation of performance is worth in a year: nobody knows it, so show a range of
    it (20, 40 and 70 % of a salary) and of r, or no money at all.
    """
    height = NORMAL.pdf(NORMAL.inv_cdf(1 - selected)) / selected
    return hired * years * r * spread * height - applicants * cost
