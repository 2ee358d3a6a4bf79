"""What a move made elsewhere means for a decision that stands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from candidates.applications.models import OPEN_STATES, State
from candidates.history.actions import record_entry
from hiring.decisions.models import Decision

if TYPE_CHECKING:
    from candidates.applications.models import Application, Move

Verdict = Decision.Verdict

# where an application may be for a decision that counts to go on standing
_FITS: Final[dict[str, frozenset[str]]] = {
    Verdict.HIRE: frozenset({State.OFFERED, State.HIRED, State.WITHDRAWN}),
    Verdict.DECLINE: frozenset({State.DECLINED}),
    Verdict.HOLD: frozenset(OPEN_STATES) - {State.OFFERED},
}


def end_what_no_longer_fits(
    sender: Any,  # noqa: ARG001
    *,
    application: Application,
    move: Move,
    at: dt.datetime,
    **_: Any,
) -> None:
    """End the standing decision when its application has gone where the decision did not say:
    withdrawn while on hold, reopened from the pipeline. The row stays; the history says why."""
    decision = Decision.objects.standing().filter(application=application).first()
    if decision is None:
        return
    fits = _FITS[Verdict.HOLD] if decision.is_waiting else _FITS[Verdict(decision.verdict)]
    if move.to_state in fits:
        return
    decision.revoked_at = at
    decision.save(update_fields=["revoked_at"])
    record_entry(
        subject="decisions",
        subject_key=application.pk,
        verb="decision-lapsed",
        actor=move.actor,
        at=at,
    )
