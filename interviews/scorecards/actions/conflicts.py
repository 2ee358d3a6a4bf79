"""Conflicts of interest: declared by the interviewer, and somebody else marks in their place."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.applications.models import OPEN_STATES
from candidates.history.actions import record_entry
from candidates.notices.actions import tell
from candidates.openings.models import OpeningMember
from candidates.outbox.actions import owe_task
from interviews.days.actions import change_session
from interviews.days.models import Session, SessionInterviewer
from interviews.scorecards.actions.marking import ScorecardLocked
from interviews.scorecards.actions.owing import ApplicationClosed, NotAMember
from interviews.scorecards.aliases import name_for_marker
from interviews.scorecards.marks import one_kind_of_newline
from interviews.scorecards.models import Scorecard

TIME_TO_MARK: Final = dt.timedelta(days=1)  # for who takes over when the time is up already


class NoReason(Exception):
    """A conflict of interest without a word on what it is."""

    def __str__(self) -> str:
        return _("Say in a few words how you know each other, or what stands in the way.")


class NotClosed(Exception):
    """Only what was closed over a conflict of interest is given to somebody else."""

    def __str__(self) -> str:
        return _("This scorecard is not closed, so nobody has to take it over.")


class AlreadyReassigned(Exception):
    """Somebody else was asked already."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name

    def __str__(self) -> str:
        return _("%(name)s marks this already.") % {"name": self.name}


class MarksAlready(Exception):
    """The person has, or had, a scorecard of their own here."""

    def __str__(self) -> str:
        return _("This person marks the same stage of the same candidate already, or had to stop.")


class TakenThen(Exception):
    """The person sits in another session at that time."""

    def __str__(self) -> str:
        return _("This person is in another session at that time.")


@transaction.atomic
def declare_conflict(*, scorecard_id: int, reason: str, actor: Any, at: dt.datetime) -> Scorecard:
    """Close a scorecard over a conflict of interest; its marks count nowhere.

    A conflict is with the person, so everything else that the interviewer still owes for this
    candidate is closed with it. The opening's recruiters are told, and no longer wait for it.
    Declaring it again changes nothing. Raises `NoReason`, `ScorecardLocked`.
    """
    first = Scorecard.objects.select_related("application").get(pk=scorecard_id)
    own = Scorecard.objects.select_for_update(no_key=True, of=("self",)).filter(
        application=first.application_id, interviewer=first.interviewer_id
    )
    cards = {card.pk: card for card in own.select_related("stage").order_by("pk")}
    card = cards[scorecard_id]
    reason = one_kind_of_newline(reason).strip()
    if card.is_closed:
        return card
    if card.is_locked:
        raise ScorecardLocked
    if not reason:
        raise NoReason
    for each in cards.values():
        if not each.is_locked and not each.is_closed:
            _close(each, reason, actor, at)
    owe_task(
        kind="composites.compute",
        payload={"application_id": first.application_id},
        at=at,
        dedupe_key=str(first.application_id),
    )
    return card


def _close(card: Scorecard, reason: str, actor: Any, at: dt.datetime) -> None:
    card.closed_at, card.closed_reason = at, reason
    card.save(update_fields=["closed_at", "closed_reason"])
    record_entry(
        subject="scorecard", subject_key=card.pk, verb="conflict-declared", at=at, actor=actor
    )
    recruiters = OpeningMember.objects.filter(
        opening=card.application.opening_id, part=OpeningMember.Part.RECRUITER
    )
    tell(
        user_ids=recruiters.values_list("user_id", flat=True),
        code="conflict-declared",
        text_values=_words(card) | {"interviewer": str(card.interviewer)},
        url=reverse("interviews:scorecard-reassign", args=[card.pk]),
        key=f"conflict-declared:{card.pk}",
        at=at,
    )


def _words(card: Scorecard) -> dict[str, str]:
    return {"candidate": card.application.candidate.name, "stage": card.stage.title}


