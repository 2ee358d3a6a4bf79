"""Opening a wash-up, agreeing on values in it, closing it.

Every action locks the wash-up first: of a moderator who types and one who closes, one comes
second and is told so.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.applications.models import OPEN_STATES, Application
from candidates.history.actions import record_entry
from candidates.notices.actions import tell
from candidates.outbox.actions import owe_task
from interviews.days.actions import Meeting, plan_extra
from interviews.days.models import Attendance
from interviews.days.queries import slot_of
from interviews.plans.models import Criterion
from interviews.scorecards.aliases import name_for_marker
from interviews.scorecards.marks import one_kind_of_newline
from interviews.scorecards.models import Scorecard
from interviews.washups.models import Agreement, Washup
from interviews.washups.queries import independent_people

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviews.plans.models import Stage
    from interviews.scorecards.models import ScorecardQuerySet

SUBJECT = "washup"
MEETING_ASKED = "meeting-asked"


class WashupClosed(Exception):
    """What was agreed stays."""

    def __str__(self) -> str:
        return _("This wash-up is closed: what was agreed in it stays as it is.")


class NotModerator(Exception):
    """One person writes for all."""

    def __init__(self, washup: Washup) -> None:
        super().__init__(washup.pk)
        self.washup = washup

    def __str__(self) -> str:
        return _("%(who)s leads this wash-up. Take over if it is you who leads it now.") % {
            "who": self.washup.moderator
        }


class NotInThisRoom(Exception):
    """The candidate was not on this Day, or the criterion is not one they were marked on."""

    def __str__(self) -> str:
        return _("This does not belong to the Day of this wash-up.")


class MarksOwed(Exception):
    """Somebody who has not locked yet would hear what the others gave."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(names)
        self.names = list(names)

    def __str__(self) -> str:
        return _("%(names)s still owes marks here. Agree on a value when they are locked.") % {
            "names": ", ".join(self.names)
        }


class VersionConflict(Exception):
    """Another tab or another person saved the same value meanwhile."""

    def __init__(self, current: Agreement) -> None:
        super().__init__(current.pk)
        self.current = current

    def __str__(self) -> str:
        return _("This was changed elsewhere meanwhile: choose which words to keep.")


class ReasonsMissing(Exception):
    """A value was agreed on and nobody wrote why."""

    def __init__(self, missing: Sequence[Agreement]) -> None:
        super().__init__(len(missing))
        self.missing = list(missing)

    def __str__(self) -> str:
        count = len(self.missing)
        return ngettext(
            "Not closed yet: %(count)s agreed value has no reason.",
            "Not closed yet: %(count)s agreed values have no reason.",
            count,
        ) % {"count": count}


class NotIndependent(Exception):
    """The person has marked this stage, or sees what the others gave."""

    def __str__(self) -> str:
        return _("One more mark has to be independent: choose an interviewer who has not marked.")


def _lock(washup_id: int) -> Washup:
    locked = Washup.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("moderator").get(pk=washup_id)


def _tell(washup: Washup, verb: str, actor: Any, at: dt.datetime) -> None:
    record_entry(subject=SUBJECT, subject_key=washup.pk, verb=verb, at=at, actor=actor)


def _changed(washup: Washup, *fields: str) -> None:
    washup.version += 1
    washup.save(update_fields=["version", *fields])


@transaction.atomic
def open_washup(*, day_id: int, actor: Any, at: dt.datetime) -> Washup:
    """Open the wash-up of a Day, led by whoever opens it; from here on its room can be sorted.

    Opening again returns the one there is, whoever leads it.
    """
    washup, is_new = Washup.objects.get_or_create(
        day_id=day_id, defaults={"moderator_id": actor.pk, "opened_at": at}
    )
    if is_new:
        _tell(washup, "washup-opened", actor, at)
    return washup


