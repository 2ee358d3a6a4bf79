"""The page of one application, moving it, undoing, its documents."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candidates.applications import doors, panels
from candidates.applications.actions import move_application, submit_application
from candidates.applications.models import Application, State
from candidates.applications.queries import page
from candidates.files.gate import Accepted
from candidates.files.models import FileRead
from tests.conftest import make_user

pytestmark = pytest.mark.usefixtures("own_floor")
HTMX = {"HX-Request": "true"}
TEXT = Accepted(name="cv.txt", content_type="text/plain", content=b"I advise people.")


def url(name, key):
    return reverse(f"candidates:{name}", args=[key])


@pytest.fixture
def eva(opening, at):
    """An application with everything that the page shows."""
    return submit_application(
        opening_id=opening.pk, name="Eva Šimkutė", email="eva@example.org", language="lt",
        time_zone="Europe/Vilnius", source="Radio", cover_letter="Dear <b>all</b>", cv=TEXT,
        at=at,
    )  # fmt: skip


def test_application_page_shows_letter_documents_and_timeline(
    client, rosa, eva, at, django_assert_num_queries
):
    move_application(application_id=eva.pk, to=State.SCREENING, actor=rosa, at=at, reason="Nice")
    client.force_login(rosa)
    with django_assert_num_queries(8):
        html = client.get(url("application-page", eva.pk)).content.decode()
    assert "Dear &lt;b&gt;all&lt;/b&gt;" in html
    assert url("document", eva.documents.get().pk) in html
    assert "Rosa Ruiz moved to “Screening”" in html
    assert "Nice" in html


def test_application_page_is_404_for_strangers_and_interviewers(client, oskar, ines, eva):
    document = eva.documents.get()
    for user in (oskar, ines):
        client.force_login(user)
        for name in ("application-page", "application-further", "application-move"):
            assert client.get(url(name, eva.pk)).status_code == 404
        for name in ("application-move", "application-reopen", "document-add"):
            assert client.post(url(name, eva.pk)).status_code == 404
        assert client.get(url("document", document.pk)).status_code == 404


def test_who_only_sees_every_opening_moves_nothing(client, eva):
    from django.contrib.auth.models import Permission

    auditor = make_user("Aud Itor")
    auditor.user_permissions.add(Permission.objects.get(codename="see_every_opening"))
    client.force_login(auditor)
    html = client.get(url("application-page", eva.pk)).content.decode()
    assert url("application-move", eva.pk) not in html
    for name in ("application-move", "application-reopen", "document-add"):
        assert client.post(url(name, eva.pk), {"to": "screening"}).status_code == 403


@pytest.mark.parametrize("origin", ["", "board"])
def test_move_offers_to_undo_it(client, rosa, kim, origin):
    client.force_login(rosa)
    move = url("application-move", kim.pk)
    response = client.post(move, {"to": "screening", "origin": origin})
    back = (
        f"{url('pipeline-board', kim.opening.slug)}?moved={kim.pk}"
        if origin
        else f"{url('application-page', kim.pk)}?moved={kim.pk}"
    )
    assert (response.status_code, response.url) == (303, back)
    html = client.get(back).content.decode()
    assert "Kim Karlsson: from “Applied” to “Screening”." in html
    assert '<button class="btn btn-small" name="to" value="applied">' in html
    client.post(move, {"to": "applied"})
    kim.refresh_from_db()
    assert kim.state == State.APPLIED


def test_undo_is_offered_for_a_decline_but_not_for_a_withdrawal_or_to_strangers(
    kim, jonas, rosa, oskar, at
):
    move_application(application_id=kim.pk, to=State.DECLINED, actor=rosa, at=at, reason="No")
    move_application(application_id=jonas.pk, to=State.WITHDRAWN, actor=rosa, at=at)
    declined, withdrawn = page.undo_of(rosa, str(kim.pk)), page.undo_of(rosa, str(jonas.pk))
    assert (declined.can_undo, declined.from_state) == (True, State.APPLIED)
    assert withdrawn.can_undo is False
    for user, key in ((oskar, str(kim.pk)), (rosa, "x"), (rosa, "9" * 30), (rosa, "")):
        assert page.undo_of(user, key) is None


def test_undo_says_nothing_of_an_application_that_never_moved(kim, rosa):
    assert page.undo_of(rosa, str(kim.pk)) is None


def test_move_without_a_reason_keeps_the_page_and_says_so(client, rosa, kim):
    client.force_login(rosa)
    response = client.post(url("application-move", kim.pk), {"to": "declined", "reason": " "})
    html = response.content.decode()
    assert response.status_code == 422
    assert "Write down the reason" in html
    board = {"to": "declined", "reason": " ", "origin": "board"}
    response = client.post(url("application-move", kim.pk), board, headers=HTMX)
    html = response.content.decode().strip()
    assert (response.status_code, html.startswith('<div id="board"')) == (422, True)
    assert "Write down the reason" in html
    response = client.post(url("application-move", kim.pk), {"to": "declined", "reason": "No."})
    assert response.status_code == 303


def test_illegal_move_answers_422_on_the_page_and_on_the_board(client, rosa, kim):
    client.force_login(rosa)
    move = url("application-move", kim.pk)
    sentence = "Kim Karlsson is in “Applied” and cannot go to “Hired” from there."
    for data in ({"origin": "board"}, {}):
        response = client.post(move, {"to": "hired", "reason": "x", **data})
        assert response.status_code == 422
        assert sentence in response.content.decode()
    response = client.post(move, {"to": "hired", "reason": "x", "origin": "board"}, headers=HTMX)
    assert response.content.decode().strip().startswith('<div id="board"')
    assert client.post(move, {"to": "nowhere"}).status_code == 422


def test_move_menu_is_a_page_and_a_fragment(client, rosa, kim):
    client.force_login(rosa)
    move = url("application-move", kim.pk)
    whole = client.get(move).content.decode()
    assert "<h1>Move Kim Karlsson</h1>" in " ".join(whole.split())
    fragment = client.get(f"{move}?origin=board", headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert 'hx-target="#board"' in fragment
    assert 'name="origin" value="board"' in fragment


def test_move_leads_to_the_page_of_its_own(client, rosa, kim):
    doors.register(
        doors.Door(
            State.SCREENING, frozenset({State.APPLIED}), "candidates:application-page", "Decide",
            "Decided elsewhere.",
        )
    )  # fmt: skip
    client.force_login(rosa)
    html = client.get(url("application-page", kim.pk)).content.decode()
    assert f'href="{url("application-page", kim.pk)}">Decide</a>' in html
    response = client.post(url("application-move", kim.pk), {"to": "screening"})
    assert response.status_code == 422
    assert "Decided elsewhere." in response.content.decode()


@pytest.mark.parametrize("state", State)
def test_exits_are_the_legal_moves(state):
    from candidates.applications.models import LEGAL_MOVES

    exits = page.exits_from(state)
    steps = {step.to for step in [*exits.ways, *exits.ends]}
    assert steps == (set() if state == State.DECLINED else LEGAL_MOVES[state])
    assert [step.kind for step in exits.ways] in ([], ["forward"], ["back"], ["forward", "back"])
    assert exits.is_final == (state in {State.HIRED, State.WITHDRAWN, State.DECLINED})


def test_reopen_takes_a_decline_back(client, rosa, kim, at):
    move_application(application_id=kim.pk, to=State.SCREENING, actor=rosa, at=at)
    move_application(application_id=kim.pk, to=State.DECLINED, actor=rosa, at=at, reason="No")
    client.force_login(rosa)
    assert "Reopen" in client.get(url("application-page", kim.pk)).content.decode()
    response = client.post(url("application-reopen", kim.pk))
    assert response.status_code == 303
    kim.refresh_from_db()
    assert kim.state == State.SCREENING


def test_reopen_of_a_withdrawn_one_says_why_not(client, rosa, kim, at):
    move_application(application_id=kim.pk, to=State.WITHDRAWN, actor=rosa, at=at)
    client.force_login(rosa)
    response = client.post(url("application-reopen", kim.pk))
    assert response.status_code == 422
    assert "cannot go to" in response.content.decode()


def test_document_is_served_and_its_reading_written_down(client, rosa, eva):
    client.force_login(rosa)
    document = eva.documents.get()
    for query in ("", "?download"):
        response = client.get(url("document", document.pk) + query)
        assert response["X-Content-Type-Options"] == "nosniff"
        # the client closes the file behind the last part
        assert b"".join(response.streaming_content) == b"I advise people."
    assert FileRead.objects.filter(file=document.file, reader=rosa).count() == 2


def test_document_add_goes_through_the_gate(client, rosa, kim):
    client.force_login(rosa)
    good = SimpleUploadedFile("notes.txt", b"Called and left a message.", "text/plain")
    response = client.post(url("document-add", kim.pk), {"kind": "other", "accepted": good})
    assert response.url == url("application-page", kim.pk)
    assert list(kim.documents.values_list("kind", "file__name")) == [("other", "notes.txt")]
    bad = SimpleUploadedFile("run.exe", b"MZ\x90", "application/pdf")
    response = client.post(url("document-add", kim.pk), {"kind": "other", "accepted": bad})
    assert response.status_code == 422
    assert response.context["document_form"].errors["accepted"]
    assert kim.documents.count() == 1


def test_panels_are_shown_in_order_and_hidden_when_they_have_nothing(client, rosa, kim):
    shown = "candidates/openings/_state.html"
    for key, order, context in (("b", 2, {"n": 2}), ("a", 1, {"n": 1}), ("none", 0, None)):
        panels.register_panel(panels.Panel(key, order, shown, lambda *_, c=context: c))
    client.force_login(rosa)
    response = client.get(url("application-page", kim.pk))
    assert [panel.key for panel in response.context["panels"]] == ["a", "b"]
    assert url("application-further", kim.pk) not in response.content.decode()


def test_what_follows_is_asked_for_later_and_has_a_page_of_its_own(client, rosa, kim):
    shown, asked = "candidates/openings/_state.html", []
    for key, order, follows in (("late", 1, True), ("soon", 2, False), ("later", 3, True)):
        panels.register_panel(
            panels.Panel(key, order, shown, lambda *_, k=key: asked.append(k) or {}, follows)
        )
    client.force_login(rosa)
    further = url("application-further", kim.pk)
    page = client.get(url("application-page", kim.pk)).content.decode()
    assert asked == ["soon"]
    assert f'<a id="further-link" href="{further}">' in page
    assert f'hx-get="{further}" hx-trigger="intersect once"' in page
    asked.clear()
    alone = client.get(further).content.decode()
    assert asked == ["late", "later"]
    assert alone.count("<h1>") == 1
    assert "Kim Karlsson" in alone
    fragment = client.get(further, headers=HTMX).content.decode()
    assert "<html" not in fragment
    assert fragment.lstrip().startswith('<section id="further"')


def test_other_applications_of_the_same_person_are_shown_as_far_as_one_may(
    client, rosa, oskar, ada, eva, at
):
    other = oskar.openings.get()
    other.state, other.opened_at = "open", at
    other.save()
    submit_application(opening_id=other.pk, name="Eva", email="eva@example.org", at=at)
    for user, amount in ((rosa, 0), (ada, 1)):
        client.force_login(user)
        response = client.get(url("application-page", eva.pk))
        assert len(response.context["others"]) == amount


def test_timeline_merges_moves_and_history_newest_first(eva, rosa, kim, at):
    later = at + dt.timedelta(hours=1)
    move_application(application_id=eva.pk, to=State.DECLINED, actor=rosa, at=later, reason="No")
    from candidates.applications.actions import add_document, reopen_application

    add_document(
        application_id=eva.pk, kind="other", accepted=TEXT, actor=rosa,
        at=later + dt.timedelta(hours=1),
    )  # fmt: skip
    reopen_application(application_id=eva.pk, actor=rosa, at=later + dt.timedelta(hours=2))
    assert [(line.sentence, line.reason) for line in page.timeline_of(eva)] == [
        ("Rosa Ruiz reopened it in “Applied”", ""),
        ("Rosa Ruiz added the document “cv.txt”", ""),
        ("Rosa Ruiz declined", "No"),
        ("Applied", ""),
    ]
    assert Application.objects.get(pk=eva.pk).state == State.APPLIED
