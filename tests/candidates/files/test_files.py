"""Storing, serving, holding and verifying files, and the form field."""

from __future__ import annotations

import datetime as dt
import hashlib
import io

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.http import Http404

from candidates.applications.models import Document
from candidates.files import gate, keeping
from candidates.files.actions import FileNotKept, remove_file, store_file, store_made
from candidates.files.forms import GatedFileField
from candidates.files.models import FileRead, StoredFile
from candidates.files.queries import compare_storage_with_rows
from candidates.files.refusals import SENTENCES
from candidates.files.serving import FENCE, serve
from candidates.outbox.actions import owe_task
from candidates.outbox.work import run_due
from tests.candidates.files import corpus_parts

TEXT = gate.Accepted("cv.txt", "text/plain", b"Kim")


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    """An empty private storage."""
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "private")},
        },
    }
    return tmp_path / "private"


def test_store_file_writes_the_bytes_and_the_row(db, at, private, rosa):
    stored = store_file(accepted=TEXT, at=at, actor=rosa)
    assert (private / stored.path).read_bytes() == b"Kim"
    assert StoredFile.objects.values_list(
        "name", "content_type", "size", "sha256", "created_at", "created_by"
    ).get() == ("cv.txt", "text/plain", 3, hashlib.sha256(b"Kim").hexdigest(), at, rosa.pk)


def test_store_file_twice_keeps_two(db, at):
    first, second = (store_file(accepted=TEXT, at=at) for _ in range(2))
    assert first.path != second.path
    assert compare_storage_with_rows().looked_at == 2


def test_store_made_refuses_a_type_that_is_not_ours(db, at):
    with pytest.raises(ValueError, match="text/html"):
        store_made(name="a.html", content_type="text/html", content=b"a", at=at)


def test_store_file_on_a_broken_storage_leaves_nothing(db, at, private):
    private.write_bytes(b"a file where the folder should be")
    with pytest.raises(FileNotKept, match="try again in a few minutes"):
        store_file(accepted=TEXT, at=at)
    assert not StoredFile.objects.exists()


def test_store_file_that_cannot_be_read_back_leaves_nothing(db, at, private, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "tests.candidates.files.forgetful.ForgetfulStorage",
            "OPTIONS": {"location": str(private)},
        },
    }
    with pytest.raises(FileNotKept):
        store_file(accepted=TEXT, at=at)
    assert not StoredFile.objects.exists()
    assert not [path for path in private.rglob("*") if path.is_file()]


def test_remove_file_lets_go_of_row_and_bytes_and_twice_is_once(
    db, at, private, django_capture_on_commit_callbacks
):
    stored = store_file(accepted=TEXT, at=at)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            remove_file(stored_file_id=stored.pk)
    assert not StoredFile.objects.exists()
    assert not (private / stored.path).exists()


def test_remove_file_that_somebody_needs_is_refused(kim, at, private):
    stored = store_file(accepted=TEXT, at=at)
    Document.objects.create(application=kim, file=stored, kind="cv", added_at=at)
    with pytest.raises(ProtectedError):
        remove_file(stored_file_id=stored.pk)
    assert (private / stored.path).read_bytes() == b"Kim"


def test_empty_file_is_refused_by_the_database(db, at):
    with pytest.raises(IntegrityError, match="a_stored_file_is_not_empty"), transaction.atomic():
        store_made(name="a.txt", content_type="text/plain", content=b"", at=at)


def test_verify_files_finds_every_disagreement(db, at, private):
    lost, changed, _ = (store_file(accepted=TEXT, at=at) for _ in range(3))
    (private / lost.path).unlink()
    (private / changed.path).write_bytes(b"Tim")
    storages["private"].save("00/00/stray", ContentFile(b"x"))
    keeping.keep(TEXT, at=at)
    found = compare_storage_with_rows()
    assert (found.looked_at, found.all_is_well) == (3, False)
    assert found.rows_without_file == [str(lost.key)]
    assert found.wrong_content == [str(changed.key)]
    assert found.files_without_row == ["00/00/stray"]
    said = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify_files", stdout=said)
    assert said.getvalue().splitlines() == [
        f"Rows without a file: {lost.key}",
        "Files without a row: 00/00/stray",
        f"Files whose content changed: {changed.key}",
    ]


def test_verify_files_says_when_all_is_well(db, at):
    said = io.StringIO()
    call_command("verify_files", stdout=said)
    store_file(accepted=TEXT, at=at)
    call_command("verify_files", stdout=said)
    assert said.getvalue() == "All is well: 0 files.\nAll is well: 1 files.\n"


# ---- serving -----------------------------------------------------------------------------------
def _request(rf, user=None, method="get"):
    request = getattr(rf, method)("/documents/1/")
    request.user = user or AnonymousUser()
    return request


def _sent(response) -> bytes:
    with response.file_to_stream:
        return b"".join(response.streaming_content)


