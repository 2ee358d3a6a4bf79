"""What is good and what is wrong in every line of an import."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from hiring.outcomes import sheets
from hiring.outcomes.models import Hire, Import, Period
from hiring.outcomes.sheets import Fault, Parsed

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

_EVERY = 100


@dataclass(frozen=True)
class Checked:
    """One line, by its number from 0: good with its hire, or with everything that is wrong."""

    number: int
    cells: list[str]
    good: Parsed | None = None
    hire_id: int | None = None
    faults: tuple[Fault, ...] = ()

    @property
    def in_file(self) -> int:
        """The line's number as an editor shows it: heads are line 1."""
        return self.number + 2


def check(
    batch: Import, user: Viewer, heard: Callable[[int, int], None] | None = None
) -> list[Checked]:
    """Check every line; two queries. `heard` is told now and then how far it is.

    Somebody whom the user may not follow is unknown to this file, like anybody who is not there.
    """
    hires, taken = _known(user)
    checked: list[Checked] = []
    for number, cells in enumerate(batch.lines):
        if heard and number % _EVERY == 0:
            heard(number, len(batch.lines))
        parsed = sheets.parse(cells, batch.mapping, batch.dates)
        if isinstance(parsed, list):
            checked.append(Checked(number, cells, faults=tuple(parsed)))
            continue
        found = hires.get(parsed.email)
        fault = _fault(parsed, found, taken)
        if fault or found is None:
            checked.append(Checked(number, cells, faults=(fault,) if fault else ()))
            continue
        taken[found[0]].append((parsed.begins, parsed.until))
        checked.append(Checked(number, cells, good=parsed, hire_id=found[0]))
    return checked


_Hires = dict[str, tuple[int, dt.date]]
_Taken = dict[int, list[tuple[dt.date, dt.date]]]


def _known(user: Viewer) -> tuple[_Hires, _Taken]:
    seen = Hire.objects.visible_to(user)
    rows = seen.order_by("starts_on", "pk").values_list(
        "application__candidate__email", "pk", "starts_on"
    )
    hires = {email.lower(): (pk, starts_on) for email, pk, starts_on in rows}
    taken: _Taken = defaultdict(list)
    periods = Period.objects.filter(hire__in=seen.values("pk"))
    for hire_id, during in periods.values_list("hire_id", "during"):
        taken[hire_id].append((during.lower, during.upper))
    return hires, taken


def _fault(parsed: Parsed, found: tuple[int, dt.date] | None, taken: _Taken) -> Fault | None:
    if found is None:
        return Fault("email", _("Nobody whom you hired has this address."))
    hire_id, starts_on = found
    if parsed.until <= starts_on:
        return Fault("begins", _("This lies before their first day."))
    if any(parsed.begins < until and begins < parsed.until for begins, until in taken[hire_id]):
        return Fault("begins", _("There are figures for these days already."))
    return None
