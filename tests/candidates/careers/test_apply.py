"""Applying: what arrives, what is refused beside the field, and what is sent once only."""

from __future__ import annotations

import threading
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from candidates.applications.models import Application
from candidates.careers.actions import apply_for_opening
from candidates.messages.models import Message

CV = b"I have advised people for three years."


@pytest.fixture(autouse=True)
def _no_old_limits():
    from django.core.cache import cache

    cache.clear()


def send(client, opening, **changes):
    data = {
        "name": "Žydrūnė Šimkutė",
        "email": "zydrune@example.org",
        "cv": SimpleUploadedFile("cv.txt", CV),
        "cover_letter": "Because I listen.",
        "submission_key": str(uuid.uuid4()),
        **changes,
    }
    data = {key: value for key, value in data.items() if value is not None}
    return client.post(f"/jobs/{opening.slug}/apply/", data)


def test_application_arrives_with_its_file_and_one_confirmation(client, opening):
    response = send(client, opening)
    assert (response.status_code, response["Location"]) == (302, f"/jobs/{opening.slug}/thanks/")
    application = Application.objects.select_related("candidate").get()
    assert application.candidate.name == "Žydrūnė Šimkutė"
    assert [document.kind for document in application.documents.all()] == ["cv"]
    assert [(m.code, m.state) for m in Message.objects.all()] == [
        ("application-received", "released")
    ]


def test_pressing_twice_makes_one_application_and_one_mail(client, opening):
    key = str(uuid.uuid4())
    answers = [send(client, opening, submission_key=key) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (Application.objects.count(), Message.objects.count()) == (1, 1)


def test_second_application_is_answered_alike_and_only_the_owner_is_told(client, opening):
    first, second = send(client, opening), send(client, opening, name="Somebody Else")
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert Application.objects.count() == 1
    assert list(Message.objects.order_by("pk").values_list("code", "to_address")) == [
        ("application-received", "zydrune@example.org"),
        ("portal-link", "zydrune@example.org"),
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "not an address"}, "email"),
        ({"cv": None}, "cv"),
        ({"cv": SimpleUploadedFile("cv.exe", CV)}, "cv"),
        ({"cv": SimpleUploadedFile("cv.pdf", b"<html>")}, "cv"),
        ({"cover_letter": "a\x00b"}, "cover_letter"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_with_everything_kept(
    client, opening, changes, field
):
    response = send(client, opening, **changes)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    if field != "cover_letter":
        assert "Because I listen." in response.content.decode()
    assert Application.objects.count() == 0


def test_file_is_kept_between_two_tries(client, opening):
    refused = send(client, opening, name="")
    kept = refused.context["form"].data["kept_cv"]
    assert "cv.txt" in refused.content.decode()
    assert send(client, opening, cv=None, kept_cv=kept).status_code == 302
    file = Application.objects.get().documents.get().file
    assert (file.name, file.size) == ("cv.txt", len(CV))


def test_forged_reference_to_a_kept_file_is_no_file(client, opening):
    response = send(client, opening, cv=None, kept_cv="forged")
    assert list(response.context["form"].errors) == ["cv"]


def test_pasted_cv_becomes_a_document(client, opening):
    assert send(client, opening, cv=None, cv_text="Born, learned, worked.").status_code == 302
    assert Application.objects.get().documents.get().file.content_type == "text/plain"


def test_closed_and_draft_openings_do_not_exist(client, opening):
    for state in ("draft", "closed"):
        type(opening).objects.filter(pk=opening.pk).update(state=state)
        assert client.get(f"/jobs/{opening.slug}/").status_code == 404
        assert send(client, opening).status_code == 404


def test_one_address_is_told_to_wait(client, opening):
    answers = [send(client, opening).status_code for _ in range(7)]
    assert answers == [302] * 6 + [429]


@pytest.mark.parametrize("number", [1, 3])
def test_list_takes_one_query(client, opening, django_assert_num_queries, number):
    for copy in range(1, number):
        opening.pk, opening.slug = None, f"copy-{copy}"
        opening.save(force_insert=True)
    with django_assert_num_queries(1):
        assert len(client.get("/jobs/").context["openings"]) == number


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_make_one_application(opening, at):
    key, made = uuid.uuid4(), []
    gate = threading.Barrier(2)

    def press():
        gate.wait()
        try:
            application = apply_for_opening(
                opening_id=opening.pk, name="Kim", email="k@example.org", submission_key=key, at=at
            )
            made.append(application.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(made) == 2
    assert len(set(made)) == 1
    assert Message.objects.filter(code="application-received").count() == 1
