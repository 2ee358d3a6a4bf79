"""Deciding: by one person with a reason, or by two where the numbers advise otherwise.

Every action locks the application first, so that of two people who click at once one comes
second and is told so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.applications.actions import (
    AlreadyApplied,
    IllegalMove,
    move_application,
    reopen_application,
)
from candidates.applications.models import Application, State
from candidates.history.actions import record_entry
from hiring.accounts.models import User
from hiring.decisions.advice import goes_against
from hiring.decisions.models import Decision
from hiring.decisions.queries import current_advice
from interviews.days.actions import Meeting
from interviews.scorecards.models import Scorecard
from interviews.washups.actions import ask_one_more

Verdict = Decision.Verdict

BEFORE_THE_DAY: Final = frozenset({State.APPLIED, State.SCREENING, State.INVITED})
# in which states of the application each verdict makes sense
OPEN_TO: Final[dict[str, frozenset[State]]] = {
    Verdict.HIRE: frozenset({State.DECIDING}),
    Verdict.DECLINE: BEFORE_THE_DAY | {State.ON_DAY, State.DECIDING},
    Verdict.HOLD: BEFORE_THE_DAY | {State.ON_DAY, State.DECIDING},
}
_LEADS_TO: Final = {Verdict.HIRE: State.OFFERED, Verdict.DECLINE: State.DECLINED}


class NotDecidable(Exception):
    """The application is not where such a decision can be made."""

    def __init__(self, application: Application) -> None:
        super().__init__(application.pk)
        self.state = State(application.state)

    def __str__(self) -> str:
        return _("The application is in “%(state)s”; this cannot be decided there.") % {
            "state": self.state.label
        }


class ScorecardOwed(Exception):
    """Whoever still owes a scorecard for a candidate is blind and does not decide."""

    def __str__(self) -> str:
        return _("You still owe a scorecard for this candidate. Lock it first, then decide.")


class AlreadyDecided(Exception):
    """Another decision stands."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.pk)
        self.decision = decision

    def __str__(self) -> str:
        facts = {"who": self.decision.decided_by, "verdict": self.decision.get_verdict_display()}
        if self.decision.is_prepared:
            return _("%(who)s has prepared “%(verdict)s”; release it, or take it back.") % facts
        if self.decision.is_waiting:
            return _("%(who)s has decided “%(verdict)s”; it waits for a second person.") % facts
        return _("%(who)s has decided “%(verdict)s” already.") % facts


class ReasonMissing(Exception):
    """A decision takes a reason in words."""

    def __str__(self) -> str:
        return _("Write down the reason: somebody will ask for it.")


class OwnOverride(Exception):
    """Nobody is their own second person."""

    def __str__(self) -> str:
        return _("You decided this yourself: a second person has to agree.")


class NotReleasable(Exception):
    """The decision waits for a second person."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.pk)
        self.decision = decision

    def __str__(self) -> str:
        return _("%(name)s: a second person has to agree before this is released.") % {
            "name": self.decision.application.candidate.name
        }


class NothingToApprove(Exception):
    """The decision counts already, was taken back, or needs no second person."""

    def __str__(self) -> str:
        return _("There is nothing to agree to any more.")


def _lock(application_id: int) -> Application:
    locked = Application.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("candidate").get(pk=application_id)


def _lock_with_application(decision_id: int) -> tuple[Application, Decision]:
    key = Decision.objects.values_list("application_id", flat=True).get(pk=decision_id)
    application = _lock(key)
    locked = Decision.objects.select_for_update(no_key=True, of=("self",))
    return application, locked.select_related("decided_by").get(pk=decision_id)


def _tell(
    application_id: int, verb: str, at: dt.datetime, actor: User | None, **facts: str
) -> None:
    """Write it under the application's decisions, which nobody reads who is blind."""
    record_entry(
        subject="decisions",
        subject_key=application_id,
        verb=verb,
        actor=actor,
        at=at,
        facts=facts,
    )


def _require_sight(application_id: int, actor: User) -> None:
    owed = Scorecard.objects.open().filter(application=application_id, interviewer_id=actor.pk)
    if owed.exists():
        raise ScorecardOwed