@transaction.atomic
def reassign_scorecard(
    *, scorecard_id: int, interviewer_id: int, actor: Any, at: dt.datetime
) -> Scorecard:
    """Ask another member of the opening to mark in the place of who had a conflict of interest.

    In a session to come with this candidate alone they take the place in the timetable too; in
    any other they only mark. Asking the same person again returns the same scorecard. Raises
    `NotClosed`, `AlreadyReassigned`, `NotAMember`, `MarksAlready`, `TakenThen`,
    `ApplicationClosed`.
    """
    closed = _closed(scorecard_id)
    standing = Scorecard.objects.filter(replaces=closed).select_related("interviewer").first()
    if standing is not None:
        if standing.interviewer_id == interviewer_id:
            return standing
        raise AlreadyReassigned(str(standing.interviewer))
    _require_free(closed, interviewer_id, at)
    card = _take_the_seat(closed, interviewer_id, actor, at) or Scorecard(
        stage_id=closed.stage_id,
        application_id=closed.application_id,
        interviewer_id=interviewer_id,
        session_id=closed.session_id,
        due_at=max(closed.due_at, at + TIME_TO_MARK),
        created_at=at,
    )
    card.replaces = closed
    card.save()
    record_entry(
        subject="scorecard",
        subject_key=card.pk,
        verb="scorecard-reassigned",
        at=at,
        actor=actor,
        facts={"interviewer": str(card.interviewer)},
    )
    tell(
        user_ids=[interviewer_id],
        code="marking-asked",
        text_values=_words(closed) | {"candidate": name_for_marker(card)},
        url=reverse("interviews:scorecard-page", args=[card.pk]),
        key=f"marking-asked:{card.pk}",
        at=at,
    )
    return card


def _closed(scorecard_id: int) -> Scorecard:
    card = (
        Scorecard.objects.select_for_update(no_key=True, of=("self",))
        .select_related("application__candidate", "stage", "session")
        .get(pk=scorecard_id)
    )
    if not card.is_closed:
        raise NotClosed
    if card.application.state not in OPEN_STATES:
        raise ApplicationClosed
    return card


def _require_free(closed: Scorecard, interviewer_id: int, at: dt.datetime) -> None:
    members = OpeningMember.objects.filter(opening=closed.application.opening_id)
    if not members.filter(user_id=interviewer_id).exists():
        raise NotAMember
    here = Scorecard.objects.filter(stage=closed.stage_id, application=closed.application_id)
    if here.filter(interviewer_id=interviewer_id).exists():
        raise MarksAlready
    session = closed.session
    if session is None or session.during.upper <= at:
        return
    taken = SessionInterviewer.objects.filter(
        interviewer_id=interviewer_id, cancelled_at__isnull=True, during__overlap=session.during
    )
    if taken.exclude(session=session).exists():
        raise TakenThen


def _take_the_seat(
    closed: Scorecard, interviewer_id: int, actor: Any, at: dt.datetime
) -> Scorecard | None:
    """Swap the two in the timetable where that is possible; return the new scorecard."""
    session = closed.session
    if session is None or not _is_theirs_alone(session, at):
        return None
    others = session.assignments.exclude(interviewer_id=closed.interviewer_id)
    change_session(
        session_id=session.pk,
        room_id=session.room_id,
        starts_at=session.during.lower,
        minutes=int((session.during.upper - session.during.lower).total_seconds() // 60),
        interviewer_ids=[*others.values_list("interviewer_id", flat=True), interviewer_id],
        actor=actor,
        at=at,
    )
    made = Scorecard.objects.filter(session=session, interviewer_id=interviewer_id)
    return made.select_related("interviewer").first()


def _is_theirs_alone(session: Session, at: dt.datetime) -> bool:
    is_open = session.started_at is None and session.cancelled_at is None
    return is_open and session.during.lower > at and session.seats.count() == 1
