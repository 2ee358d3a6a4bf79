"""What a move of an application calls for (a draft, or the end of one), and a corrected address."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from candidates.messages import actions
from candidates.messages.models import Message

if TYPE_CHECKING:
    from candidates.applications.models import Application, Move
    from candidates.people.models import Candidate


def draft_for_move(
    sender: Any,  # noqa: ARG001
    *,
    application: Application,
    move: Move,
    at: dt.datetime,
    **_: Any,
) -> None:
    """Draft the mail of the new state, inside the transaction of the move."""
    actions.draft_for_state(application=application, state=move.to_state, actor=move.actor, at=at)


def follow_address(
    sender: Any,  # noqa: ARG001
    *,
    candidate: Candidate,
    **_: Any,
) -> None:
    """Let drafts go to a corrected address, inside the transaction of the correction."""
    Message.objects.filter(candidate=candidate, state=Message.State.DRAFT).update(
        to_address=candidate.email
    )
