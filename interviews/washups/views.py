"""The decision room, on a desk and on the wall.

The wall asks every few seconds whether anything is new. The answer to “no” costs a few small
queries and no rendering: what the viewer sees, in numbers, makes the ETag, and the same ETag is a
304, at which htmx swaps nothing. Whoever types is never refreshed under their hands.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from candidates.history.queries import timeline
from interviews.days.views.asked import is_fragment, viewer_of
from interviews.listening.timelines import timelines_of
from interviews.scorecards.access import is_blind
from interviews.washups import access, actions, drawings, queries
from interviews.washups.forms import AgreementForm, RoomForm, ShowForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from candidates.applications.models import Application
    from interviews.days.models import Day
    from interviews.washups.models import Agreement, Washup

REFUSED = (
    actions.MarksOwed,
    actions.NotInThisRoom,
    actions.NotModerator,
    actions.ReasonsMissing,
    actions.WashupClosed,
)


def _etag(request: HttpRequest, sight: queries.Sight, shown: str) -> str:
    text = repr((viewer_of(request).pk, shown, tuple(sight)))
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:20]}"'


def _answer(
    request: HttpRequest,
    template: str,
    sight: queries.Sight,
    shown: str,
    context: Callable[[], dict[str, Any]],
) -> HttpResponse:
    """Draw a page or its fragment; 304 for a fragment in which nothing is new. `shown` says what
    of the same sight this page shows."""
    etag = _etag(request, sight, shown)
    fragment = is_fragment(request)
    if fragment and request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304)
    known = context() | {"etag": etag.strip('"')}
    response = render(request, f"{template}#sight" if fragment else template, known)
    if fragment:
        response["ETag"] = etag
    patch_vary_headers(response, ["HX-Request"])
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_GET
def day_room(request: HttpRequest, pk: int) -> HttpResponse:
    """The matrix: who stands where, by name; sortable once the wash-up is open."""
    viewer = viewer_of(request)
    day = access.get_room_day(viewer, pk)
    washup = queries.washup_of(day)
    sort = RoomForm(request.GET).chosen

    def context() -> dict[str, Any]:
        return _room_context(request, day, washup, sort)

    sight = queries.sight_of(viewer, day, washup)
    return _answer(request, "interviews/washups/room.html", sight, f"room {pk} {sort}", context)


def _room_context(
    request: HttpRequest, day: Day, washup: Washup | None, sort: str
) -> dict[str, Any]:
    viewer = viewer_of(request)
    room = queries.room_for(viewer, day, washup, sort=sort)
    return {
        "day": day,
        "washup": washup,
        "room": room,
        "rows": drawings.with_lines(room),
        "may_moderate": access.may_moderate(viewer, day),
        "leads": washup is not None and washup.is_open and washup.moderator_id == viewer.pk,
        "past": timeline(subject=actions.SUBJECT, subject_key=washup.pk) if washup else [],
    }


@require_POST
def washup_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the wash-up of a Day, and lead it."""
    viewer = viewer_of(request)
    day = access.get_room_day(viewer, pk)
    access.require_moderator(viewer, day)
    actions.open_washup(day_id=pk, actor=viewer, at=timezone.now())
    return redirect("interviews:day-room", pk)


@require_GET
def room_candidate(request: HttpRequest, pk: int, application_pk: int) -> HttpResponse:
    """One candidate: everybody's marks side by side, and what was agreed."""
    viewer = viewer_of(request)
    day = access.get_room_day(viewer, pk)
    application = access.get_room_application(day, application_pk)
    washup = queries.washup_of(day)

    def context() -> dict[str, Any]:
        return _candidate_context(request, day, application, washup)

    sight = queries.sight_of(viewer, day, washup)
    shown = f"candidate {pk} {application_pk}"
    return _answer(request, "interviews/washups/candidate.html", sight, shown, context)


def _candidate_context(
    request: HttpRequest, day: Day, application: Application, washup: Washup | None
) -> dict[str, Any]:
    viewer = viewer_of(request)
    context: dict[str, Any] = {
        "day": day,
        "application": application,
        "washup": washup,
        "is_blind": is_blind(viewer, application.pk),
        "may_moderate": access.may_moderate(viewer, day),
        "leads": washup is not None and washup.is_open and washup.moderator_id == viewer.pk,
        "values": range(1, 6),
    }
    if context["is_blind"]:
        return context
    evidence = queries.evidence_for(viewer, application, washup)
    line = drawings.line_of(evidence.composite, application.candidate.name)
    timelines = timelines_of(viewer, application.pk)
    return context | {"evidence": evidence, "line": line, "timelines": timelines}


