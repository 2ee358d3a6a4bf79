"""What a composite is made of, and where it may be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Prefetch, Q, Subquery

from candidates.applications.keys import among
from candidates.applications.models import Application
from candidates.layout.memo import once_a_page
from interviews.composites.models import Composite, StageScore
from interviews.plans.models import Plan
from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from candidates.layout.viewer import Viewer


def plans_for(application_ids: Sequence[int]) -> dict[int, int]:
    """Return the plan of each application, by its key; an opening without one is left out.

    It is the version under which most of the application's scorecards were locked, so that a
    plan changed later changes nothing; before any mark it is the opening's active plan.
    """
    return dict(_plans_for(tuple(application_ids)))


@once_a_page
def _plans_for(application_ids: tuple[int, ...]) -> dict[int, int]:
    # a sub-query for each, because a join would walk through everybody in a large opening
    plan = Plan.objects.filter(opening=OuterRef("opening"), state=Plan.State.ACTIVE)
    applications = Application.objects.filter(pk__in=among(application_ids))
    found = applications.annotate(plan=Subquery(plan.values("pk")[:1])).values_list("pk", "plan")
    active = {key: plan_key for key, plan_key in found if plan_key is not None}
    marked = (
        Scorecard.objects.filter(application__in=among(application_ids))
        .values("application_id", "stage__plan_id", "stage__plan__version")
        .annotate(locked=Count("pk", filter=Q(locked_at__isnull=False)))
        .order_by("locked", "stage__plan__version")
    )
    return active | {row["application_id"]: row["stage__plan_id"] for row in marked}


def plan_for(application_id: int, composite: Composite | None = None) -> Plan | None:
    """Return the plan under which an application is marked; None when there is none yet.

    A composite that came with its plan spares asking for it, where it is the same.
    """
    found = plans_for([application_id]).get(application_id)
    if composite is not None and composite.plan_id == found:
        return composite.plan
    return Plan.objects.get(pk=found) if found else None


def current_composite(user: Viewer, application_id: int) -> Composite | None:
    """Return the composite as it stands, if there is one that the user may see."""
    return (
        Composite.objects.visible_to(user)
        .current()
        .filter(application=application_id)
        .select_related("plan")
        .prefetch_related(Prefetch("stage_scores", StageScore.objects.select_related("stage")))
        .first()
    )