@transaction.atomic
def take_over(*, washup_id: int, actor: Any, at: dt.datetime) -> Washup:
    """Lead the wash-up from now on; for the one who does, nothing changes. Raises WashupClosed."""
    washup = _lock(washup_id)
    if washup.moderator_id == actor.pk:
        return washup
    if not washup.is_open:
        raise WashupClosed
    washup.moderator_id = actor.pk
    _changed(washup, "moderator")
    _tell(washup, "washup-taken-over", actor, at)
    return washup


@transaction.atomic
def show_on_screen(
    *,
    washup_id: int,
    application_id: int | None,
    actor: Any,  # noqa: ARG001  (every action says who)
    at: dt.datetime,  # noqa: ARG001
) -> Washup:
    """Turn the shared screen to one candidate, or back to the matrix. Raises WashupClosed,
    NotInThisRoom."""
    washup = _lock(washup_id)
    if washup.on_screen_id == application_id:
        return washup
    if not washup.is_open:
        raise WashupClosed
    if application_id is not None:
        _require_on_day(washup, application_id)
    washup.on_screen_id = application_id
    _changed(washup, "on_screen")
    return washup


@transaction.atomic
def save_agreement(
    *,
    washup_id: int,
    application_id: int,
    criterion_id: int,
    value: int | None,
    reason: str,
    version: int,
    actor: Any,
    at: dt.datetime,
) -> Agreement | None:
    """Save the value agreed on for one criterion, as far as it is typed.

    The individual marks stay as they are, and so does every score. Saving the same again returns
    what is there, whatever its version; nothing typed where nothing stands returns none. Raises
    VersionConflict (with the row as it stands), WashupClosed, NotModerator, NotInThisRoom,
    MarksOwed.
    """
    washup = _lock(washup_id)
    reason = one_kind_of_newline(reason)
    row = Agreement.objects.filter(
        washup=washup, application=application_id, criterion=criterion_id
    ).first()
    if row is None and value is None and not reason.strip():
        return None
    if row is not None and (row.value, row.reason) == (value, reason):
        return row
    _require_writable(washup, actor)
    _require_marked(washup, application_id, criterion_id)
    if row is not None and row.version != version:
        raise VersionConflict(row)
    if row is None:
        row = Agreement(
            washup=washup, application_id=application_id, criterion_id=criterion_id, version=0
        )
    row.value, row.reason, row.saved_at, row.saved_by_id = value, reason, at, actor.pk
    row.version += 1
    row.save()
    _changed(washup)
    return row


def _require_writable(washup: Washup, actor: Any) -> None:
    if not washup.is_open:
        raise WashupClosed
    if washup.moderator_id != actor.pk:
        raise NotModerator(washup)


def _require_on_day(washup: Washup, application_id: int) -> None:
    if not Attendance.objects.filter(day=washup.day_id, application=application_id).exists():
        raise NotInThisRoom


def _require_marked(washup: Washup, application_id: int, criterion_id: int) -> None:
    """Refuse what nobody marked, and what somebody has yet to mark without being told."""
    _require_on_day(washup, application_id)
    stage_id = Criterion.objects.values_list("stage_id", flat=True).filter(pk=criterion_id).first()
    cards = Scorecard.objects.counted().filter(application=application_id, stage=stage_id)
    found = list(cards.select_related("interviewer").order_by("interviewer__name", "pk"))
    if not found:
        raise NotInThisRoom
    owing = [str(card.interviewer) for card in found if not card.is_locked]
    if owing:
        raise MarksOwed(owing)


@transaction.atomic
def close_washup(*, washup_id: int, actor: Any, at: dt.datetime) -> Washup:
    """Close a wash-up: what was agreed stays from here on. Closing again changes nothing.

    Raises NotModerator, and ReasonsMissing with the values that nobody gave a reason for.
    """
    washup = _lock(washup_id)
    if not washup.is_open:
        return washup
    _require_writable(washup, actor)
    bare = washup.agreements.filter(value__isnull=False).exclude(reason__regex=r"\S")
    missing = list(bare.select_related("application__candidate", "criterion").order_by("pk"))
    if missing:
        raise ReasonsMissing(missing)
    washup.closed_at, washup.closed_by_id = at, actor.pk
    _changed(washup, "closed_at", "closed_by")
    _tell(washup, "washup-closed", actor, at)
    return washup


