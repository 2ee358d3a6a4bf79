"""Who owes a scorecard: from a session, or asked to mark what was written before the Day."""

from __future__ import annotations

import datetime as dt
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
    from collections.abc import Iterable

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
def ensure_scorecards(*, session_id: int, at: dt.datetime) -> None:
    """Make the scorecards that a session owes: one per interviewer and candidate.

    They are due an hour after the session ends. Whatever no longer belongs to the session (it
    was cancelled, moved, or has other people) is taken away while nothing stands on it, and
    stays once somebody wrote something. Doing it twice changes nothing.
    """
    session = (
        Session.objects.select_for_update(no_key=True, of=("self",))
        .select_related("station")
        .get(pk=session_id)
    )
    pairs = set() if session.cancelled_at else _pairs(session)
    owed = Scorecard.objects.open().filter(session=session)
    gone = [card.pk for card in owed if (card.application_id, card.interviewer_id) not in pairs]
    _untouched(gone).delete()
    due_at = session.during.upper + TIME_TO_MARK
    Scorecard.objects.bulk_create(
        [
            Scorecard(
                stage_id=session.station.stage_id,
                application_id=application_id,
                interviewer_id=interviewer_id,
                session=session,
                due_at=due_at,
                created_at=at,
            )
            for application_id, interviewer_id in sorted(pairs)
        ],
        ignore_conflicts=True,
    )
    # a candidate who was booked again for the same stage keeps the scorecard, at the new time
    for application_id, interviewer_id in sorted(pairs):
        Scorecard.objects.filter(
            stage_id=session.station.stage_id,
            application_id=application_id,
            interviewer_id=interviewer_id,
            locked_at__isnull=True,
            closed_at__isnull=True,
        ).exclude(session=session, due_at=due_at).update(session=session, due_at=due_at)


def _pairs(session: Session) -> set[tuple[int, Any]]:
    applications = SessionSeat.objects.filter(session=session).values_list(
        "application_id", flat=True
    )
    interviewers = list(
        SessionInterviewer.objects.filter(session=session, is_silent=False).values_list(
            "interviewer_id", flat=True
        )
    )
    # who marks in the place of somebody with a conflict of interest need not sit in the session
    replacing = Scorecard.objects.filter(session=session, replaces__isnull=False)
    others = replacing.filter(application__in=applications).values_list(
        "application_id", "interviewer_id"
    )
    return {(one, other) for one in applications for other in interviewers} | set(others)


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
