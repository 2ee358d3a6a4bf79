"""What a move made elsewhere means for a decision that stands."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

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


class NothingDecided(Exception):
    """Somebody was to be offered a place without a decision to hire them."""

    def __str__(self) -> str:
        return _("Nobody has decided to hire this candidate: an offer follows a decision.")


def refuse_offers_without_decision(
    sender: Any,  # noqa: ARG001
    *,
    application: Application,
    move: Move,
    **_kwargs: Any,
) -> None:
    """Refuse a move to offered unless a decision to hire stands and counts.

    Raising undoes the move, for whatever code made it: `decide` and `approve_override` write the
    decision first. Raises NothingDecided.
    """
    if move.to_state != State.OFFERED:
        return
    counting = Decision.objects.standing().filter(
        application=application, verdict=Verdict.HIRE, effective_at__isnull=False
    )
    if not counting.exists():
        raise NothingDecided


def end_what_no_longer_fits(
    sender: Any,  # noqa: ARG001
    *,
    application: Application,
    move: Move,
    at: dt.datetime,
    **_kwargs: Any,
) -> None:
    """End the standing decision when its application has gone where the decision did not say:
    withdrawn while on hold, reopened from the pipeline. The row stays; the history says why."""
    decision = Decision.objects.standing().filter(application=application).first()
    if decision is None:
        return
    waits = decision.effective_at is None
    fits = _FITS[Verdict.HOLD] if waits else _FITS[Verdict(decision.verdict)]
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
