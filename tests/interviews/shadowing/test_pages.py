"""What candidates, hosts, markers, recruiters and administrators see of call shadowing."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candidates.files.models import FileRead
from candidates.outbox.actions import owe_task
from candidates.outbox.work import run_due
from interviews.composites.models import Composite
from interviews.scorecards.models import Scorecard
from interviews.shadowing import actions, bank, queries
from interviews.shadowing.models import Expectation, Note, RecordedCall, Sheet
from tests.interviews.recordings import sounds
from tests.interviews.scorecards.conftest import lock
from tests.interviews.shadowing.conftest import AFTER, BEFORE, as_, go_in, make_call, note

pytestmark = pytest.mark.django_db
CANARY = "Pflaumenkuchenvorbehalt"
RULE = "Never write down anything by which a customer could be recognized"


def url(name, *args):
    return reverse(f"interviews:{name}", args=args)


def typed(number=1, **texts):
    """A call's form as a browser sends it."""
    return {f"{question}-text": texts.get(question, "") for question in queries.QUESTIONS}


def test_whole_errand_without_javascript(session, desk, kim):
    browser = go_in(kim)
    page = url("shadowing-page", kim.pk)
    assert "Open your sheet" in browser.get("/my/").content.decode()
    first = browser.get(page).content.decode()
    assert RULE in first
    assert "Phone, with Ines Ivanova" in first
    assert browser.post(page, BEFORE).status_code == 302
    for number in (1, 2, 3):
        sent = typed(wanted=f"Wish {number}", ask="Why so?")
        call = url("shadowing-call", kim.pk, number)
        assert RULE in browser.get(call).content.decode()
        assert browser.post(call, sent).status_code == 302
    assert browser.post(url("shadowing-begin-quiz", kim.pk)).status_code == 302
    sheet = Sheet.objects.get()
    answers = {f"q{each.position}-text": each.right for each in sheet.answers.all()}
    versions = {f"q{number}-version": 1 for number in range(1, 6)}
    assert browser.post(url("shadowing-quiz", kim.pk), answers | versions).status_code == 302
    assert queries.quiz_of(sheet).right == 5
    after = {**AFTER, "would_still": "no", "why": "Too loud."}
    assert browser.post(url("shadowing-after", kim.pk), after).status_code == 302
    last = browser.get(page).content.decode()
    assert reverse("candidates:portal-withdraw", args=[kim.pk]) in last
    sheet.refresh_from_db()
    assert (sheet.would_still, [len(each.lines) for each in queries.notes_of(sheet)]) == (
        "no",
        [2, 2, 2],
    )


def test_whoever_stays_is_not_asked_to_withdraw(at_quiz, kim, at):
    actions.finish_sheet(sheet_id=at_quiz.pk, after=AFTER, would_still="yes", why="", at=at)
    page = go_in(kim).get(url("shadowing-page", kim.pk)).content.decode()
    assert reverse("candidates:portal-withdraw", args=[kim.pk]) not in page


def test_withdrawing_is_one_click_and_one_question_away(finished, kim):
    browser = go_in(kim)
    withdraw = reverse("candidates:portal-withdraw", args=[kim.pk])
    assert "Yes, withdraw" in browser.get(withdraw).content.decode()
    assert browser.post(withdraw, {}).status_code == 302
    kim.refresh_from_db()
    assert kim.state == "withdrawn"


def test_missing_expectation_is_said_and_the_others_stay_ticked(session, kim):
    page = url("shadowing-page", kim.pk)
    answer = go_in(kim).post(page, {code: BEFORE[code] for code in ("know", "calm", "able")})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert shown.count("Choose the answer that comes nearest.") == 1
    assert shown.count(" checked") == 3
    assert not Expectation.objects.exists()


