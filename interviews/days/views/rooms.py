"""Rooms: where sessions happen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from interviews.days import access, actions, queries
from interviews.days.forms import RoomForm
from interviews.days.views.asked import typed, viewer_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def room_list(request: HttpRequest) -> HttpResponse:
    """All rooms by site, with what is booked in them from now on."""
    access.require_room_manager(viewer_of(request))
    rooms = queries.rooms_for_list(timezone.now())
    return render(request, "interviews/days/rooms.html", {"rooms": rooms})


@require_http_methods(["GET", "POST"])
def room_create(request: HttpRequest) -> HttpResponse:
    """Add a room."""
    viewer = viewer_of(request)
    access.require_room_manager(viewer)
    form = RoomForm(typed(request), initial={"site": request.GET.get("site", ""), "seats": 2})
    if request.method == "POST" and form.is_valid():
        try:
            actions.create_room(**form.cleaned_data, actor=viewer, at=timezone.now())
        except actions.RoomExists as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("The room is there."))
            return redirect("interviews:room-list")
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/days/room.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def room_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a room or change its seats."""
    viewer = viewer_of(request)
    room = access.get_room(viewer, pk)
    form = RoomForm.of(room, typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_room(room_id=pk, **form.cleaned_data, actor=viewer, at=timezone.now())
        except actions.RoomExists as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("interviews:room-list")
    context = {"form": form, "room": room}
    status = 422 if request.method == "POST" else 200
    return render(request, "interviews/days/room.html", context, status=status)


@require_POST
def room_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a room out of use, or into use again; which of them stands in the form."""
    viewer = viewer_of(request)
    room = access.get_room(viewer, pk)
    retired = request.POST.get("retired") == "yes"
    actions.retire_room(room_id=room.pk, retired=retired, actor=viewer, at=timezone.now())
    messages.success(
        request,
        _("The room can no longer be chosen.") if retired else _("The room can be chosen again."),
    )
    return redirect("interviews:room-list")
