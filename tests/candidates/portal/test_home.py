"""What the portal says, and what it does not say before it was told."""

from __future__ import annotations

import datetime as dt
import re
import threading
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core import mail
from django.db import connection
from django.utils import timezone

from candidates.applications.actions import (
    move_application,
    reopen_application,
    withdraw_application,
)
from candidates.applications.models import Application, Document, Move, State
from candidates.files.actions import store_made
from candidates.history.queries import timeline
from candidates.messages.models import Message
from candidates.openings.models import Opening
from candidates.outbox.work import run_due
from candidates.portal import cards
from candidates.portal.actions import CannotWithdraw, withdraw
from candidates.portal.queries import told_state_of
from candidates.portal.standing import STANDINGS, STEPS, path_of
from tests.candidates.portal.conftest import go_in
from tests.conftest import decide_to_hire

WAY = [State.SCREENING, State.INVITED, State.ON_DAY, State.DECIDING, State.OFFERED, State.HIRED]
MINUTE = dt.timedelta(minutes=1)


def _walk(application: Application, *states: State, actor, at: dt.datetime) -> dt.datetime:
    for state in states:
        at += MINUTE
        if state == State.OFFERED:
            decide_to_hire(application, actor, at)
        move_application(
            application_id=application.pk, to=state, actor=actor, at=at, reason="Seen."
        )
    return at


def test_every_state_has_words_of_its_own():
    assert set(STANDINGS) == set(State)
    headlines = [str(standing.headline) for standing in STANDINGS.values()]
    assert len(set(headlines)) == len(headlines)
    for standing in STANDINGS.values():
        for text in (standing.headline, standing.following, standing.to_do):
            assert not {"screening", "declined", "on_day", "deciding"} & set(str(text).split())


def test_path_is_drawn_up_to_where_one_stands():
    places = [step.place for step in path_of([State.ON_DAY, State.INVITED, State.APPLIED])]
    assert places == ["done", "done", "done", "now", "later", "later"]
    assert [step.label for step in path_of([State.APPLIED])] == list(STEPS)


def test_path_of_a_decline_leaves_out_what_never_was():
    labels = [str(step.label) for step in path_of([State.DECLINED, State.SCREENING, State.APPLIED])]
    assert labels == ["Applied", "We read it", "Our answer"]
    assert path_of([State.WITHDRAWN, State.APPLIED]) == ()


@pytest.mark.parametrize("reached", range(len(WAY)))
def test_home_tells_each_state_once_its_mail_is_out(kim, rosa, at, tell, reached):
    last = _walk(kim, *WAY[: reached + 1], actor=rosa, at=at)
    state = WAY[reached]
    for code in ("invited", "offered"):
        tell(kim, code, last)
    assert told_state_of(kim) == state
    page = go_in(kim).get("/my/").content.decode()
    assert str(STANDINGS[state].headline) in page
    assert page.count('aria-current="step"') == 1


@pytest.mark.parametrize(
    ("way", "before"),
    [
        ([State.DECLINED], State.APPLIED),
        ([State.SCREENING, State.DECLINED], State.SCREENING),
        ([State.SCREENING, State.INVITED], State.SCREENING),
        ([State.SCREENING, State.INVITED, State.DECLINED], State.SCREENING),
        (WAY[:5], State.DECIDING),
        (WAY[:6], State.DECIDING),
        ([*WAY[:4], State.DECLINED], State.DECIDING),
        ([*WAY[:5], State.DECLINED], State.DECIDING),
    ],
)
@pytest.mark.parametrize("mail_state", [None, "draft", "released", "discarded"])
def test_home_leaks_nothing_before_the_mail_is_out(kim, rosa, at, tell, way, before, mail_state):
    _walk(kim, *way, actor=rosa, at=at)
    drafted = Message.objects.filter(application=kim)
    assert drafted.exists()
    drafted.update(subject="canary-subject", body="canary-body")
    if mail_state == "released":
        drafted.update(state=mail_state, released_at=at)
    elif mail_state:
        drafted.update(state=mail_state)
    else:
        drafted.delete()
    assert told_state_of(kim) == before
    page = go_in(kim).get("/my/").content.decode()
    assert str(STANDINGS[before].headline) in page
    assert "canary" not in page
    assert "Withdraw this application" in page
    for state in {State.DECLINED, State.OFFERED, State.HIRED, State.INVITED} - {before}:
        assert str(STANDINGS[state].headline) not in page


