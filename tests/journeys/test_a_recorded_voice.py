"""A candidate agrees, records with a connection that breaks twice, and takes it back."""

from __future__ import annotations

import wave
from collections.abc import Iterator

import numpy as np
import pytest
from django.utils import timezone

from candidates.portal.actions import mint_link
from interviews.recordings import gate, queries
from interviews.recordings.actions import keep_line_sound
from interviews.recordings.models import Exercise, Recording
from tests.interviews.recordings.conftest import invite
from tests.interviews.recordings.sounds import encode, tone
from tests.journeys import conftest
from tests.journeys.test_one_application import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chromium(playwright, tmp_path) -> Iterator[object]:
    """A browser whose microphone hears a note that comes and goes."""
    heard = tmp_path / "heard.wav"
    with wave.open(str(heard), "wb") as made:
        made.setparams((1, 2, 48_000, 0, "NONE", ""))
        made.writeframes(np.concatenate([tone(0.7), tone(0.3, level=0.01)]).tobytes())
    arguments = [
        *conftest.ARGUMENTS,
        "--no-sandbox",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={heard}",
    ]
    browser = playwright.chromium.launch(executable_path=conftest._chromium(), args=arguments)
    yield browser
    browser.close()


# keeps the microphone's stream where the test can cut it off
HEARD = """
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (what) => (window.heard = await ask(what));
"""
LINES = ("The wrong part came, twice.", "And what if it is the wrong one again?")


@pytest.fixture
def caller(opening, rosa, at) -> Exercise:
    """An upset caller whose first line is heard and whose second is read."""
    exercise = Exercise.objects.create(
        opening=opening, position=1, kind="caller", title="An upset caller",
        prompt="\n".join(LINES), think_seconds=30, answer_seconds=60,
    )  # fmt: skip
    accepted = gate.check(encode("wav", "pcm_s16le", seconds=2.0))
    keep_line_sound(
        opening_id=opening.pk, words=LINES[0], is_synthetic=True, accepted=accepted, actor=rosa,
        at=at,
    )  # fmt: skip
    return exercise


def test_upset_caller_is_answered_with_a_connection_cut_twice(
    browse, workers, opening, caller, kim, at
):
    invite(kim, at)
    browser = browse()
    page = browser.page
    browser.go(f"/my/enter/{mint_link(candidate_id=kim.candidate_id, at=timezone.now())}/")
    page.get_by_role("button", name="Open my page").click()
    page.get_by_role("link", name="See what it is").click()
    browser.look("consent")
    page.get_by_label("I agree that my answers").check()
    page.get_by_role("button", name="Agree and go on").click()
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("button", name="Check the microphone").click()
    page.get_by_text("Good.").wait_for()
    browser.look("recorder")

    heard = "document.querySelector('#line-1')"
    page.get_by_role("button", name="Begin:").click()
    page.get_by_text("The caller speaks", exact=True).wait_for()
    wait_until(lambda: page.evaluate(f"{heard}.currentTime") > 0.5, "the caller's voice")
    assert not page.get_by_text(LINES[0]).is_visible()
    page.get_by_label("Show me the caller's words").check()
    page.get_by_text(LINES[0]).wait_for()
    page.get_by_text("Time to think", exact=True).wait_for()
    assert not Recording.objects.exists()  # neither what the caller says nor the thinking is sent
    page.get_by_role("button", name="I am ready").click()
    wait_until(lambda: Recording.objects.filter(chunks__isnull=False).exists(), "a piece")
    for _cut in range(2):
        browser.context.set_offline(True)
        page.get_by_text("No connection.").wait_for()
        page.wait_for_timeout(2000)
        browser.context.set_offline(False)
        sent = Recording.objects.get().chunks.count()
        wait_until(
            lambda sent=sent: Recording.objects.get().chunks.count() > sent, "the next piece"
        )
    browser.context.set_offline(True)
    page.get_by_role("button", name="I have answered").click()
    page.get_by_text(LINES[1]).wait_for()
    browser.look("caller-speaks")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="I am ready").click()
    page.wait_for_timeout(2000)
    page.get_by_role("button", name="Finish and send").click()
    page.get_by_text("No connection.").wait_for()
    browser.context.set_offline(False)
    browser.faults.clear()  # the browser itself reports what it could not send
    page.get_by_text("Recorded, 0:").wait_for(timeout=40_000)
    browser.look("recorded")

    recording = Recording.objects.get()
    assert recording.milliseconds > 6000
    assert max(recording.peaks) > 10
    first, second = recording.turns
    assert (first, 3000 < second < recording.milliseconds - 1500) == (0, True)
    assert not recording.chunks.exists()

    page.get_by_text("What you agreed to, and taking it back").click()
    page.get_by_role("button", name="Take it back").click()
    page.get_by_text("Your recordings are removed.").wait_for()
    recording.refresh_from_db()
    assert (recording.state, queries.open_consent(kim.pk)) == ("removed", None)


@pytest.mark.long
def test_an_interruption_sends_nothing_unasked_and_loses_nothing(browse, workers, opening, kim, at):
    invite(kim, at)
    exercise = Exercise.objects.create(
        opening=opening, position=1, kind="talk", title="Talk freely", prompt="Of help.",
        think_seconds=0, answer_seconds=60,
    )  # fmt: skip
    browser = browse()
    page = browser.page
    page.add_init_script(HEARD)
    browser.go(f"/my/enter/{mint_link(candidate_id=kim.candidate_id, at=timezone.now())}/")
    page.get_by_role("button", name="Open my page").click()
    page.get_by_role("link", name="See what it is").click()
    page.get_by_label("I agree that my answers").check()
    page.get_by_role("button", name="Agree and go on").click()
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("button", name="Check the microphone").click()
    page.get_by_role("button", name="Begin:").click()
    wait_until(lambda: Recording.objects.filter(chunks__number=1).exists(), "the second piece")
    page.evaluate("window.heard.getTracks().forEach((track) => track.stop())")  # a call comes in
    page.get_by_text("Something interrupted the recording").wait_for()
    assert Recording.objects.get().state == "sending"
    page.close()

    browser.page = browser.context.new_page()
    browser.go(f"/my/{kim.pk}/voice/{exercise.pk}/")
    browser.page.get_by_role("button", name="Send it as it is").click()
    browser.page.get_by_text("Recorded, 0:").wait_for(timeout=40_000)
    assert Recording.objects.get().milliseconds > 2000
