"""Everything about one candidate, for an administrator to hand out; and nobody else's."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
import time_machine
from django.core.files.storage import storages
from django.urls import reverse

from candidates.applications.models import Document
from candidates.files.actions import store_made
from candidates.messages.models import Message
from candidates.outbox.work import run_due
from candidates.portal.actions import mint_link
from hiring.reports.actions import ask_report
from hiring.reports.kinds import CANDIDATE, ReportRefused, Wanted
from hiring.reports.models import Report
from hiring.reports.papers import privacy_export
from interviews.recordings.actions import note_play
from interviews.recordings.models import Consent, Exercise, Recording
from interviews.scorecards.models import Scorecard
from tests.hiring.reports.conftest import INES_SAW, VIKTOR_SAW
from tests.hiring.reports.papers import text_of
from tests.interviews.scorecards.conftest import lock

CANARY = "CANARY: heard of somebody else altogether, and it must stay there."


def wanted(application):
    return Wanted("privacy-export", CANDIDATE, application_id=application.pk)


def keep(application, content, at):
    file = store_made(name="cv.txt", content_type="text/plain", content=content, at=at)
    Document.objects.create(
        application=application, file=file, kind=Document.Kind.LETTER, added_at=at
    )


@pytest.fixture
def both(marked, jonas, voice, ines, at):
    """kim with marks, a mail and a file; jonas with the same, all of it with a canary."""
    for application, words in ((marked, "for kim"), (jonas, CANARY)):
        Message.objects.create(
            candidate=application.candidate, application=application, code="invited",
            to_address=application.candidate.email, subject="Come", body=words, created_at=at,
        )  # fmt: skip
        keep(application, f"file {words}".encode(), at)
    card = Scorecard.objects.create(
        stage=voice, application=jonas, interviewer=ines, due_at=at, created_at=at
    )
    lock(card, 2, at, CANARY)
    take = Recording.objects.create(
        consent=Consent.objects.create(
            application=marked, words="Yes.", kept_days=90, given_at=at
        ),
        exercise=Exercise.objects.create(
            opening=marked.opening, position=1, kind="read", title="Read", prompt="Words."
        ),
        application=marked, take=1, begun_at=at,
    )  # fmt: skip
    note_play(recording_id=take.pk, listener=ines, part="coach", at=at)
    return marked


@pytest.fixture
def bundle(both, ada, at) -> zipfile.ZipFile:
    token = mint_link(candidate_id=both.candidate_id, at=at)
    ask_report(wanted=wanted(both), language="en", actor=ada, at=at)
    run_due(at=at)
    report = Report.objects.get()
    assert report.file is not None, report.task.error
    with storages["private"].open(report.file.path) as opened:
        found = zipfile.ZipFile(io.BytesIO(opened.read()))
    assert token not in found.read("everything.json").decode()
    return found


def test_export_holds_what_was_told_written_and_kept(bundle):
    told = json.loads(bundle.read("everything.json"))
    assert told["candidates.candidate"][0]["name"] == "Kim Karlsson"
    evidence = {row["evidence"] for row in told["interviews.rating"]}
    assert evidence == {INES_SAW, VIKTOR_SAW}
    [play] = told["interviews.play"]
    assert (play["listener"], play["part"]) == ("staff", "coach")
    assert "released_at" in told["candidates.message"][0]
    assert "search_text" not in told["candidates.candidate"][0]
    assert [row["body"] for row in told["candidates.message"] if row["code"] == "invited"] == [
        "for kim"
    ]
    [name] = [name for name in bundle.namelist() if name.startswith("files/document")]
    assert bundle.read(name) == b"file for kim"
    text = text_of(bundle.read("read-me.pdf"))
    assert INES_SAW.split(",")[0] in text
    assert "Kim Karlsson" in text


def test_export_holds_nothing_of_anybody_else(bundle):
    for name in bundle.namelist():
        content = bundle.read(name)
        text = text_of(content) if name.endswith(".pdf") else content.decode()
        for canary in ("CANARY", "Jonas", "jonas@", "Ines Ivanova", "Viktor", "Milan", "Ada"):
            assert canary not in text, (name, canary)


def test_export_leaves_keys_and_other_peoples_rooms_out():
    held = {model._meta.label for model, _path in privacy_export.held_models()}
    assert {"candidates.Candidate", "candidates.Application", "candidates.Message",
            "interviews.Rating", "interviews.RedFlag", "interviews.Agreement", "hiring.Decision",
            "hiring.Offer", "hiring.ResultWords"} <= held  # fmt: skip
    assert not held & {"candidates.PortalLink", "candidates.Task", "interviews.Washup",
                       "interviews.Session", "hiring.User", "hiring.Report"}  # fmt: skip


@pytest.mark.parametrize("name", ["rosa", "milan", "oskar"])
def test_only_administrators_hand_it_out(both, name, request, at):
    user = request.getfixturevalue(name)
    with pytest.raises(ReportRefused, match="Only administrators"):
        ask_report(wanted=wanted(both), language="en", actor=user, at=at)


def test_others_do_not_hear_of_it(both, rosa, ada, client, at):
    url = reverse("candidates:application-further", args=[both.pk])
    with time_machine.travel(at, tick=False):
        for user, hears in ((rosa, False), (ada, True)):
            client.force_login(user, "hiring.accounts.backends.StaffBackend")
            page = client.get(url).content.decode()
            assert ("Everything held about the candidate" in page) is hears
