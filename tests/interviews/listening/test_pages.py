"""The pages of listening: who hears, what a player gets, and that no button loses a word."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
import time_machine
from django.urls import reverse

from candidates.files.models import FileRead
from interviews.listening import actions, queries
from interviews.listening.models import Moment
from interviews.recordings.actions import withdraw_consent
from interviews.recordings.models import Exercise, Play
from interviews.scorecards.actions import declare_conflict
from interviews.scorecards.models import Rating
from tests.interviews.scorecards.conftest import lock
from tests.interviews.scorecards.test_pages import typed

from .conftest import record

pytestmark = pytest.mark.django_db
HEARD = "“I am with you”, before she looked anything up."


@pytest.fixture(autouse=True)
def _clock(at):
    with time_machine.travel(at + dt.timedelta(minutes=5), tick=False):
        yield


def url(name, *args):
    return reverse(f"interviews:{name}", args=args)


def filled(recording, criterion, **changes):
    """The fields of the form for a moment, as a browser sends them."""
    fields = {
        "key": str(uuid.uuid4()),
        "recording": str(recording.pk) if recording else "live",
        "milliseconds": "0:01",
        "criterion_id": str(criterion.pk) if criterion else "",
        "words": HEARD,
    } | changes
    return {f"moment-{name}": value for name, value in fields.items()}


def test_scorecard_shows_what_is_listened_to(client, ines, card, recording):
    client.force_login(ines)
    answer = client.get(url("scorecard-page", card.pk))
    page = answer.content.decode()
    assert f'src="/recordings/{recording.key}/sound/"' in page
    assert 'data-peaks="' + ",".join(map(str, recording.peaks)) in page
    nonce = page.split('data-nonce="')[1].split('"')[0]
    assert f"style-src 'self' 'nonce-{nonce}'" in answer["Content-Security-Policy"]


def test_page_without_a_waveform_lets_no_style_in(client, ines, card):
    client.force_login(ines)
    answer = client.get(url("scorecard-page", card.pk))
    assert "Mark moments of the session by your stopwatch" in answer.content.decode()
    assert "nonce" not in answer["Content-Security-Policy"]


def test_stage_that_is_not_marked_by_ear_has_no_panel(client, petra, letter, kim, at):
    from interviews.scorecards.models import Scorecard

    written = Scorecard.objects.create(
        stage=letter, application=kim, interviewer=petra, due_at=at, created_at=at
    )
    client.force_login(petra)
    assert "data-listening" not in client.get(url("scorecard-page", written.pk)).content.decode()


def test_moment_without_javascript_saves_all_that_was_typed(client, ines, card, recording, warmth):
    client.force_login(ines)
    data = typed(card, value="4", evidence="Typed at the same time, and long enough for it.")
    answer = client.post(url("moment-mark", card.pk), data | filled(recording, warmth))
    assert (answer.status_code, answer.url) == (302, url("scorecard-page", card.pk))
    assert Rating.objects.get(scorecard=card, criterion=warmth).evidence == (
        f"Typed at the same time, and long enough for it.\n[0:01, Read a passage] {HEARD}"
    )
    assert Moment.objects.get().words == HEARD


def test_answer_for_the_script_holds_the_evidence_as_it_stands(client, ines, card, warmth):
    client.force_login(ines)
    answer = client.post(
        url("moment-mark", card.pk), filled(None, warmth, milliseconds="12:30"),
        headers={"Accept": "application/json"},
    )  # fmt: skip
    told = answer.json()
    assert (told["line"], told["evidence"]) == (f"[12:30] {HEARD}", f"[12:30] {HEARD}")
    assert (told["version"], told["moment"]["criterion"]) == (1, "Warmth")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"milliseconds": "soon"}, "Write minutes and seconds, such as 1:23."),
        ({"milliseconds": ""}, "Say at which moment, such as 1:23."),
        ({"criterion_id": ""}, "Say which criterion it tells about."),
        ({"words": "  "}, "Write what you heard at this moment."),
        ({"milliseconds": "9:59"}, "This lies behind the end, at 0:02."),
    ],
)
def test_bad_moment_is_told_and_nothing_typed_is_lost(
    client, ines, card, recording, warmth, changes, sentence
):
    client.force_login(ines)
    sent = typed(card) | filled(recording, warmth, **changes)
    answer = client.post(url("moment-mark", card.pk), sent)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page) == (422, True)
    assert Rating.objects.filter(scorecard=card, value=4).count() == 2
    assert (HEARD in page) is ("words" not in changes)
    assert Moment.objects.count() == 0
    told = client.post(url("moment-mark", card.pk), sent, headers={"Accept": "application/json"})
    assert (told.status_code, sentence in told.json()["error"]) == (422, True)


@pytest.mark.parametrize("name", ["scorecard-page", "scorecard-lock"])
def test_other_buttons_do_not_lose_a_moment(client, ines, card, recording, warmth, name):
    client.force_login(ines)
    answer = client.post(url(name, card.pk), typed(card) | filled(recording, warmth))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "the moment is not: mark it, or clear its text" in page
    assert HEARD in page
    card.refresh_from_db()
    assert not card.is_locked


def test_red_flag_and_moment_typed_together_are_both_kept(client, ines, card, recording, warmth):
    client.force_login(ines)
    flag = {"flag-kind": "disrespect", "flag-seen": "Rolled their eyes at the caller."}
    sent = typed(card) | filled(recording, warmth) | flag
    marked = client.post(url("moment-mark", card.pk), sent)
    assert (marked.status_code, Moment.objects.count()) == (422, 1)
    assert "Rolled their eyes at the caller." in marked.content.decode()
    other = filled(recording, warmth, words="Another thing was heard.")
    raised = client.post(url("red-flag-raise", card.pk), sent | typed(card, version=2) | other)
    assert "Another thing was heard." in raised.content.decode()


def test_locked_scorecard_takes_no_moment(client, ines, card, recording, warmth, at):
    lock(card, 4, at)
    client.force_login(ines)
    answer = client.post(url("moment-mark", card.pk), filled(recording, warmth))
    assert (answer.status_code, Moment.objects.count()) == (422, 0)
    assert "This scorecard is locked." in answer.content.decode()


@pytest.fixture
def moment(card, recording, warmth, ines, at) -> Moment:
    return actions.mark_moment(
        scorecard_id=card.pk, key=uuid.uuid4(), recording_id=recording.pk, words=HEARD,
        criterion_id=warmth.pk, milliseconds=1000, actor=ines, at=at,
    )  # fmt: skip


def test_moment_is_changed_on_a_page_of_its_own(client, ines, card, moment, patience):
    client.force_login(ines)
    assert HEARD in client.get(url("moment-change", moment.pk)).content.decode()
    sent = {"milliseconds": "0:00", "criterion_id": patience.pk, "words": "Heard.", "version": "1"}
    assert client.post(url("moment-change", moment.pk), sent).status_code == 302
    moment.refresh_from_db()
    assert (moment.milliseconds, moment.criterion, moment.words) == (0, patience, "Heard.")


def test_change_upon_an_older_version_shows_both(client, ines, moment, warmth, at):
    actions.change_moment(
        moment_id=moment.pk, criterion_id=warmth.pk, milliseconds=0, words="From the phone.",
        version=1, actor=ines, at=at,
    )  # fmt: skip
    client.force_login(ines)
    sent = {"milliseconds": "0:01", "criterion_id": warmth.pk, "words": "Mine.", "version": "1"}
    answer = client.post(url("moment-change", moment.pk), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "From the phone." in page
    assert "Mine." in page
    version = page.split('name="version" value="')[1].split('"')[0]
    assert (
        client.post(url("moment-change", moment.pk), sent | {"version": version}).status_code == 302
    )
    moment.refresh_from_db()
    assert moment.words == "Mine."


def test_moment_is_taken_back(client, ines, moment):
    client.force_login(ines)
    assert client.post(url("moment-remove", moment.pk)).status_code == 302
    assert Moment.objects.count() == 0


@pytest.mark.parametrize("name", ["moment-change", "moment-remove"])
def test_nobody_else_gets_at_a_moment(client, viktor, rosa, moment, name):
    for user in (viktor, rosa):
        client.force_login(user)
        assert client.post(url(name, moment.pk), {"words": "x"}).status_code == 404
    assert Moment.objects.get().words == HEARD


def test_sound_is_fenced_and_every_play_says_who(client, ines, card, recording, at):
    client.force_login(ines)
    answer = client.get(f"/recordings/{recording.key}/sound/")
    whole = b"".join(answer.streaming_content)
    part = client.get(f"/recordings/{recording.key}/sound/", headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part["Content-Range"] == f"bytes 10-19/{recording.file.size}"
    for each in (answer, part):
        assert (each["Content-Type"], each["Accept-Ranges"]) == ("audio/webm", "bytes")
        assert each["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert each["X-Content-Type-Options"] == "nosniff"
        assert each["Cross-Origin-Resource-Policy"] == "same-site"
        assert "private, no-store" in each["Cache-Control"]
        assert each["Content-Disposition"].startswith("inline")
    plays = Play.objects.values_list("recording", "listener", "at")
    assert list(plays) == [(recording.pk, ines.pk, at + dt.timedelta(minutes=5))] * 2
    assert FileRead.objects.filter(reader=ines).count() == 2


def test_sound_leaves_through_nginx_where_it_serves_files(client, settings, ines, card, recording):
    settings.FILE_SERVER = "nginx"
    client.force_login(ines)
    answer = client.get(f"/recordings/{recording.key}/sound/", headers={"Range": "bytes=10-19"})
    assert answer["X-Accel-Redirect"] == f"/private/{recording.file.path}"
    assert answer["Content-Type"] == "audio/webm"
    assert (answer.status_code, Play.objects.count()) == (200, 1)


def test_asking_for_the_head_is_no_play(client, ines, card, recording):
    client.force_login(ines)
    answer = client.head(f"/recordings/{recording.key}/sound/")
    list(answer)
    assert answer.status_code == 200
    assert Play.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "status"),
    [("ines", 200), ("viktor", 200), ("rosa", 200), ("milan", 200), ("ada", 200),
     ("petra", 404), ("oskar", 404)],
)  # fmt: skip
def test_those_whom_the_consent_names_may_listen(request, client, session, recording, who, status):
    client.force_login(request.getfixturevalue(who))
    answer = client.get(f"/recordings/{recording.key}/sound/")
    assert answer.status_code == status
    list(answer)  # the client closes it behind the last part


def test_conflict_of_interest_ends_listening(client, ines, card, recording, at):
    declare_conflict(scorecard_id=card.pk, reason="My cousin.", actor=ines, at=at)
    client.force_login(ines)
    assert client.get(f"/recordings/{recording.key}/sound/").status_code == 404


def test_sound_that_was_removed_is_gone_and_its_moments_stay(
    client, ines, card, kim, recording, moment, at
):
    withdraw_consent(application_id=kim.pk, at=at)
    client.force_login(ines)
    assert client.get(f"/recordings/{recording.key}/sound/").status_code == 404
    page = client.get(url("scorecard-page", card.pk)).content.decode()
    assert "the sound was removed" in page
    assert HEARD in page


def test_both_sets_show_once_both_are_locked(client, ines, card, other_card, moment, viktor, at):
    lock_after(card, at)
    client.force_login(viktor)
    assert HEARD not in client.get(url("scorecard-page", other_card.pk)).content.decode()
    lock(other_card, 3, at)
    page = client.get(url("scorecard-page", other_card.pk)).content.decode()
    assert HEARD in page.split('id="listening"')[1]


def lock_after(card, at):
    from .test_moments import lock_with_line

    return lock_with_line(card, at)


@pytest.mark.parametrize("count", [1, 3])
def test_number_of_queries_does_not_depend_on_what_is_there(
    card, kim, opening, recording, warmth, ines, at, count, django_assert_num_queries
):
    for number in range(count):
        actions.mark_moment(
            scorecard_id=card.pk, key=uuid.uuid4(), recording_id=recording.pk, actor=ines, at=at,
            words="Heard.", criterion_id=warmth.pk, milliseconds=number,
        )  # fmt: skip
    for position in range(2, count + 1):
        more = Exercise.objects.create(
            opening=opening, position=position, kind="talk", title="Talk", prompt="Talk."
        )
        record(kim, more, at)
    with django_assert_num_queries(4):  # two of them ask for the user's rights
        tracks = queries.tracks_of(ines, card, own=True)
    assert [len(track.moments) for track in tracks] == [count] + [0] * (count - 1)
