"""The page of one application: where it can go, what happened, what a slip can be undone to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from candidates.applications.doors import Door, door_for
from candidates.applications.models import (
    DECIDED_STATES,
    LEGAL_MOVES,
    OPEN_STATES,
    Application,
    Move,
    State,
)
from candidates.history import queries as history
from candidates.layout.keys import is_key, keys_in

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

ORDER = list(State)
MOST_AT_ONCE = 50  # a page of the table


@dataclass(frozen=True)
class Step:
    """A move that can be made now."""

    to: State
    label: str
    kind: str  # "forward", "back", "decided", "withdrawn"

    @property
    def takes_reason(self) -> bool:
        return self.to in DECIDED_STATES


@dataclass(frozen=True)
class Exits:
    """The moves out of a state: at a click, on pages of their own, and with a reason."""

    ways: tuple[Step, ...]
    doors: tuple[Door, ...]
    ends: tuple[Step, ...]

    @property
    def takes_decision(self) -> bool:
        return any(step.kind == "forward" for step in self.ends)

    @property
    def declines(self) -> bool:
        return any(step.to == State.DECLINED for step in self.ends)

    @property
    def is_final(self) -> bool:
        return not (self.ways or self.doors or self.ends)


@dataclass(frozen=True)
class Happening:
    """One line of the timeline; `reason` is what a person wrote about it."""

    at: dt.datetime
    actor_name: str
    sentence: str
    reason: str = ""
    is_move: bool = False


@dataclass(frozen=True)
class Undo:
    """A move that was just made and can be taken back."""

    application: Application
    name: str
    from_state: State
    to_state: State
    can_undo: bool


def exits_from(state: State) -> Exits:
    """Return the moves out of a state: forward before back, decline before withdraw."""
    if state == State.DECLINED:  # reopened, to where it came from
        return Exits((), (), ())
    legal = LEGAL_MOVES[state]
    # a move with a page of its own is a link to it; two moves can share the page
    doors = {door.url_name: door for to in ORDER if to in legal and (door := door_for(state, to))}
    steps = [_step(state, to) for to in ORDER if to in legal and not door_for(state, to)]
    ways = [step for step in steps if step.kind in {"forward", "back"} and not step.takes_reason]
    ends = [step for step in steps if step not in ways]
    return Exits(
        tuple(sorted(ways, key=lambda step: step.kind, reverse=True)),
        tuple(doors.values()),
        tuple(ends),
    )


def _step(state: State, to: State) -> Step:
    if to == State.DECLINED:
        return Step(to, _("Decline"), "decided")
    if to == State.WITHDRAWN:
        return Step(to, _("Withdrawn by the candidate"), "withdrawn")
    forward = ORDER.index(to) > ORDER.index(state)
    words = _("Move to “%(state)s”") if forward else _("Back to “%(state)s”")
    return Step(to, words % {"state": to.label}, "forward" if forward else "back")


def timeline_of(application: Application) -> list[Happening]:
    """Return moves and history together, newest first; two queries."""
    told = [
        Happening(line.at, line.actor_name, line.sentence)
        for line in history.timeline(subject="application", subject_key=application.pk)
    ]
    moves = application.moves.select_related("actor").order_by("-at", "-pk")
    # in one moment, the move stands above what followed from it
    return sorted([*map(_happening, moves), *told], key=lambda each: each.at, reverse=True)


def _happening(move: Move) -> Happening:
    actor = str(move.actor) if move.actor else ""
    return Happening(move.at, actor, _sentence(move, actor), move.reason, is_move=True)


def _sentence(move: Move, actor: str) -> str:
    to = State(move.to_state)
    words = {"actor": actor, "state": to.label}
    if not move.from_state:
        return _("Applied")
    if to == State.WITHDRAWN and not actor:
        return _("Withdrew the application")
    if to == State.DECLINED:
        return _("%(actor)s declined") % words
    if move.from_state == State.DECLINED:
        return _("%(actor)s reopened it in “%(state)s”") % words
    if not actor:
        return _("Moved to “%(state)s”") % words
    return _("%(actor)s moved to “%(state)s”") % words


@dataclass(frozen=True)
class UndoMany:
    """A step that was just made with several and can be taken back."""

    keys: list[int]
    moved_at: dt.datetime
    to_state: State


def undo_of_many(user: Viewer, keys: str, moved_at: str) -> UndoMany | None:
    """Return what the user just did to several (keys with dots between, and the moment), as far
    as they still stand there; one query. None for anything else."""
    wanted = keys_in(keys, most=MOST_AT_ONCE)
    try:
        moment = dt.datetime.fromisoformat(moved_at)
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    seen = Application.objects.visible_to(user).filter(state_since_at=moment)
    moves = Move.objects.filter(application__in=wanted, at=moment, actor_id=user.pk).filter(
        application__in=seen.values("pk")
    )
    found = list(moves.order_by("application_id").values_list("application_id", "to_state"))
    if not found:
        return None
    return UndoMany(list(dict(found)), moment, State(found[-1][1]))


def undo_of(user: Viewer, application_id: str) -> Undo | None:
    """Return the last move of an application that was just made, if the user may see it; one
    query. None for anything that is no such key."""
    if not is_key(application_id):
        return None
    seen = Application.objects.visible_to(user).values("pk")
    moves = Move.objects.filter(application_id=int(application_id), application__in=seen)
    last = moves.select_related("application__candidate").order_by("-at", "-pk").first()
    if last is None or not last.from_state:
        return None
    state, before = State(last.to_state), State(last.from_state)
    legal = before in LEGAL_MOVES[state] and before in OPEN_STATES and before != State.OFFERED
    application = last.application
    return Undo(
        application=application,
        name=application.candidate.name,
        from_state=before,
        to_state=state,
        can_undo=legal and application.state == state,
    )
