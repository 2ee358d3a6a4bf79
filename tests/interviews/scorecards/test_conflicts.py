"""Conflicts of interest: closed with a reason, told, taken over; nothing of it counts."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.urls import reverse

from candidates.notices.models import Notice
from candidates.outbox.models import Task
from interviews.composites.actions import recompute_composite
from interviews.days.models import SessionInterviewer
from interviews.scorecards import actions, queries
from interviews.scorecards.models import Scorecard

from .conftest import EVIDENCE, lock, mark_all

REASON = "We worked together for three years."
HOUR = dt.timedelta(hours=1)


def declare(card, at, reason=REASON):
    return actions.declare_conflict(
        scorecard_id=card.pk, reason=reason, actor=card.interviewer, at=at
    )


def reassign(card, person, rosa, at):
    return actions.reassign_scorecard(
        scorecard_id=card.pk, interviewer_id=person.pk, actor=rosa, at=at
    )


def test_declaring_closes_and_tells_the_recruiter_once(card, rosa, milan, at):
    closed = declare(card, at)
    assert (closed.closed_at, closed.closed_reason) == (at, REASON)
    again = declare(card, at + HOUR, "Something else.")
    assert (again.closed_at, again.closed_reason) == (at, REASON)
    [notice] = Notice.objects.all()
    assert (notice.user_id, notice.url) == (
        rosa.pk,
        reverse("interviews:scorecard-reassign", args=[card.pk]),
    )
    assert REASON not in notice.sentence
    assert Task.objects.filter(kind="composites.compute").count() == 1


def test_declaring_closes_everything_owed_for_the_candidate(card, letter, kim, ines, rosa, at):
    other = actions.assign_marker(
        stage_id=letter.pk, application_id=kim.pk, interviewer_id=ines.pk, due_at=at, actor=rosa,
        at=at,
    )  # fmt: skip
    declare(card, at)
    other.refresh_from_db()
    assert other.is_closed


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_declaring_wants_a_reason(card, at, reason):
    with pytest.raises(actions.NoReason):
        declare(card, at, reason)
    assert not declare(card, at).is_locked


def test_locked_marks_cannot_be_closed(card, at):
    lock(card, 4, at)
    with pytest.raises(actions.ScorecardLocked):
        declare(card, at)
    card.refresh_from_db()
    assert not card.is_closed


def test_nothing_is_marked_or_locked_after_closing(card, at):
    mark_all(card, 4, at)
    declare(card, at)
    criterion = card.stage.criteria.first()
    typed = {"value": 2, "null_reason": "", "evidence": EVIDENCE, "version": 1}
    with pytest.raises(actions.ScorecardClosed):
        actions.save_rating(
            scorecard_id=card.pk, criterion_id=criterion.pk, actor=card.interviewer, at=at, **typed
        )
    with pytest.raises(actions.ScorecardClosed):
        actions.lock_scorecard(scorecard_id=card.pk, actor=card.interviewer, at=at)
    with pytest.raises(IntegrityError, match="locked"), transaction.atomic():
        card.ratings.update(value=1)
    with (
        pytest.raises(ProgrammingError, match="Cannot update"),
        transaction.atomic(),
    ):
        Scorecard.objects.filter(pk=card.pk).update(closed_at=None, closed_reason="")


def test_closed_marks_count_nowhere(card, other_card, kim, at):
    mark_all(card, 1, at)
    declare(card, at)
    lock(other_card, 4, at)
    composite = recompute_composite(application_id=kim.pk, at=at)
    assert [each["raters"] for each in composite.inputs["stages"]] == [
        [],
        [other_card.interviewer_id],
    ]
    assert composite.stage_scores.get(value__isnull=False).value == 4
    assert not queries.my_day(card.interviewer, at).today


def test_the_closed_one_no_longer_keeps_the_panel_waiting(card, other_card, viktor, at):
    lock(other_card, 4, at)
    declare(card, at)
    seen = Scorecard.objects.visible_to(viktor)
    assert list(seen) == [other_card]
    assert not Scorecard.objects.visible_to(card.interviewer).exclude(pk=card.pk).exists()


def test_taking_over_in_a_session_to_come_takes_the_seat(card, petra, rosa, session, at):
    before = at - HOUR
    declare(card, before)
    new = reassign(card, petra, rosa, before)
    assert (new.interviewer_id, new.replaces_id, new.session_id) == (petra.pk, card.pk, session.pk)
    sitting = SessionInterviewer.objects.filter(session=session)
    assert petra.pk in set(sitting.values_list("interviewer_id", flat=True))
    assert card.interviewer_id not in set(sitting.values_list("interviewer_id", flat=True))
    assert reassign(card, petra, rosa, at).pk == new.pk
    assert Notice.objects.get(user=petra).kind == "marking-asked"


def test_taking_over_afterwards_only_marks(card, petra, rosa, session, at):
    late = at + 3 * HOUR
    declare(card, late)
    new = reassign(card, petra, rosa, late)
    assert not SessionInterviewer.objects.filter(session=session, interviewer=petra).exists()
    assert new.due_at == late + dt.timedelta(days=1)
    actions.ensure_scorecards(session_ids=[session.pk], at=late)
    assert Scorecard.objects.filter(pk=new.pk).exists()


def test_who_cannot_take_over(card, other_card, viktor, petra, oskar, rosa, at):
    with pytest.raises(actions.NotClosed):
        reassign(card, petra, rosa, at)
    declare(card, at)
    with pytest.raises(actions.NotAMember):
        reassign(card, oskar, rosa, at)
    with pytest.raises(actions.MarksAlready):
        reassign(card, viktor, rosa, at)
    reassign(card, petra, rosa, at)
    with pytest.raises(actions.AlreadyReassigned):
        reassign(card, rosa, rosa, at)


# pages


def test_declaring_on_the_page(client, card, ines, at):
    client.force_login(ines)
    url = reverse("interviews:conflict-declare", args=[card.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": REASON})["Location"] == reverse("interviews:my-day")
    page = client.get(reverse("interviews:scorecard-page", args=[card.pk])).content.decode()
    assert REASON in page
    assert "Nothing of this scorecard counts" in page


def test_reassigning_on_the_page(client, card, rosa, milan, ines, petra, kim, at):
    declare(card, at)
    url = reverse("interviews:scorecard-reassign", args=[card.pk])
    client.force_login(ines)
    assert client.get(url).status_code == 404
    client.force_login(milan)
    assert client.get(url).status_code == 403
    client.force_login(rosa)
    panel = client.get(reverse("candidates:application-page", args=[kim.pk])).content.decode()
    assert url in panel
    page = client.get(url).content.decode()
    assert (REASON in page, "Viktor Vasilev" in page, "Petra Petraitė" in page) == (
        True,
        False,
        True,
    )
    answer = client.post(url, {"interviewer_id": petra.pk})
    assert answer["Location"] == reverse("candidates:application-page", args=[kim.pk])
    assert "Petra Petraitė marks instead." in client.get(url).content.decode()
    assert connection.needs_rollback is False