def test_home_tells_a_decline_with_the_words_of_its_mail(kim, rosa, at, tell):
    last = _walk(kim, State.SCREENING, State.DECLINED, actor=rosa, at=at)
    tell(kim, "declined", last, body="We go on with others.")
    page = go_in(kim).get("/my/").content.decode()
    assert str(STANDINGS[State.DECLINED].headline) in page
    assert "We go on with others." in page
    assert "Withdraw this application" not in page


def test_home_forgets_a_decline_that_was_reopened_and_keeps_silent_on_the_next(kim, rosa, at, tell):
    last = _walk(kim, State.SCREENING, State.DECLINED, actor=rosa, at=at)
    tell(kim, "declined", last)
    reopen_application(application_id=kim.pk, actor=rosa, at=last + MINUTE)
    assert told_state_of(kim) == State.SCREENING
    _walk(kim, State.DECLINED, actor=rosa, at=last + 2 * MINUTE)
    assert told_state_of(kim) == State.SCREENING


def test_home_shows_what_was_sent_and_no_link(kim, at, inside, tell):
    tell(kim, "application-received", at)
    tell(kim, "invited", at, state="draft", sent_at=None, subject="Not yet")
    page = inside.get("/my/").content.decode()
    assert "The application-received text. http://testserver/my/" in page
    assert "{portal_link}" not in page
    assert "Not yet" not in page


def test_home_shows_what_the_candidate_sent(kim, at, inside):
    stored = store_made(name="My CV.pdf", content_type="application/pdf", content=b"x", at=at)
    Document.objects.create(application=kim, file=stored, kind=Document.Kind.CV, added_at=at)
    assert b"My CV.pdf" in inside.get("/my/").content


def _more(kim: Application, at: dt.datetime, number: int) -> None:
    for place in range(number):
        opening = Opening.objects.create(
            title=f"Opening {place}",
            slug=f"o-{place}",
            team="T",
            location="L",
            time_zone="UTC",
            created_at=at,
        )
        application = Application.objects.create(
            opening=opening, candidate=kim.candidate, state_since_at=at, applied_at=at
        )
        Move.objects.create(application=application, to_state=State.APPLIED, at=at)


