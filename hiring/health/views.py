"""Three addresses for machines. Nobody signs in for them, and nothing personal stands in them."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST

from candidates.outbox import bell
from candidates.outbox.models import Task
from candidates.outbox.queries import figures
from hiring.health import access, metrics, queries

AWAY = 503


@require_GET
@login_not_required
@never_cache
def livez(_request: HttpRequest) -> HttpResponse:
    """Say that this process answers, and nothing else: a database that is away is no reason to
    kill it.
    """
    return HttpResponse("ok\n", content_type="text/plain")


@require_GET
@login_not_required
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether pages can be served, and what else is not as it should be.

    That work waits is said to whoever brings the token: a lock owes work, and a stranger who
    asked often enough could tell by it when somebody locked their marks.
    """
    found = queries.look(at=timezone.now(), with_work=access.has_token(request))
    ready = all(each.is_well for each in found if each.needed)
    return JsonResponse(
        {"ready": ready, **{each.name: each.said for each in found}}, status=200 if ready else AWAY
    )


@require_GET
@login_not_required
@never_cache
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Show the work in Prometheus' text format, to whoever brings the token."""
    access.require_token(request)
    bells = {queue: bell.waiting(queue) for queue in Task.Queue.values}
    text = metrics.text(figures(at=timezone.now()), bells)
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)
