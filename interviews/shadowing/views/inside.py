"""The door of the candidate's pages: one's own application, and where one stands."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from candidates.portal.access import current_candidate, get_own_application
from interviews.shadowing import queries
from interviews.shadowing.models import Sheet

View = Callable[..., HttpResponseBase]


def candidates_page(*methods: str) -> Callable[[View], View]:
    """Open a view to the candidate whose application it is about, and hand it their situation.

    Nobody inside is sent to ask for a link; 404 for strangers and for who shadows nobody.
    """

    def decorate(view: View) -> View:
        @login_not_required
        @never_cache
        @require_http_methods(list(methods))
        @wraps(view)
        def inside(request: HttpRequest, pk: int, **more: Any) -> HttpResponseBase:
            at = timezone.now()
            candidate = current_candidate(request, at=at)
            if candidate is None:
                return redirect("candidates:portal-again")
            situation = queries.situation_of(get_own_application(candidate, pk), at)
            if situation is None:
                raise Http404
            return view(request, situation, **more)

        return inside

    return decorate


def sheet_of(situation: queries.Situation) -> Sheet:
    """Return the sheet, which only exists once the first page was answered; else 404."""
    if situation.sheet is None or situation.sheet.expected_at is None:
        raise Http404
    return situation.sheet
