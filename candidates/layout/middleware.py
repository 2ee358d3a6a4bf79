"""What every request gets: an id that its logs, tasks and mails share, and the viewer's clock."""

from __future__ import annotations

import logging
import re
import time
import uuid
import zoneinfo
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponse

log = logging.getLogger("candidates.requests")

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_ACCEPTED = re.compile(r"[A-Za-z0-9-]{8,64}")


def current_request_id() -> str:
    """Return the id of the request being served; empty outside one."""
    return _request_id.get()


@contextmanager
def carry_request_id(value: str) -> Iterator[None]:
    """Let logs and tasks in here share an id that came from elsewhere, as in a worker."""
    token = _request_id.set(value)
    try:
        yield
    finally:
        _request_id.reset(token)


class RequestIdFilter(logging.Filter):
    """Give every log line the request's id."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = _request_id.get() or "-"
        return True


def request_id(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Take the proxy's request id if it is a plain one, else make one; say it in the answer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-Id", "")
        token = _request_id.set(given if _ACCEPTED.fullmatch(given) else uuid.uuid4().hex)
        begun = time.perf_counter()
        try:
            response = get_response(request)
            response["X-Request-Id"] = _request_id.get()
            _log_answer(request, response, time.perf_counter() - begun)
        finally:
            _request_id.reset(token)
        return response

    return middleware


def _log_answer(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    """Write one line for an answer. It names the route, not the path: paths can hold secrets."""
    match = request.resolver_match
    facts = {
        "method": request.method,
        "route": match.view_name if match else "",
        "status": response.status_code,
        "milliseconds": round(seconds * 1000),
    }
    log.info("%(method)s %(route)s %(status)s %(milliseconds)s ms", facts, extra={"facts": facts})


def own_clock(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Show times in the viewer's own zone; the database keeps UTC."""

    def middleware(request: HttpRequest) -> HttpResponse:
        zone = getattr(request.user, "time_zone", "")
        if zone:
            with timezone.override(zoneinfo.ZoneInfo(zone)):
                return get_response(request)
        return get_response(request)

    return middleware
