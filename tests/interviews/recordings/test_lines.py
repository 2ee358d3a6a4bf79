"""An upset caller is heard line by line, alike for everybody, and answered between."""

from __future__ import annotations

import threading

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from candidates.files.models import StoredFile
from interviews.recordings import actions, gate, queries
from interviews.recordings.drafts import ExerciseDraft
from interviews.recordings.models import Exercise, LineSound
from tests.interviews.recordings import sounds
from tests.interviews.recordings.test_actions import begin, prepare, send, send_all

FIRST, SECOND = "The wrong part came, twice.", "And what if it is wrong again?"


@pytest.fixture
def caller(opening) -> Exercise:
    return Exercise.objects.create(
        opening=opening, position=1, kind="caller", title="An upset caller",
        prompt=f"{FIRST}\n\n {SECOND} ", think_seconds=0, answer_seconds=20,
    )  # fmt: skip


def accepted(content=b"a voice") -> gate.Accepted:
    return gate.Accepted(content, 2000, [10, 20])


def give_voice(opening, rosa, at, words=FIRST, content=b"a voice") -> LineSound:
    return actions.keep_line_sound(
        opening_id=opening.pk, words=words, is_synthetic=True, accepted=accepted(content),
        actor=rosa, at=at,
    )  # fmt: skip


def drop_voice(opening, rosa, at, words=FIRST) -> None:
    actions.remove_line_sound(opening_id=opening.pk, words=words, actor=rosa, at=at)


def test_line_is_heard_by_its_words(caller, opening, rosa, at):
    sound = give_voice(opening, rosa, at)
    assert give_voice(opening, rosa, at) == sound
    lines = queries.lines_of(caller, queries.sounds_of(opening.pk), [0, 4500])
    assert [(line.words, line.sound, line.begins) for line in lines] == [
        (FIRST, sound, 0),
        (SECOND, None, 4500),
    ]


def test_another_sound_takes_the_place_of_the_one_before(caller, opening, rosa, at):
    before = give_voice(opening, rosa, at)
    after = give_voice(opening, rosa, at, content=b"another voice")
    assert list(LineSound.objects.all()) == [after]
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [after.file_id]
    assert before.file_id != after.file_id


def test_taking_a_sound_away_twice_is_as_once(
    caller, opening, rosa, at, django_capture_on_commit_callbacks
):
    path = give_voice(opening, rosa, at).file.path
    with django_capture_on_commit_callbacks(execute=True):
        drop_voice(opening, rosa, at)
    drop_voice(opening, rosa, at)
    assert not LineSound.objects.exists()
    assert not storages["private"].exists(path)


def test_nobody_speaks_what_no_caller_says(caller, opening, rosa, at):
    with pytest.raises(actions.NoSuchLine, match="does not say this"):
        give_voice(opening, rosa, at, words="Good morning.")
    with pytest.raises(actions.NoSuchLine):
        drop_voice(opening, rosa, at, words="Good morning.")


def test_voice_stays_once_somebody_has_answered_it(caller, opening, rosa, consent, invited, at):
    give_voice(opening, rosa, at)
    begin(invited, caller, at)
    with pytest.raises(actions.ExercisesInUse):
        give_voice(opening, rosa, at, words=SECOND)
    with pytest.raises(actions.ExercisesInUse):
        drop_voice(opening, rosa, at)
    assert LineSound.objects.count() == 1


def test_reworded_line_has_no_sound_and_the_others_keep_theirs(caller, opening, rosa, at):
    give_voice(opening, rosa, at)
    kept = give_voice(opening, rosa, at, words=SECOND, content=b"two")
    draft = ExerciseDraft("caller", "An upset caller", f"Nothing came.\n{SECOND}", 5, 20, 2)
    actions.offer_exercises(opening_id=opening.pk, drafts=[draft], actor=rosa, at=at)
    assert list(LineSound.objects.all()) == [kept]
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [kept.file_id]


@pytest.mark.django_db(transaction=True)
def test_two_who_speak_one_line_leave_one_sound(caller, opening, rosa, at):
    raised: list[Exception] = []

    def speak(content: bytes) -> None:
        try:
            give_voice(opening, rosa, at, content=content)
        except Exception as problem:  # noqa: BLE001  (it is looked at below)
            raised.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=speak, args=(each,)) for each in (b"one", b"two")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (raised, LineSound.objects.count(), StoredFile.objects.count()) == ([], 1, 1)


