"""Who listened to what, as what and when; and recordings that go because their candidate asked."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, connection, transaction

from candidates.files.models import StoredFile
from candidates.history.models import Entry
from interviews.listening.models import Measures
from interviews.recordings import actions, queries
from interviews.recordings.models import Exercise, Play, Recording
from tests.interviews.recordings.conftest import go_in

REASON = "By mail on 3 March: all of them."


def hear(client, person, recording) -> None:
    client.force_login(person)
    list(client.get(f"/recordings/{recording.key}/sound/"))


def remove(recording, rosa, at, reason=REASON) -> int:
    return actions.remove_on_request(
        application_id=recording.application_id, recording_ids=[recording.pk], reason=reason,
        actor=rosa, at=at,
    )  # fmt: skip


def test_every_play_says_as_what(client, rosa, milan, ines, ada, card, recording):
    for person in (rosa, milan, ines, ada):
        hear(client, person, recording)
    assert dict(Play.objects.values_list("listener__name", "part")) == {
        "Rosa Ruiz": "recruiter",
        "Milan Mraz": "hiring_manager",
        "Ines Ivanova": "coach",
        "Ada Adams": "administrator",
    }


def test_page_says_who_listened_when_and_how_often(client, rosa, ines, kim, card, recording, at):
    for minutes in (0, 5):
        actions.note_play(
            recording_id=recording.pk, listener=ines, part="coach",
            at=at + dt.timedelta(minutes=minutes),
        )  # fmt: skip
    actions.note_play(recording_id=recording.pk, listener=None, at=at - dt.timedelta(days=1))
    first, second = queries.hearings_of(kim.pk)
    assert (first.listener, first.part, first.times) == (ines, "coach", 2)
    assert first.last_at - first.first_at == dt.timedelta(minutes=5)
    assert (second.listener, second.part, second.times) == (None, "the candidate", 1)
    client.force_login(rosa)
    page = client.get(f"/applications/{kim.pk}/recordings/").content.decode()
    for words in ("Ines Ivanova", "coach", kim.candidate.name, "Read a passage, take 1"):
        assert words in page


def test_candidate_reads_counts_and_parts_and_no_name(ines, viktor, kim, recording, at):
    for person in (ines, ines, viktor):
        actions.note_play(recording_id=recording.pk, listener=person, part="coach", at=at)
    actions.note_play(recording_id=recording.pk, listener=None, at=at)
    assert queries.heard_by_part(kim.pk) == [("coach", 2)]
    page = go_in(kim).get(f"/my/{kim.pk}/voice/").content.decode()
    assert "coach (2 times)" in " ".join(page.split())
    assert "Ines" not in page


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_one_and_three(
    client, opening, rosa, ines, viktor, kim, recording, at, number, django_assert_num_queries
):
    for place in range(number):
        exercise = Exercise.objects.create(
            opening=opening, position=place + 2, kind="talk", title=f"Talk {place}", prompt="Of."
        )
        take = Recording.objects.create(
            consent=recording.consent, application=kim, exercise=exercise, take=1, begun_at=at
        )
        listener = (ines, viktor, rosa)[place]
        actions.note_play(recording_id=take.pk, listener=listener, part="coach", at=at)
        remove(take, rosa, at)
    client.force_login(rosa)
    client.get(f"/applications/{kim.pk}/recordings/")
    with django_assert_num_queries(7):
        client.get(f"/applications/{kim.pk}/recordings/")


def test_removal_on_request_leaves_no_sound_peaks_or_numbers(
    client, rosa, kim, recording, at, django_capture_on_commit_callbacks
):
    Measures.objects.create(
        recording=recording, state="measured", numbers={"median": 200}, measured_at=at
    )
    path = recording.file.path
    client.force_login(rosa)
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(
            f"/applications/{kim.pk}/recordings/",
            {"recordings": [recording.pk], "reason": f" {REASON} "},
        )
    recording.refresh_from_db()
    assert done["Location"] == f"/applications/{kim.pk}/recordings/"
    assert (recording.state, recording.removal, recording.peaks) == ("removed", "requested", [])
    assert (recording.removed_by, recording.removal_reason) == (rosa, REASON)
    assert not storages["private"].exists(path)
    assert (StoredFile.objects.count(), Measures.objects.count()) == (0, 0)
    entry = Entry.objects.get(verb="voice-removed-on-request")
    assert (entry.actor, entry.facts["reason"]) == (rosa, REASON)
    page = client.get(f"/applications/{kim.pk}/recordings/").content.decode()
    assert "the candidate asked for it" in page
    assert "The candidate wants recordings removed" not in page


def test_removing_on_request_twice_is_as_once(recording, rosa, at):
    assert remove(recording, rosa, at) == 1
    assert remove(recording, rosa, at + dt.timedelta(days=1), reason="Again.") == 0
    recording.refresh_from_db()
    assert (recording.removed_at, recording.removal_reason) == (at, REASON)
    assert Entry.objects.filter(verb="voice-removed-on-request").count() == 1


def test_removal_takes_words_and_a_recording(client, recording, rosa, kim, at):
    with pytest.raises(actions.NoReason):
        remove(recording, rosa, at, reason=" ")
    client.force_login(rosa)
    address = f"/applications/{kim.pk}/recordings/"
    empty = client.post(address, {"recordings": [recording.pk], "reason": " "})
    none = client.post(address, {"reason": REASON})
    assert (empty.status_code, none.status_code) == (422, 422)
    assert "Say what the candidate asked for, and when." in empty.content.decode()
    assert REASON in none.content.decode()
    recording.refresh_from_db()
    assert recording.is_ready


def test_another_applications_recording_stays(recording, jonas, rosa, at):
    removed = actions.remove_on_request(
        application_id=jonas.pk, recording_ids=[recording.pk], reason=REASON, actor=rosa, at=at
    )
    recording.refresh_from_db()
    assert (removed, recording.is_ready) == (0, True)


def test_take_that_was_removed_on_request_may_be_recorded_anew(recording, exercise, rosa, at):
    Exercise.objects.filter(pk=exercise.pk).update(takes=1)
    remove(recording, rosa, at)
    (task,) = queries.tasks_of(recording.application)
    assert (task.takes_left, task.is_done) == (1, False)


def test_database_wants_a_person_and_a_reason(recording, at):
    gone = {"state": "removed", "removed_at": at, "removal": "requested", "file": None, "peaks": []}
    with pytest.raises(IntegrityError, match="by_whom_and_why"), transaction.atomic():
        Recording.objects.filter(pk=recording.pk).update(**gone)
    with pytest.raises(IntegrityError, match="without_a_listener"), transaction.atomic():
        Play.objects.create(recording=recording, listener=None, part="coach", at=at)


@pytest.mark.django_db(transaction=True)
def test_two_who_remove_tell_it_once(recording, rosa, at):
    went: list[int] = []

    def ask() -> None:
        try:
            went.append(remove(recording, rosa, at))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _each in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(went) == [0, 1]
    assert Entry.objects.filter(verb="voice-removed-on-request").count() == 1


def test_application_page_lets_recruiters_hear_and_leads_to_the_log(client, rosa, milan, recording):
    address = f"/applications/{recording.application_id}/"
    client.force_login(rosa)
    page = client.get(f"{address}further/").content.decode()
    assert f"/recordings/{recording.key}/sound/" in page
    assert f"{address}recordings/" in page
    client.force_login(milan)
    page = client.get(f"{address}further/").content.decode()
    assert f"/recordings/{recording.key}/sound/" in page
    assert f"{address}recordings/" not in page


def test_whoever_withdrew_still_finds_the_way_to_removing(kim, recording, at):
    type(kim).objects.filter(pk=kim.pk).update(state="withdrawn")
    inside = go_in(kim)
    page = inside.get("/my/").content.decode()
    assert f"/my/{kim.pk}/voice/" in page
    assert (
        "Take it back and remove my recordings"
        in inside.get(f"/my/{kim.pk}/voice/").content.decode()
    )
