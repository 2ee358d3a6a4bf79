"""Applying: what arrives, what is refused beside the field, and what is sent once only."""

from __future__ import annotations

import re
import threading
import uuid

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from candidates.applications.models import Application
from candidates.careers import panels, views
from candidates.careers.actions import apply_for_opening
from candidates.files import gate
from candidates.files.actions import FileNotKept
from candidates.layout.limits import Limit
from candidates.messages.models import Message
from candidates.outbox.work import run_due

CV = b"I have advised people for three years."


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
        ("already-applied", "zydrune@example.org"),
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


def test_what_is_missing_is_named_at_the_top_and_leads_there(client, opening):
    page = send(client, opening, name="", cv=None).content.decode()
    assert '<a href="#id_name">Name</a>: Please tell us your name.' in page
    assert '<a href="#id_cv">CV as a file</a>: Please choose your CV' in page
    for field in ("cv", "cv_text"):  # one of the two is asked for: neither is optional
        assert re.search(rf'for="id_{field}">[^<]*</label>', page)


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


def test_pasted_cv_is_words_whatever_it_looks_like(client, opening):
    """A copy out of a PDF or a web page is nobody's attack, and no file with a false name."""
    pasted = "<script>Front-end</script>\x02 developer\x7f, 陳"
    assert send(client, opening, cv=None, cv_text=pasted).status_code == 302
    file = Application.objects.get().documents.get().file
    with storages["private"].open(file.path) as kept:
        assert kept.read().decode() == "<script>Front-end</script> developer, 陳"
    assert file.content_type == "text/plain"


@pytest.mark.parametrize("state", ["draft", "closed"])
def test_closed_and_draft_openings_do_not_exist(client, opening, state):
    changed = {"state": state, **({"opened_at": None} if state == "draft" else {})}
    type(opening).objects.filter(pk=opening.pk).update(**changed)
    assert [client.get(f"/jobs/{opening.slug}/{page}").status_code for page in ("", "apply/")] == [
        404,
        404,
    ]
    assert opening.title not in client.get("/jobs/").content.decode()
    if state == "draft":
        assert send(client, opening).status_code == 404


def test_opening_that_closed_meanwhile_says_so_and_keeps_everything(client, opening, at):
    type(opening).objects.filter(pk=opening.pk).update(state="closed", closed_at=at)
    response = send(client, opening)
    assert response.status_code == 422
    page = response.content.decode()
    assert "This opening takes no applications at the moment." in page
    assert "Because I listen." in page
    assert "cv.txt" in page
    assert not Application.objects.exists()


def test_one_address_is_told_to_wait(client, opening):
    answers = [send(client, opening).status_code for _ in range(7)]
    assert answers == [302] * 6 + [429]


def test_endless_tries_stop_before_any_file_is_opened(client, opening, monkeypatch):
    monkeypatch.setattr(views, "TRIES", Limit("apply-tries-here", tries=1, seconds=60))
    assert send(client, opening, name="").status_code == 422
    monkeypatch.setattr(gate, "check", None)
    response = send(client, opening, name="Žydrūnė")
    assert response.status_code == 429
    page = response.content.decode()
    assert "Please send it again in an hour" in page
    assert "Žydrūnė" in page
    assert "Because I listen." in page


def test_full_storage_is_a_sentence_and_keeps_everything(client, opening, monkeypatch):
    def full(**_):
        raise FileNotKept

    monkeypatch.setattr(views, "apply_for_opening", full)
    response = send(client, opening)
    assert response.status_code == 422
    assert "could not be stored just now" in response.content.decode()


def test_file_and_pasted_text_are_both_kept(client, opening):
    send(client, opening, cv_text="Born, learned, worked.")
    application = Application.objects.get()
    assert application.documents.get().file.name == "cv.txt"
    assert application.cover_letter == ("Because I listen.\n\nCV as text\nBorn, learned, worked.")


def test_letter_as_a_file_is_a_document(client, opening):
    send(client, opening, letter=SimpleUploadedFile("letter.txt", b"Dear all"))
    kinds = Application.objects.get().documents.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["cv", "letter"]


def test_kept_file_is_not_copied_with_every_try(client, opening):
    first = send(client, opening, name="").context["form"].data["kept_cv"]
    again = send(client, opening, name="", cv=None, kept_cv=first)
    assert again.context["form"].data["kept_cv"] == first
    assert again.context["kept"] == {"cv": "cv.txt"}


def test_another_file_replaces_the_kept_one(client, opening):
    kept = send(client, opening, name="").context["form"].data["kept_cv"]
    send(client, opening, cv=SimpleUploadedFile("new.txt", b"Newer."), kept_cv=kept)
    assert Application.objects.get().documents.get().file.name == "new.txt"


@pytest.mark.parametrize("key", ["", "nonsense"])
def test_form_without_a_good_key_is_taken_all_the_same(client, opening, key):
    assert send(client, opening, submission_key=key).status_code == 302
    assert Application.objects.get().submission_key is None


@pytest.mark.parametrize(
    ("sent", "kept"),
    [("Asia/Taipei", "Asia/Taipei"), ("", "Europe/Vilnius"), ("../x", "Europe/Vilnius")],
)
def test_candidate_lives_by_the_browsers_clock_or_the_openings(client, opening, sent, kept):
    send(client, opening, time_zone=sent)
    assert Application.objects.get().candidate.time_zone == kept


def test_form_comes_with_a_key_and_where_one_came_from(client, opening):
    page = client.get(f"/jobs/{opening.slug}/apply/", {"source": "newsletter"})
    assert uuid.UUID(str(page.context["form"]["submission_key"].value()))
    assert page.context["form"]["source"].value() == "newsletter"


def test_thanks_names_the_address_once(client, opening):
    shown = client.get(send(client, opening)["Location"]).content.decode()
    assert "We have written to zydrune@example.org." in shown
    assert "zydrune" not in client.get(f"/jobs/{opening.slug}/thanks/").content.decode()


def test_confirmation_leads_into_the_portal(client, opening, at):
    send(client, opening)
    run_due(at=timezone.now())
    [sent] = mail.outbox
    assert sent.to == ["zydrune@example.org"]
    token = re.search(r"/my/enter/([\w-]+)/", sent.body)[1]
    inside = client.post(f"/my/enter/{token}/", follow=True).content.decode()
    assert "Hello Žydrūnė Šimkutė" in inside
    assert opening.title in inside


def test_panels_of_higher_floors_stand_on_the_page_in_their_order(client, opening, monkeypatch):
    monkeypatch.setattr(panels, "_panels", {})
    shown = "candidates/portal/_path.html"
    for key, order, context in (("b", 2, {}), ("a", 1, {}), ("c", 3, None)):
        panels.register_panel(panels.Panel(key, order, shown, lambda _, given=context: given))
    assert [panel.key for panel in panels.panels_for(opening)] == ["a", "b"]
    assert client.get(f"/jobs/{opening.slug}/").content.count(b'class="path"') == 2


def test_get_of_the_public_pages_writes_nothing(client, opening):
    for page in ("", f"{opening.slug}/", f"{opening.slug}/apply/", f"{opening.slug}/thanks/"):
        assert client.get(f"/jobs/{page}").status_code == 200
        assert client.head(f"/jobs/{page}").status_code == 200
    assert (Application.objects.count(), Session.objects.count()) == (0, 0)


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
