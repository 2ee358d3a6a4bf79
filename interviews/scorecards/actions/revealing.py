"""A coordinator lets the panel of a stage see what is locked, before everybody has locked."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.history.actions import record_entry
from interviews.scorecards.models import Reveal, Scorecard


class NothingToReveal(Exception):
    """No scorecard of the stage is locked, or all are and stand open anyway."""

    def __str__(self) -> str:
        return _("There is nothing to reveal: none is locked yet, or all are.")


class RevealUnexplained(Exception):
    """A reveal without a reason."""

    def __str__(self) -> str:
        return _("Say why the panel should see the marks before everybody has locked.")


@transaction.atomic
def reveal_marks(
    *, stage_id: int, application_id: int, reason: str, actor: Any, at: dt.datetime
) -> Reveal:
    """Let those who have locked see each other's marks with k of n locked; it is written down.

    Whoever still owes a scorecard for the candidate stays blind: the reveal is asked for behind
    that condition (`ScorecardQuerySet.visible_to`). A second time returns the first reveal.
    Raises `NothingToReveal`, `RevealUnexplained`.
    """
    rows = Scorecard.objects.select_for_update(no_key=True).counted()
    cards = list(rows.filter(stage=stage_id, application=application_id).order_by("pk"))
    standing = Reveal.objects.filter(stage=stage_id, application=application_id).first()
    if standing is not None:
        return standing
    locked = [card for card in cards if card.is_locked]
    if not locked or len(locked) == len(cards):
        raise NothingToReveal
    if not reason.strip():
        raise RevealUnexplained
    reveal = Reveal.objects.create(
        stage_id=stage_id,
        application_id=application_id,
        locked=len(locked),
        total=len(cards),
        reason=reason.replace("\r\n", "\n").strip(),
        by=actor,
        at=at,
    )
    # on the scorecards and not on the application, whose timeline is read by who may be blind
    for card in locked:
        record_entry(
            subject="scorecard",
            subject_key=card.pk,
            verb="marks-revealed",
            at=at,
            actor=actor,
            facts={"locked": len(locked), "all": len(cards)},
        )
    return reveal
