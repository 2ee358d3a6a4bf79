"""What stands on the outside of every mail that the outbox sends."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings

from candidates.layout.middleware import current_request_id


def headers(name: str) -> dict[str, str]:
    """Return a mail's headers: a Message-ID that is the same at every attempt, so that a second
    copy is known as one, and the id of the click that owed the mail.
    """
    host = urlsplit(settings.PUBLIC_URL).hostname or "localhost"
    found = {"Message-ID": f"<{name}@{host}>", "Auto-Submitted": "auto-generated"}
    if request_id := current_request_id():
        found["X-Request-Id"] = request_id
    return found