@pytest.mark.parametrize("others", [0, 2])
def test_home_takes_the_same_queries_for_one_and_three(
    kim, at, inside, others, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr(cards, "_cards", [])
    _more(kim, at, others)
    with django_assert_num_queries(7):
        page = inside.get("/my/").content.decode()
    assert page.count("<article") == others + 1


def test_home_without_applications_says_what_to_do(kim, inside):
    Move.objects.all().delete()
    Application.objects.all().delete()
    assert b"See our openings" in inside.get("/my/").content


# ---- cards -------------------------------------------------------------------------------------
def test_cards_stand_beside_open_applications_in_their_order(kim, inside, monkeypatch, rf, at):
    monkeypatch.setattr(cards, "_cards", [])
    shown = "candidates/layout/_empty.html"
    second = cards.Card(
        2, shown, lambda own, at: {"icon_name": "clock", "title": f"Second of {own.pk}"}, "a.css"
    )
    first = cards.Card(1, shown, lambda *_: {"icon_name": "clock", "title": "The first"})
    hidden = cards.Card(3, shown, lambda *_: None)
    for card in (second, first, hidden, first):
        cards.register(card)
    page = inside.get("/my/").content.decode()
    assert page.index("The first") < page.index(f"Second of {kim.pk}")
    assert page.count("empty-state") == 2
    assert 'href="/static/a.css"' in page
    withdraw_application(application_id=kim.pk, at=at)
    assert "The first" not in inside.get("/my/").content.decode()


def test_what_cards_ask_for_stands_in_one_list_and_past_the_day_only_what_is_awaited(
    kim, rosa, monkeypatch, at
):
    monkeypatch.setattr(cards, "_cards", [])
    asked = (cards.ToDo("Sing", "/sing/", for_day=True), cards.ToDo("Sign", "/sign/"))
    shown = {"icon_name": "clock", "title": "Later"}
    cards.register(
        cards.Card(1, "candidates/layout/_empty.html", lambda *_: shown | {"to_do": asked})
    )
    first = shown | {"title": "Now", "leads": True}
    cards.register(cards.Card(2, "candidates/layout/_empty.html", lambda *_: dict(first)))
    inside = go_in(kim)
    page = inside.get("/my/").content.decode()
    assert '<a href="/sing/">Sing</a></li><li><a href="/sign/">Sign</a>' in page
    assert str(STANDINGS[State.APPLIED].to_do) not in page
    assert page.index("Now") < page.index("own-headline") < page.index("Later")
    _walk(kim, *WAY[:4], actor=rosa, at=at)
    page = inside.get("/my/").content.decode()
    assert ("/sing/" in page, "/sign/" in page) == (False, True)


def test_cards_of_one_page_dress_no_class_in_two_ways():
    plain = re.compile(r"(?:^|[},])\s*\.([\w-]+)(?=\s*[,{])", re.MULTILINE)
    dressed = [
        name
        for sheet in ("candidates/portal.css", *cards.style_sheets())
        for name in set(plain.findall(Path(finders.find(sheet)).read_text()))
    ]
    assert {name for name in dressed if dressed.count(name) > 1} <= {"option"}


# ---- withdrawing -------------------------------------------------------------------------------
def test_withdraw_moves_and_confirms(kim, at, inside):
    assert b"Yes, withdraw" in inside.get(f"/my/{kim.pk}/withdraw/").content
    kim.refresh_from_db()
    assert kim.state == State.APPLIED
    response = inside.post(f"/my/{kim.pk}/withdraw/", {"reason": "A new job."}, follow=True)
    assert response.redirect_chain == [("/my/", 302)]
    assert b"You have withdrawn this application." in response.content
    kim.refresh_from_db()
    assert kim.state == State.WITHDRAWN
    assert kim.moves.order_by("-pk").first().reason == "A new job."
    run_due(at=timezone.now())
    assert [sent.subject for sent in mail.outbox] == ["You have withdrawn: Headset advisor"]


def test_withdraw_twice_is_once(kim, at):
    for _ in range(2):
        withdraw(application_id=kim.pk, at=at)
    assert kim.moves.filter(to_state=State.WITHDRAWN).count() == 1
    assert Message.objects.filter(code="withdrawn").count() == 1


def test_withdraw_of_an_answered_application_is_refused_with_a_sentence(
    kim, rosa, at, tell, inside
):
    last = _walk(kim, State.DECLINED, actor=rosa, at=at)
    tell(kim, "declined", last)
    with pytest.raises(CannotWithdraw):
        withdraw(application_id=kim.pk, at=last)
    response = inside.post(f"/my/{kim.pk}/withdraw/", {"reason": "Mine."})
    assert response.status_code == 422
    assert b"there is nothing to withdraw" in response.content
    assert b"Mine." in response.content


@pytest.mark.parametrize("way", [[State.DECLINED], WAY])
def test_withdraw_before_the_answer_is_told_looks_like_any_other(kim, rosa, at, way):
    last = _walk(kim, *way, actor=rosa, at=at)
    browser = go_in(kim)
    response = browser.post(f"/my/{kim.pk}/withdraw/", {"reason": "A new job."}, follow=True)
    assert b"You have withdrawn this application." in response.content
    kim.refresh_from_db()
    assert kim.state == way[-1]
    assert told_state_of(kim) == State.WITHDRAWN
    lines = timeline(subject="application", subject_key=kim.pk)
    assert [line.sentence for line in lines if "before our answer" in line.sentence] == [
        "Kim Karlsson withdrew before our answer went out: think before you send it"
    ]
    withdraw(application_id=kim.pk, at=last + MINUTE)
    assert Message.objects.filter(code="withdrawn").count() == 1


@pytest.mark.django_db(transaction=True)
def test_withdrawing_in_two_windows_at_once_is_once(kim, at):
    gate = threading.Barrier(2)

    def press() -> None:
        try:
            gate.wait()
            withdraw(application_id=kim.pk, at=at)
        finally:
            connection.close()

    windows = [threading.Thread(target=press) for _ in range(2)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert kim.moves.filter(to_state=State.WITHDRAWN).count() == 1
    assert Message.objects.filter(code="withdrawn").count() == 1


def test_get_of_the_portal_writes_nothing(kim, inside, django_capture_on_commit_callbacks):
    before = (Move.objects.count(), Message.objects.count())
    with django_capture_on_commit_callbacks() as later:
        for path in ("/my/", f"/my/{kim.pk}/withdraw/", "/my/again/"):
            assert inside.get(path).status_code == 200
            assert inside.head(path).status_code == 200
    assert later == []
    assert (Move.objects.count(), Message.objects.count()) == before
