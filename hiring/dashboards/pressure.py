"""Where composites lie around the bar and what became of whom: worked out for a snapshot."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, defaultdict
from typing import Any, Final

from django.db.models import Exists, F, OuterRef

from candidates.applications.models import OPEN_STATES, State
from hiring.decisions.models import Decision
from interviews.composites.models import Composite, StageScore

KIND: Final = "bar"
STEP: Final = 0.25  # of the histogram
FURTHEST: Final = 8  # steps to either side that have a column of their own
LOWER: Final = (0.1, 0.25, 0.5)  # by how much the bar might be lower
NEAR_MISS: Final = 0.25  # so little under the bar
HIRED, GONE, OPEN = "hired", "gone", "open"
_JUST: Final = 1e-9


def work_out(opening_id: int, _at: dt.datetime) -> dict[str, Any]:
    """Return an opening's composites against the bar of their own plan; one query.

    `columns`: hired, gone and open by how many steps above the bar. `lower`: who, of those not
    hired, would have cleared a bar that much lower; whom a gate stopped is not among them.
    """
    columns: dict[int, Counter[str]] = defaultdict(Counter)
    lower: Counter[float] = Counter()
    counts: Counter[str] = Counter()
    for above, state, missed, overridden in _rows(opening_id):
        fate = HIRED if state == State.HIRED else OPEN if state in OPEN_STATES else GONE
        columns[step_of(above)][fate] += 1
        counts["composites"] += 1
        if fate == HIRED and (above < -_JUST or missed):
            counts["hired_under"] += 1
            counts["overridden"] += overridden
        if fate != GONE or missed or above >= -_JUST:
            continue
        counts["near_misses"] += above >= -NEAR_MISS - _JUST
        for less in LOWER:
            lower[less] += above >= -less - _JUST
    return {
        "columns": {
            str(step): [found[HIRED], found[GONE], found[OPEN]]
            for step, found in sorted(columns.items())
        },
        "lower": [[less, lower[less]] for less in LOWER],
        **{
            name: counts[name]
            for name in ("composites", "hired_under", "overridden", "near_misses")
        },
    }


def _rows(opening_id: int) -> Any:
    missed = StageScore.objects.filter(composite=OuterRef("pk"), gate_met=False)
    overrides = Decision.objects.filter(
        application=OuterRef("application"), is_override=True, effective_at__isnull=False,
        revoked_at__isnull=True, verdict=Decision.Verdict.HIRE,
    )  # fmt: skip
    found = Composite.objects.current().filter(application__opening=opening_id, value__isnull=False)
    rows = found.annotate(missed=Exists(missed), overridden=Exists(overrides), bar=F("plan__bar"))
    named = rows.order_by().values_list(
        "value", "bar", "application__state", "missed", "overridden"
    )
    for value, bar, state, missed_one, overridden in named.iterator(chunk_size=20_000):
        yield (value or 0) - float(bar), state, missed_one, overridden


def step_of(above: float) -> int:
    """Return which column a distance from the bar falls into; what is far away, into the last."""
    return max(-FURTHEST, min(FURTHEST - 1, math.floor(above / STEP + _JUST)))
