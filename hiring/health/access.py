"""Who may read how much work waits."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import Http404, HttpRequest


def has_token(request: HttpRequest) -> bool:
    """Tell whether the request brings the operator's token; never where there is none."""
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "")
    return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


def require_token(request: HttpRequest) -> None:
    """404 unless the request brings the operator's token."""
    if not has_token(request):
        raise Http404