def test_note_is_saved_as_it_is_typed(sheet, kim):
    browser = go_in(kim)
    save = url("shadowing-note", kim.pk, 1, "felt")
    stamp = {"writer": "c" * 24, "sequence": 1, "felt-version": 0}
    first = browser.post(save, {"felt-text": "Relieved.", **stamp})
    assert (first.status_code, first.json()) == (200, {"version": 1})
    stale = browser.post(save, {"felt-text": "Rel", **stamp, "sequence": 0})
    assert stale.json() == {"version": 1}
    other = browser.post(save, {"felt-text": "Angry.", "writer": "d" * 24, "sequence": 1})
    assert (other.status_code, other.json()["text"]) == (409, "Relieved.")
    long = browser.post(save, {"felt-text": "x" * 2001, **stamp, "sequence": 2})
    assert (long.status_code, long.json()["error"][:12]) == (422, "At most 2000")
    assert Note.objects.get().text == "Relieved."


@pytest.mark.parametrize("sequence", ["-1", "9" * 30, "x", ""])
def test_nonsense_in_the_stamp_is_no_server_error(sheet, kim, sequence):
    save = url("shadowing-note", kim.pk, 1, "felt")
    data = {"felt-text": "A", "writer": "<script>", "sequence": sequence, "felt-version": sequence}
    assert go_in(kim).post(save, data).status_code == 200


def test_conflict_without_javascript_loses_nothing(sheet, kim, at):
    note(sheet, at, "From the phone.")
    browser = go_in(kim)
    call = url("shadowing-call", kim.pk, 1)
    sent = typed(wanted="From paper.", got="A refund.")
    answer = browser.post(call, sent)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "From the phone." in shown
    assert "From paper." in shown
    again = {**sent, "wanted-keep": "mine:1", "got-version": 1}
    assert browser.post(call, again).status_code == 302
    assert Note.objects.get(question="wanted").text == "From paper."


def test_pages_of_others_and_of_nobody_are_404(sheet, kim, jonas):
    other = go_in(jonas)
    for name, args in (
        ("shadowing-page", [kim.pk]),
        ("shadowing-call", [kim.pk, 1]),
        ("shadowing-quiz", [kim.pk]),
        ("shadowing-after", [kim.pk]),
    ):
        assert other.get(url(name, *args)).status_code == 404, name
    own = go_in(kim)
    assert own.get(url("shadowing-call", kim.pk, 9)).status_code == 404
    assert own.get(url("shadowing-sound", kim.pk, 1)).status_code == 404
    assert own.post(url("shadowing-note", kim.pk, 1, "why"), {}).status_code == 404


def test_whoever_is_on_no_published_day_has_no_card_and_no_page(session, kim):
    session.station.day.state = "planned"
    session.station.day.save()
    browser = go_in(kim)
    assert "Call shadowing" not in browser.get("/my/").content.decode()
    assert browser.get(url("shadowing-page", kim.pk)).status_code == 404


def test_host_notes_channel_and_consent_on_a_phone(session, ines):
    browser = as_(ines)
    page = url("desk-page", session.pk)
    shown = browser.get(page).content.decode()
    assert RULE in shown
    assert "No consent noted" in shown
    facts = {"host_id": ines.pk, "channel": "chat", "colleague": "", "has_consent": "on"}
    refused = browser.post(page, facts)
    assert (refused.status_code, "Say who agreed." in refused.content.decode()) == (422, True)
    assert browser.post(page, {**facts, "colleague": "Lina Lapė"}).status_code == 302
    assert "Lina Lapė agreed; noted by Ines Ivanova" in browser.get(page).content.decode()


def test_host_adds_and_removes_questions(session, desk, ines):
    browser = as_(ines)
    add = url("desk-item-add", session.pk)
    refused = browser.post(add, {"question": "Who?", "options": "Only one"})
    assert (refused.status_code, "Only one" in refused.content.decode()) == (422, True)
    assert browser.post(add, {"question": "Who?", "options": "A\nB\n"}).status_code == 302
    item = desk.items.get()
    assert item.options == ["A", "B"]
    assert browser.post(url("desk-item-remove", session.pk, item.pk)).status_code == 302
    assert not desk.items.exists()


def test_desk_is_set_up_before_it_has_questions(session, ines):
    answer = as_(ines).post(
        url("desk-item-add", session.pk), {"question": "Who?", "options": "A\nB"}
    )
    assert (answer.status_code, "Set up the desk first." in answer.content.decode()) == (422, True)


