"""The pages of messages: who sees what, and that nothing typed is lost."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from candidates.messages import actions
from candidates.messages.models import Message, MessageTemplate
from candidates.outbox.models import Task
from tests.conftest import make_application

State = Message.State
LIST = "/messages/"


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def browser(rosa):
    return logged_in(rosa)


@pytest.fixture
def office(ada):
    return logged_in(ada)


@pytest.fixture
def draft(kim, rosa, at):
    return actions.draft_message(code="invited", application=kim, at=at, actor=rosa)


@pytest.fixture
def other(jonas, at):
    return actions.draft_message(code="declined", application=jonas, at=at)


def shown(response):
    return {message.pk for message in response.context["page"].messages}


def test_list_shows_what_one_recruits_or_decides_for(draft, rosa, milan, ines, oskar, ada):
    seen = {user.email: shown(logged_in(user).get(LIST)) for user in (rosa, milan, ada)}
    assert all(keys == {draft.pk} for keys in seen.values())
    for user in (ines, oskar):
        client = logged_in(user)
        assert shown(client.get(LIST)) == set()
        assert client.get(f"/messages/{draft.pk}/").status_code == 404
        assert client.get(f"/messages/{draft.pk}/edit/").status_code == 404
        for verb in ("release", "discard"):
            answer = client.post(f"/messages/{verb}/", {"message_ids": [draft.pk]})
            assert answer.status_code == 404
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


def test_drafts_are_read_one_after_another(browser, draft, other, at):
    Message.objects.filter(pk=draft.pk).update(created_at=at + timedelta(minutes=1))
    page = browser.get(f"/messages/{draft.pk}/").content.decode()
    assert f'rel="next" href="/messages/{other.pk}/"' in page
    assert "own key: {portal_link}" in page
    sent = {"message_ids": [draft.pk], "next": f"/messages/{other.pk}/"}
    assert browser.post("/messages/release/", sent).url == f"/messages/{other.pk}/"
    assert 'rel="next"' not in browser.get(f"/messages/{other.pk}/").content.decode()


def test_own_words_become_a_draft_for_each_of_those_ticked(
    browser, kim, jonas, django_assert_num_queries
):
    table = reverse("candidates:pipeline-bulk", args=[kim.opening.slug])
    ticked = {"application_ids": [jonas.pk, kim.pk], "to": "write", "here": ""}
    address = browser.post(table, ticked).url
    assert address == f"/openings/{kim.opening.slug}/write/?to={kim.pk}.{jonas.pk}"
    for to in (kim.pk, f"{kim.pk}.{jonas.pk}"):
        with django_assert_num_queries(6):
            page = browser.get(f"/openings/{kim.opening.slug}/write/?to={to}").content.decode()
    assert "To 2 people" in page
    words = {"subject": "Parking", "body": "Dear {candidate_name},\npark behind the house."}
    for _twice in range(2):
        answer = browser.post(address, words)
        assert answer.url == "/messages/?code=own-words"
    assert {(each.application_id, each.subject, each.body) for each in Message.objects.all()} == {
        (kim.pk, "Parking", "Dear Kim Karlsson,\npark behind the house."),
        (jonas.pk, "Parking", "Dear Jonas Jonaitis,\npark behind the house."),
    }
    assert Message.objects.filter(state=State.DRAFT).count() == 2


@pytest.mark.parametrize("body", ["On {day}!", "{answer_by}", "{candidate_nam}"])
def test_own_words_say_only_what_holds_for_everybody(browser, kim, body):
    answer = browser.post(
        f"/openings/{kim.opening.slug}/write/?to={kim.pk}", {"subject": "Hello", "body": body}
    )
    assert answer.status_code == 422
    assert body in answer.content.decode()
    assert "would stay in the mail" in answer.content.decode()
    assert not Message.objects.exists()


def test_own_words_to_nobody_lead_back_to_the_table(browser, kim, oskar, at):
    foreign = make_application(oskar.openings.get(), "Canary", "canary@example.org", at)
    table = reverse("candidates:pipeline-table", args=[kim.opening.slug])
    for to in ("", "x", "9" * 30, foreign.pk):
        answer = browser.get(f"/openings/{kim.opening.slug}/write/?to={to}")
        assert answer.url == table


def test_hiring_manager_reads_and_does_not_send(draft, milan):
    client = logged_in(milan)
    page = client.get(f"/messages/{draft.pk}/")
    assert draft.subject in page.text
    assert reverse("candidates:message-release") not in page.text
    assert client.get(f"/messages/{draft.pk}/edit/").status_code == 403
    for verb in ("release", "discard"):
        answer = client.post(f"/messages/{verb}/", {"message_ids": [draft.pk]})
        assert answer.status_code == 403


def test_one_foreign_message_spoils_the_bulk(draft, oskar, at, browser):
    """All or nothing: a key that one may not know of is answered as if it did not exist."""
    from tests.conftest import make_application

    theirs = make_application(oskar.openings.get(), "Lea", "lea@example.org", at)
    foreign = actions.draft_message(code="invited", application=theirs, at=at)
    keys = {"message_ids": [draft.pk, foreign.pk]}
    assert browser.post("/messages/release/", keys).status_code == 404
    assert Message.objects.filter(state=State.DRAFT).count() == 2


def test_tabs_and_kinds_filter(browser, draft, other, rosa, at):
    actions.release_messages(message_ids=[other.pk], actor=rosa, at=at)
    assert shown(browser.get(LIST)) == {draft.pk}
    assert shown(browser.get(LIST, {"state": "released"})) == {other.pk}
    assert shown(browser.get(LIST, {"state": "sent"})) == set()
    assert shown(browser.get(LIST, {"code": "declined"})) == set()
    assert shown(browser.get(LIST, {"state": "x", "code": "y", "page": "0"})) == {draft.pk}


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_queries_for_any_number(
    browser, kim, at, rows, django_assert_num_queries
):
    for _ in range(rows):
        Message.objects.create(
            candidate=kim.candidate,
            application=kim,
            code="invited",
            to_address="kim@example.org",
            subject="Hello",
            body="Hello",
            created_at=at,
        )
    # session, user, permissions (own and of groups), count of drafts, list
    with django_assert_num_queries(4):
        assert len(shown(browser.get(LIST))) == rows


def test_pages_of_fifty(browser, kim, at):
    Message.objects.bulk_create(
        Message(
            candidate=kim.candidate,
            application=kim,
            code="invited",
            to_address="kim@example.org",
            subject=f"Hello {number}",
            body="Hello",
            created_at=at,
        )
        for number in range(51)
    )
    first = browser.get(LIST)
    assert (len(shown(first)), len(shown(browser.get(LIST, {"page": 2})))) == (50, 1)
    assert "page=2" in first.text


def test_bulk_release_and_second_click(browser, draft, other):
    keys = {"message_ids": [draft.pk, other.pk]}
    first = browser.post("/messages/release/", keys, follow=True)
    assert "2 mails are on their way." in first.text
    second = browser.post("/messages/release/", keys, follow=True)
    assert "None of them was a draft any more." in second.text
    assert Task.objects.count() == 2


def test_bulk_discard_goes_back_where_it_came_from(browser, draft):
    answer = browser.post(
        "/messages/discard/", {"message_ids": [draft.pk], "next": "/messages/?state=draft&code="}
    )
    assert answer.headers["Location"] == "/messages/?state=draft&code="
    draft.refresh_from_db()
    assert draft.state == State.DISCARDED


def test_way_back_never_leaves_the_site(browser, draft):
    answer = browser.post(
        "/messages/discard/", {"message_ids": [draft.pk], "next": "https://evil.example/"}
    )
    assert answer.headers["Location"] == LIST


@pytest.mark.parametrize("keys", [[], ["x"], ["9" * 30], ["-1"]])
def test_bulk_without_a_tick_says_so(browser, draft, keys):
    answer = browser.post("/messages/release/", {"message_ids": keys})
    assert answer.status_code == 422
    assert "Tick the drafts first." in answer.text


def test_edit_keeps_what_was_typed_and_says_what_is_wrong(browser, draft):
    url = f"/messages/{draft.pk}/edit/"
    typed = {"subject": "Come {candidate_name}", "body": "Dear {name}, {portal_link}"}
    answer = browser.post(url, typed)
    assert answer.status_code == 422
    assert "Dear {name}, {portal_link}" in answer.text
    assert "{name} would stay in the mail as it stands." in answer.text
    assert "{candidate_name} would stay in the mail as it stands." in answer.text
    draft.refresh_from_db()
    assert draft.subject != typed["subject"]


def test_edit_changes_the_draft(browser, draft):
    url = f"/messages/{draft.pk}/edit/"
    assert draft.subject in browser.get(url).text
    answer = browser.post(url, {"subject": "Come", "body": "Soon.\r\n{portal_link}"})
    assert answer.headers["Location"] == f"/messages/{draft.pk}/"
    draft.refresh_from_db()
    assert (draft.subject, draft.body) == ("Come", "Soon.\n{portal_link}")


def test_edit_of_what_is_on_its_way_is_refused_in_words(browser, draft, rosa, at):
    actions.release_messages(message_ids=[draft.pk], actor=rosa, at=at)
    answer = browser.post(f"/messages/{draft.pk}/edit/", {"subject": "Late", "body": "Late"})
    assert answer.status_code == 422
    assert "not a draft any more" in answer.text


def test_page_shows_what_became_of_a_message(browser, draft, rosa, at):
    actions.release_messages(message_ids=[draft.pk], actor=rosa, at=at)
    Task.objects.update(state="held", error="It may have gone out.\n\nTraceback")
    text = browser.get(f"/messages/{draft.pk}/").text
    assert "held: perhaps it went out" in text
    assert "It may have gone out." in text
    assert "Traceback" not in text


def test_application_page_shows_its_messages(browser, draft, other):
    text = browser.get(reverse("candidates:application-further", args=[draft.application_id])).text
    assert f"/messages/{draft.pk}/" in text
    assert f"/messages/{other.pk}/" not in text


def test_texts_are_for_administrators(rosa, milan, oskar):
    edit = "/messages/templates/invited/en/"
    for user in (rosa, milan, oskar):
        client = logged_in(user)
        assert client.get("/messages/templates/").status_code == 403
        assert client.get(edit).status_code == 403
        assert client.post(edit, {"subject": "a", "body": "b"}).status_code == 403
        assert client.post(f"{edit}reset/").status_code == 403
    assert MessageTemplate.objects.count() == 0


def test_text_is_changed_and_set_back(office):
    edit = "/messages/templates/invited/en/"
    assert "Your next steps: {opening_title}" in office.get("/messages/templates/").text
    assert "{candidate_name}" in office.get(edit).text
    office.post(edit, {"subject": "Come, {candidate_name}", "body": "{portal_link}"})
    assert MessageTemplate.objects.get().subject == "Come, {candidate_name}"
    assert "your own" in office.get("/messages/templates/").text
    office.post(f"{edit}reset/")
    assert MessageTemplate.objects.count() == 0


@pytest.mark.parametrize(
    ("subject", "body"), [("{portal_link}", "b"), ("a", "{candidate.email}"), ("a", "{{ x }}")]
)
def test_text_with_an_unknown_placeholder_is_refused(office, subject, body):
    answer = office.post("/messages/templates/invited/en/", {"subject": subject, "body": body})
    assert answer.status_code == 422
    assert "would stay in the mail" in answer.text
    assert MessageTemplate.objects.count() == 0


@pytest.mark.parametrize("path", ["hello/en/", "invited/xx/", "hello/en/reset/"])
def test_unknown_text_is_not_there(office, path):
    method = office.post if path.endswith("reset/") else office.get
    assert method(f"/messages/templates/{path}").status_code == 404
