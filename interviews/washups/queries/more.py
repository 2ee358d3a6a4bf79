"""Where one more independent mark says most, and who could give it.

With J marks on a stage its variance is that of one mark divided by J (SCIENCE 2.4, the planning
table); one more takes 1/(J + 1) of it away, weighted by the square of the stage's share.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from candidates.openings.models import OpeningMember
from interviews.planner.models import Skill
from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    from candidates.applications.models import Application
    from interviews.composites.models import Composite
    from interviews.plans.models import Stage


@dataclass(frozen=True)
class Gain:
    """One stage: the composite's standard error as it is, and as one more mark would leave it."""

    stage: Stage
    raters: int
    error_now: float
    error_then: float


def gains_of(composite: Composite) -> list[Gain]:
    """Return the stages that people marked, the one first where another mark says most."""
    if composite.standard_error is None:
        return []
    scores = [each for each in composite.stage_scores.all() if each.value is not None]
    total = sum(each.stage.weight for each in scores)
    now = composite.standard_error
    found = []
    for each in scores:
        if not each.raters_locked or not total or each.standard_error is None:
            continue
        if each.stage.kind_class.measure is not None:
            continue  # a test that scores itself has no other rater
        taken = (each.stage.weight / total * each.standard_error) ** 2 / (each.raters_locked + 1)
        then = math.sqrt(max(now**2 - taken, 0.0))
        found.append(Gain(each.stage, each.raters_locked, now, then))
    return sorted(found, key=lambda gain: (gain.error_then, gain.stage.position))


def independent_people(application: Application, stage: Stage | None = None) -> dict[int, str]:
    """Return who could mark independently, by key: interviewers of the opening who neither
    recruit nor decide there (those see all marks) and have no conflict of interest.

    Of a stage: who has no scorecard for it yet, and may run its kind; where nobody was said to,
    whoever interviews.
    """
    members = OpeningMember.objects.filter(opening=application.opening_id)
    part = OpeningMember.Part
    seeing = members.filter(part__in=(part.RECRUITER, part.HIRING_MANAGER)).values("user_id")
    cards = Scorecard.objects.filter(application=application)
    partial = cards.filter(closed_at__isnull=False).values("interviewer_id")
    found = members.filter(part=part.INTERVIEWER, user__is_active=True).exclude(user__in=seeing)
    found = found.exclude(user__in=partial)
    if stage is not None:
        found = found.exclude(user__in=cards.filter(stage=stage).values("interviewer_id"))
        skilled = Skill.objects.filter(kind=stage.kind, in_training=False)
        if skilled.filter(person__in=members.values("user_id")).exists():
            found = found.filter(user__in=skilled.values("person_id"))
    return {
        member.user_id: str(member.user)
        for member in found.select_related("user").order_by("user__name", "pk")
    }
