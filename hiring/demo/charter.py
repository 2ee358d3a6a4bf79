"""What the invented company is there for, and how it wants its people to be."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hiring.charter.actions import write_charter
from hiring.charter.drafts import Draft, GoalDraft, ValueDraft
from hiring.charter.models import Charter, Measure

if TYPE_CHECKING:
    from hiring.accounts.models import User

_VALUES: Final = (
    ValueDraft(
        "Think before you follow",
        "A rule is there for a customer, never the other way round.",
        "Asks what a thing is for before doing it\n"
        "Sees what follows for the customer and for the next colleague\n"
        "Leaves the script when it helps nobody",
        "common-sense",
    ),
    ValueDraft(
        "Say it as it is",
        "To yourself first, then to colleagues, then to customers.",
        "Owns a mistake before anybody finds it\n"
        "Says “I do not know, I will find out”, and does\n"
        "Hands on no work that is not good enough",
        "honesty-and-integrity",
    ),
    ValueDraft(
        "Bring it home",
        "What you took up is yours until somebody else has it in their hands.",
        "Calls back when they said they would\n"
        "Asks for help early instead of letting a case grow old\n"
        "Hands over with everything that the next one needs to decide",
        "discipline",
    ),
    ValueDraft(
        "Grow",
        "Nobody is finished, the experts least of all.",
        "Changes their mind when shown something better\n"
        "Can tell what the other person sees\n"
        "Asks once, writes it down, and does it the next time",
        "development",
    ),
)
_GOALS: Final = {
    Measure.PROMOTERS: ("91", "92.5"),
    Measure.SATISFACTION: ("4.3", "4.4"),
    Measure.TRAINED: ("2", "2"),
    Measure.ALONE: ("6", "6"),
    Measure.TURNOVER: ("18", "15"),
}


def write_it(actor: User, at: dt.datetime) -> None:
    """Write the charter for the year of `at` and the next; twice is the same."""
    if Charter.objects.exists():
        return
    draft = Draft(
        vision="Nobody hangs up on us feeling smaller than when they called.",
        mission="We help people hear and be heard: at their desk, on the road, on a stage. "
        "Whoever calls gets somebody who takes the time and may decide.",
        work="Halve the wait in the first hour of the morning\n"
        "Write down what only three people know about wireless sets\n"
        "Every newcomer sits beside four different colleagues in their first month",
        values=_VALUES,
        goals=tuple(
            GoalDraft(measure, at.year + year, Decimal(target))
            for measure, targets in _GOALS.items()
            for year, target in enumerate(targets)
        ),
    )
    write_charter(draft=draft, base=0, actor=actor, at=at)
