"""Who owes a scorecard: from a session, or asked to mark what was written before the Day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.applications.models import OPEN_STATES, Application
from candidates.history.actions import record_entry
from candidates.notices.actions import tell
from candidates.openings.models import OpeningMember
from interviews.days.models import Session, SessionInterviewer, SessionSeat
from interviews.plans.models import Stage
from interviews.scorecards.aliases import name_for_marker
from interviews.scorecards.models import Rating, RedFlag, Scorecard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Key = tuple[int, int, int]  # stage, application, interviewer

TIME_TO_MARK: Final = dt.timedelta(hours=1)  # after the end of the session


class MarkedOnTheDay(Exception):
    """The stage is run on the Day, where its session says who marks it."""

    def __str__(self) -> str:
        return _("This stage is marked on the Day, by the interviewers of its session.")


class NotAMember(Exception):
    """The person plays no part in the opening."""

    def __str__(self) -> str:
        return _("Only members of the opening can be asked to mark.")


class ApplicationClosed(Exception):
    """The application was declined, withdrawn or hired."""

    def __str__(self) -> str:
        return _("This application is closed: there is nothing to mark any more.")


@transaction.atomic
def ensure_scorecards(*, session_ids: Iterable[int], at: dt.datetime) -> None:
    """Make the scorecards that these sessions owe: one per interviewer and candidate.

    They are due an hour after the session ends. Whatever no longer belongs to a session (it
    was cancelled, moved, or has other people) is taken away while nothing stands on it, and
    stays once somebody wrote something. Doing it twice changes nothing. A whole Day takes as many
    queries as one session.
    """
    sessions = list(
        Session.objects.select_for_update(no_key=True, of=("self",))
        .select_related("station")
        .filter(pk__in=set(session_ids))
        .order_by("pk")
    )
    owing = _owing([each for each in sessions if each.cancelled_at is None])
    owed = Scorecard.objects.open().filter(session__in=sessions)
    _untouched(card.pk for card in owed if _key(card) not in owing).delete()
    Scorecard.objects.bulk_create(
        [
            Scorecard(
                stage_id=stage_id,
                application_id=application_id,
                interviewer_id=interviewer_id,
                session=session,
                due_at=session.during.upper + TIME_TO_MARK,
                created_at=at,
            )
            for (stage_id, application_id, interviewer_id), session in sorted(
                owing.items(), key=itemgetter(0)
            )
        ],
        ignore_conflicts=True,
    )
    _move(owing)


def _key(card: Scorecard) -> Key:
    return card.stage_id, card.application_id, card.interviewer_id


def _owing(sessions: Sequence[Session]) -> dict[Key, Session]:
    """Return who owes a scorecard for which stage and candidate, and from which session on."""
    stage = {session.pk: session.station.stage_id for session in sessions}
    guests, marking = defaultdict(list), defaultdict(list)
    seats = SessionSeat.objects.filter(session__in=sessions)
    for session_id, application_id in seats.values_list("session_id", "application_id"):
        guests[session_id].append(application_id)
    staff = SessionInterviewer.objects.filter(session__in=sessions, is_silent=False)
    for session_id, interviewer_id in staff.values_list("session_id", "interviewer_id"):
        marking[session_id].append(interviewer_id)
    found = {
        (stage[session.pk], guest, person): session
        for session in sessions
        for guest in guests[session.pk]
        for person in marking[session.pk]
    }
    # who marks in the place of somebody with a conflict of interest need not sit in the session
    replacing = Scorecard.objects.filter(session__in=sessions, replaces__isnull=False)
    for card in replacing.select_related("session"):
        assert card.session is not None  # noqa: S101  (filtered for it)
        if card.application_id in guests[card.session.pk]:
            found.setdefault(_key(card), card.session)
    return found


def _move(owing: Mapping[Key, Session]) -> None:
    """Let a candidate who was booked again for a stage keep the scorecard, at the new time."""
    cards = Scorecard.objects.open().filter(
        stage__in={stage for stage, _guest, _person in owing},
        application__in={guest for _stage, guest, _person in owing},
    )
    moved = []
    for card in cards.select_for_update(no_key=True).order_by("pk"):
        session = owing.get(_key(card))
        due_at = session.during.upper + TIME_TO_MARK if session else card.due_at
        if session is not None and (card.session_id, card.due_at) != (session.pk, due_at):
            card.session, card.due_at = session, due_at
            moved.append(card)
    Scorecard.objects.bulk_update(moved, ["session", "due_at"])


def _untouched(keys: Iterable[int]) -> Any:
    """Those of these open scorecards on which nothing stands."""
    return Scorecard.objects.filter(
        ~Exists(Rating.objects.filter(scorecard=OuterRef("pk"))),
        ~Exists(RedFlag.objects.filter(scorecard=OuterRef("pk"))),
        pk__in=list(keys),
        locked_at__isnull=True,
        closed_at__isnull=True,
    )


@transaction.atomic
def assign_marker(
    *,
    stage_id: int,
    application_id: int,
    interviewer_id: int,
    due_at: dt.datetime,
    actor: Any,
    at: dt.datetime,
) -> Scorecard:
    """Ask a member of the opening to mark what a candidate did before the Day.

    Asking again returns the same scorecard. Raises `MarkedOnTheDay`, `NotAMember` or
    `ApplicationClosed`.
    """
    application = Application.objects.select_for_update(no_key=True, of=("self",)).get(
        pk=application_id
    )
    stage = Stage.objects.select_related("plan").get(
        pk=stage_id, plan__opening_id=application.opening_id
    )
    members = OpeningMember.objects.filter(opening_id=application.opening_id)
    if stage.on_day:
        raise MarkedOnTheDay
    if not members.filter(user_id=interviewer_id).exists():
        raise NotAMember
    if application.state not in OPEN_STATES:
        raise ApplicationClosed
    scorecard, is_new = Scorecard.objects.get_or_create(
        stage=stage,
        application=application,
        interviewer_id=interviewer_id,
        defaults={"due_at": due_at, "created_at": at},
    )
    if is_new:
        record_entry(
            subject="application",
            subject_key=application.pk,
            verb="marker-assigned",
            at=at,
            actor=actor,
            facts={"stage": stage.title, "interviewer": str(scorecard.interviewer)},
        )
        tell(
            user_ids=[interviewer_id],
            code="marking-asked",
            text_values={"candidate": name_for_marker(scorecard), "stage": stage.title},
            url=reverse("interviews:scorecard-page", args=[scorecard.pk]),
            key=f"marking-asked:{scorecard.pk}",
            at=at,
        )
    return scorecard
