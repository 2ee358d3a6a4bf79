"""The candidate's card in the portal, and the recruiter's on the opening's overview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils.translation import ngettext

from candidates.openings.access import is_recruiter
from candidates.portal.cards import ToDo
from interviews.plans.models import Plan, Stage
from interviews.recordings import queries
from interviews.stages import registry

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from candidates.applications.models import Application
    from candidates.openings.models import Opening

TEMPLATE: Final = "interviews/recordings/portal_card.html"


def own_recordings(application: Application, at: dt.datetime) -> dict[str, Any] | None:  # noqa: ARG001
    """Return what is to be recorded, and how far it is; None for who is not asked.

    Whoever was recorded keeps the way to removing it, also after they withdrew.
    """
    tasks = queries.tasks_of(application)
    if not tasks:
        return None
    consent = queries.open_consent(application.pk)
    if consent is None and not queries.may_record(application):
        return None
    done, total = sum(task.is_done for task in tasks), len(tasks)
    return {
        "application": application,
        "consent": consent,
        "done": done,
        "total": total,
        "to_do": _to_do(application, total - done) if done < total else (),
    }


def _to_do(application: Application, left: int) -> tuple[ToDo]:
    text = ngettext(
        "Record %(number)s exercise with your voice, if you like",
        "Record %(number)s exercises with your voice, if you like",
        left,
    )
    url = reverse("interviews:voice-page", args=[application.pk])
    return (ToDo(text % {"number": left}, url, for_day=True),)


def overview(request: HttpRequest, opening: Opening, at: dt.datetime) -> dict[str, Any] | None:  # noqa: ARG001
    """Tell recruiters of an opening with a voice coach whether recordings are asked for."""
    by_ear = [kind.code for kind in registry.all_kinds() if kind.by_ear]
    coached = Stage.objects.filter(
        plan__opening=opening, plan__state=Plan.State.ACTIVE, kind__in=by_ear
    )
    if not coached.exists():
        return None
    exercises = queries.exercises_of(opening.pk)
    return {
        "opening": opening,
        "exercises": exercises,
        "has_caller": any(each.is_caller for each in exercises),
        "may_change": is_recruiter(request.user, opening),
    }
