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

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

ORDER = list(State)


@dataclass(frozen=True)
class Step:
    """A move that can be made now."""

    to: State
    label: str
    kind: str  # "forward", "back", "decided", "withdrawn", "reopen"
    door: Door | None = None

    @property
    def takes_reason(self) -> bool:
        return self.to in DECIDED_STATES


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


def steps_from(state: State) -> list[Step]:
    """Return the moves out of a state: forward, back, then decline and withdraw."""
    legal = LEGAL_MOVES[state]
    if state == State.DECLINED:
        return []  # reopened, to where it came from
    steps = [_step(state, to) for to in ORDER if to in legal]
    rank = {"forward": 0, "back": 1, "decided": 2, "withdrawn": 3}
    return sorted(steps, key=lambda step: rank[step.kind])


def _step(state: State, to: State) -> Step:
    door = door_for(state, to)
    if to == State.DECLINED:
        return Step(to, _("Decline"), "decided", door)
    if to == State.WITHDRAWN:
        return Step(to, _("Withdraw"), "withdrawn", door)
    forward = ORDER.index(to) > ORDER.index(state)
    words = _("Move to “%(state)s”") if forward else _("Back to “%(state)s”")
    return Step(to, words % {"state": to.label}, "forward" if forward else "back", door)


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


def undo_of(user: Viewer, application_id: str) -> Undo | None:
    """Return the last move of an application that was just made, if the user may see it; one
    query. None for anything that is no such key."""
    if not application_id.isdecimal() or len(application_id) > 18:  # noqa: PLR2004  (a bigint)
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