NAMES = (
    "cv.pdf",
    "Živilė CV.pdf",
    "履歷表.pdf",
    "קורות חיים.pdf",
    'a"b.pdf',
    "a\\b.pdf",
    "a;b.pdf",
    "a\r\nSet-Cookie: a=b.pdf",
    "../../etc/passwd.pdf",
    "<script>.pdf",
    "%22.pdf",
    "👩‍💻.pdf",
    "=cmd|' /C calc'!A0.pdf",
    "a" * 400 + ".pdf",
)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", StoredFile.ContentType)
def test_serve_sends_every_kind_behind_the_fence(db, rf, at, kind, name):
    stored = store_made(name=name, content_type=kind, content=b"Kim", at=at)
    for inline in (False, True):
        response = serve(_request(rf), stored, at=at, inline=inline)
        assert _sent(response) == b"Kim"
        shown = inline and kind in {"application/pdf", "image/png", "image/jpeg", "audio/webm"}
        assert response["Content-Disposition"].split(";")[0] == (
            "inline" if shown else "attachment"
        )
        assert response["Content-Type"].split(";")[0] == kind
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert response["Cross-Origin-Resource-Policy"] == "same-site"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Content-Length"] == "3"
        assert "\n" not in response["Content-Disposition"]


def test_serve_keeps_a_name_in_any_script(db, rf, at):
    stored = store_made(name="Živilė.pdf", content_type="application/pdf", content=b"x", at=at)
    response = serve(_request(rf), stored, at=at)
    assert _sent(response) == b"x"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%C5%BDivil%C4%97.pdf"


def test_serve_writes_down_who_read(db, rf, at, rosa):
    stored = store_file(accepted=TEXT, at=at)
    for request in (_request(rf, rosa), _request(rf), _request(rf, rosa, "head")):
        _sent(serve(request, stored, at=at))
    reads = FileRead.objects.order_by("pk").values_list("file", "reader", "at")
    assert list(reads) == [(stored.pk, rosa.pk, at), (stored.pk, None, at)]


def test_no_middleware_takes_the_fence_down(client, kim, rosa, at):
    stored = store_file(accepted=TEXT, at=at)
    document = Document.objects.create(application=kim, file=stored, kind="cv", added_at=at)
    client.force_login(rosa)
    response = client.get(f"/documents/{document.pk}/")
    assert b"".join(response.streaming_content) == b"Kim"
    assert {name: response[name] for name in FENCE} == FENCE


def test_serve_hands_over_to_nginx(db, rf, at, settings):
    settings.FILE_SERVER = "nginx"
    stored = store_file(accepted=TEXT, at=at)
    response = serve(_request(rf), stored, at=at)
    assert response["X-Accel-Redirect"] == f"/private/{stored.path}"
    assert response.content == b""
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_serve_of_lost_bytes_is_not_found(db, rf, at, private, caplog):
    stored = store_file(accepted=TEXT, at=at)
    (private / stored.path).unlink()
    with pytest.raises(Http404):
        serve(_request(rf), stored, at=at)
    assert f"The bytes of stored file {stored.pk} are missing" in caplog.text
    assert not FileRead.objects.exists()


# ---- holding -----------------------------------------------------------------------------------
@pytest.fixture
def now():
    from django.utils import timezone

    return timezone.now()


def test_kept_file_comes_back_with_its_reference(now):
    reference = keeping.keep(TEXT, at=now)
    assert keeping.kept(reference) == TEXT


@pytest.mark.parametrize("reference", ["", "x", "a:b:c"])
def test_kept_file_does_not_come_back_with_a_forged_reference(reference, now):
    keeping.keep(TEXT, at=now)
    assert keeping.kept(reference) is None


def test_kept_file_is_forgotten_after_two_days(now, private):
    reference = keeping.keep(TEXT, at=now)
    assert keeping.forget_old(at=now + dt.timedelta(days=1)) == 0
    assert keeping.kept(reference) == TEXT
    assert keeping.forget_old(at=now + dt.timedelta(days=2)) == 1
    assert keeping.forget_old(at=now + dt.timedelta(days=2)) == 0
    assert keeping.kept(reference) is None


def test_old_kept_files_are_forgotten_by_a_task(db, now):
    keeping.keep(TEXT, at=now - dt.timedelta(days=3))
    keeping.keep(TEXT, at=now - dt.timedelta(days=5))  # forgets nothing: it is older still
    task = owe_task(kind="files.forget", payload={}, at=now)
    run_due(at=now)
    task.refresh_from_db()
    assert (task.state, task.result) == ("done", {"forgotten": 2})


# ---- the form field ----------------------------------------------------------------------------
class Form(forms.Form):
    cv = GatedFileField(required=False)


def _form(name: str, content: bytes) -> Form:
    return Form({}, {"cv": SimpleUploadedFile(name, content)})


def test_gated_field_gives_what_the_gate_accepted():
    form = _form("cv.pdf", corpus_parts.pdf())
    assert form.is_valid()
    assert (form.cleaned_data["cv"].name, form.cleaned_data["cv"].content_type) == (
        "cv.pdf",
        "application/pdf",
    )


def test_gated_field_without_a_file_gives_none():
    form = Form({}, {})
    assert form.is_valid()
    assert form.cleaned_data == {"cv": None}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("cv.exe", b"MZ", "ext"),
        ("cv.pdf", b"", "empty"),
        ("cv.pdf", bytes(gate.LARGEST + 1), "too_large"),
        ("cv.pdf", b"hello", "type"),
    ],
)
def test_gated_field_says_why_it_refuses(name, content, code):
    form = _form(name, content)
    assert not form.is_valid()
    assert form.errors.as_data()["cv"][0].code == code
    assert form.errors["cv"] == [str(SENTENCES[code])]


def test_gated_field_tells_the_browser_what_it_takes():
    assert 'accept=".pdf,.docx,.png,.jpg,.jpeg,.txt"' in str(Form()["cv"])