@transaction.atomic
def ask_one_more(
    *,
    application_id: int,
    stage_id: int,
    interviewer_id: int,
    when: dt.datetime | Meeting,
    actor: Any,
    at: dt.datetime,
) -> Scorecard:
    """Ask one more interviewer to mark a stage of a candidate who is near the bar.

    `when` is the session in which they meet, which is planned and published with it; or until
    when they mark what is there in writing. They are told, and find the scorecard on their list.
    Asking the same person for the same again returns the same scorecard. Raises NotIndependent,
    NotInThisRoom for a stage that this candidate was not marked on or an application that is
    closed, and what `days.actions.plan_extra` raises.
    """
    locked = Application.objects.select_for_update(no_key=True, of=("self",))
    application = locked.select_related("candidate").get(pk=application_id)
    cards = Scorecard.objects.filter(application=application, stage=stage_id)
    cards = cards.select_related("stage", "session", "interviewer")
    asked = cards.open().filter(interviewer=interviewer_id).first()
    if asked is not None and _is_for(asked, when):
        return asked
    first = cards.first()
    if first is None or application.state not in OPEN_STATES:
        raise NotInThisRoom
    if interviewer_id not in independent_people(application, first.stage):
        raise NotIndependent
    if isinstance(when, Meeting):
        card = _meet(application, cards, interviewer_id, when, actor, at)
    else:
        card = _mark_in_writing(application, first.stage, interviewer_id, when, at)
    owe_task(
        kind="composites.compute",
        payload={"application_id": application.pk},
        at=at,
        dedupe_key=str(application.pk),
    )
    return card


def _is_for(asked: Scorecard, when: dt.datetime | Meeting) -> bool:
    """Tell whether this open scorecard is what is asked for: the same session, or none."""
    if isinstance(when, Meeting):
        return asked.session is not None and asked.session.during.lower == when.starts_at
    return asked.session is None


def _meet(
    application: Application,
    cards: ScorecardQuerySet,
    interviewer_id: int,
    meeting: Meeting,
    actor: Any,
    at: dt.datetime,
) -> Scorecard:
    """Plan the session; its scorecard comes with it."""
    stage = cards[0].stage
    session = plan_extra(
        application_id=application.pk,
        stage_id=stage.pk,
        interviewer_id=interviewer_id,
        meeting=meeting,
        actor=actor,
        at=at,
    )
    card = cards.get(session=session, interviewer=interviewer_id)
    slot = slot_of(session.pk)
    day = session.station.day
    values = {
        "candidate": name_for_marker(card),
        "stage": stage.title,
        "date": day.on.isoformat(),
        "span": slot.span,
        "place": f"{slot.room}, {slot.site}" if slot.room else slot.site,
    }
    _tell_marker(card, MEETING_ASKED, values, at)
    return card


def _mark_in_writing(
    application: Application,
    stage: Stage,
    interviewer_id: int,
    due_at: dt.datetime,
    at: dt.datetime,
) -> Scorecard:
    card = Scorecard.objects.create(
        stage=stage,
        application=application,
        interviewer_id=interviewer_id,
        due_at=due_at,
        created_at=at,
    )
    values = {"candidate": name_for_marker(card), "stage": stage.title}
    _tell_marker(card, "marking-asked", values, at)
    return card


def _tell_marker(card: Scorecard, code: str, values: dict[str, str], at: dt.datetime) -> None:
    tell(
        user_ids=[card.interviewer_id],
        code=code,
        text_values=values,
        url=reverse("interviews:scorecard-page", args=[card.pk]),
        key=f"{code}:{card.pk}",
        at=at,
    )
