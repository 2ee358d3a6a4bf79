"""Where a candidate stands, in words that a candidate understands.

What the house knows and what the candidate has been told are two things. An invitation, an offer
and a decline are told by a mail that a person releases; until that mail has gone out the portal
says what it said before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from django.utils.translation import gettext_lazy as _

from candidates.applications.models import OPEN_STATES, Move, State
from candidates.messages.models import Message

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# the mails that tell of a state, any of them; what is not in here needs no telling
TOLD_BY: Final[dict[State, tuple[str, ...]]] = {
    State.INVITED: ("invited",),
    State.OFFERED: ("offered", "offer-ready"),
    State.HIRED: ("offered", "offer-ready"),
    State.DECLINED: ("declined",),
}
STEPS: Final = (
    _("Applied"),
    _("We read it"),
    _("Invitation"),
    _("Your Service Day"),
    _("We decide"),
    _("Our answer"),
)


NOTHING: Final = _("Nothing for now.")


@dataclass(frozen=True)
class Standing:
    """What the portal says of one state. `step` counts in STEPS."""

    step: int
    headline: str | _StrPromise
    following: str | _StrPromise
    to_do: str | _StrPromise = NOTHING
    can_withdraw: bool = True


@dataclass(frozen=True)
class Step:
    """One step of the path as it is drawn."""

    label: str | _StrPromise
    place: Literal["done", "now", "later"]


STANDINGS: Final[dict[State, Standing]] = {
    State.APPLIED: Standing(
        0,
        _("Your application is here."),
        _("A person reads it, and then we write to you by e-mail."),
    ),
    State.SCREENING: Standing(
        1,
        _("We are reading your application."),
        _("As soon as we have read it, we write to you by e-mail."),
    ),
    State.INVITED: Standing(
        2,
        _("You are invited to a Service Day."),
        _("We plan the Day. Your own timetable will stand here, and we send it by e-mail."),
        _("If there is anything to prepare, you find it on this page."),
    ),
    State.ON_DAY: Standing(
        3,
        _("You have a place on a Service Day."),
        _("After the Day we go through everything that we saw, and a person decides."),
        _("Look at your timetable, and tell us if anything stands in your way."),
    ),
    State.DECIDING: Standing(
        4,
        _("Thank you for your Service Day. We are deciding."),
        _("A person decides and we write to you by e-mail, whatever the answer is."),
    ),
    State.OFFERED: Standing(
        5,
        _("We would like you to join us."),
        _("Your offer, with everything in it, is on this page as soon as it is written."),
        _("Read our message below, and answer it with whatever you would like to know."),
    ),
    State.HIRED: Standing(
        5,
        _("Welcome: you are joining us."),
        _("We tell you by e-mail what happens before your first day."),
        can_withdraw=False,
    ),
    State.DECLINED: Standing(
        5,
        _("We do not go on with this application."),
        _("You are welcome to apply again, here or to another opening."),
        can_withdraw=False,
    ),
    State.WITHDRAWN: Standing(
        5,
        _("You have withdrawn this application."),
        _("You are welcome to apply again, here or to another opening."),
        can_withdraw=False,
    ),
}


def told_states(
    moves: Iterable[Move], sent: Sequence[Message], *, withdrew_at: dt.datetime | None = None
) -> list[State]:
    """Return the states that the candidate knows of, newest first; never none.

    `moves` and the messages that were `sent` are those of one application. `withdrew_at`: when
    the candidate withdrew on this page although the house had already decided in silence.
    """
    newest_first = sorted(moves, key=lambda move: (move.at, move.pk), reverse=True)
    told = [
        State(move.to_state)
        for place, move in enumerate(newest_first)
        if _is_told(State(move.to_state), newest_first[place:], sent)
    ] or [State.APPLIED]
    if withdrew_at and (not newest_first or withdrew_at >= newest_first[0].at):
        told.insert(0, State.WITHDRAWN)
    return told


def _is_told(state: State, newest_first: Sequence[Move], sent: Sequence[Message]) -> bool:
    codes = TOLD_BY.get(state)
    since = _entered_at(newest_first, state)
    return codes is None or any(
        message.code in codes and message.created_at >= since for message in sent
    )


def _entered_at(newest_first: Sequence[Move], state: State) -> dt.datetime:
    """Return when what has to be told came about: for a hire, when it was offered."""
    if state == State.HIRED:
        offers = [move.at for move in newest_first if move.to_state == State.OFFERED]
        return offers[0] if offers else newest_first[0].at
    return newest_first[0].at


def path_of(told: Sequence[State]) -> tuple[Step, ...]:
    """Return the path as it is drawn from the states that were told, newest first.

    A decline ends it: steps that were never taken are left out. Whoever withdrew has left it.
    """
    if told[0] == State.WITHDRAWN:
        return ()
    here = STANDINGS[told[0]].step
    steps = list(enumerate(STEPS))
    if told[0] == State.DECLINED:
        taken = max([STANDINGS[state].step for state in told if state in OPEN_STATES], default=0)
        steps = [(place, label) for place, label in steps if place <= taken or place == here]
    return tuple(
        Step(label, "done" if place < here else "now" if place == here else "later")
        for place, label in steps
    )
