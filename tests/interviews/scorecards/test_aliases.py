"""Whose written work it is stays hidden from its markers until they have locked."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse

from candidates.applications.models import Application, Document
from candidates.files.actions import store_made
from candidates.notices.models import Notice
from candidates.people.models import Candidate
from interviews.scorecards import actions
from interviews.scorecards.aliases import MASK, alias_of, without_name
from interviews.washups.actions import ask_one_more

from .conftest import lock

NAME, EMAIL = "Zuzanna Quillfeather", "zuzanna.q@canary.example"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yours, Zuzanna Quillfeather", f"Yours, {MASK}"),
        ("I am Zuzanna.", f"I am {MASK}."),
        ("ZUZANNA here", f"{MASK} here"),
        ("write to Zuzanna.Q@canary.example", f"write to {MASK}"),
        ("nuo Quillfeathers šeimos", f"nuo {MASK} šeimos"),
        ("a quill and a feather", "a quill and a feather"),
    ],
)
def test_names_and_addresses_are_covered(text, expected):
    assert without_name(text, name=NAME, email=EMAIL) == expected


def test_short_names_leave_words_alone():
    text = "An answer, and Will you? I will. An"
    covered = without_name(text, name="An Will", email="x@example.org")
    assert covered == f"{MASK} answer, and {MASK} you? I will. {MASK}"


def test_name_without_spaces_is_covered():
    assert without_name("陳雅婷 敬上", name="陳雅婷", email="y@example.org") == f"{MASK} 敬上"


def test_alias_is_the_same_for_all_markers_and_another_in_another_stage():
    assert alias_of(7, 1) == alias_of(7, 1)
    assert len({alias_of(7, 1), alias_of(7, 2), alias_of(8, 1)}) == 3


@pytest.fixture
def letter_card(opening, letter, ines, rosa, at):
    candidate = Candidate.objects.create(
        name=NAME, email=EMAIL, search_text=NAME.lower(), created_at=at
    )
    application = Application.objects.create(
        opening=opening,
        candidate=candidate,
        state_since_at=at,
        applied_at=at,
        cover_letter=f"Dear team,\nI am Zuzanna. Mail me: {EMAIL}\nZuzanna Quillfeather",
    )
    stored = store_made(
        name="Quillfeather letter.txt", content_type="text/plain", content=b"Dear all", at=at
    )
    Document.objects.create(
        application=application, kind=Document.Kind.LETTER, file=stored, added_at=at
    )
    return actions.assign_marker(
        stage_id=letter.pk,
        application_id=application.pk,
        interviewer_id=ines.pk,
        due_at=at,
        actor=rosa,
        at=at,
    )


def _reads(client, card) -> str:
    pages = [
        reverse("interviews:my-day"),
        reverse("interviews:scorecard-page", args=[card.pk]),
        reverse("interviews:conflict-declare", args=[card.pk]),
        reverse("candidates:notice-list"),
    ]
    answers = [client.get(page) for page in pages]
    paper = Document.objects.get(application=card.application)
    url = reverse("interviews:scorecard-document", args=[card.pk, paper.pk])
    served = client.get(url)
    list(served.streaming_content)
    return " ".join([*(answer.content.decode() for answer in answers), str(served.headers)])


def test_marker_meets_no_name_until_they_have_locked(client, letter_card, ines, at):
    later = at + dt.timedelta(hours=30)
    actions.chase_overdue(at=later)
    told = Notice.objects.filter(user=ines)
    client.force_login(ines)
    read = _reads(client, letter_card) + " ".join(str(each.text_values) for each in told)
    read += " ".join(message.body for message in mail.outbox)
    assert told.count() >= 2
    for secret in ("Zuzanna", "Quillfeather", EMAIL):
        assert secret not in read
    assert alias_of(letter_card.application_id, letter_card.stage_id) in read
    lock(letter_card, 4, at)
    assert NAME in client.get(reverse("interviews:scorecard-page", args=[letter_card.pk])).text


def test_recruiter_knows_whose_marks_are_missing(letter_card, rosa, at):
    actions.chase_overdue(at=at + dt.timedelta(hours=30))
    missing = Notice.objects.get(user=rosa, kind="scorecard-missing")
    assert missing.text_values["candidate"] == NAME


def test_who_takes_over_is_told_no_name_either(letter_card, ines, viktor, rosa, at):
    actions.declare_conflict(
        scorecard_id=letter_card.pk, reason="We are neighbors.", actor=ines, at=at
    )
    card = actions.reassign_scorecard(
        scorecard_id=letter_card.pk, interviewer_id=viktor.pk, actor=rosa, at=at
    )
    told = Notice.objects.get(user=viktor)
    assert told.text_values["candidate"] == alias_of(card.application_id, card.stage_id)
    assert Notice.objects.get(user=rosa).text_values["candidate"] == NAME


def test_one_more_marker_is_told_no_name(letter_card, ines, viktor, milan, at):
    lock(letter_card, 4, at)
    card = ask_one_more(
        application_id=letter_card.application_id,
        stage_id=letter_card.stage_id,
        interviewer_id=viktor.pk,
        when=at,
        actor=milan,
        at=at,
    )
    told = Notice.objects.get(user=viktor)
    assert told.text_values["candidate"] == alias_of(card.application_id, card.stage_id)
