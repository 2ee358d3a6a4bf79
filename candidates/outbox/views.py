"""The administrators' page of the work that is owed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from candidates.outbox import access, actions, bell, queries
from candidates.outbox.forms import FilterForm
from candidates.outbox.models import Task

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LABELS: dict[str, str | _StrPromise] = {
    queries.OWED: gettext_lazy("Owed"),
    queries.LATE: gettext_lazy("Late"),
    queries.FAILED: gettext_lazy("Failed"),
    queries.HELD: gettext_lazy("Held"),
    queries.DONE: gettext_lazy("Done lately"),
    queries.DROPPED: gettext_lazy("Dropped lately"),
}


@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    """Show what is owed, late, failed, held and done lately; the filter stands in the URL."""
    access.require_operator(request.user)
    at = timezone.now()
    view, kind, number = FilterForm(request.GET).values
    overview = queries.overview(at=at)
    context = {
        "at": at,
        "view": view,
        "kind": kind,
        "tabs": [(name, LABELS[name], overview.totals[name]) for name in queries.VIEWS],
        "columns": list(LABELS.values()),
        "kinds": overview.kinds,
        "late": overview.totals[queries.LATE],
        "page": queries.list_tasks(view=view, kind=kind, at=at, number=number),
        "bell_answers": bell.answers(),
    }
    return render(request, "candidates/outbox/list.html", context)


@require_POST
def task_retry(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Start a failed task over."""
    return _steer(request, pk, actions.retry_task, _("It is tried again now."))


@require_POST
def task_release(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Do a held task after all."""
    return _steer(request, pk, actions.release_task, _("It is released and goes out now."))


@require_POST
def task_drop(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Never do a task."""
    return _steer(request, pk, actions.drop_task, _("It is dropped and will not be done."))


@require_POST
def task_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Stop a task that runs, at its next step."""
    return _steer(request, pk, actions.cancel_task, _("It stops at its next step."))


def _steer(request: HttpRequest, pk: UUID, action: Callable[..., Task], done: str) -> HttpResponse:
    """Do one thing with one task, and go back to the list as it was filtered."""
    task = access.get_task(request.user, pk)
    try:
        action(task_id=task.pk, actor=request.user, at=timezone.now())
    except actions.NotNow as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    view, kind, number = FilterForm(request.POST).values
    asked = urlencode({"show": view, "kind": kind, "page": number})
    return redirect(f"{reverse('candidates:task-list')}?{asked}")