@transaction.atomic
def decide(
    *,
    application_id: int,
    verdict: str,
    reason_code: str,
    reason: str,
    actor: User,
    at: dt.datetime,
    prepare: bool = False,
) -> Decision:
    """Decide on an application, and move it: to offered, to declined, or, on hold, nowhere.

    A decision against the advice is only written down; it counts, and moves, when a second
    person agrees (`approve_override`). With `prepare` it counts when it is released, together with
    others (`release_decisions`). A hold moves nobody, needs no release, and gives way to the next
    decision. The very same decision again is returned as it is. Raises AlreadyDecided,
    NotDecidable, ReasonMissing, ScorecardOwed.
    """
    verdict, reason = Verdict(verdict), reason.strip()
    if not reason:
        raise ReasonMissing
    application = _lock(application_id)
    _require_sight(application_id, actor)
    standing = _standing(application_id)
    if standing and _is_same(standing, verdict, reason_code, reason, actor):
        return standing
    if standing and standing.verdict != Verdict.HOLD:
        raise AlreadyDecided(standing)
    if application.state not in OPEN_TO[verdict]:
        raise NotDecidable(application)
    if standing:
        standing.revoked_at = at
        standing.save(update_fields=["revoked_at"])
    composite, advice = current_advice(application_id)
    is_override = goes_against(verdict, advice)
    is_prepared = prepare and verdict != Verdict.HOLD
    counts = not is_override and not is_prepared
    decision = Decision.objects.create(
        application=application,
        verdict=verdict,
        reason_code=reason_code,
        reason=reason,
        decided_by=actor,
        decided_at=at,
        composite=composite,
        advice=advice,
        is_override=is_override,
        is_prepared=is_prepared,
        effective_at=at if counts else None,
    )
    if is_prepared and not is_override:
        _tell(application_id, "decision-prepared", at, actor)
    else:
        _tell(application_id, f"{'override' if is_override else 'decision'}-{verdict}", at, actor)
    if counts:
        _carry_out(decision, at)
    return decision


def _standing(application_id: int) -> Decision | None:
    found = Decision.objects.standing().filter(application=application_id)
    return found.select_related("decided_by").first()


def _is_same(decision: Decision, verdict: str, reason_code: str, reason: str, actor: User) -> bool:
    before = (decision.verdict, decision.reason_code, decision.reason, decision.decided_by_id)
    return before == (verdict, reason_code, reason, actor.pk)


def _carry_out(decision: Decision, at: dt.datetime) -> None:
    """Move the application, in the name of whoever decided."""
    to = _LEADS_TO.get(Verdict(decision.verdict))
    if to is not None:
        move_application(
            application_id=decision.application_id,
            to=to,
            actor=decision.decided_by,
            at=at,
            reason=decision.reason,
        )


@transaction.atomic
def approve_override(*, decision_id: int, actor: User, at: dt.datetime) -> Decision:
    """Agree to an override as the second person; from then on it counts, or, if it was only
    prepared, can be released.

    Agreeing twice is the same. Raises OwnOverride, NothingToApprove, NotDecidable,
    ScorecardOwed.
    """
    application, decision = _lock_with_application(decision_id)
    if decision.approved_by_id == actor.pk and decision.revoked_at is None:
        return decision
    if decision.decided_by_id == actor.pk:
        raise OwnOverride
    if not decision.is_waiting:
        raise NothingToApprove
    _require_sight(application.pk, actor)
    if application.state not in OPEN_TO[Verdict(decision.verdict)]:
        raise NotDecidable(application)
    decision.approved_by, decision.approved_at = actor, at
    decision.effective_at = None if decision.is_prepared else at
    decision.save(update_fields=["approved_by", "approved_at", "effective_at"])
    _tell(application.pk, "override-approved", at, actor)
    if decision.effective_at is not None:
        _carry_out(decision, at)
    return decision


@dataclass(frozen=True)
class Released:
    """What came of releasing several: how many count now, and why the others do not."""

    count: int
    refused: list[str]


