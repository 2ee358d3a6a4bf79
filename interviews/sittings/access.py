"""Whose sitting it is, and which recruiter may do something about it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404

from candidates.applications.access import get_application
from candidates.openings.access import require_recruiter
from interviews.plans.models import Plan, Stage
from interviews.sittings.models import Retest, Sitting
from interviews.stages import registry

if TYPE_CHECKING:
    from candidates.applications.models import Application
    from candidates.layout.viewer import Viewer
    from candidates.people.models import Candidate


def get_stage(application: Application, pk: int) -> Stage:
    """Return a stage that candidates of the opening take in the browser; else 404."""
    stages = Stage.objects.select_related("plan").filter(
        plan__opening=application.opening_id,
        plan__state=Plan.State.ACTIVE,
        kind__in=registry.codes_to_sit(),
    )
    stage = stages.filter(pk=pk).first()
    if stage is None:
        raise Http404
    return stage


def get_own_sitting(candidate: Candidate, key: UUID) -> Sitting:
    """Return the candidate's own sitting; 404 for anybody else's."""
    own = Sitting.objects.select_related("application__opening", "stage").defer("keys")
    sitting = own.filter(application__candidate=candidate, key=key).first()
    if sitting is None:
        raise Http404
    return sitting


def get_application_to_arrange(user: Viewer, pk: int) -> Application:
    """Return the application; 404 for strangers, 403 for who decides but does not recruit."""
    application = get_application(user, pk)
    require_recruiter(user, application.opening)
    return application


def get_own_retest(application: Application, pk: int) -> Retest:
    """Return a second sitting that was granted for the candidate's own application; else 404."""
    own = Retest.objects.select_related("first__stage", "second")
    retest = own.filter(first__application=application, pk=pk).first()
    if retest is None:
        raise Http404
    return retest


def get_sitting_to_set_aside(user: Viewer, pk: int) -> Sitting:
    """Return the sitting; 404 for strangers, 403 for who decides but does not recruit."""
    seen = Sitting.objects.visible_to(user).select_related("application__opening")
    sitting = seen.defer("paper", "keys").filter(pk=pk).first()
    if sitting is None:
        raise Http404
    require_recruiter(user, sitting.application.opening)
    return sitting