@require_GET
def washup_screen(request: HttpRequest, pk: int) -> HttpResponse:
    """For the wall: the matrix, or the candidate whom the moderator turned it to."""
    viewer = viewer_of(request)
    washup = access.get_washup(viewer, pk)
    day = washup.day

    def context() -> dict[str, Any]:
        shown = washup.on_screen_id
        if shown is None:
            room = _room_context(request, day, washup, "name")
            return room | {"wall": True, "screen": washup.pk, "leads": False}
        application = access.get_room_application(day, shown)
        candidate = _candidate_context(request, day, application, washup)
        return candidate | {"wall": True, "screen": washup.pk, "leads": False}

    sight = queries.sight_of(viewer, day, washup)
    return _answer(request, "interviews/washups/screen.html", sight, f"screen {pk}", context)


def _lead(request: HttpRequest, washup: Washup, act: Callable[..., object], **words: Any) -> None:
    """Do one thing in the wash-up; a refusal is a sentence on the page that follows."""
    access.require_moderator(viewer_of(request), washup.day)
    try:
        act(washup_id=washup.pk, actor=viewer_of(request), at=timezone.now(), **words)
    except REFUSED as refusal:
        messages.error(request, str(refusal))


@require_POST
def washup_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Turn the wall to a candidate, or back to the matrix."""
    washup = access.get_washup(viewer_of(request), pk)
    form = ShowForm(request.POST)
    shown = form.cleaned_data["application"] if form.is_valid() else None
    _lead(request, washup, actions.show_on_screen, application_id=shown)
    if shown is None:
        return redirect("interviews:day-room", washup.day_id)
    return redirect("interviews:room-candidate", washup.day_id, shown)


@require_POST
def washup_take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead the wash-up from now on."""
    washup = access.get_washup(viewer_of(request), pk)
    _lead(request, washup, actions.take_over)
    return redirect("interviews:day-room", washup.day_id)


@require_POST
def washup_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it: what was agreed stays."""
    washup = access.get_washup(viewer_of(request), pk)
    access.require_moderator(viewer_of(request), washup.day)
    try:
        actions.close_washup(washup_id=pk, actor=viewer_of(request), at=timezone.now())
    except REFUSED as refusal:
        missing = refusal.missing if isinstance(refusal, actions.ReasonsMissing) else []
        context = _room_context(request, washup.day, queries.washup_of(washup.day), "name")
        context |= {"refusal": str(refusal), "missing": missing}
        return render(request, "interviews/washups/room.html", context, status=422)
    messages.success(request, _("The wash-up is closed: what was agreed stays."))
    return redirect("interviews:washup-protocol", pk)


@require_GET
def washup_protocol(request: HttpRequest, pk: int) -> HttpResponse:
    """Who moved, how far, and why."""
    viewer = viewer_of(request)
    washup = access.get_washup(viewer, pk)
    context = {
        "washup": washup,
        "day": washup.day,
        "protocol": queries.protocol_of(washup.day_id, viewer),
    }
    return render(request, "interviews/washups/protocol.html", context)


@require_POST
def agreement_save(
    request: HttpRequest, pk: int, application_pk: int, criterion_pk: int
) -> HttpResponse:
    """Save one agreed value as it is typed; washups.js calls it and asks for JSON."""
    viewer = viewer_of(request)
    washup = access.get_washup(viewer, pk)
    access.require_moderator(viewer, washup.day)
    application = access.get_room_application(washup.day, application_pk)
    if is_blind(viewer, application.pk):
        return _refused(
            request, washup, application, criterion_pk, actions.MarksOwed([str(viewer)])
        )
    form = AgreementForm(request.POST)
    if not form.is_valid():
        errors = " ".join(str(error) for found in form.errors.values() for error in found)
        return _refused(request, washup, application, criterion_pk, ValueError(errors))
    try:
        row = actions.save_agreement(
            washup_id=pk,
            application_id=application.pk,
            criterion_id=criterion_pk,
            actor=viewer,
            at=timezone.now(),
            **form.values(),
        )
    except (actions.VersionConflict, *REFUSED) as refusal:
        return _refused(request, washup, application, criterion_pk, refusal)
    if _wants_json(request):
        return JsonResponse(_row(row))
    messages.success(request, _("Saved."))
    return redirect("interviews:room-candidate", washup.day_id, application.pk)


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _refused(
    request: HttpRequest,
    washup: Washup,
    application: Application,
    criterion_pk: int,
    refusal: Exception,
) -> HttpResponse:
    """Answer with the sentence; a conflict brings the row as it stands, nothing typed is lost."""
    conflict = refusal.current if isinstance(refusal, actions.VersionConflict) else None
    status = 409 if conflict else 422
    if _wants_json(request):
        return JsonResponse({"error": str(refusal), **_row(conflict)}, status=status)
    context = _candidate_context(request, washup.day, application, queries.washup_of(washup.day))
    context |= {
        "refusal": str(refusal),
        "typed": request.POST,
        "typed_for": criterion_pk,
        "current": conflict,
    }
    return render(request, "interviews/washups/candidate.html", context, status=status)


def _row(row: Agreement | None) -> dict[str, Any]:
    if row is None:
        return {"value": "", "reason": "", "version": 0}
    return {"value": str(row.value or ""), "reason": row.reason, "version": row.version}
