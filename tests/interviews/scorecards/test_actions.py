"""Marking, locking, revising: the happy case, the refused one, and the second call."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from psycopg.types.range import TimestamptzRange

from candidates.applications.models import Application
from candidates.history.models import Entry
from candidates.outbox.models import Task
from interviews.days.models import Session, SessionInterviewer, SessionSeat
from interviews.scorecards import actions
from interviews.scorecards.actions import Draft
from interviews.scorecards.models import Rating, RedFlag, Scorecard

from .conftest import EVIDENCE, lock, mark_all

HOUR = dt.timedelta(hours=1)
REASON = "I had mixed up the two callers in my notes of the morning."


def save(card, criterion, at, **changes):
    fields = {"value": 4, "null_reason": "", "evidence": EVIDENCE, "version": 0, **changes}
    return actions.save_rating(
        scorecard_id=card.pk, criterion_id=criterion.pk, actor=card.interviewer, at=at, **fields
    )


@pytest.fixture
def warmth(voice):
    return voice.criteria.get(name="Warmth")


def test_session_owes_one_scorecard_per_interviewer_and_candidate(session, ines, viktor, kim, at):
    cards = Scorecard.objects.order_by("interviewer__name")
    assert [(each.interviewer, each.application, each.session) for each in cards] == [
        (ines, kim, session),
        (viktor, kim, session),
    ]
    assert {each.due_at for each in cards} == {at + dt.timedelta(minutes=90)}


def test_ensuring_scorecards_twice_changes_nothing(session, at):
    before = list(Scorecard.objects.order_by("pk").values())
    actions.ensure_scorecards(session_ids=[session.pk], at=at + HOUR)
    assert list(Scorecard.objects.order_by("pk").values()) == before


def test_moved_session_moves_what_is_due(session, at):
    session.during = TimestamptzRange(at + HOUR, at + 2 * HOUR)
    session.save()
    actions.ensure_scorecards(session_ids=[session.pk], at=at)
    assert set(Scorecard.objects.values_list("due_at", flat=True)) == {at + 3 * HOUR}


def test_cancelled_session_takes_back_what_nobody_touched(session, card, other_card, warmth, at):
    save(card, warmth, at)
    session.cancelled_at = at
    session.save()
    actions.ensure_scorecards(session_ids=[session.pk], at=at)
    assert list(Scorecard.objects.all()) == [card]


def test_red_flag_keeps_the_scorecard_of_a_cancelled_session(session, card, at):
    actions.raise_red_flag(
        scorecard_id=card.pk, kind="dishonesty", seen="Lied.", actor=card.interviewer, at=at
    )
    session.cancelled_at = at
    session.save()
    actions.ensure_scorecards(session_ids=[session.pk], at=at)
    assert list(Scorecard.objects.all()) == [card]


def test_replaced_interviewer_owes_nothing_any_more(session, viktor, petra, at):
    SessionInterviewer.objects.filter(interviewer=viktor).update(interviewer=petra)
    actions.ensure_scorecards(session_ids=[session.pk], at=at)
    people = Scorecard.objects.order_by("interviewer__name").values_list("interviewer__name")
    assert [name for (name,) in people] == ["Ines Ivanova", "Petra Petraitė"]


def test_session_booked_again_keeps_the_scorecard(session, card, kim, ines, warmth, at):
    save(card, warmth, at)
    session.cancelled_at = at
    session.save()
    later = Session.objects.create(
        station=session.station, during=TimestamptzRange(at + HOUR, at + 2 * HOUR)
    )
    SessionSeat.objects.create(session=later, application=kim)
    SessionInterviewer.objects.create(session=later, interviewer=ines)
    actions.ensure_scorecards(session_ids=[later.pk], at=at)
    card.refresh_from_db()
    assert (card.session, card.due_at) == (later, at + 3 * HOUR)
    assert card.ratings.count() == 1


def test_marker_is_asked_once(letter, kim, petra, rosa, at):
    fields = {
        "stage_id": letter.pk,
        "application_id": kim.pk,
        "interviewer_id": petra.pk,
        "due_at": at + HOUR,
        "actor": rosa,
        "at": at,
    }
    first = actions.assign_marker(**fields)
    assert (first.session, first.due_at) == (None, at + HOUR)
    assert actions.assign_marker(**fields) == first
    entry = Entry.objects.get(verb="marker-assigned")
    assert (entry.subject, entry.subject_key) == ("application", kim.pk)
    assert entry.facts == {"stage": "Cover letter", "interviewer": "Petra Petraitė"}


def test_marker_is_refused_for_the_day_for_strangers_and_for_closed_applications(
    letter, voice, kim, petra, oskar, rosa, at
):
    fields = {"application_id": kim.pk, "due_at": at, "actor": rosa, "at": at}
    with pytest.raises(actions.MarkedOnTheDay):
        actions.assign_marker(stage_id=voice.pk, interviewer_id=petra.pk, **fields)
    with pytest.raises(actions.NotAMember):
        actions.assign_marker(stage_id=letter.pk, interviewer_id=oskar.pk, **fields)
    Application.objects.filter(pk=kim.pk).update(state="withdrawn")
    with pytest.raises(actions.ApplicationClosed):
        actions.assign_marker(stage_id=letter.pk, interviewer_id=petra.pk, **fields)
    assert not Scorecard.objects.exists()


def test_rating_is_saved_and_counted_up(card, warmth, at):
    first = save(card, warmth, at, evidence="She a")
    assert (first.value, first.evidence, first.version, first.saved_at) == (4, "She a", 1, at)
    second = save(card, warmth, at + HOUR, version=1)
    assert (second.pk, second.evidence, second.version) == (first.pk, EVIDENCE, 2)
    card.refresh_from_db()
    assert card.started_at == at


def test_first_mark_locks_the_plan(card, warmth, plan, at):
    save(card, warmth, at)
    plan.refresh_from_db()
    assert plan.locked_at == at


def test_same_rating_twice_is_saved_once(card, warmth, at):
    first = save(card, warmth, at, evidence="a\r\nb")
    again = save(card, warmth, at + HOUR, evidence="a\nb")
    assert (again.pk, again.version, again.saved_at) == (first.pk, 1, at)


def test_conflict_shows_the_row_as_it_stands(card, warmth, at):
    save(card, warmth, at, value=2, evidence="from the phone")
    with pytest.raises(actions.VersionConflict) as conflict:
        save(card, warmth, at, value=5, evidence="from the desk")
    current = conflict.value.current
    assert (current.value, current.evidence, current.version) == (2, "from the phone", 1)
    assert Rating.objects.get().evidence == "from the phone"


def test_criterion_of_another_stage_is_refused(card, letter, at):
    with pytest.raises(actions.UnknownCriterion):
        save(card, letter.criteria.get(), at)
    assert not Rating.objects.exists()


def test_whole_form_is_saved_except_what_is_in_conflict(card, warmth, voice, at):
    patience = voice.criteria.get(name="Patience")
    save(card, warmth, at, evidence="from the phone")
    drafts = [
        Draft(warmth.pk, 5, "", "from the desk", 0),
        Draft(patience.pk, 3, "", "calm through it all", 0),
    ]
    conflicts = actions.save_ratings(
        scorecard_id=card.pk, drafts=drafts, actor=card.interviewer, at=at
    )
    assert {key: one.current.evidence for key, one in conflicts.items()} == {
        warmth.pk: "from the phone"
    }
    assert card.ratings.get(criterion=patience).evidence == "calm through it all"
    assert card.ratings.get(criterion=warmth).evidence == "from the phone"


def test_untouched_criteria_make_no_rows(card, warmth, letter, at):
    drafts = [Draft(warmth.pk, None, "", " ", 0), Draft(letter.criteria.get().pk, 3, "", "x", 0)]
    assert (
        actions.save_ratings(scorecard_id=card.pk, drafts=drafts, actor=card.interviewer, at=at)
        == {}
    )
    assert not Rating.objects.exists()


def test_incomplete_scorecard_says_what_is_missing(card, warmth, at):
    save(card, warmth, at, evidence="x" * 30 + "          ")
    with pytest.raises(actions.ScorecardIncomplete) as refused:
        actions.lock_scorecard(scorecard_id=card.pk, actor=card.interviewer, at=at)
    assert [(each.criterion.name, each.what) for each in refused.value.missing] == [
        ("Warmth", "the evidence needs 10 more characters"),
        ("Patience", "no mark yet, and not said why not"),
    ]
    assert str(refused.value) == "Not locked yet: 2 criteria are not complete."
    assert not Task.objects.exists()


def test_not_observed_needs_no_evidence(card, voice, warmth, at):
    mark_all(card, 4, at)
    save(card, warmth, at, value=None, null_reason="not_observed", evidence="", version=1)
    assert actions.lock_scorecard(scorecard_id=card.pk, actor=card.interviewer, at=at).is_locked


def test_locking_owes_the_composite_once(card, ines, kim, at):
    lock(card, 4, at)
    task = Task.objects.get()
    assert (task.kind, task.payload, task.dedupe_key) == (
        "composites.compute",
        {"application_id": kim.pk},
        str(kim.pk),
    )
    Task.objects.all().delete()
    again = actions.lock_scorecard(scorecard_id=card.pk, actor=ines, at=at + HOUR)
    assert again.locked_at == at
    assert not Task.objects.exists()
    assert Entry.objects.filter(subject="scorecard", verb="scorecard-locked").count() == 1


def test_locked_scorecard_takes_nothing_any_more(card, warmth, ines, at):
    lock(card, 4, at)
    with pytest.raises(actions.ScorecardLocked):
        save(card, warmth, at, value=5, version=1)
    with pytest.raises(actions.ScorecardLocked):
        actions.save_ratings(
            scorecard_id=card.pk,
            drafts=[Draft(warmth.pk, 5, "", EVIDENCE, 1)],
            actor=ines,
            at=at,
        )
    assert save(card, warmth, at, version=0).version == 1  # the same again is no change


def test_database_refuses_to_lock_what_is_incomplete(card, at):
    with pytest.raises(IntegrityError, match="not complete"), transaction.atomic():
        Scorecard.objects.filter(pk=card.pk).update(locked_at=at)


def test_database_refuses_to_change_what_is_locked(card, at):
    lock(card, 4, at)
    with pytest.raises(IntegrityError, match="locked"), transaction.atomic():
        Rating.objects.filter(scorecard=card).update(value=1)


def test_revision_stands_beside_the_first_value(card, warmth, ines, at):
    lock(card, 4, at)
    rating = card.ratings.get(criterion=warmth)
    fields = {"rating_id": rating.pk, "new_value": 2, "reason": REASON, "actor": ines, "at": at}
    revision = actions.revise_rating(**fields)
    assert (revision.new_value, revision.reason, revision.by) == (2, REASON, ines)
    assert actions.revise_rating(**fields) == revision
    rating.refresh_from_db()
    assert rating.value == 4
    assert rating.revisions.count() == 1


def test_revision_is_refused_before_locking_and_without_a_reason(card, warmth, ines, at):
    rating = save(card, warmth, at)
    fields = {"rating_id": rating.pk, "new_value": 2, "actor": ines, "at": at}
    with pytest.raises(actions.NotLockedYet):
        actions.revise_rating(reason=REASON, **fields)
    save(card, warmth, at, version=1)
    lock_rest = card.stage.criteria.get(name="Patience")
    save(card, lock_rest, at)
    actions.lock_scorecard(scorecard_id=card.pk, actor=ines, at=at)
    with pytest.raises(actions.ReasonTooShort, match="40"):
        actions.revise_rating(reason="x" * 39 + "      ", **fields)


def test_impression_comes_after_locking(card, ines, at):
    with pytest.raises(actions.NotLockedYet):
        actions.give_impression(scorecard_id=card.pk, value=5, actor=ines, at=at)
    lock(card, 4, at)
    for _ in range(2):
        actions.give_impression(scorecard_id=card.pk, value=5, actor=ines, at=at)
    card.refresh_from_db()
    assert card.impression == 5


def test_red_flag_is_raised_once_and_told_on_the_scorecard_only(card, ines, kim, at):
    fields = {"scorecard_id": card.pk, "kind": "disrespect", "actor": ines, "at": at}
    flag = actions.raise_red_flag(seen=" Shouted at the host. \r\n", **fields)
    assert actions.raise_red_flag(seen="Shouted at the host.", **fields) == flag
    assert (flag.application, flag.seen, flag.raised_by) == (kim, "Shouted at the host.", ines)
    assert [(e.subject, e.facts) for e in Entry.objects.filter(verb="red-flag-raised")] == [
        ("scorecard", {})
    ]
    with pytest.raises(actions.NothingDescribed):
        actions.raise_red_flag(seen="  ", **fields)
    assert RedFlag.objects.count() == 1


def test_red_flag_is_answered_once(card, ines, rosa, milan, at):
    flag = actions.raise_red_flag(
        scorecard_id=card.pk, kind="disrespect", seen="Shouted.", actor=ines, at=at
    )
    with pytest.raises(actions.NothingDescribed):
        actions.answer_red_flag(red_flag_id=flag.pk, answer=" ", actor=rosa, at=at)
    answered = actions.answer_red_flag(
        red_flag_id=flag.pk, answer="Spoke with both.", actor=rosa, at=at
    )
    assert (answered.answered_by, answered.answered_at) == (rosa, at)
    again = actions.answer_red_flag(
        red_flag_id=flag.pk, answer="Spoke with both.", actor=milan, at=at
    )
    assert again.answered_by == rosa
    with pytest.raises(actions.AlreadyAnswered):
        actions.answer_red_flag(red_flag_id=flag.pk, answer="Something else.", actor=milan, at=at)


@pytest.mark.parametrize(
    "error",
    [
        actions.ScorecardLocked(),
        actions.UnknownCriterion(),
        actions.VersionConflict(Rating()),
        actions.NotLockedYet(),
        actions.ReasonTooShort(),
        actions.MarkedOnTheDay(),
        actions.NotAMember(),
        actions.ApplicationClosed(),
        actions.NothingDescribed(),
        actions.AlreadyAnswered(),
    ],
)
def test_every_refusal_is_a_sentence(error):
    assert str(error).endswith((".", "?"))
