"""What a candidate recorded, who heard it when, and removing it when the candidate asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from candidates.applications.access import get_application
from candidates.openings.access import require_recruiter
from interviews.recordings import actions, queries
from interviews.recordings.forms import RemovalForm
from interviews.recordings.models import Recording

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_http_methods(["GET", "POST"])
def recording_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was recorded and heard of one application. Posting removes recordings."""
    application = get_application(request.user, pk)
    require_recruiter(request.user, application.opening)
    takes = queries.takes_of(pk)
    kept = [each for each in takes if each.state != Recording.State.REMOVED]
    form = RemovalForm(request.POST if request.method == "POST" else None, takes=kept)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        number = actions.remove_on_request(
            application_id=pk,
            recording_ids=data["recordings"],
            reason=data["reason"],
            actor=request.user,
            at=timezone.now(),
        )
        said = ngettext("%(n)s recording is removed.", "%(n)s recordings are removed.", number)
        messages.success(request, said % {"n": number})
        return redirect("interviews:recording-list", pk)
    context = {
        "application": application,
        "takes": takes,
        "hearings": _beside_titles(queries.hearings_of(pk), takes),
        "form": form if kept else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/recordings/log.html", context, status=status)


def _beside_titles(
    hearings: list[queries.Hearing], takes: list[Recording]
) -> list[tuple[queries.Hearing, Recording]]:
    of = {each.pk: each for each in takes}
    return [(each, of[each.recording_id]) for each in hearings]
