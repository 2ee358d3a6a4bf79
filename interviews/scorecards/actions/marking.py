"""Marking and locking one's own scorecard, and what may still be said after it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.history.actions import record_entry
from candidates.notices.actions import mark_done
from candidates.outbox.actions import owe_task
from interviews.plans.actions import lock_plan
from interviews.plans.models import Criterion
from interviews.scorecards import panels
from interviews.scorecards.actions.flags import tell_of_red_flags
from interviews.scorecards.marks import Draft, Missing, missing_from, one_kind_of_newline
from interviews.scorecards.models import Rating, RatingRevision, Scorecard

if TYPE_CHECKING:
    from collections.abc import Sequence

REASON_LENGTH = 40  # characters, the least that counts as a reason for a revision


class ScorecardLocked(Exception):
    """The scorecard was locked; what is typed now can no longer count."""

    def __str__(self) -> str:
        return _("This scorecard is locked. A mark can still be revised, with a reason.")


class ScorecardClosed(ScorecardLocked):
    """The scorecard was closed over a conflict of interest."""

    def __str__(self) -> str:
        return _("This scorecard is closed over a conflict of interest; its marks count nowhere.")


class UnknownCriterion(Exception):
    """The criterion does not belong to the stage of this scorecard."""

    def __str__(self) -> str:
        return _("This criterion is not part of the stage.")


class VersionConflict(Exception):
    """Somebody, on another device or in another tab, saved the same criterion meanwhile."""

    def __init__(self, current: Rating) -> None:
        super().__init__(current)
        self.current = current

    def __str__(self) -> str:
        return _("This criterion was changed elsewhere meanwhile: choose which text to keep.")


class ScorecardIncomplete(Exception):
    """Some criteria lack a mark or enough evidence."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__(missing)
        self.missing = list(missing)

    def __str__(self) -> str:
        count = len(self.missing)
        return ngettext(
            "Not locked yet: %(count)s criterion is not complete.",
            "Not locked yet: %(count)s criteria are not complete.",
            count,
        ) % {"count": count}