@transaction.atomic
def release_decisions(*, decision_ids: Iterable[int], actor: User, at: dt.datetime) -> Released:
    """Let prepared decisions count, all at one moment; each one that cannot stays and says why.

    The mails that follow are drafts. What counts already or was taken back is passed over, so
    that doing it twice releases nothing twice.
    """
    found = Decision.objects.filter(pk__in=list(decision_ids)).order_by("application_id")
    count, refused = 0, []
    for key in found.values_list("pk", flat=True):
        try:
            with transaction.atomic():
                count += _release(key, actor, at)
        except (NotReleasable, NotDecidable, AlreadyApplied, IllegalMove) as error:
            refused.append(str(error))
    return Released(count, refused)


def _release(decision_id: int, actor: User, at: dt.datetime) -> bool:
    application, decision = _lock_with_application(decision_id)
    decision.application = application
    if not decision.is_prepared or decision.revoked_at is not None:
        return False
    if decision.is_waiting:
        raise NotReleasable(decision)
    if application.state not in OPEN_TO[Verdict(decision.verdict)]:
        raise NotDecidable(application)
    decision.is_prepared, decision.effective_at = False, at
    decision.save(update_fields=["is_prepared", "effective_at"])
    _tell(application.pk, "decision-released", at, actor)
    _carry_out(decision, at)
    return True


@transaction.atomic
def revoke_decision(*, decision_id: int, actor: User, at: dt.datetime, reason: str) -> Decision:
    """Take a decision back: a decline is reopened, an offer goes back to deciding.

    The row stays and says since when it no longer stands. Twice is the same. Raises
    NotDecidable once the candidate is hired or has withdrawn, ReasonMissing, and what
    `applications.actions` raise when they cannot reopen.
    """
    application, decision = _lock_with_application(decision_id)
    if decision.revoked_at is not None:
        return decision
    reason = reason.strip()
    if not reason:
        raise ReasonMissing
    if application.state in {State.HIRED, State.WITHDRAWN}:
        raise NotDecidable(application)
    decision.revoked_at = at
    decision.save(update_fields=["revoked_at"])
    _tell(application.pk, "decision-revoked", at, actor, reason=reason)
    if application.state == State.DECLINED:
        reopen_application(application_id=application.pk, actor=actor, at=at, reason=reason)
    elif application.state == State.OFFERED:
        move_application(
            application_id=application.pk, to=State.DECIDING, actor=actor, at=at, reason=reason
        )
    return decision


@transaction.atomic
def ask_more(
    *,
    application_id: int,
    stage_id: int,
    interviewer_id: int,
    when: dt.datetime | Meeting,
    actor: User,
    at: dt.datetime,
) -> Scorecard:
    """Ask for one more independent mark before deciding; asking the same again is the same.

    `when` is the session that is planned for it, or until when they mark what is in writing.

    Raises ScorecardOwed, and what `washups.actions.ask_one_more` raises.
    """
    _lock(application_id)
    _require_sight(application_id, actor)
    card = ask_one_more(
        application_id=application_id,
        stage_id=stage_id,
        interviewer_id=interviewer_id,
        when=when,
        actor=actor,
        at=at,
    )
    if card.created_at == at:
        facts = {"interviewer": str(card.interviewer), "stage": card.stage.title}
        _tell(application_id, "decision-more", at, actor, **facts)
    return card


@transaction.atomic
def mark_hired(*, application_id: int, actor: User, at: dt.datetime, reason: str) -> Application:
    """Write down that the candidate accepted; only for an offer that somebody decided on.

    Twice is the same. Raises NotDecidable, ReasonMissing.
    """
    application = _lock(application_id)
    if application.state == State.HIRED:
        return application
    standing = _standing(application_id)
    if application.state != State.OFFERED or not standing or standing.verdict != Verdict.HIRE:
        raise NotDecidable(application)
    if not reason.strip():
        raise ReasonMissing
    return move_application(
        application_id=application_id, to=State.HIRED, actor=actor, at=at, reason=reason
    )
