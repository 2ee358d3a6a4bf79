"""What others are told: red flags, and on the live board whose marks are missing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from candidates.openings.models import Opening, OpeningMember
from interviews.days.live import Mark
from interviews.plans.models import Plan, Stage
from interviews.scorecards.models import RedFlag, Scorecard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from candidates.layout.viewer import Viewer


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
        .filter(application__opening__in=Opening.objects.visible_to(user).values("pk"))
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


def stages_before_the_day(opening_id: int) -> list[Stage]:
    """Return the stages of the opening's plan that are marked beforehand, by position."""
    stages = Stage.objects.filter(
        plan__opening_id=opening_id, plan__state=Plan.State.ACTIVE, on_day=False
    )
    return list(stages.order_by("position"))


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

    Two queries for any number of sessions. Marks count as missing once the session is over.
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
    missing: dict[int, list[bool]] = defaultdict(list)
    for session, due_at in (
        Scorecard.objects.progress_visible_to(viewer)
        .open()
        .filter(session__in=session_ids, session__during__endswith__lte=at)
        .values_list("session_id", "due_at")
    ):
        missing[session].append(due_at < at)
    for session_id, late in missing.items():
        count = len(late)
        text = ngettext("%(count)s scorecard open", "%(count)s scorecards open", count)
        tone = "bad" if any(late) else "warn"
        found[session_id].append(Mark(text % {"count": count}, tone, "clipboard-text"))
    return dict(found)
