# ruff: noqa: F811  (fixtures are taken from other rooms' tests and used by name)
"""Two coaches hear what a candidate recorded, blind: moments, locks, and the panel that opens.

The microphone hears a note that comes and goes, or what SERVICE_DAY_VOICE names: a recording of a
real voice.
"""

from __future__ import annotations

import io
import os
import wave
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from django.utils import timezone

from candidates.portal.actions import mint_link
from interviews.listening.models import Measures, Moment
from interviews.recordings.models import Exercise, Play, Recording
from interviews.scorecards.models import Rating
from tests.interviews.recordings.conftest import invite
from tests.interviews.recordings.sounds import tone
from tests.interviews.scorecards.conftest import (  # noqa: F401
    card,
    day,
    letter,
    other_card,
    plan,
    session,
    voice,
)
from tests.journeys import conftest
from tests.journeys.test_one_application import wait_until

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
REAL = os.environ.get("SERVICE_DAY_VOICE", "")
SECONDS = 27  # so that more than twenty of them are speech
EVIDENCE = "Said what would happen next, and by when, without being asked for it."


def _heard() -> bytes:
    """What the microphone hears, as 16-bit samples."""
    if not REAL:
        return np.concatenate([tone(0.7), tone(0.3, level=0.01)]).tobytes()
    resampler = av.AudioResampler(format="s16", layout="mono", rate=48_000)
    with av.open(io.BytesIO(Path(REAL).read_bytes())) as source:
        frames = [made for frame in source.decode(audio=0) for made in resampler.resample(frame)]
    return b"".join(frame.to_ndarray().tobytes() for frame in frames)


@pytest.fixture
def chromium(playwright, tmp_path) -> Iterator[object]:
    file = tmp_path / "heard.wav"
    with wave.open(str(file), "wb") as made:
        made.setparams((1, 2, 48_000, 0, "NONE", ""))
        made.writeframes(_heard())
    arguments = [
        *conftest.ARGUMENTS,
        "--no-sandbox",
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={file}",
        "--autoplay-policy=no-user-gesture-required",
    ]
    browser = playwright.chromium.launch(executable_path=conftest._chromium(), args=arguments)
    yield browser
    browser.close()


def record(browse, kim) -> Recording:
    """Record with a connection that is cut twice; the upload takes itself up again."""
    browser = browse()
    page = browser.page
    browser.go(f"/my/enter/{mint_link(candidate_id=kim.candidate_id, at=timezone.now())}/")
    page.get_by_role("button", name="Open my page").click()
    page.get_by_role("link", name="See what it is").click()
    page.get_by_label("I agree that my answers").check()
    page.get_by_role("button", name="Agree and go on").click()
    page.get_by_role("link", name="Begin").click()
    page.get_by_role("button", name="Check the microphone").click()
    page.get_by_role("button", name="Begin:").click()
    wait_until(lambda: Recording.objects.filter(chunks__isnull=False).exists(), "a piece")
    for _cut in range(2):
        browser.context.set_offline(True)
        page.get_by_text("No connection.").wait_for()
        browser.context.set_offline(False)
        sent = Recording.objects.get().chunks.count()
        wait_until(lambda sent=sent: Recording.objects.get().chunks.count() > sent, "a piece")
    page.wait_for_timeout(SECONDS * 1000)
    page.get_by_role("button", name="Finish and send").click()
    browser.faults.clear()  # the browser itself reports what it could not send
    page.get_by_text("Recorded, 0:").wait_for(timeout=60_000)
    return Recording.objects.get()


def listen_and_mark(browser, card, recording, words: str, *, look: bool) -> None:
    """Play, mark two moments, fill in the rest, lock."""
    page = browser.page
    page.goto(f"{browser.address}/scorecards/{card.pk}/")
    track = page.locator(f'[data-track="{recording.pk}"]')
    track.get_by_role("button", name="Play").click()
    time = "document.querySelector('audio').currentTime"
    wait_until(lambda: page.evaluate(time) > 1.2, "a second of sound")
    track.press("m")  # pauses, and goes to the words
    assert page.evaluate("document.querySelector('audio').paused")
    page.get_by_label("Tells about").select_option("Warmth")
    page.get_by_label("What you heard").fill(words)
    page.get_by_role("button", name="Mark it").click()
    page.get_by_text("Marked at 0:0").wait_for()
    wait_until(lambda: Moment.objects.filter(words=words).exists(), "the moment")
    line = page.locator("[data-criterion] textarea").first.input_value()
    assert words in line
    if look:
        track.press("[")
        track.press("ArrowRight")
        track.press("]")
        track.get_by_label("Speed").select_option("1.5")
        assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5
        browser.look("marking")
    # words that are typed while a moment is on its way stay
    page.locator("[data-criterion] textarea").first.press("End")
    page.locator("[data-criterion] textarea").first.type(" And kept the tone to the end.")
    for each in page.locator("[data-criterion]").all():
        each.locator('input[value="4"]').check(force=True)
        place = each.locator("textarea")
        if len(place.input_value()) < 40:
            place.fill(EVIDENCE)
    page.get_by_text("Saved", exact=True).wait_for()
    page.get_by_role("button", name="Lock my marks").click()
    page.get_by_text("Locked. Your marks count now.").wait_for()
    text = Rating.objects.get(scorecard=card, criterion__name="Warmth").evidence
    assert words in text
    assert "And kept the tone to the end." in text


@pytest.mark.long
def test_two_coaches_listen_blind_and_the_panel_opens(
    browse, workers, opening, kim, ines, viktor, card, other_card, at
):
    invite(kim, at)
    Exercise.objects.create(
        opening=opening, position=1, kind="read", title="Read a passage",
        prompt="Thank you for waiting. I have found your order.", think_seconds=0,
        answer_seconds=60,
    )  # fmt: skip
    recording = record(browse, kim)
    wait_until(lambda: Measures.objects.filter(recording=recording).exists(), "the measures")

    first = browse()
    first.sign_in("ines@example.com", "inesines")
    panel = f"/recordings/{recording.key}/measures/"
    assert first.page.request.get(f"{first.address}{panel}").status == 403
    listen_and_mark(first, card, recording, "“I am with you” came before the order.", look=True)
    assert first.page.request.get(f"{first.address}{panel}").status == 200
    first.page.get_by_text("Describes the recording").wait_for()

    second = browse()
    second.sign_in("viktor@example.com", "viktorviktor")
    second.go(f"/scorecards/{other_card.pk}/")
    assert "I am with you" not in second.page.content()
    listen_and_mark(second, other_card, recording, "He slowed down for the number.", look=False)

    first.page.reload()
    first.page.get_by_text("He slowed down for the number.").first.wait_for()
    first.look("both-locked")
    listeners = set(Play.objects.values_list("listener", flat=True))
    assert {ines.pk, viktor.pk} <= listeners
