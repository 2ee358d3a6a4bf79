"""Agreeing, sending piece by piece, preparing, removing."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
import uuid

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, connection, transaction

from candidates.applications.models import Application, State
from candidates.outbox.models import Task
from interviews.recordings import actions, gate, jobs, queries
from interviews.recordings.drafts import ExerciseDraft
from interviews.recordings.models import Chunk, Consent, Exercise, Play, Recording
from tests.interviews.recordings import sounds
from tests.interviews.recordings.conftest import invite

DAY = dt.timedelta(days=1)


class Run:
    """One attempt at the work, as a worker gives it to a kind."""

    def __init__(self, recording):
        self.payload = {"recording_id": recording.pk}
        self.steps = []

    def progress(self, done, total, label=""):
        self.steps.append((done, total))


def begin(application, exercise, at, key=None) -> Recording:
    return actions.begin_recording(
        application_id=application.pk, exercise_id=exercise.pk, key=key or uuid.uuid4(), at=at
    )


def send(recording, number, content, at) -> Chunk:
    return actions.keep_chunk(
        recording_id=recording.pk, number=number, content=content,
        sha256=hashlib.sha256(content).hexdigest(), at=at,
    )  # fmt: skip


def send_all(recording, content, at, size=4000) -> Recording:
    pieces = [content[start : start + size] for start in range(0, len(content), size)]
    for number, piece in enumerate(pieces):
        send(recording, number, piece, at)
    return actions.finish_recording(recording_id=recording.pk, count=len(pieces), at=at)


def prepare(recording, at) -> Run:
    run = Run(recording)
    jobs.record(run, jobs.prepare(run), at)
    recording.refresh_from_db()
    return run


@pytest.fixture
def sound() -> bytes:
    return sounds.encode("webm", "libopus", seconds=1.5, live="1")


@pytest.fixture
def ready(consent, invited, exercise, sound, at) -> Recording:
    recording = begin(invited, exercise, at)
    send_all(recording, sound, at)
    prepare(recording, at)
    return recording


def test_recording_becomes_ready_and_what_was_sent_is_gone(ready):
    assert (ready.state, ready.chunks.count()) == ("ready", 0)
    assert ready.milliseconds == pytest.approx(1500, abs=60)
    assert ready.peaks
    with storages["private"].open(ready.file.path) as kept:
        content = kept.read()
    assert gate.container_of(content) == "webm"


def test_preparing_says_how_far_it_is(consent, invited, exercise, sound, at):
    recording = begin(invited, exercise, at)
    send_all(recording, sound, at)
    assert prepare(recording, at).steps == [(0, 3), (1, 3), (2, 3)]


def test_preparing_twice_keeps_one_file(ready, at):
    file = ready.file_id
    prepare(ready, at)
    assert ready.file_id == file


def test_finishing_owes_the_work_once(consent, invited, exercise, sound, at):
    recording = begin(invited, exercise, at)
    first = send_all(recording, sound, at)
    again = actions.finish_recording(recording_id=recording.pk, count=1, at=at + DAY)
    assert again.received_at == first.received_at == at
    assert Task.objects.filter(kind=actions.PREPARE).count() == 1


def test_piece_arrives_twice_as_once(consent, invited, exercise, at):
    recording = begin(invited, exercise, at)
    assert send(recording, 0, b"one", at) == send(recording, 0, b"one", at + DAY)


def test_other_piece_under_the_same_number_is_refused(consent, invited, exercise, at):
    recording = begin(invited, exercise, at)
    send(recording, 0, b"one", at)
    with pytest.raises(actions.OtherChunk):
        send(recording, 0, b"two", at)
    assert bytes(recording.chunks.get().content) == b"one"


def test_piece_that_changed_on_its_way_is_refused(consent, invited, exercise, at):
    recording = begin(invited, exercise, at)
    digest = hashlib.sha256(b"one").hexdigest()
    with pytest.raises(actions.BadChunk):
        actions.keep_chunk(
            recording_id=recording.pk, number=0, content=b"onf", sha256=digest, at=at
        )
    assert not recording.chunks.exists()


def test_missing_pieces_are_named(consent, invited, exercise, at):
    recording = begin(invited, exercise, at)
    send(recording, 0, b"one", at)
    send(recording, 3, b"four", at)
    with pytest.raises(actions.ChunksMissing) as missing:
        actions.finish_recording(recording_id=recording.pk, count=4, at=at)
    assert missing.value.numbers == [1, 2]


def test_all_pieces_together_have_a_limit(consent, invited, exercise, at, monkeypatch):
    monkeypatch.setattr(actions.taking, "LARGEST", 10)
    recording = begin(invited, exercise, at)
    send(recording, 0, b"12345678", at)
    with pytest.raises(actions.TooLarge):
        send(recording, 1, b"9ab", at)


def test_begin_with_the_same_key_is_the_same_take(consent, invited, exercise, at):
    first = begin(invited, exercise, at)
    assert begin(invited, exercise, at + DAY, key=first.key) == first


def test_begin_needs_a_consent_that_holds(invited, exercise, at):
    with pytest.raises(actions.NoConsent):
        begin(invited, exercise, at)
    actions.give_consent(application_id=invited.pk, words="Yes.", at=at)
    assert begin(invited, exercise, at).take == 1


def test_consent_is_given_once(invited, at):
    first = actions.give_consent(application_id=invited.pk, words="Yes.", at=at)
    assert actions.give_consent(application_id=invited.pk, words="Other.", at=at + DAY) == first


def test_who_was_not_invited_is_not_asked(kim, exercise, at):
    with pytest.raises(actions.NotAsked):
        actions.give_consent(application_id=kim.pk, words="Yes.", at=at)
    assert not Consent.objects.exists()


def test_begun_take_gives_way_to_a_new_one(consent, invited, exercise, at):
    left = begin(invited, exercise, at)
    send(left, 0, b"half", at)
    assert begin(invited, exercise, at).take == 2
    left.refresh_from_db()
    assert (left.state, left.removal, left.chunks.count()) == ("removed", "discarded", 0)


def test_takes_run_out_and_the_last_one_counts(ready, invited, exercise, sound, at):
    second = begin(invited, exercise, at)
    ready.refresh_from_db()
    assert ready.state == "ready"  # until the new one is there
    send_all(second, sound, at)
    prepare(second, at)
    ready.refresh_from_db()
    assert (ready.state, second.state) == ("removed", "ready")
    with pytest.raises(actions.NoTakesLeft):
        begin(invited, exercise, at)


def test_refused_recording_says_why_and_uses_up_no_take(consent, invited, exercise, at):
    recording = begin(invited, exercise, at)
    send_all(recording, b"<!doctype html>", at)
    prepare(recording, at)
    assert (recording.state, recording.refused_code) == ("refused", "type")
    [task] = queries.tasks_of(invited)
    assert (task.refusal, task.takes_left) == (str(gate.SENTENCES["type"]), 2)


def test_recording_longer_than_the_exercise_is_refused(consent, invited, exercise, at):
    recording = begin(invited, exercise, at)
    send_all(recording, sounds.wave(seconds=80, rate=8000), at, size=900_000)
    prepare(recording, at)
    assert recording.refused_code == "too_long"


def test_consent_withdrawn_removes_the_sound(ready, invited, consent, at):
    path = ready.file.path
    with transaction.atomic():
        assert actions.withdraw_consent(application_id=invited.pk, at=at + DAY) == 1
    ready.refresh_from_db()
    assert (ready.state, ready.removal, ready.file, ready.peaks) == (
        "removed", "withdrawn", None, [],
    )  # fmt: skip
    assert queries.open_consent(invited.pk) is None
    assert actions.withdraw_consent(application_id=invited.pk, at=at + DAY) == 0
    assert path


@pytest.mark.django_db(transaction=True)
def test_bytes_go_with_the_consent(ready, invited, at):
    path = ready.file.path
    assert storages["private"].exists(path)
    actions.withdraw_consent(application_id=invited.pk, at=at + DAY)
    assert not storages["private"].exists(path)


def test_consent_withdrawn_while_a_worker_decodes_keeps_nothing(
    consent, invited, exercise, sound, at
):
    recording = begin(invited, exercise, at)
    send_all(recording, sound, at)
    run = Run(recording)
    made = jobs.prepare(run)
    actions.withdraw_consent(application_id=invited.pk, at=at)
    jobs.record(run, made, at)
    recording.refresh_from_db()
    assert (recording.state, recording.file) == ("removed", None)


@pytest.mark.parametrize(("days", "state"), [(89, "ready"), (90, "removed")])
def test_sweep_removes_90_days_after_the_decision(ready, invited, rosa, at, days, state):
    Application.objects.filter(pk=invited.pk).update(
        state=State.DECLINED, decided_by=rosa, decided_reason="Seen.", state_since_at=at
    )
    later = at + days * DAY
    actions.sweep(at=later)
    assert actions.sweep(at=later) == 0
    ready.refresh_from_db()
    assert ready.state == state


def test_sweep_leaves_open_applications_alone(ready, at):
    assert actions.sweep(at=at + 400 * DAY) == 0
    ready.refresh_from_db()
    assert ready.state == "ready"


def test_exercises_are_offered_once_and_stay_after_the_first_recording(
    consent, invited, exercise, rosa, at
):
    draft = ExerciseDraft("read", "Read", "Words.", 0, 60, 1)
    offer = {"opening_id": exercise.opening_id, "actor": rosa, "at": at}
    first = actions.offer_exercises(drafts=[draft], **offer)
    assert actions.offer_exercises(drafts=[draft], **offer) == first
    begin(invited, first[0], at)
    with pytest.raises(actions.ExercisesInUse):
        actions.offer_exercises(drafts=[draft, draft], **offer)
    assert Exercise.objects.count() == 1


def test_database_refuses_a_ready_recording_without_sound(consent, invited, exercise, at):
    recording = begin(invited, exercise, at)
    with pytest.raises(IntegrityError, match="its_sound_exactly_when"), transaction.atomic():
        Recording.objects.filter(pk=recording.pk).update(state="ready")


def test_plays_are_only_added_to(ready, at):
    actions.note_play(recording_id=ready.pk, listener=None, at=at)
    with pytest.raises(Exception, match="plays_are_only_added_to"), transaction.atomic():
        Play.objects.all().delete()
    assert Play.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_begin_one_take(opening, kim, exercise, at):
    invite(kim, at)
    actions.give_consent(application_id=kim.pk, words="Yes.", at=at)
    begun, together = [], threading.Barrier(2)

    def tab():
        together.wait()
        begun.append(begin(kim, exercise, at).take)
        connection.close()

    tabs = [threading.Thread(target=tab) for _ in range(2)]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join()
    assert sorted(begun) == [1, 2]
    assert Recording.objects.filter(state="sending").count() == 1
