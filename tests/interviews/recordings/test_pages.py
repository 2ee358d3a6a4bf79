"""The candidate's pages, what their browser sends, and the recruiter's page."""

from __future__ import annotations

import hashlib
import io
import uuid

import pytest

from candidates.files.models import FileRead
from interviews.plans.actions import activate_plan, create_plan_from_template
from interviews.recordings import actions, gate, queries
from interviews.recordings.models import Exercise, Play, Recording
from interviews.recordings.starter import starter_exercises
from tests.conftest import make_application
from tests.interviews.recordings import sounds
from tests.interviews.recordings.conftest import go_in, invite


def piece(browser, key, number, content, **headers):
    digest = hashlib.sha256(content).hexdigest()
    return browser.post(
        f"/my/voice/{key}/pieces/{number}/", content, content_type="application/octet-stream",
        headers={"X-Checksum": digest, **headers},
    )  # fmt: skip


@pytest.fixture
def heard(consent, invited, exercise, at) -> Recording:
    """A recording that is ready."""
    recording = actions.begin_recording(
        application_id=invited.pk, exercise_id=exercise.pk, key=uuid.uuid4(), at=at
    )
    content = sounds.encode("webm", "libopus", live="1")
    actions.keep_chunk(
        recording_id=recording.pk, number=0, content=content,
        sha256=hashlib.sha256(content).hexdigest(), at=at,
    )  # fmt: skip
    actions.finish_recording(recording_id=recording.pk, count=1, at=at)
    return actions.keep_sound(recording_id=recording.pk, accepted=gate.check(content), at=at)


def test_consent_screen_says_who_listens_and_how_long(inside, invited, exercise):
    page = inside.get(f"/my/{invited.pk}/voice/").content.decode()
    for words in ("Who listens", "Until 90 days after the decision", "rather not be recorded"):
        assert words in page


def test_consent_is_not_given_without_a_tick(inside, invited, exercise):
    answer = inside.post(f"/my/{invited.pk}/voice/", {})
    assert (answer.status_code, queries.open_consent(invited.pk)) == (422, None)


def test_consent_keeps_the_words_that_stood_there(inside, invited, exercise):
    inside.post(f"/my/{invited.pk}/voice/", {"agrees": "on"})
    words = queries.open_consent(invited.pk).words
    assert "Until 90 days after the decision, then it is removed by itself." in words
    assert "<" not in words


def test_exercise_page_leads_back_to_the_consent(inside, invited, exercise):
    answer = inside.get(f"/my/{invited.pk}/voice/{exercise.pk}/")
    assert answer["Location"] == f"/my/{invited.pk}/voice/"


def test_pieces_arrive_out_of_order_and_again_and_make_one_recording(
    inside, consent, invited, exercise
):
    key = uuid.uuid4()
    begin = f"/my/{invited.pk}/voice/{exercise.pk}/begin/"
    assert inside.post(begin, {"key": str(key)}).json()["numbers"] == []
    assert piece(inside, key, 1, b"two").status_code == 200
    assert inside.post(f"/my/voice/{key}/finish/", {"count": 2}).json()["missing"] == [0]
    assert piece(inside, key, 0, b"one").status_code == 200
    assert piece(inside, key, 0, b"one").status_code == 200
    assert piece(inside, key, 0, b"new").status_code == 409
    assert inside.get(f"/my/voice/{key}/").json()["numbers"] == [0, 1]
    assert inside.post(f"/my/voice/{key}/finish/", {"count": 2}).json()["state"] == "received"


def test_piece_with_a_wrong_checksum_is_refused(inside, consent, invited, exercise):
    key = uuid.uuid4()
    inside.post(f"/my/{invited.pk}/voice/{exercise.pk}/begin/", {"key": str(key)})
    answer = piece(inside, key, 0, b"one", **{"X-Checksum": "0" * 64})
    assert answer.status_code == 422
    assert "arrive whole" in answer.json()["error"]


def test_stranger_reaches_no_recording(heard, jonas, at):
    stranger = go_in(invite(jonas, at))
    for url in ("", "sound/"):
        assert stranger.get(f"/my/voice/{heard.key}/{url}").status_code == 404
    assert piece(stranger, heard.key, 1, b"more").status_code == 404


def test_file_is_taken_without_javascript(inside, consent, invited, exercise):
    upload = io.BytesIO(sounds.wave(seconds=2, rate=8000))
    upload.name = "memo.wav"
    inside.post(f"/my/{invited.pk}/voice/{exercise.pk}/", {"sound": upload})
    recording = Recording.objects.get()
    assert (recording.state, recording.chunks.count()) == ("received", 1)


