"""Calendar feeds: one's own, those of rooms, and what a calendar program reads."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from interviews.calendars import access, actions, ical, queries
from interviews.days.access import get_room, may_manage_rooms
from interviews.days.views.asked import viewer_of

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
def feed_list(request: HttpRequest) -> HttpResponse:
    """The viewer's own feed, and those of rooms for whoever plans Days."""
    return _feeds(request)


def _feeds(request: HttpRequest, address: str = "", title: str = "") -> HttpResponse:
    viewer = viewer_of(request)
    may_rooms = may_manage_rooms(viewer)
    context = {
        "own": queries.own_feed(viewer),
        "rooms": queries.rooms_with_feeds() if may_rooms else (),
        "address": address,
        "address_title": title,
    }
    response = render(request, "interviews/calendars/feeds.html", context)
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
