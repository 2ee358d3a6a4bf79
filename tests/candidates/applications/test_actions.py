"""Applications: they come in, move, are withdrawn, reopened."""

import datetime as dt
import threading
import uuid

import pgtrigger
import pytest
from django.db import connection

from candidates.applications import actions
from candidates.applications.models import (
    DECIDED_STATES,
    LEGAL_MOVES,
    Application,
    Document,
    Move,
    State,
)
from candidates.applications.signals import application_moved
from candidates.files.gate import Accepted
from candidates.history.models import Entry
from candidates.openings.models import Opening
from candidates.people.models import Candidate
from tests.conftest import decide_to_hire

PERSON = {"name": "Eglė Eglaitė", "email": "egle@example.org", "language": "lt"}
LETTER = Accepted(name="cv.txt", content_type="text/plain", content=b"I advise people.")


def submit(opening, at, **more):
    return actions.submit_application(opening_id=opening.pk, **{**PERSON, **more}, at=at)


def put(application, state, actor):
    """Stand an application somewhere without walking there."""
    with pgtrigger.ignore("candidates.Application:applications_move_only_as_the_table_says"):
        Application.objects.filter(pk=application.pk).update(
            state=state, decided_by=actor, decided_reason="Because."
        )


def at_once(*calls):
    """Run the calls in threads that start together; return what each returned or raised."""
    results, ready = [], threading.Barrier(len(calls))

    def run(call):
        ready.wait()
        try:
            results.append(call())
        except Exception as error:  # noqa: BLE001  (the test looks at it)
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_submit_application_makes_person_application_move_and_documents(opening, at):
    application = submit(opening, at, source="Radio", cover_letter="Hello", cv=LETTER)
    application.refresh_from_db()
    assert (application.state, application.applied_at) == (State.APPLIED, at)
    assert application.name_key == application.candidate.sort_key != ""
    assert list(application.moves.values_list("from_state", "to_state", "actor", "at")) == [
        ("", "applied", None, at)
    ]
    assert list(application.documents.values_list("kind", "file__name")) == [("cv", "cv.txt")]


def test_submit_application_with_the_same_key_returns_the_first(opening, at):
    key = uuid.uuid4()
    first = submit(opening, at, submission_key=key, cv=LETTER)
    assert submit(opening, at, submission_key=key, cv=LETTER) == first
    assert (Application.objects.count(), Move.objects.count(), Document.objects.count()) == (
        1,
        1,
        1,
    )


def test_submit_application_twice_is_refused_and_leaves_nothing(opening, at):
    submit(opening, at)
    with pytest.raises(actions.AlreadyApplied, match="already an open application"):
        submit(opening, at, email="EGLE@example.org", cv=LETTER)
    assert (Application.objects.count(), Document.objects.count()) == (1, 0)


def test_submit_application_again_after_withdrawing_is_a_new_one_of_the_same_person(opening, at):
    first = submit(opening, at)
    actions.withdraw_application(application_id=first.pk, at=at)
    second = submit(opening, at)
    assert second.candidate == first.candidate
    assert second != first


@pytest.mark.parametrize("state", [Opening.State.DRAFT, Opening.State.CLOSED])
def test_submit_application_to_an_opening_that_is_not_open_is_refused(opening, at, state):
    Opening.objects.update(state=state)
    with pytest.raises(actions.OpeningClosed, match="takes no applications"):
        submit(opening, at)
    assert not Candidate.objects.exists()


def test_submit_application_under_another_name_says_so_in_the_history(opening, at):
    first = submit(opening, at)
    actions.withdraw_application(application_id=first.pk, at=at)
    second = submit(opening, at, name="Egle E.")
    assert second.candidate.name == "Eglė Eglaitė"
    entry = Entry.objects.get()
    assert (entry.subject_key, entry.facts) == (second.pk, {"name": "Egle E."})


@pytest.mark.django_db(transaction=True)
def test_submit_application_by_two_at_once_makes_one(opening, at):
    key = uuid.uuid4()
    same = at_once(*[lambda: submit(opening, at, submission_key=key).pk] * 2)
    assert len(set(same)) == 1
    other = at_once(*[lambda: submit(opening, at, email="b@x.org").pk] * 2)
    assert sorted(type(each) for each in other if isinstance(each, Exception)) == [
        actions.AlreadyApplied
    ]
    assert Application.objects.count() == 2


@pytest.mark.parametrize("old", State)
@pytest.mark.parametrize("new", State)
def test_move_application_goes_only_where_the_table_says(kim, milan, at, old, new):
    put(kim, old, milan)
    before = kim.moves.count()

    def move():
        return actions.move_application(
            application_id=kim.pk, to=new, actor=milan, at=at, reason="Seen."
        )

    if new == old:
        assert move().state == old
        assert kim.moves.count() == before
    elif new in LEGAL_MOVES[old]:
        if new == State.OFFERED:
            decide_to_hire(kim, milan, at)
        moved = move()
        kim.refresh_from_db()
        assert (moved.state, kim.state, kim.state_since_at) == (new, new, at)
        decided = new in DECIDED_STATES
        assert kim.decided_by == (milan if decided else None)
        assert kim.decided_reason == ("Seen." if decided else "")
        last = kim.moves.latest("pk")
        assert (last.from_state, last.to_state, last.actor, last.reason) == (
            old, new, milan, "Seen.",
        )  # fmt: skip
        assert move().state == new
        assert kim.moves.count() == before + 1
    else:
        with pytest.raises(actions.IllegalMove, match="cannot go to"):
            move()
        assert Application.objects.get(pk=kim.pk).state == old


