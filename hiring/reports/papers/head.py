"""What stands at the head of every report but the scorecard, which has its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

if TYPE_CHECKING:
    from candidates.openings.models import Opening
    from hiring.accounts.models import User
    from hiring.reports.kinds import Wanted
    from interviews.plans.models import Plan


@dataclass(frozen=True)
class Head:
    """Title, opening and plan, and who asked when; it is part of what the fingerprint is of."""

    title: str
    opening: str
    team: str
    location: str
    plan: str
    plan_version: int | None
    variant: str
    asked_by: str
    asked_at: dt.datetime
    time_zone: str
    language: str


def head_of(
    title: str,
    *,
    opening: Opening,
    plan: Plan | None,
    wanted: Wanted,
    user: User,
    asked_at: dt.datetime,
) -> Head:
    """Put the head of a report together; no query."""
    return Head(
        title=title,
        opening=opening.title,
        team=opening.team,
        location=opening.location,
        plan=plan.name if plan else "",
        plan_version=plan.version if plan else None,
        variant=wanted.variant,
        asked_by=user.get_full_name(),
        asked_at=asked_at,
        time_zone=user.time_zone,
        language=get_language() or "",
    )
