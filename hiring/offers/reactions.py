"""What a move of an application means for an offer that is open."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from candidates.applications.models import State
from hiring.offers.actions import end_with_application

if TYPE_CHECKING:
    from candidates.applications.models import Application, Move


def end_what_no_longer_stands(
    sender: Any,  # noqa: ARG001
    *,
    application: Application,
    move: Move,
    at: dt.datetime,
    **_kwargs: Any,
) -> None:
    """Withdraw the open offer of an application that is no longer where offers are made."""
    if move.from_state != State.OFFERED:
        return
    reasons = {
        State.HIRED: _("Hired: the candidate accepted another way."),
        State.WITHDRAWN: _("The candidate withdrew."),
    }
    reason = reasons.get(State(move.to_state), _("The decision was taken back."))
    end_with_application(application_id=application.pk, reason=reason, at=at)