class NotYet(Exception):
    """Something has to be done before this scorecard can be locked."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what

    def __str__(self) -> str:
        return self.what


class NotLockedYet(Exception):
    """What was asked for comes after locking."""

    def __str__(self) -> str:
        return _("Lock the scorecard first.")


class ReasonTooShort(Exception):
    """A revision without a reason that others can follow."""

    def __str__(self) -> str:
        return _("Say why in at least %(count)s characters.") % {"count": REASON_LENGTH}


@transaction.atomic
def save_rating(
    *,
    scorecard_id: int,
    criterion_id: int,
    value: int | None,
    null_reason: str,
    evidence: str,
    version: int,
    actor: Any,  # noqa: ARG001  (every action says who; the scorecard has one owner)
    at: dt.datetime,
) -> Rating:
    """Save one criterion as far as it is typed. The first one locks the plan.

    Saving the same again returns what is there, whatever its version. Raises
    `VersionConflict` (with the row as it stands), `ScorecardLocked` or `UnknownCriterion`.
    """
    scorecard = _lock(scorecard_id)
    draft = Draft(criterion_id, value, null_reason, evidence, version)
    current = {row.criterion_id: row for row in scorecard.ratings.filter(criterion=criterion_id)}
    if not Criterion.objects.filter(pk=criterion_id, stage_id=scorecard.stage_id).exists():
        raise UnknownCriterion
    return _save(scorecard, draft, current.get(criterion_id), at)


@transaction.atomic
def save_ratings(
    *,
    scorecard_id: int,
    drafts: Sequence[Draft],
    actor: Any,  # noqa: ARG001
    at: dt.datetime,
) -> dict[int, VersionConflict]:
    """Save a whole form at once; return the conflicts by criterion.

    The rows in conflict are left as they are, all others are saved. What was not touched makes
    no row. Raises `ScorecardLocked` if anything differs from what was locked.
    """
    scorecard = _lock(scorecard_id)
    current = {row.criterion_id: row for row in scorecard.ratings.all()}
    known = set(Criterion.objects.filter(stage_id=scorecard.stage_id).values_list("pk", flat=True))
    conflicts: dict[int, VersionConflict] = {}
    made: list[Rating] = []
    changed: list[Rating] = []
    for draft in drafts:
        row = current.get(draft.criterion_id)
        if draft.criterion_id not in known or (row is None and draft.is_empty):
            continue
        try:
            if row is None:
                made.append(_written(scorecard, draft, None, at))
            elif not draft.equals(row):
                changed.append(_written(scorecard, draft, row, at))
        except VersionConflict as conflict:
            conflicts[draft.criterion_id] = conflict
    Rating.objects.bulk_create(made)
    for row in changed:
        row.save()
    if made or changed:
        _begin(scorecard, at)
    return conflicts


def _lock(scorecard_id: int) -> Scorecard:
    return (
        Scorecard.objects.select_for_update(no_key=True, of=("self",))
        .select_related("stage__plan")
        .get(pk=scorecard_id)
    )


def _save(scorecard: Scorecard, draft: Draft, row: Rating | None, at: dt.datetime) -> Rating:
    if row is not None and draft.equals(row):
        return row
    row = _written(scorecard, draft, row, at)
    row.save()
    _begin(scorecard, at)
    return row


def _written(scorecard: Scorecard, draft: Draft, row: Rating | None, at: dt.datetime) -> Rating:
    """Write a draft into its row, or into a new one, for the caller to save."""
    if scorecard.is_closed:
        raise ScorecardClosed
    if scorecard.is_locked:
        raise ScorecardLocked
    if row is not None and row.version != draft.version:
        raise VersionConflict(row)
    if row is None:
        row = Rating(scorecard=scorecard, criterion_id=draft.criterion_id, version=0)
    row.value, row.null_reason = draft.value, draft.null_reason
    row.evidence = one_kind_of_newline(draft.evidence)
    row.version += 1
    row.saved_at = at
    return row


def _begin(scorecard: Scorecard, at: dt.datetime) -> None:
    if scorecard.started_at is None:
        scorecard.started_at = at
        scorecard.save(update_fields=["started_at"])
    _lock_plan(scorecard, at)


def _lock_plan(scorecard: Scorecard, at: dt.datetime) -> None:
    """From the first mark on the plan stays as it is: its anchors are what was marked against."""
    if scorecard.stage.plan.locked_at is None:
        lock_plan(plan_id=scorecard.stage.plan_id, at=at)
        scorecard.stage.plan.locked_at = at


@transaction.atomic
def lock_scorecard(*, scorecard_id: int, actor: Any, at: dt.datetime) -> Scorecard:
    """Lock a scorecard: from here on its marks count and stay, and a composite is owed.

    Locking a locked one changes nothing. Raises `ScorecardIncomplete` with what is missing,
    `NotYet` with what a room above asks for first, `ScorecardClosed` after a conflict of interest.
    """
    scorecard = _lock(scorecard_id)
    if scorecard.is_locked:
        return scorecard
    if scorecard.is_closed:
        raise ScorecardClosed
    if what := panels.not_before(scorecard):
        raise NotYet(what)
    criteria = list(scorecard.stage.criteria.order_by("position"))
    missing = missing_from(criteria, {row.criterion_id: row for row in scorecard.ratings.all()})
    if missing:
        raise ScorecardIncomplete(missing)
    _lock_plan(scorecard, at)
    scorecard.locked_at = at
    scorecard.started_at = scorecard.started_at or at
    scorecard.save(update_fields=["locked_at", "started_at"])
    # on the scorecard and not on the application, whose timeline is read by who may be blind
    record_entry(
        subject="scorecard",
        subject_key=scorecard.pk,
        verb="scorecard-locked",
        at=at,
        actor=actor,
        facts={},
    )
    owe_task(
        kind="composites.compute",
        payload={"application_id": scorecard.application_id},
        at=at,
        dedupe_key=str(scorecard.application_id),
    )
    url = reverse("interviews:scorecard-page", args=[scorecard.pk])
    mark_done(user_id=scorecard.interviewer_id, url=url, at=at)
    # whoever was blind until now, as a recruiter who also marks, hears of what was kept from them
    tell_of_red_flags(application_id=scorecard.application_id, at=at)
    return scorecard


@transaction.atomic
def revise_rating(
    *, rating_id: int, new_value: int, reason: str, actor: Any, at: dt.datetime
) -> RatingRevision:
    """Put a revised mark beside the locked one, which keeps counting.

    Saying the same again returns the revision that is there. Raises `NotLockedYet` or
    `ReasonTooShort`.
    """
    rating = Rating.objects.select_related("scorecard").get(pk=rating_id)
    scorecard = _lock(rating.scorecard_id)
    reason = one_kind_of_newline(reason).strip()
    if not scorecard.is_locked:
        raise NotLockedYet
    if len(reason) < REASON_LENGTH:
        raise ReasonTooShort
    last = rating.revisions.order_by("-at", "-pk").first()
    if last and (last.new_value, last.reason, last.by_id) == (new_value, reason, actor.pk):
        return last
    revision = rating.revisions.create(new_value=new_value, reason=reason, by=actor, at=at)
    record_entry(
        subject="scorecard",
        subject_key=scorecard.pk,
        verb="rating-revised",
        at=at,
        actor=actor,
        facts={},
    )
    return revision


@transaction.atomic
def give_impression(
    *,
    scorecard_id: int,
    value: int | None,
    actor: Any,  # noqa: ARG001
    at: dt.datetime,  # noqa: ARG001
) -> Scorecard:
    """Say an overall impression, which has weight 0; only after locking (`NotLockedYet`)."""
    scorecard = _lock(scorecard_id)
    if not scorecard.is_locked:
        raise NotLockedYet
    if scorecard.impression != value:
        scorecard.impression = value
        scorecard.save(update_fields=["impression"])
    return scorecard
