"""The way in: minted once, kept as a hash, alive until it expires or is revoked."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from candidates.messages.actions import send_at_once
from candidates.messages.models import Message
from candidates.outbox.models import Task
from candidates.outbox.work import run_due
from candidates.portal.actions import LASTS, LinkUnknown, ask_again, enter, mint_link, revoke_links
from candidates.portal.models import PortalLink
from tests.candidates.portal.conftest import go_in


def test_mint_link_keeps_only_the_hash(kim, at):
    token = mint_link(candidate_id=kim.candidate_id, at=at)
    assert re.fullmatch(r"[\w-]{43}", token)
    assert PortalLink.objects.values_list(
        "token_sha256", "created_at", "expires_at", "last_used_at"
    ).get() == (hashlib.sha256(token.encode()).hexdigest(), at, at + dt.timedelta(days=60), None)


def test_mint_link_twice_makes_two_that_both_work(kim, at):
    first, second = (mint_link(candidate_id=kim.candidate_id, at=at) for _ in range(2))
    assert first != second
    assert enter(token=first, at=at).candidate == enter(token=second, at=at).candidate


def test_enter_leaves_the_link_alive(kim, at):
    token = mint_link(candidate_id=kim.candidate_id, at=at)
    later = at + dt.timedelta(days=59)
    assert enter(token=token, at=at).last_used_at == at
    assert enter(token=token, at=later).last_used_at == later


@pytest.mark.parametrize("token", ["", "x", "a" * 43])
def test_enter_refuses_what_was_never_minted(kim, at, token):
    mint_link(candidate_id=kim.candidate_id, at=at)
    with pytest.raises(LinkUnknown, match="does not work any more"):
        enter(token=token, at=at)


def test_enter_refuses_an_expired_link(kim, at):
    token = mint_link(candidate_id=kim.candidate_id, at=at)
    with pytest.raises(LinkUnknown):
        enter(token=token, at=at + LASTS)
    assert PortalLink.objects.get().last_used_at is None


def test_revoke_links_closes_every_link_once(kim, jonas, at):
    tokens = [mint_link(candidate_id=kim.candidate_id, at=at) for _ in range(2)]
    other = mint_link(candidate_id=jonas.candidate_id, at=at)
    assert revoke_links(candidate_id=kim.candidate_id, at=at) == 2
    assert revoke_links(candidate_id=kim.candidate_id, at=at) == 0
    for token in tokens:
        with pytest.raises(LinkUnknown):
            enter(token=token, at=at)
    assert enter(token=other, at=at).candidate_id == jonas.candidate_id


def test_get_of_the_link_writes_nothing(kim, client, now):
    token = mint_link(candidate_id=kim.candidate_id, at=now)
    for method in (client.get, client.head):
        response = method(f"/my/enter/{token}/")
        assert response.status_code == 200
        assert response["Referrer-Policy"] == "strict-origin"
        assert "no-store" in response["Cache-Control"]
    assert b"Open my page" in client.get(f"/my/enter/{token}/").content
    assert PortalLink.objects.get().last_used_at is None
    assert not Session.objects.exists()
    assert client.get("/my/").status_code == 302


def test_a_hundred_scanners_burn_nothing(kim, now):
    token = mint_link(candidate_id=kim.candidate_id, at=now)
    for _ in range(50):
        Client().get(f"/my/enter/{token}/")
        Client().post(f"/my/enter/{token}/")
    person = Client(REMOTE_ADDR="10.0.0.2")
    assert person.post(f"/my/enter/{token}/").status_code == 302
    assert b"Hello Kim Karlsson" in person.get("/my/").content
    kim.refresh_from_db()
    assert kim.state == "applied"


def test_the_page_of_the_link_names_nobody(kim, client, now):
    token = mint_link(candidate_id=kim.candidate_id, at=now)
    assert b"Kim" not in client.get(f"/my/enter/{token}/").content


def test_unknown_link_offers_a_new_one(db, client):
    response = client.post("/my/enter/nonsense/")
    assert response.status_code == 404
    assert b"This link does not work any more" in response.content
    assert b'href="/my/again/"' in response.content


def test_entering_changes_the_session_and_shows_the_portal(kim, client, now):
    token = mint_link(candidate_id=kim.candidate_id, at=now)
    client.session.save()
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    response = client.post(f"/my/enter/{token}/", follow=True)
    assert response.redirect_chain == [("/my/", 302)]
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()
    assert token not in str(dict(client.session))


def test_enter_needs_the_csrf_token(kim, now):
    token = mint_link(candidate_id=kim.candidate_id, at=now)
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(f"/my/enter/{token}/").status_code == 403


@pytest.mark.parametrize("ending", ["revoked", "expired", "deleted"])
def test_inside_ends_with_the_link_on_the_next_request(kim, inside, now, ending):
    assert inside.get("/my/").status_code == 200
    if ending == "revoked":
        revoke_links(candidate_id=kim.candidate_id, at=now)
    elif ending == "expired":
        PortalLink.objects.update(created_at=now - LASTS, expires_at=now)
    else:
        PortalLink.objects.all().delete()
    for path in ("/my/", f"/my/{kim.pk}/withdraw/"):
        assert inside.get(path)["Location"] == "/my/again/"
    assert inside.post(f"/my/{kim.pk}/withdraw/")["Location"] == "/my/again/"
    kim.refresh_from_db()
    assert kim.state == "applied"


def test_leaving_ends_it_and_twice_is_once(inside):
    assert inside.post("/my/leave/")["Location"] == "/jobs/"
    assert inside.post("/my/leave/").status_code == 302
    assert inside.get("/my/")["Location"] == "/my/again/"


def test_portal_and_staff_login_do_not_touch_each_other(kim, rosa, now):
    browser = Client()
    browser.force_login(rosa)
    assert browser.get("/my/")["Location"] == "/my/again/"
    token = mint_link(candidate_id=kim.candidate_id, at=now)
    browser.post(f"/my/enter/{token}/")
    assert browser.session["_auth_user_id"] == str(rosa.pk)
    browser.post("/my/leave/")
    assert browser.session["_auth_user_id"] == str(rosa.pk)


def test_candidate_is_nobody_to_the_staff_pages(inside):
    response = inside.get("/openings/")
    assert response.status_code == 302
    assert response["Location"].startswith("/login/")


def test_too_many_tries_to_enter_are_slowed_down(db, client):
    answers = {client.post("/my/enter/nonsense/").status_code for _ in range(60)}
    assert answers == {404}
    assert client.post("/my/enter/nonsense/").status_code == 429


# ---- the link in mails -------------------------------------------------------------------------
def test_mail_carries_a_fresh_link_that_is_stored_nowhere(
    kim, at, django_capture_on_commit_callbacks
):
    message = send_at_once(code="application-received", application=kim, at=at)
    assert not PortalLink.objects.exists()
    run_due(at=at)
    [sent] = mail.outbox
    token = re.search(rf"{re.escape(settings.PUBLIC_URL)}/my/enter/([\w-]+)/", sent.body)[1]
    message.refresh_from_db()
    assert message.state == Message.State.SENT
    assert token not in message.body
    assert not Task.objects.filter(payload__icontains=token).exists()
    assert PortalLink.objects.get().token_sha256 == hashlib.sha256(token.encode()).hexdigest()


def test_asking_again_sends_a_link_to_the_newest_application(kim, at, client):
    response = client.post("/my/again/", {"email": "KIM@example.org"})
    assert response.status_code == 200
    run_due(at=timezone.now())
    [sent] = mail.outbox
    assert sent.to == ["kim@example.org"]
    assert "/my/enter/" in sent.body
    assert Message.objects.get().application == kim


def test_asking_again_answers_alike_and_writes_alike_for_strangers(kim, client, at):
    def answer(email: str) -> tuple[int, bytes, int]:
        before = Task.objects.count()
        response = client.post("/my/again/", {"email": email})
        shown = response.content.replace(email.encode(), b"address")
        shown = re.sub(rb'X-CSRFToken": "\w+"', b"", shown)
        return response.status_code, shown, Task.objects.count() - before

    assert answer("kim@example.org") == answer("nobody@example.org")
    run_due(at=timezone.now())
    assert [sent.to for sent in mail.outbox] == [["kim@example.org"]]
    assert set(Task.objects.filter(kind="portal.again").values_list("state", flat=True)) == {"done"}


def test_asking_again_twice_owes_one_mail(kim, at):
    for _ in range(2):
        ask_again(email="kim@example.org", at=at)
    assert Task.objects.filter(kind="portal.again").count() == 1


def test_asking_again_says_what_is_wrong_and_keeps_it(db, client):
    response = client.post("/my/again/", {"email": "kim@"})
    assert response.status_code == 422
    assert b'value="kim@"' in response.content
    assert b"Enter a valid email address." in response.content


def test_asking_again_too_often_is_slowed_down(kim, client):
    answers = [client.post("/my/again/", {"email": "x@example.org"}).status_code for _ in range(4)]
    assert answers == [200, 200, 200, 429]
    assert client.post("/my/again/", {"email": "kim@example.org"}).status_code == 200


def test_two_candidates_see_only_their_own(kim, jonas):
    browser = go_in(jonas)
    page = browser.get("/my/").content
    assert b"Jonas Jonaitis" in page
    assert b"Kim" not in page
    assert browser.get(f"/my/{kim.pk}/withdraw/").status_code == 404
    assert browser.post(f"/my/{kim.pk}/withdraw/").status_code == 404
    kim.refresh_from_db()
    assert kim.state == "applied"
