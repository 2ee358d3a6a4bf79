"""What supervisors rate after 30, 90 and 180 days, with anchors for 1, 3 and 5."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True)
class Scale:
    """One mark of the form; `name` is its field in the database."""

    name: str
    label: str | _StrPromise
    anchors: tuple[str | _StrPromise, str | _StrPromise, str | _StrPromise]


SCALES: Final = (
    Scale(
        "customers",
        _("With customers"),
        (
            _("Customers come back with the same case, or complain about the tone."),
            _("Customers get a right and polite answer; unusual cases go to others."),
            _("Customers thank them by name; solves what is behind the question, within reason."),
        ),
    ),
    Scale(
        "reliability",
        _("Reliable"),
        (
            _("Cases and promises are forgotten unless somebody asks."),
            _("Does what was agreed; now and then a hand-over lacks something."),
            _("Brings things to their end unasked, and says early when it will not work."),
        ),
    ),
    Scale(
        "team",
        _("In the team"),
        (
            _("Keeps knowledge and trouble to themselves; takes help as an offense."),
            _("Helps when asked, and asks when stuck."),
            _("Passes on what customers say, helps unasked, and leaves others better for it."),
        ),
    ),
    Scale(
        "learning",
        _("Learning"),
        (
            _("Asks the same again; what was learned last month is gone."),
            _("Learns at the pace of the plan, with reminders."),
            _("Ahead of the plan: finds things out, writes them down, teaches the next one."),
        ),
    ),
)
AFTER_DAYS: Final = (30, 90, 180)
