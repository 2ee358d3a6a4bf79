"""What candidates ask for to take part well, and what recruiters grant; another attempt."""

from __future__ import annotations

import datetime as dt
import secrets
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import transaction

from candidates.applications.models import Application
from candidates.history.actions import record_entry
from candidates.outbox.actions import owe_task
from interviews.sittings import clock, queries
from interviews.sittings.actions.ending import COMPOSITE, lock_sitting, settle, stop_sitting
from interviews.sittings.actions.refusals import NoRetest, ReasonMissing
from interviews.sittings.models import Accommodation, Retest, Sitting
from interviews.stages import registry

LETTERS: Final = "bdfghjkmnprstvwz"  # none that is taken for another one, none that makes words
WORD_LENGTH: Final = 8

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


@transaction.atomic
def write_wish(*, application_id: int, wish: str, at: dt.datetime) -> Accommodation:
    """Keep what a candidate asks for, in place of what they asked before; the same is no news."""
    Application.objects.select_for_update(no_key=True).get(pk=application_id)
    kept, _made = Accommodation.objects.get_or_create(application_id=application_id)
    wish = wish.strip()
    if kept.wish != wish:
        kept.wish, kept.wished_at = wish, at
        kept.save(update_fields=["wish", "wished_at"])
    return kept


@transaction.atomic
def grant(
    *,
    application_id: int,
    multiplier: Decimal | None,
    breaks: bool,
    alternative: str,
    actor: Viewer,
    at: dt.datetime,
) -> Accommodation:
    """Grant extra time (None: no limit at all), breaks, another way; it counts from now on.

    A part that is running is prolonged, or shortened to what is granted now. The same again
    changes nothing. It is audited apart from the application's timeline, which others read.
    """
    Application.objects.select_for_update(no_key=True).get(pk=application_id)
    kept, _made = Accommodation.objects.get_or_create(application_id=application_id)
    wanted = {"multiplier": multiplier, "breaks": breaks, "alternative": alternative.strip()}
    if kept.granted_at is not None and all(getattr(kept, key) == wanted[key] for key in wanted):
        return kept
    for name, value in wanted.items():
        setattr(kept, name, value)
    kept.granted_by_id, kept.granted_at = actor.pk, at
    kept.save()
    for key in Sitting.objects.open().filter(application=application_id).order_by("pk"):
        _apply(lock_sitting(key.pk), kept, at)
    record_entry(
        subject="accommodation",
        subject_key=kept.pk,
        verb="accommodation-granted",
        at=at,
        actor=actor,
        facts={"multiplier": str(multiplier) if multiplier else "untimed", "breaks": breaks},
    )
    return kept


def _apply(sitting: Sitting, granted: Accommodation, at: dt.datetime) -> None:
    """Let a sitting that is still open have what was granted."""
    settle(sitting, at)
    if not sitting.is_open:
        return
    sitting.multiplier, sitting.breaks = granted.multiplier, granted.breaks
    sitting.closes_at = clock.closes_at(sitting.started_at, granted.multiplier)
    if sitting.section_began_at is not None:
        here = queries.paper_of(sitting).sections[sitting.section]
        sitting.deadline = clock.deadline_of(
            sitting.section_began_at, here.seconds, sitting.multiplier
        )
    sitting.save()


@transaction.atomic
def grant_retest(*, sitting_id: int, reason: str, actor: Viewer, at: dt.datetime) -> Retest:
    """Let a candidate take a test once more, on site, with another form; one that was granted
    stays. Raises NoRetest, ReasonMissing.
    """
    sitting = lock_sitting(sitting_id)
    known = Retest.objects.filter(first=sitting).first()
    if known is not None:
        return known
    is_first = not sitting.on_site and sitting.set_aside_at is None
    if sitting.is_open or not is_first or registry.get(sitting.stage.kind).measure is None:
        raise NoRetest
    if not reason.strip():
        raise ReasonMissing
    retest = Retest.objects.create(
        first=sitting,
        word="".join(secrets.choice(LETTERS) for _ in range(WORD_LENGTH)),
        reason=reason.strip(),
        granted_by_id=actor.pk,
        granted_at=at,
    )
    record_entry(
        subject="application",
        subject_key=sitting.application_id,
        verb="retest-granted",
        at=at,
        actor=actor,
        facts={"stage": sitting.stage.title, "reason": retest.reason},
    )
    return retest


@transaction.atomic
def allow_again(*, sitting_id: int, reason: str, actor: Viewer, at: dt.datetime) -> Sitting:
    """Set an attempt aside, so that its candidate may sit again; it is kept and counts no more.

    An open one is stopped first. One that was set aside stays so. Raises ReasonMissing.
    """
    sitting = lock_sitting(sitting_id)
    if sitting.set_aside_at is not None:
        return sitting
    if not reason.strip():
        raise ReasonMissing
    stop_sitting(sitting, at)
    sitting.set_aside_at, sitting.set_aside_by_id = at, actor.pk
    sitting.set_aside_reason = reason.strip()
    sitting.save()
    record_entry(
        subject="application",
        subject_key=sitting.application_id,
        verb="sitting-set-aside",
        at=at,
        actor=actor,
        facts={"stage": sitting.stage.title, "reason": sitting.set_aside_reason},
    )
    owe_task(
        kind=COMPOSITE,
        payload={"application_id": sitting.application_id},
        at=at,
        dedupe_key=str(sitting.application_id),
    )
    return sitting
