"""A reveal with k of n locked: for those who have locked, never for who still owes, audited."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from candidates.history.models import Entry
from interviews.days.models import SessionInterviewer
from interviews.scorecards import actions
from interviews.scorecards.models import Reveal, Scorecard

from .conftest import lock

REASON = "Viktor is ill and the wash-up is at five."


@pytest.fixture
def third(session, petra, at):
    """What petra owes for kim: a panel of three."""
    SessionInterviewer.objects.create(session=session, interviewer=petra)
    actions.ensure_scorecards(session_ids=[session.pk], at=at)
    return Scorecard.objects.get(interviewer=petra)


def reveal(card, rosa, at, reason=REASON):
    return actions.reveal_marks(
        stage_id=card.stage_id, application_id=card.application_id, reason=reason, actor=rosa, at=at
    )


def seen_by(person):
    return set(Scorecard.objects.visible_to(person).values_list("interviewer__name", flat=True))


def test_those_who_locked_see_each_other_and_who_owes_sees_nothing(
    card, other_card, third, ines, viktor, petra, rosa, at
):
    lock(card, 4, at)
    lock(third, 2, at)
    assert seen_by(ines) == {"Ines Ivanova"}
    made = reveal(card, rosa, at)
    assert (made.locked, made.total, made.by_id) == (2, 3, rosa.pk)
    assert seen_by(ines) == seen_by(petra) == {"Ines Ivanova", "Petra Petraitė"}
    assert seen_by(viktor) == {"Viktor Vasilev"}
    told = Entry.objects.filter(verb="marks-revealed").values_list("subject", "facts")
    assert list(told) == [("scorecard", {"locked": 2, "all": 3})] * 2


def test_second_time_is_the_first(card, other_card, rosa, milan, at):
    lock(card, 4, at)
    first = reveal(card, rosa, at)
    assert reveal(card, milan, at, "Another reason.").pk == first.pk
    lock(other_card, 3, at)
    assert reveal(card, milan, at).reason == REASON


def test_refused_before_any_is_locked_without_reason_and_after_all_are(card, other_card, rosa, at):
    with pytest.raises(actions.NothingToReveal):
        reveal(card, rosa, at)
    lock(card, 4, at)
    with pytest.raises(actions.RevealUnexplained):
        reveal(card, rosa, at, "  ")
    lock(other_card, 4, at)
    with pytest.raises(actions.NothingToReveal):
        reveal(card, rosa, at)


def test_a_reveal_stays(card, other_card, rosa, at):
    lock(card, 4, at)
    made = reveal(card, rosa, at)
    for change in (lambda: Reveal.objects.all().delete(), lambda: Reveal.objects.update(total=9)):
        with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
            change()
    assert Reveal.objects.get() == made


def test_on_the_page(client, card, other_card, rosa, milan, ines, viktor, kim, at):
    lock(card, 4, at)
    url = reverse("interviews:marks-reveal", args=[kim.pk, card.stage_id])
    client.force_login(rosa)
    home, panel = (
        reverse(f"candidates:application-{name}", args=[kim.pk]) for name in ("page", "further")
    )
    assert url in client.get(panel).content.decode()
    page = client.get(url).content.decode()
    assert page.index("Ines Ivanova") < page.index("Viktor Vasilev")
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": REASON})["Location"] == home
    html = client.get(panel).content.decode()
    assert (REASON in html, url in html) == (True, False)
    for person, code in ((milan, 403), (ines, 404), (viktor, 404)):
        client.force_login(person)
        assert client.get(url).status_code == code
        assert client.post(url, {"reason": REASON}).status_code == code


def test_a_recruiter_who_owes_reveals_nothing(client, card, session, rosa, kim, at):
    lock(card, 4, at)
    SessionInterviewer.objects.create(session=session, interviewer=rosa)
    actions.ensure_scorecards(session_ids=[session.pk], at=at)
    client.force_login(rosa)
    url = reverse("interviews:marks-reveal", args=[kim.pk, card.stage_id])
    assert client.post(url, {"reason": REASON}).status_code == 404
    assert not Reveal.objects.exists()
