"""A candidate inside their portal."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from candidates.messages.models import Message
from candidates.portal.actions import mint_link


@pytest.fixture
def now():
    return timezone.now()


def go_in(application) -> Client:
    """A browser in which this application's candidate is inside."""
    browser = Client()
    token = mint_link(candidate_id=application.candidate_id, at=timezone.now())
    assert browser.post(f"/my/enter/{token}/").status_code == 302
    return browser


@pytest.fixture
def inside(kim) -> Client:
    return go_in(kim)


@pytest.fixture
def tell():
    """Say that a mail of this kind has gone out."""

    def told(application, code: str, at, **changed) -> Message:
        return Message.objects.create(
            candidate=application.candidate,
            application=application,
            to_address=application.candidate.email,
            code=code,
            **{
                "subject": f"About {code}",
                "body": f"The {code} text. {{portal_link}}",
                "state": Message.State.SENT,
                "created_at": at,
                "released_at": at,
                "sent_at": at,
                **changed,
            },
        )

    return told
