"""Calendar feeds: one's own, those of rooms, and what a calendar program reads."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
    require_safe,
)

from candidates.layout.address import client_address
from candidates.layout.limits import Limit
from candidates.portal.access import current_candidate, get_own_application
from interviews.calendars import access, actions, ical, queries
from interviews.calendars.forms import FAULTS, AnswerForm, BusyAddressForm, BusyFileForm, ShownForm
from interviews.days import actions as days
from interviews.days.access import get_room, may_manage_rooms
from interviews.days.views.asked import viewer_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from interviews.days.models import Attendance

ANSWERS: Final = Limit("day-answer", 60, 60 * 60)


@require_GET
def feed_list(request: HttpRequest) -> HttpResponse:
    """The viewer's own feed, and those of rooms for whoever plans Days."""
    return _feeds(request)


def _feeds(
    request: HttpRequest,
    address: str = "",
    title: str = "",
    forms: tuple[BusyAddressForm | None, BusyFileForm | None] = (None, None),
    shown_form: ShownForm | None = None,
) -> HttpResponse:
    viewer, at = viewer_of(request), timezone.now()
    may_rooms = may_manage_rooms(viewer)
    sources = [(each, FAULTS.get(each.fault, "")) for each in queries.own_sources(viewer, at)]
    context = {
        "sources": sources,
        "address_form": forms[0] or BusyAddressForm(),
        "file_form": forms[1] or BusyFileForm(zone="UTC", at=at),
        "shown_form": shown_form or ShownForm(initial={"shown": queries.shown_of(viewer)}),
        "own": queries.own_feed(viewer),
        "rooms": queries.rooms_with_feeds() if may_rooms else (),
        "address": address,
        "address_title": title,
    }
    status = 422 if any((*forms, shown_form)) else 200
    response = render(request, "interviews/calendars/feeds.html", context, status=status)
    if address:
        patch_cache_control(response, no_store=True)
    return response


def _address(token: str) -> str:
    return settings.PUBLIC_URL + reverse("interviews:calendar-feed", args=[token])


@require_POST
def feed_open(request: HttpRequest) -> HttpResponse:
    """Open the viewer's own feed; its address is shown this once."""
    viewer = viewer_of(request)
    token = actions.open_feed(
        person_id=viewer.pk, shows_names="shows_names" in request.POST, at=timezone.now()
    )
    return _feeds(request, _address(token), _("My sessions"))


@require_POST
def feed_open_room(request: HttpRequest, pk: int) -> HttpResponse:
    """Open the feed of a room; its address is shown this once."""
    room = get_room(viewer_of(request), pk)
    token = actions.open_feed(room_id=room.pk, shows_names=False, at=timezone.now())
    return _feeds(request, _address(token), room.name)


@require_POST
def feed_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a feed answer nobody any more."""
    feed = access.get_feed(viewer_of(request), pk)
    actions.revoke_feed(feed_id=feed.pk, at=timezone.now())
    messages.success(request, _("Revoked: its address no longer answers."))
    return redirect("interviews:feed-list")


@require_POST
def shown_choose(request: HttpRequest) -> HttpResponse:
    """Say how much of one's sessions stands in mails."""
    form = ShownForm(request.POST)
    if form.is_valid():
        actions.choose_shown(person_id=viewer_of(request).pk, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("interviews:feed-list")
    return _feeds(request, shown_form=form)


@require_POST
def busy_address_add(request: HttpRequest) -> HttpResponse:
    """Read one's busy times from an address."""
    form = BusyAddressForm(request.POST)
    if form.is_valid():
        try:
            actions.add_busy_address(
                person_id=viewer_of(request).pk, **form.cleaned_data, at=timezone.now()
            )
        except actions.TooManySources as error:
            form.add_error("address", str(error))
        else:
            messages.success(request, _("It is being read; Days are planned around it."))
            return redirect("interviews:feed-list")
    return _feeds(request, forms=(form, None))


@require_POST
def busy_file_add(request: HttpRequest) -> HttpResponse:
    """Take one's busy times from a file."""
    at, viewer = timezone.now(), viewer_of(request)
    zone = getattr(viewer, "time_zone", "") or "UTC"
    form = BusyFileForm(request.POST, request.FILES, zone=zone, at=at)
    if form.is_valid():
        try:
            actions.add_busy_file(person_id=viewer.pk, **form.cleaned_data, at=at)
        except actions.TooManySources as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("Read. Days are planned around it."))
            return redirect("interviews:feed-list")
    return _feeds(request, forms=(None, form))


@require_POST
def busy_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one of one's own calendars."""
    source = access.get_busy_source(viewer_of(request), pk)
    actions.remove_busy_source(person_id=source.person_id, source_id=source.pk)
    messages.success(request, _("Removed, with everything that was read of it."))
    return redirect("interviews:feed-list")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def day_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Where the link in a timetable mail leads: I come, or I cannot. Opening it answers nothing."""
    attendance = access.get_invited(token)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    done = ""
    if request.method == "POST" and not ANSWERS.spend(client_address(request)):
        return render(request, "candidates/portal/too_often.html", status=429)
    if request.method == "POST" and form.is_valid():
        try:
            done = _answer(attendance, form)
        except (days.NotOnThisDay, days.DayOver) as error:
            form.add_error(None, str(error))
    context = {"attendance": attendance, "day": attendance.day, "form": form, "done": done}
    status = 422 if form.errors else 200
    response = render(request, "interviews/calendars/answer.html", context, status=status)
    response["Referrer-Policy"] = "strict-origin"  # the address is a key
    patch_cache_control(response, no_store=True)
    return response


def _answer(attendance: Attendance, form: AnswerForm) -> str:
    at = timezone.now()
    if form.cleaned_data["answer"] == "yes":
        days.confirm_day(attendance_id=attendance.pk, at=at)
        return _("Thank you. We look forward to meeting you.")
    reason = form.cleaned_data["reason"]
    days.ask_other_day(attendance_id=attendance.pk, reason=reason, at=at)
    return _("Thank you for telling us. We will write to you.")


@login_not_required
@never_cache
@require_safe
def own_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate's sessions for the calendar on their telephone; the entries are those of the
    mail, so that they stand there once."""
    at = timezone.now()
    candidate = current_candidate(request, at=at)
    if candidate is None:
        return redirect("candidates:portal-again")
    own = queries.own_day(get_own_application(candidate, pk))
    if own is None or not own.standing:
        raise Http404
    content = ical.write(own.standing, stamp=at, method="PUBLISH", name=_("Service Day"))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="service-day.ics"'
    return response


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads; the token in the address is all it needs."""
    at = timezone.now()
    feed = access.get_feed_by_hash(queries.hash_of(token))
    name = feed.room.name if feed.room else _("Service Day")
    # the stamp is the feed's own, so that an unchanged feed is the same to the byte
    content = ical.write(
        queries.feed_entries(feed, at), stamp=feed.created_at, method="PUBLISH", name=name
    )
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponse(status=304)
    else:
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Referrer-Policy"] = "no-referrer"
    patch_cache_control(response, private=True, no_cache=True)
    return response