def test_page_without_a_file_says_so(inside, consent, invited, exercise):
    answer = inside.post(f"/my/{invited.pk}/voice/{exercise.pk}/", {})
    assert answer.status_code == 422
    assert str(gate.SENTENCES["empty"]) in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-9", 206, 0, 10),
        ("bytes=100-", 206, 100, None),
        ("bytes=-7", 206, -7, None),
        ("bytes=10-10", 206, 10, 11),
        ("bytes=0-999999999", 206, 0, None),
        ("bytes=0-3,6-9", 200, 0, None),
        ("lines=1-2", 200, 0, None),
        ("bytes=-", 200, 0, None),
    ],
)
def test_part_of_the_sound_is_sent(inside, heard, asked, status, first, last):
    url = f"/my/voice/{heard.key}/sound/"
    whole = b"".join(inside.get(url).streaming_content)
    answer = inside.get(url, headers={"Range": asked})
    got = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert (answer.status_code, got) == (status, whole[first:last])
    assert answer["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=9-3", "bytes=-0"])
def test_part_that_is_not_there_is_416(inside, heard, asked):
    answer = inside.get(f"/my/voice/{heard.key}/sound/", headers={"Range": asked})
    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{heard.file.size}"


def test_sound_is_fenced_and_every_play_is_a_row(inside, heard):
    url = f"/my/voice/{heard.key}/sound/"
    answer = inside.get(url)
    list(answer.streaming_content)
    inside.get(url, headers={"Range": "bytes=5-9"})
    assert answer["Content-Type"] == "audio/webm"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["Content-Disposition"].startswith("inline")
    assert Play.objects.filter(recording=heard, listener=None).count() == 2
    assert FileRead.objects.count() == 2


def test_withdrawing_removes_the_sound_at_once(inside, heard, invited):
    inside.post(f"/my/{invited.pk}/voice/withdraw/")
    assert inside.get(f"/my/voice/{heard.key}/sound/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_does_not_depend_on_the_exercises(
    inside, consent, invited, exercise, count, django_assert_num_queries
):
    for position in range(2, count + 1):
        Exercise.objects.create(
            opening=invited.opening, position=position, kind="talk", title="Talk", prompt="Talk."
        )
    with django_assert_num_queries(2):
        assert len(queries.tasks_of(invited)) == count
    with django_assert_num_queries(7):
        inside.get(f"/my/{invited.pk}/voice/")


def test_card_stands_in_the_portal_of_who_was_invited(inside, invited, exercise, opening, at):
    assert "Your voice, before the Day" in inside.get("/my/").content.decode()
    early = go_in(make_application(opening, "Early Eve", "eve@example.org", at))
    assert "Your voice, before the Day" not in early.get("/my/").content.decode()


def _typed(forms):
    data = {"form-TOTAL_FORMS": len(forms), "form-INITIAL_FORMS": len(forms)}
    for number, fields in enumerate(forms):
        data |= {f"form-{number}-{name}": value for name, value in fields.items()}
    return data


def test_recruiter_offers_the_three_exercises(client, rosa, opening, at):
    client.force_login(rosa, "hiring.accounts.backends.StaffBackend")
    url = f"/openings/{opening.slug}/voice/"
    assert client.get(url).status_code == 200
    assert client.post(url, _typed(starter_exercises())).status_code == 302
    assert [each.kind for each in queries.exercises_of(opening.pk)] == ["read", "talk", "caller"]
    plan = create_plan_from_template(opening_id=opening.pk, template="a", actor=rosa, at=at)
    activate_plan(plan_id=plan.pk, actor=rosa, at=at)
    overview = client.get(f"/openings/{opening.slug}/").content.decode()
    assert all(each.title in overview for each in queries.exercises_of(opening.pk))
    assert f"/openings/{opening.slug}/voice/lines/" in overview


def test_bad_number_is_told_beside_what_was_typed(client, rosa, opening):
    client.force_login(rosa, "hiring.accounts.backends.StaffBackend")
    forms = starter_exercises()
    forms[1] |= {"takes": 9, "title": "Speak of help"}
    answer = client.post(f"/openings/{opening.slug}/voice/", _typed(forms))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Please give a number from 1 to 5." in page
    assert "Speak of help" in page
    assert queries.exercises_of(opening.pk) == []
