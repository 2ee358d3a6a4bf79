"""An opening that asks for recordings, and kim, who was invited."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from candidates.applications.models import Application, Move, State
from candidates.portal.actions import mint_link
from interviews.recordings import actions
from interviews.recordings.models import Exercise


@pytest.fixture(autouse=True)
def _storage(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }


@pytest.fixture
def exercise(opening) -> Exercise:
    return Exercise.objects.create(
        opening=opening, position=1, kind="read", title="Read a passage",
        prompt="Thank you for waiting.", think_seconds=0, answer_seconds=60, takes=2,
    )  # fmt: skip


def invite(application: Application, at) -> Application:
    for before, after in ((State.APPLIED, State.SCREENING), (State.SCREENING, State.INVITED)):
        Application.objects.filter(pk=application.pk).update(state=after, state_since_at=at)
        Move.objects.create(application=application, from_state=before, to_state=after, at=at)
    application.refresh_from_db()
    return application


@pytest.fixture
def invited(kim, at) -> Application:
    return invite(kim, at)


@pytest.fixture
def consent(invited, at):
    return actions.give_consent(application_id=invited.pk, words="You are recorded.", at=at)


def go_in(application) -> Client:
    browser = Client()
    token = mint_link(candidate_id=application.candidate_id, at=timezone.now())
    assert browser.post(f"/my/enter/{token}/").status_code == 302
    return browser


@pytest.fixture
def inside(invited) -> Client:
    return go_in(invited)