def test_answers_to_all_lines_are_one_recording_that_says_where_each_begins(
    caller, consent, invited, at
):
    """20 seconds hold for each of two lines: 30 seconds in all are not too long."""
    recording = begin(invited, caller, at)
    send_all(recording, sounds.encode("webm", "libopus", seconds=30.0, live="1"), at)
    recording = prepare_with_turns(recording, [0, 14_000], at)
    assert (recording.state, recording.turns) == ("ready", [0, 14_000])
    assert 29_000 < recording.milliseconds < 31_000


def prepare_with_turns(recording, turns, at):
    type(recording).objects.filter(pk=recording.pk).update(turns=turns)
    prepare(recording, at)
    return recording


def test_browser_says_where_answers_begin(inside, consent, caller, invited, at):
    recording = begin(invited, caller, at)
    send(recording, 0, b"one", at)
    answer = inside.post(
        f"/my/voice/{recording.key}/finish/",
        {"count": 1, "turn": ["5200", "0", "x", "99999999999", "7000"]},
    )
    recording.refresh_from_db()
    assert (answer.json()["state"], recording.turns) == ("received", [0, 5200])


def test_candidate_hears_a_line_once_agreed(inside, consent, caller, opening, rosa, invited, at):
    give_voice(opening, rosa, at, content=b"0123456789")
    page = inside.get(f"/my/{invited.pk}/voice/{caller.pk}/").content.decode()
    address = f"/my/{invited.pk}/voice/{caller.pk}/lines/1/sound/"
    for part in (address, FIRST, SECOND, "a synthetic voice", "The caller speaks 2 times."):
        assert part in page
    part = inside.get(address, headers={"Range": "bytes=2-4"})
    assert (part.status_code, b"".join(part)) == (206, b"234")
    for number in (0, 2, 3):
        away = f"/my/{invited.pk}/voice/{caller.pk}/lines/{number}/sound/"
        assert inside.get(away).status_code == 404
    actions.withdraw_consent(application_id=invited.pk, at=at)
    assert inside.get(address).status_code == 404


def test_recruiter_gives_a_line_its_voice_and_takes_it_away(caller, opening, rosa, client):
    client.force_login(rosa)
    address = f"/openings/{opening.slug}/voice/lines/"
    wave = SimpleUploadedFile("caller.wav", sounds.encode("wav", "pcm_s16le"))
    done = client.post(address, {"line": "1", "sound": wave, "is_synthetic": "on"})
    assert done["Location"] == address
    sound = LineSound.objects.get()
    assert (sound.words, sound.is_synthetic) == (SECOND, True)
    page = client.get(address).content.decode()
    assert f"/caller-lines/{sound.pk}/sound/" in page
    assert "synthetic" in page
    heard = client.get(f"/caller-lines/{sound.pk}/sound/")
    assert (heard["Content-Type"], bool(list(heard))) == ("audio/webm", True)
    assert client.post(address, {"line": "1", "act": "remove"})["Location"] == address
    assert not LineSound.objects.exists()


@pytest.mark.parametrize(
    ("posted", "says"),
    [
        ({"line": "0"}, "There is no sound in it."),
        ({"line": "9"}, "The caller does not say this any more."),
        (
            {"line": "0", "sound": SimpleUploadedFile("a.wav", b"<script>")},
            "This is not a recording that we can open",
        ),
    ],
)
def test_what_is_no_voice_is_refused_with_a_sentence(caller, opening, rosa, client, posted, says):
    client.force_login(rosa)
    answer = client.post(f"/openings/{opening.slug}/voice/lines/", posted)
    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert not LineSound.objects.exists()


def test_lines_cost_the_same_for_one_and_three(
    caller, opening, rosa, at, client, django_assert_num_queries
):
    client.force_login(rosa)
    address = f"/openings/{opening.slug}/voice/lines/"
    give_voice(opening, rosa, at)
    client.get(address)
    with django_assert_num_queries(6):
        client.get(address)
    words = ["One.", "Two.", "Three."]
    Exercise.objects.update(prompt="\n".join(words))
    for each in words:
        give_voice(opening, rosa, at, words=each, content=each.encode())
    with django_assert_num_queries(6):
        client.get(address)


def test_caller_who_never_ends_is_refused(opening, rosa, client):
    client.force_login(rosa)
    fields = {
        "form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-kind": "caller",
        "form-0-title": "Caller", "form-0-think_seconds": 0, "form-0-answer_seconds": 30,
        "form-0-takes": 1,
    }  # fmt: skip
    address = f"/openings/{opening.slug}/voice/"
    for prompt, says in (("line\n" * 9, "up to 8 lines"), ("x" * 301, "up to 300 characters")):
        answer = client.post(address, {**fields, "form-0-prompt": prompt})
        assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert not Exercise.objects.exists()