def test_stranger_finds_no_desk_and_a_hiring_manager_only_looks(session, milan, oskar, petra):
    page = url("desk-page", session.pk)
    assert [as_(user).get(page).status_code for user in (oskar, petra)] == [404, 404]
    assert as_(milan).get(page).status_code == 200
    assert as_(milan).post(page, {}).status_code == 403


def test_markers_see_notes_and_quiz_and_nothing_of_expectations(at_quiz, card, ines, at):
    Note.objects.filter(question="wanted").update(text="A cable for the church.")
    actions.finish_sheet(sheet_id=at_quiz.pk, after=AFTER, would_still="no", why=CANARY, at=at)
    page = as_(ines).get(url("scorecard-page", card.pk)).content.decode()
    assert "A cable for the church." in page
    assert "Quiz: 0 of 5 right" in page
    assert url("desk-page", card.session_id) in page
    for hidden in (CANARY, "Would they still", *map(str, bank.STATEMENTS.values())):
        assert hidden not in page
    lock(card, 4, at)
    locked = as_(ines).get(url("scorecard-page", card.pk)).content.decode()
    assert "A cable for the church." in locked
    assert CANARY not in locked


def test_recruiter_reads_the_change_of_mind_as_information(finished, kim, rosa, milan):
    page = reverse("candidates:application-further", args=[kim.pk])
    for user in (rosa, milan):
        shown = as_(user).get(page).content.decode()
        assert "Too loud." in shown
        assert "It is no score" in shown
        assert "−3" in shown


def test_recruiter_who_still_marks_the_candidate_is_not_told(finished, card, kim, rosa):
    card.interviewer = rosa
    card.save()
    page = reverse("candidates:application-further", args=[kim.pk])
    assert "Too loud." not in as_(rosa).get(page).content.decode()


def test_no_composite_input_holds_a_change_of_mind(at_quiz, session, kim, at):
    """The composite is the same whether nobody said anything or somebody changed their mind."""
    for card in Scorecard.objects.filter(application=kim):
        lock(card, 4, at)
    run_due(at=at)
    before = Composite.objects.get(application=kim, is_current=True)
    assert before.value is not None
    actions.finish_sheet(sheet_id=at_quiz.pk, after=AFTER, would_still="no", why=CANARY, at=at)
    owe_task(kind="composites.compute", payload={"application_id": kim.pk}, at=at)
    run_due(at=at)
    after = Composite.objects.get(application=kim, is_current=True)
    assert (after.value, after.inputs, after.inputs_sha256) == (
        before.value,
        before.inputs,
        before.inputs_sha256,
    )
    kept = json.dumps(after.inputs)
    for word in (CANARY, "would_still", "expectation", "sheet", "quiz"):
        assert word not in kept
    assert "criteri" in kept or "rating" in kept or "marks" in kept  # it is the inputs


def test_remote_candidate_hears_with_pauses_and_each_answer_is_logged(
    calls, opening, stage, kim, rosa, at
):
    call = make_call("With sound", at, sound=sounds.encode("wav", "pcm_s16le"))
    run_due(at=at)
    choose = url("opening-calls", opening.slug)
    assert as_(rosa).post(choose, {"call_ids": [calls[0].pk, call.pk]}).status_code == 302
    overview = as_(rosa).get(reverse("candidates:opening-page", args=[opening.slug]))
    assert f"hears these at home: {calls[0].title}, {call.title}." in overview.content.decode()
    page = reverse("candidates:application-further", args=[kim.pk])
    assert "Give them recorded calls" in as_(rosa).get(page).content.decode()
    assert as_(rosa).post(url("calls-offer", kim.pk)).status_code == 302
    assert "not handed in yet" in as_(rosa).get(page).content.decode()
    browser = go_in(kim)
    browser.post(url("shadowing-page", kim.pk), BEFORE)
    heard = browser.get(url("shadowing-call", kim.pk, 2)).content.decode()
    assert heard.count("data-passage") == 2
    assert "nobody&#x27;s real call" in heard
    sound = browser.get(url("shadowing-sound", kim.pk, 2), headers={"Range": "bytes=0-99"})
    assert (sound.status_code, len(sound.content)) == (206, 100)
    assert FileRead.objects.filter(reader=None).count() == 1
    assert "<audio" not in browser.get(url("shadowing-call", kim.pk, 1)).content.decode()
    assert browser.get(url("shadowing-call", kim.pk, 3)).status_code == 404


