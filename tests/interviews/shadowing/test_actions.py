"""The sheet, the desk, the quiz and the library, as actions."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, transaction

from candidates.applications.models import Application, State
from candidates.history.models import Entry
from candidates.outbox.work import run_due
from interviews.days.models import Session
from interviews.shadowing import actions, queries
from interviews.shadowing.drafts import ItemDraft, Stamp
from interviews.shadowing.models import (
    CallUpload,
    Desk,
    Expectation,
    Note,
    QuizAnswer,
    RecordedCall,
    Sheet,
)
from tests.interviews.narratives.test_actions import in_two_threads
from tests.interviews.recordings import sounds
from tests.interviews.shadowing.conftest import AFTER, BEFORE, make_call, note

pytestmark = pytest.mark.django_db
WRITER, OTHER = "a" * 24, "b" * 24
ITEM = ItemDraft("What did the first caller want?", ("A cable", "A refund"))


def test_expectations_are_said_once(sheet, kim, at):
    again = actions.say_expectations(application_id=kim.pk, before=AFTER, at=at)
    assert again.pk == sheet.pk
    assert set(Expectation.objects.values_list("before", flat=True)) == {4}


def test_who_sits_at_no_desk_has_no_sheet(kim, at):
    with pytest.raises(actions.NotShadowing):
        actions.say_expectations(application_id=kim.pk, before=BEFORE, at=at)


def test_nothing_is_noted_before_expectations_are_said(session, kim, at):
    sheet = Sheet.objects.create(application=kim, opened_at=at)
    with pytest.raises(actions.NotYet):
        note(sheet, at, "Early.")


def test_same_page_overwrites_itself_without_a_version(sheet, at):
    first = note(sheet, at, "A", writer=WRITER, sequence=1)
    second = note(sheet, at, "AB", writer=WRITER, sequence=2, version=first.version - 1)
    assert (second.text, second.version) == ("AB", 2)


def test_what_arrives_late_undoes_nothing(sheet, at):
    note(sheet, at, "AB", writer=WRITER, sequence=2)
    late = note(sheet, at, "A", writer=WRITER, sequence=1)
    assert (late.text, late.version) == ("AB", 1)


def test_another_page_needs_the_version(sheet, at):
    note(sheet, at, "Mine", writer=WRITER, sequence=9)
    refused = note(sheet, at, "Theirs", writer=OTHER, sequence=1, version=0)
    assert (refused.text, refused.version) == ("Mine", 1)
    taken = note(sheet, at, "Theirs", writer=OTHER, sequence=2, version=1)
    assert (taken.text, taken.version) == ("Theirs", 2)
    assert isinstance(note(sheet, at, "Mine too", writer=WRITER, sequence=10), actions.NoteChanged)


def test_same_words_and_no_words_make_no_new_row(sheet, at):
    note(sheet, at, "A")
    assert note(sheet, at, "A", version=7).version == 1
    assert note(sheet, at, " ", call=2) is None
    assert Note.objects.count() == 1


@pytest.mark.parametrize(("call", "question"), [(0, "wanted"), (1, "why"), (9, "wanted")])
def test_database_refuses_notes_about_nothing(sheet, at, call, question):
    with pytest.raises(IntegrityError), transaction.atomic():
        note(sheet, at, "Odd.", call=call, question=question)


def test_sheet_closes_a_day_after_the_session(sheet, at):
    note(sheet, at + dt.timedelta(hours=24, minutes=59), "On the way home.")
    with pytest.raises(actions.SheetClosed):
        note(sheet, at + dt.timedelta(hours=25), "Too late.")


def test_untold_decline_closes_no_sheet_and_a_withdrawal_does(sheet, kim, milan, at):
    Application.objects.filter(pk=kim.pk).update(state=State.DECIDING)
    kim.moves.create(
        from_state=State.ON_DAY, to_state=State.DECLINED, actor=milan, reason="Seen.", at=at
    )
    assert note(sheet, at, "Goes on.").text == "Goes on."
    later = at + dt.timedelta(seconds=1)
    kim.moves.create(from_state=State.ON_DAY, to_state=State.WITHDRAWN, at=later)
    with pytest.raises(actions.SheetClosed):
        note(sheet, at, "Ended.", call=2)


def test_quiz_needs_a_note_and_is_drawn_once(sheet, at):
    with pytest.raises(actions.NothingHeard):
        actions.begin_quiz(sheet_id=sheet.pk, at=at)
    note(sheet, at, "A new cable.")
    actions.begin_quiz(sheet_id=sheet.pk, at=at)
    drawn = list(QuizAnswer.objects.values("question", "options", "right"))
    assert len({each["question"] for each in drawn}) == 5
    actions.begin_quiz(sheet_id=sheet.pk, at=at)
    assert list(QuizAnswer.objects.values("question", "options", "right")) == drawn


def test_guests_at_one_desk_get_the_same_questions(at_quiz, desk, jonas, at):
    other = actions.say_expectations(application_id=jonas.pk, before=BEFORE, at=at)
    note(other, at, "A refund.")
    actions.begin_quiz(sheet_id=other.pk, at=at)
    one, two = (
        list(each.answers.order_by("position").values_list("question", "options", "right"))
        for each in (at_quiz, other)
    )
    assert one == two


def test_hosts_own_questions_come_first_until_somebody_has_begun(session, desk, sheet, at):
    actions.add_own_item(session_id=session.pk, draft=ITEM)
    assert actions.add_own_item(session_id=session.pk, draft=ITEM).pk
    note(sheet, at, "A new cable.")
    actions.begin_quiz(sheet_id=sheet.pk, at=at)
    first = sheet.answers.get(position=1)
    assert (first.question, first.options[first.right]) == (ITEM.question, "A cable")
    assert desk.items.count() == 1
    with pytest.raises(actions.QuizBegun):
        actions.add_own_item(session_id=session.pk, draft=ItemDraft("Late?", ("Yes", "No")))
    with pytest.raises(actions.QuizBegun):
        actions.remove_own_item(session_id=session.pk, item_id=desk.items.get().pk)


def test_quiz_has_five_questions_of_ones_own_at_most(session, desk):
    for number in range(5):
        actions.add_own_item(session_id=session.pk, draft=ItemDraft(f"{number}?", ("Y", "N")))
    with pytest.raises(actions.TooManyItems):
        actions.add_own_item(session_id=session.pk, draft=ITEM)
    actions.remove_own_item(session_id=session.pk, item_id=desk.items.first().pk)
    assert desk.items.count() == 4
    actions.remove_own_item(session_id=session.pk, item_id=0)


def test_answers_are_saved_like_notes(at_quiz, at):
    kwargs = {"sheet_id": at_quiz.pk, "position": 1, "at": at}
    stamp = Stamp(WRITER, 2, 1)
    assert actions.save_answer(choice=1, stamp=stamp, **kwargs).version == 2
    assert actions.save_answer(choice=0, stamp=Stamp(WRITER, 1, 1), **kwargs).choice == 1
    with pytest.raises(actions.NoteChanged):
        actions.save_answer(choice=0, stamp=Stamp(OTHER, 1, 1), **kwargs)
    with pytest.raises(actions.NotYet):
        actions.save_answer(choice=0, stamp=stamp, sheet_id=at_quiz.pk, position=6, at=at)


def test_finished_sheet_stays(finished, at):
    again = actions.finish_sheet(
        sheet_id=finished.pk, after=BEFORE, would_still="yes", why="", at=at
    )
    assert (again.would_still, queries.why_of(again).text) == ("no", "Too loud.")
    assert [each.change for each in queries.changes_of(again)] == [0, -2, 0, -3]
    assert Entry.objects.filter(verb="shadowing-sheet-finished").count() == 1
    with pytest.raises(actions.SheetClosed):
        note(finished, at, "More.")


def test_sheet_is_not_finished_before_the_quiz(sheet, at):
    with pytest.raises(actions.NotYet):
        actions.finish_sheet(sheet_id=sheet.pk, after=AFTER, would_still="no", why="", at=at)


def test_consent_keeps_its_time_until_it_is_another_persons(desk, session, ines, viktor, at):
    facts = {"session_id": session.pk, "host_id": ines.pk, "channel": "chat"}
    later = at + dt.timedelta(hours=1)
    same = actions.set_up_desk(**facts, colleague="Lina", has_consent=True, actor=viktor, at=later)
    assert (same.consent_at, same.noted_by, same.channel) == (at, ines, "chat")
    other = actions.set_up_desk(**facts, colleague="Hugo", has_consent=True, actor=viktor, at=later)
    assert (other.consent_at, other.noted_by) == (later, viktor)
    none = actions.set_up_desk(**facts, colleague="Hugo", has_consent=False, actor=viktor, at=later)
    assert (none.consent_at, none.noted_by) == (None, None)


def test_database_wants_to_know_whose_consent_it_is(session, ines, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        Desk.objects.create(
            session=session, host=ines, channel="phone", consent_at=at, noted_by=ines
        )


def test_remote_candidate_gets_the_chosen_calls_once(chosen, calls, stage, kim, rosa, at):
    sheet = actions.offer_recorded_calls(application_id=kim.pk, actor=rosa, at=at)
    actions.choose_calls(opening_id=kim.opening_id, call_ids=[calls[1].pk], actor=rosa, at=at)
    again = actions.offer_recorded_calls(application_id=kim.pk, actor=rosa, at=at)
    assert again.pk == sheet.pk
    heard = sheet.recorded_calls.order_by("number").values_list("number", "call__title")
    assert list(heard) == [(1, "Cables"), (2, "Echoes")]
    assert Entry.objects.filter(verb="recorded-calls-offered").count() == 1


def test_quiz_about_recorded_calls_asks_about_each(chosen, kim, rosa, at):
    sheet = actions.offer_recorded_calls(application_id=kim.pk, actor=rosa, at=at)
    actions.say_expectations(application_id=kim.pk, before=BEFORE, at=at)
    note(sheet, at, "Heard.")
    actions.begin_quiz(sheet_id=sheet.pk, at=at)
    first = list(sheet.answers.order_by("position").values_list("question", flat=True))[:2]
    assert first == ["What was Cables about?", "What was Echoes about?"]
    assert all(each.options[each.right] == "That" for each in sheet.answers.filter(position__lt=3))


def test_calls_are_offered_only_where_some_are_chosen(kim, rosa, at):
    with pytest.raises(actions.NoCallsChosen):
        actions.offer_recorded_calls(application_id=kim.pk, actor=rosa, at=at)


def test_who_began_at_a_desk_gets_no_recorded_calls(chosen, sheet, kim, rosa, at):
    with pytest.raises(actions.NotShadowing):
        actions.offer_recorded_calls(application_id=kim.pk, actor=rosa, at=at)


def test_choosing_the_same_calls_again_writes_nothing(chosen, calls, opening, rosa, at):
    keys = [call.pk for call in calls]
    actions.choose_calls(opening_id=opening.pk, call_ids=keys, actor=rosa, at=at)
    assert Entry.objects.filter(verb="recorded-calls-chosen").count() == 1


def test_sound_goes_through_the_gate_of_recordings(at):
    call = make_call("Cables", at, sound=sounds.encode("wav", "pcm_s16le"))
    assert call.sound == "waiting"
    run_due(at=at)
    call.refresh_from_db()
    assert (call.sound, call.file.content_type) == ("ready", "audio/webm")
    assert call.milliseconds > 500
    assert not CallUpload.objects.exists()


def test_what_is_no_sound_is_refused_with_a_reason_and_the_transcript_stays(at):
    call = make_call("Cables", at, sound=b"GIF89a" + b"\0" * 100)
    run_due(at=at)
    call.refresh_from_db()
    assert (call.sound, call.refused_code, call.lines.count()) == ("refused", "type", 3)
    assert not CallUpload.objects.exists()


def test_changed_words_leave_the_sound(at):
    call = make_call("Cables", at, sound=sounds.encode("wav", "pcm_s16le"))
    run_due(at=at)
    make_call("Better title", at, call_id=call.pk)
    call.refresh_from_db()
    assert (call.title, call.sound, RecordedCall.objects.count()) == ("Better title", "ready", 1)


def test_retired_call_is_chosen_no_more_and_still_heard(chosen, calls, kim, rosa, at):
    sheet = actions.offer_recorded_calls(application_id=kim.pk, actor=rosa, at=at)
    actions.retire_call(call_id=calls[0].pk, at=at)
    later = actions.retire_call(call_id=calls[0].pk, at=at + dt.timedelta(hours=1))
    assert later.retired_at == at
    assert [call.title for call in queries.chosen_calls(kim.opening_id)] == ["Echoes"]
    assert queries.recorded_call_of(sheet, 1).title == "Cables"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_open_one_sheet(session, kim, at):
    outcomes = in_two_threads(
        lambda: actions.say_expectations(application_id=kim.pk, before=BEFORE, at=at).pk
    )
    assert outcomes[0] == outcomes[1]
    assert Expectation.objects.count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_one_note_and_the_other_is_told(sheet, at):
    outcomes = in_two_threads(
        lambda: note(sheet, at, f"By {threading.current_thread().name}", writer="", sequence=0)
    )
    assert sorted(type(each).__name__ for each in outcomes) == ["Note", "NoteChanged"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_draw_one_quiz(sheet, at):
    note(sheet, at, "A new cable.")
    outcomes = in_two_threads(lambda: actions.begin_quiz(sheet_id=sheet.pk, at=at).quiz_at)
    assert outcomes == [at, at]
    assert QuizAnswer.objects.count() == 5


@pytest.mark.django_db(transaction=True)
def test_two_at_once_finish_once(at_quiz, at):
    outcomes = in_two_threads(
        lambda: (
            actions.finish_sheet(
                sheet_id=at_quiz.pk, after=AFTER, would_still="no", why="", at=at
            ).would_still
        )
    )
    assert outcomes == ["no", "no"]
    assert Entry.objects.filter(verb="shadowing-sheet-finished").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_set_up_one_desk(session, ines, at):
    in_two_threads(
        lambda: actions.set_up_desk(
            session_id=session.pk, host_id=ines.pk, channel="phone", colleague="Lina",
            has_consent=True, actor=ines, at=at,
        )
    )  # fmt: skip
    assert Desk.objects.count() == 1
    in_two_threads(lambda: actions.add_own_item(session_id=session.pk, draft=ITEM))
    assert Desk.objects.get().items.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_offer_one_sheet(chosen, kim, rosa, at):
    outcomes = in_two_threads(
        lambda: actions.offer_recorded_calls(application_id=kim.pk, actor=rosa, at=at).pk
    )
    assert outcomes[0] == outcomes[1]
    assert Session.objects.count() == 0
