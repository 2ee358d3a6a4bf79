"""A person's own page of what they were told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from candidates.notices import access, actions, queries


@never_cache
@require_GET
def notice_list(request: HttpRequest) -> HttpResponse:
    notices = queries.list_notices(request.user)
    context = {
        "now": timezone.now(),
        "unread": [each for each in notices if each.read_at is None],
        "read": [each for each in notices if each.read_at is not None],
    }
    return render(request, "candidates/notices/list.html", context)


@require_POST
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Go where a notice leads; from then on it counts as read."""
    notice = access.get_notice(request.user, pk)
    actions.mark_read(notice_id=notice.pk, actor=request.user, at=timezone.now())
    return redirect(notice.url)


@require_POST
def notice_read_all(request: HttpRequest) -> HttpResponse:
    count = actions.mark_all_read(actor=request.user, at=timezone.now())
    messages.success(
        request,
        ngettext("%(count)s notice is read.", "%(count)s notices are read.", count)
        % {"count": count},
    )
    return redirect("candidates:notice-list")
