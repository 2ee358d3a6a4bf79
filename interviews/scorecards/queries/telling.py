"""What others are told: red flags, and on the live board whose marks are missing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.openings.models import Opening, OpeningMember
from interviews.days.live import Mark
from interviews.days.models import Attendance, Session, SessionSeat
from interviews.plans.models import Plan, Stage
from interviews.scorecards.models import RedFlag, Scorecard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from candidates.layout.viewer import Viewer


BEFORE_LEAVING: Final = dt.timedelta(minutes=15)


def red_flags_of(user: Viewer, application_id: int) -> QuerySet[RedFlag]:
    """Return the red flags of one candidate that the user may see, newest first."""
    return (
        RedFlag.objects.visible_to(user)
        .filter(application=application_id)
        .select_related("raised_by", "answered_by", "scorecard__stage")
        .order_by("-raised_at", "-pk")
    )


def open_red_flags(user: Viewer) -> QuerySet[RedFlag]:
    """Return the red flags that wait for an answer by this recruiter or hiring manager."""
    return (
        RedFlag.objects.visible_to(user)
        .unanswered()
        .filter(application__opening__in=Opening.objects.keys_visible_to(user))
        .select_related(
            "raised_by", "scorecard__stage", "application__candidate", "application__opening"
        )
        .order_by("raised_at", "pk")
    )


def people_told(opening_id: int) -> list[Any]:
    """Return who is told of a red flag: the opening's recruiters and hiring managers, by name."""
    return _members(opening_id, OpeningMember.Part.RECRUITER, OpeningMember.Part.HIRING_MANAGER)


def members_of(opening_id: int) -> list[Any]:
    """Return everybody who plays a part in the opening, by name."""
    return _members(opening_id, *OpeningMember.Part.values)


def people_to_take_over(closed: Scorecard) -> list[Any]:
    """Return members of the opening who neither mark nor marked this themselves, by name."""
    here = Scorecard.objects.filter(stage=closed.stage_id, application=closed.application_id)
    taken = set(here.values_list("interviewer_id", flat=True))
    return [each for each in members_of(closed.application.opening_id) if each.pk not in taken]


def panel_of(user: Viewer, application_id: int, stage_id: int) -> list[Scorecard]:
    """Return who marks one stage of one candidate, locked or not, as far as the viewer may know."""
    cards = Scorecard.objects.progress_visible_to(user).counted()
    here = cards.filter(application=application_id, stage=stage_id)
    return list(here.select_related("interviewer").order_by("interviewer__name", "pk"))


def remaining_sessions(application_id: int, at: dt.datetime) -> list[Session]:
    """Return the sessions of one candidate that have not begun, by time."""
    standing = Session.objects.standing().filter(
        seats__application=application_id, started_at__isnull=True, during__startswith__gt=at
    )
    return list(standing.select_related("station__stage", "station__day").order_by("during"))


def stops_of(application_id: int) -> list[Attendance]:
    """Return when, why and by whom a candidate's sessions were stopped."""
    stopped = Attendance.objects.filter(application=application_id, stopped_at__isnull=False)
    return list(stopped.select_related("stopped_by").order_by("stopped_at"))


def stages_before_the_day(opening_id: int) -> list[Stage]:
    """Return the stages of the opening's plan that are marked beforehand, by position."""
    return list(_before_the_day(opening_id).order_by("position"))


def has_stages_before_the_day(opening_id: int) -> bool:
    """Tell whether any stage of the opening's plan is marked beforehand."""
    return _before_the_day(opening_id).exists()


def _before_the_day(opening_id: int) -> QuerySet[Stage]:
    return Stage.objects.filter(
        plan__opening_id=opening_id, plan__state=Plan.State.ACTIVE, on_day=False
    )


def _members(opening_id: int, *parts: str) -> list[Any]:
    users = get_user_model()._default_manager.filter(  # noqa: SLF001  (Django's own way)
        opening_memberships__opening_id=opening_id,
        opening_memberships__part__in=parts,
        is_active=True,
    )
    return list(users.distinct().order_by("name", "pk"))


def marks_on_live_board(
    viewer: Viewer, session_ids: Sequence[int], at: dt.datetime
) -> dict[int, list[Mark]]:
    """Say for each session what is missing of its marks, and whether a red flag was raised.

    At most three queries for any number of sessions. Marks count as missing once the session is
    over; while the candidate is still in the building there is time to ask again. Of whoever did
    not show up nobody owes any.
    """
    found: dict[int, list[Mark]] = defaultdict(list)
    flags = (
        RedFlag.objects.visible_to(viewer)
        .unanswered()
        .filter(scorecard__session__in=session_ids)
        .values_list("scorecard__session_id", flat=True)
        .distinct()
    )
    for session_id in flags:
        found[session_id].append(Mark(_("Red flag"), "bad", "flag"))
    owed: dict[int, list[tuple[int, dt.datetime]]] = defaultdict(list)
    for session, application, due_at in (
        Scorecard.objects.progress_visible_to(viewer)
        .open()
        .of_whoever_came()
        .filter(session__in=session_ids, session__during__endswith__lte=at)
        .values_list("session_id", "application_id", "due_at")
    ):
        owed[session].append((application, due_at))
    leaving = _leaving({key for cards in owed.values() for key, _due_at in cards}, at)
    for session, cards in owed.items():
        found[session].append(_missing(cards, leaving, at))
    return dict(found)


def _leaving(application_ids: set[int], at: dt.datetime) -> set[int]:
    """Return those whose last session of the Day is about to end, or has ended, by the clock."""
    if not application_ids:
        return set()
    last: dict[int, dt.datetime] = {}
    seats = SessionSeat.objects.filter(
        application__in=application_ids,
        cancelled_at__isnull=True,
        during__endswith__gte=at - dt.timedelta(days=1),
    )
    for application, during in seats.values_list("application_id", "during"):
        last[application] = max(during.upper, last.get(application, during.upper))
    return {key for key, ends_at in last.items() if ends_at - BEFORE_LEAVING <= at}


def _missing(cards: list[tuple[int, dt.datetime]], leaving: set[int], at: dt.datetime) -> Mark:
    """Say how many scorecards are open: red once overdue, and before the candidate leaves."""
    count = len(cards)
    late = any(due_at < at for _application, due_at in cards)
    goes = any(application in leaving for application, _due_at in cards)
    if goes and not late:
        text = ngettext(
            "%(count)s scorecard open, the candidate is leaving",
            "%(count)s scorecards open, the candidate is leaving",
            count,
        )
    else:
        text = ngettext("%(count)s scorecard open", "%(count)s scorecards open", count)
    return Mark(text % {"count": count}, "bad" if late or goes else "warn", "clipboard-text")


def declared_conflicts(application_ids: Sequence[int]) -> list[tuple[int, int]]:
    """Return application and interviewer of every declared conflict of interest."""
    closed = Scorecard.objects.filter(application__in=application_ids, closed_at__isnull=False)
    return list(closed.values_list("application_id", "interviewer_id").distinct())