def test_illegal_move_names_the_person_and_both_states(kim, milan, at):
    with pytest.raises(actions.IllegalMove) as refused:
        actions.move_application(application_id=kim.pk, to=State.HIRED, actor=milan, at=at)
    assert str(refused.value) == (
        "Kim Karlsson is in “Applied” and cannot go to “Hired” from there."
    )


@pytest.mark.parametrize("reason", ["", " \n "])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (State.APPLIED, State.DECLINED),
        (State.DECIDING, State.OFFERED),
        (State.OFFERED, State.HIRED),
    ],
)
def test_move_application_to_a_decision_takes_a_reason(kim, milan, at, old, new, reason):
    put(kim, old, milan)
    with pytest.raises(actions.ReasonMissing, match="Write down the reason"):
        actions.move_application(application_id=kim.pk, to=new, actor=milan, at=at, reason=reason)
    assert Application.objects.get(pk=kim.pk).state == old


def test_withdraw_application_twice_is_once_and_has_no_actor(kim, at):
    for _ in range(2):
        actions.withdraw_application(application_id=kim.pk, at=at, reason="Found another job.")
    last = kim.moves.latest("pk")
    assert (last.to_state, last.actor, last.reason) == ("withdrawn", None, "Found another job.")
    assert kim.moves.count() == 2


def test_withdraw_application_that_was_declined_is_refused(kim, milan, at):
    put(kim, State.DECLINED, milan)
    with pytest.raises(actions.IllegalMove):
        actions.withdraw_application(application_id=kim.pk, at=at)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (State.APPLIED, State.APPLIED),
        (State.INVITED, State.INVITED),
        (State.DECIDING, State.DECIDING),
        (State.OFFERED, State.DECIDING),
    ],
)
def test_reopen_application_puts_it_back_to_where_it_was_declined(kim, milan, at, before, after):
    put(kim, before, milan)
    actions.move_application(
        application_id=kim.pk, to=State.DECLINED, actor=milan, at=at, reason="No."
    )
    for _ in range(2):
        actions.reopen_application(application_id=kim.pk, actor=milan, at=at)
    kim.refresh_from_db()
    assert (kim.state, kim.decided_by, kim.decided_reason) == (after, None, "")
    assert kim.moves.filter(from_state=State.DECLINED).count() == 1


@pytest.mark.parametrize("state", [State.HIRED, State.WITHDRAWN])
def test_reopen_application_that_was_not_declined_is_refused(kim, milan, at, state):
    put(kim, state, milan)
    with pytest.raises(actions.IllegalMove):
        actions.reopen_application(application_id=kim.pk, actor=milan, at=at)


def test_reopen_application_of_somebody_who_applied_again_is_refused(opening, rosa, at):
    first = submit(opening, at)
    actions.move_application(
        application_id=first.pk, to=State.DECLINED, actor=rosa, at=at, reason="No."
    )
    submit(opening, at)
    with pytest.raises(actions.AlreadyApplied):
        actions.reopen_application(application_id=first.pk, actor=rosa, at=at)
    assert Application.objects.get(pk=first.pk).state == State.DECLINED


@pytest.mark.django_db(transaction=True)
def test_move_application_by_two_at_once_moves_once(kim, rosa, milan, at):
    def move(actor):
        return actions.move_application(
            application_id=kim.pk, to=State.SCREENING, actor=actor, at=at
        ).state

    assert at_once(lambda: move(rosa), lambda: move(milan)) == ["screening", "screening"]
    assert kim.moves.filter(to_state=State.SCREENING).count() == 1


@pytest.mark.django_db(transaction=True)
def test_withdrawing_and_declining_at_once_ends_in_one_of_both(kim, rosa, at):
    results = at_once(
        lambda: actions.withdraw_application(application_id=kim.pk, at=at).state,
        lambda: (
            actions.move_application(
                application_id=kim.pk, to=State.DECLINED, actor=rosa, at=at, reason="No."
            ).state
        ),
    )
    assert [type(each) for each in results].count(actions.IllegalMove) == 1
    kim.refresh_from_db()
    assert kim.state in results
    assert kim.moves.count() == 2


def test_application_moved_is_sent_inside_the_transaction(kim, rosa, at):
    heard = []

    def hear(sender, application, move, at, **_):
        heard.append((application.pk, move.from_state, move.to_state, at))
        assert connection.in_atomic_block
        raise RuntimeError("a receiver may refuse")

    application_moved.connect(hear)
    try:
        with pytest.raises(RuntimeError):
            actions.move_application(application_id=kim.pk, to=State.SCREENING, actor=rosa, at=at)
    finally:
        application_moved.disconnect(hear)
    assert heard == [(kim.pk, "applied", "screening", at)]
    kim.refresh_from_db()
    assert kim.state == State.APPLIED


def test_add_document_puts_it_beside_the_application(kim, rosa, at):
    for _ in range(2):
        actions.add_document(
            application_id=kim.pk, kind="other", accepted=LETTER, actor=rosa, at=at
        )
    assert list(kim.documents.values_list("kind", "file__created_by")) == [
        ("other", rosa.pk), ("other", rosa.pk),
    ]  # fmt: skip
    assert Entry.objects.filter(verb="document-added", actor=rosa).count() == 2


def test_renaming_a_candidate_sorts_their_applications_anew(opening, at):
    application = submit(opening, at)
    Candidate.objects.update(sort_key="zz")
    application.refresh_from_db()
    assert application.name_key == "zz"
    assert application.state_since_at - at == dt.timedelta(0)