TRANSCRIPT = "0:00 Representative: Good morning.\n0:04 Customer: My cable.\n---\n0:09 R: Yes."


def test_administrator_pastes_a_transcript_and_uploads_sound(ada, at):
    browser = as_(ada)
    data = {
        "title": "Cable", "channel": "phone", "origin": "scripted", "lines": TRANSCRIPT,
        "items": "What broke?\nA cable\nA plug\n\nWho called?\nA singer\nA driver",
        "sound": SimpleUploadedFile("a.wav", sounds.encode("wav", "pcm_s16le")),
    }  # fmt: skip
    assert browser.post(url("recorded-call-create"), data).status_code == 302
    run_due(at=at + dt.timedelta(minutes=5))
    call = RecordedCall.objects.get()
    assert (call.sound, call.lines.count(), call.items.count()) == ("ready", 3, 2)
    change = url("recorded-call-change", call.pk)
    form = browser.get(change).content.decode()
    assert "0:04 Customer: My cable.\n---" in form
    sound = browser.get(url("recorded-call-sound", call.pk))
    assert b"".join(sound.streaming_content).startswith(b"\x1aE\xdf\xa3")
    for close in sound._resource_closers:  # the file, and not the database with it
        close()
    assert browser.post(url("recorded-call-retire", call.pk)).status_code == 302
    assert "Cable" not in browser.get(url("recorded-call-list")).content.decode()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("", "This field is required"),
        ("Customer: Hello", "Line 1: write minutes:seconds"),
        ("0:05 A: One.\n0:04 B: Two.", "Line 2: its time lies before"),
        ("---", "Line 1: write minutes:seconds"),
    ],
)
def test_transcript_that_cannot_be_read_is_said_line_by_line(ada, lines, said):
    data = {"title": "T", "channel": "phone", "origin": "scripted", "lines": lines}
    answer = as_(ada).post(url("recorded-call-create"), data)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not RecordedCall.objects.exists()


def test_recruiters_read_the_library_and_interviewers_do_not(calls, rosa, ines, oskar):
    page = url("recorded-call-page", calls[0].pk)
    assert [as_(user).get(page).status_code for user in (rosa, ines)] == [200, 404]
    assert as_(rosa).get(url("recorded-call-create")).status_code == 403
    assert as_(rosa).post(url("recorded-call-retire", calls[0].pk)).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_library_costs_the_same_for_one_and_for_three(count, ada, at, django_assert_num_queries):
    for number in range(count):
        make_call(f"Call {number}", at)
    browser = as_(ada)
    browser.get(url("recorded-call-list"))
    with django_assert_num_queries(LIBRARY_QUERIES):
        assert browser.get(url("recorded-call-list")).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_overview_costs_the_same_for_one_call_and_for_three(
    count, sheet, kim, at, django_assert_num_queries
):
    for number in range(1, count + 1):
        note(sheet, at, "Noted.", call=number)
    browser = go_in(kim)
    browser.get(url("shadowing-page", kim.pk))
    with django_assert_num_queries(OVERVIEW_QUERIES):
        assert browser.get(url("shadowing-page", kim.pk)).status_code == 200


@pytest.mark.parametrize("count", [1, 2])
def test_desk_costs_the_same_for_one_guest_and_for_two(
    count, session, desk, ines, jonas, django_assert_num_queries
):
    if count == 1:
        session.seats.filter(application=jonas).delete()
    browser = as_(ines)
    browser.get(url("desk-page", session.pk))
    with django_assert_num_queries(DESK_QUERIES):
        assert browser.get(url("desk-page", session.pk)).status_code == 200


LIBRARY_QUERIES, OVERVIEW_QUERIES, DESK_QUERIES = 3, 11, 8
