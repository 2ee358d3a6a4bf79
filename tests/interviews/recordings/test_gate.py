"""The gate for sound: what is refused and why, what passes, and what is left of it."""

from __future__ import annotations

import io

import av
import numpy as np
import pytest

from candidates.files.refusals import Refused
from interviews.recordings import gate
from tests.interviews.recordings import sounds


@pytest.mark.parametrize("case", sounds.HOSTILE)
def test_gate_refuses_with_the_reason(case):
    code, content = sounds.HOSTILE[case]
    with pytest.raises(Refused) as refused:
        gate.check(content(), longest_seconds=60)
    assert (refused.value.code, str(refused.value)) == (code, str(gate.SENTENCES[code]))


def test_there_are_sixty_good_recordings():
    assert len(sounds.GOOD) == 60


@pytest.mark.parametrize("case", sounds.GOOD)
def test_gate_accepts(case):
    accepted = gate.check(sounds.GOOD[case](), longest_seconds=60)
    with av.open(io.BytesIO(accepted.content)) as made:
        assert [(each.type, each.codec_context.name) for each in made.streams] == [
            ("audio", "libopus" if made.streams[0].codec_context.name == "libopus" else "opus")
        ]
    seconds = float(
        next(part for part in case.split("-") if part.endswith("s") and "." in part)[:-1]
    )
    # AAC pads with silence: two of its frames, 128 ms at 16 kHz
    assert accepted.milliseconds == pytest.approx(seconds * 1000, abs=130)


def test_note_is_the_same_afterwards():
    accepted = gate.check(sounds.encode("webm", "libopus", seconds=2.0, live="1"))
    with av.open(io.BytesIO(accepted.content)) as made:
        frames = [frame.to_ndarray().reshape(-1) for frame in made.decode(audio=0)]
    samples = np.concatenate(frames)[4800:]
    loudest = np.abs(np.fft.rfft(samples)).argmax() * sounds.RATE / len(samples)
    assert loudest == pytest.approx(220, abs=1)


def test_waveform_shows_where_it_is_loud():
    quiet, loud = sounds.tone(1, rate=8000, level=0.1), sounds.tone(1, rate=8000, level=0.8)
    head = sounds.wave(seconds=2, rate=8000)[:44]
    peaks = gate.check(head + quiet.tobytes() + loud.tobytes()).peaks
    half = len(peaks) // 2
    assert max(peaks[: half - 5]) in range(9, 13)
    assert max(peaks[half + 5 :]) in range(78, 84)


def test_canary_beside_the_sound_is_gone():
    canary = b"canary-4711-in-the-title"
    content = sounds.encode("webm", "libopus") + canary
    assert canary not in gate.check(content).content


def test_recording_cut_by_a_closed_tab_is_kept_as_far_as_it_goes():
    whole = sounds.encode("webm", "libopus", seconds=4.0, live="1")
    accepted = gate.check(whole[: len(whole) * 3 // 4])
    assert 1000 < accepted.milliseconds < 4000
