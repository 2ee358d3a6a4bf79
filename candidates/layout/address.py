"""Whose request this is, as far as it can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the caller's address.

    Each of our own proxies appends the address it was called from to X-Forwarded-For, so with n
    of them the n-th entry from the right is the caller's; whatever stands left of it the caller
    may have invented. Without proxies the header says nothing at all.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    if proxies < 1:
        return direct
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    return passed[-proxies] if len(passed) >= proxies and passed[-proxies] else direct
