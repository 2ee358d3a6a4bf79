"""What is measured of a recording: known answers, and silence where there is too little speech."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings

from interviews.listening.acoustics import engine, speech
from interviews.recordings import gate
from tests.interviews.recordings import sounds

parselmouth = pytest.importorskip("parselmouth")

from interviews.listening.acoustics import sound  # noqa: E402  (needs the optional extra)

RATE = 16_000
ALSA = os.environ.get("SERVICE_DAY_ALSA_SOUNDS", "")  # /usr/share/sounds/alsa, where it is


def sine(hertz: float, seconds: float = 2.0, level: float = 0.1):
    return level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)


def babble(words: int, *, pause: float = 0.0, hertz: float = 140.0):
    """As many syllables as words: bursts of tone of 0.15 s each, 0.1 s apart, in fours."""
    burst = sine(hertz, 0.15, 0.3) * np.hanning(round(0.15 * RATE))
    parts = []
    for number in range(words):
        parts += [burst, np.zeros(round(0.1 * RATE))]
        if pause and number % 4 == 3:
            parts.append(np.zeros(round(pause * RATE)))
    noise = np.random.default_rng(7).normal(0, 1e-4, sum(len(part) for part in parts))
    return np.concatenate(parts) + noise


@pytest.mark.parametrize(("hertz", "known"), [(100, 100.012), (150, 150.001), (220, 220.000)])
def test_pitch_of_a_sine_is_known(hertz, known):
    _times, pitch = sound.tones(
        parselmouth.Sound(sine(hertz), RATE), step=0.01, floor=75, ceiling=600
    )
    assert float(np.median(pitch[pitch > 0])) == pytest.approx(known, abs=0.001)
    _times, searched = sound.pitch_of(parselmouth.Sound(sine(hertz), RATE))
    assert float(np.median(searched[searched > 0])) == pytest.approx(hertz, abs=0.05)


def test_loudness_of_a_sine_is_known():
    _times, loudness = sound.loudness_of(parselmouth.Sound(sine(220), RATE))
    assert 20 * np.log10(0.1 / np.sqrt(2) / 2e-5) == pytest.approx(70.9691, abs=1e-4)
    assert float(np.median(loudness)) == pytest.approx(70.9691, abs=0.001)


@pytest.mark.skipif(not ALSA, reason="SERVICE_DAY_ALSA_SOUNDS names Debian's alsa-utils sounds")
@pytest.mark.parametrize(
    ("name", "median", "low", "high", "middle", "loudest", "harmonics"),
    [
        ("Front_Center", 199.7586, 161.4756, 262.0440, 62.5245, 79.5566, 12.5038),
        ("Side_Left", 187.1365, 164.8895, 231.9916, 70.3595, 79.1068, 11.9456),
    ],
)
def test_real_voices_measure_as_in_praat(name, median, low, high, middle, loudest, harmonics):
    heard = parselmouth.Sound(str(Path(ALSA) / f"{name}.wav"))
    _times, pitch = sound.tones(heard, step=0.01, floor=75, ceiling=500)
    tones = [speech.quantile(pitch[pitch > 0], percent) for percent in (50, 10, 90)]
    assert tones == pytest.approx([median, low, high], abs=1e-4)
    _times, loudness = sound.loudness_of(heard)
    loud = [speech.quantile(loudness, percent) for percent in (50, 99)]
    assert loud == pytest.approx([middle, loudest], abs=1e-4)
    assert sound.harmonics(heard, step=0.05, floor=75) == pytest.approx(harmonics, abs=1e-4)


def test_pauses_are_where_there_is_silence():
    samples = np.concatenate([sine(150, 1.0), np.zeros(RATE // 2), sine(150, 1.0)])
    times, loudness = sound.loudness_of(parselmouth.Sound(samples, RATE))
    [pause] = speech.pauses_between(speech.spans_of_speech(loudness, times))
    assert (pause.start, pause.end) == pytest.approx((1.0, 1.5), abs=0.05)


def test_gap_shorter_than_a_pause_is_none_and_a_click_is_no_speech():
    click = np.zeros(RATE)
    click[RATE // 2 : RATE // 2 + 40] = 0.1
    samples = np.concatenate([sine(150, 1.0), np.zeros(RATE // 5), sine(150, 1.0), click])
    times, loudness = sound.loudness_of(parselmouth.Sound(samples, RATE))
    [span] = speech.spans_of_speech(loudness, times)
    assert (span.start, span.end) == pytest.approx((0.0, 2.2), abs=0.06)


@pytest.mark.parametrize("words", [100, 120])
def test_syllables_are_counted(words):
    found = sound.describe(babble(words))
    span = words * 0.25
    assert found["speech_rate"] * span == pytest.approx(words, rel=0.03)


def test_pauses_slow_speech_and_not_articulation():
    slow, fast = sound.describe(babble(120, pause=0.8)), sound.describe(babble(120))
    assert len(slow["pauses"]["spans"]) == 29  # the silence after the last word is no pause
    assert slow["pauses"]["median"] == pytest.approx(0.9, abs=0.06)
    assert fast["pauses"] == {"spans": [], "per_minute": 0.0, "seconds": 0.0, "median": None}
    assert slow["speech_rate"] < 0.65 * fast["speech_rate"]
    assert slow["articulation_rate"] == pytest.approx(fast["articulation_rate"], rel=0.12)


def test_range_in_semitones_is_the_same_for_high_and_low_voices():
    found = []
    for base in (100.0, 200.0):
        glide = base * 2 ** (np.linspace(-0.5, 0.5, 24 * RATE))  # an octave up
        found.append(sound.describe(0.2 * np.sin(2 * np.pi * np.cumsum(glide) / RATE)))
    low, high = (each["pitch"] for each in found)
    assert low["range"] == pytest.approx(12 * 0.8, abs=0.2)
    assert high["range"] == pytest.approx(low["range"], abs=0.1)
    assert high["median"] == pytest.approx(2 * low["median"], rel=0.01)


def test_louder_by_a_factor_varies_by_its_decibels():
    samples = np.concatenate([sine(150, 15.0, 0.05), sine(150, 15.0, 0.25)])
    variation = sound.describe(samples)["loudness"]["variation"]
    assert variation == pytest.approx(20 * np.log10(5), abs=0.1)


def test_clipping_and_noise_are_told():
    rough = np.clip(babble(120) * 8, -1, 1) + np.random.default_rng(3).normal(0, 0.02, 120 * 4000)
    clean, rough = sound.describe(babble(120, pause=0.8)), sound.describe(np.clip(rough, -1, 1))
    assert clean["quality"]["clipped"] == 0
    assert rough["quality"]["clipped"] > 5
    assert clean["quality"]["over_noise"] > 40


@pytest.mark.parametrize("words", [1, 60])
def test_nothing_is_said_under_twenty_seconds_of_speech(words):
    assert sound.describe(babble(words)) == {"state": "too-short"}


def test_pauses_do_not_count_as_speech():
    assert sound.describe(babble(60, pause=3.0)) == {"state": "too-short"}


def test_process_measures_our_own_encoding():
    written = sounds.wave_of(babble(100))
    found = engine.measure(gate.check(written).content)
    assert found["state"] == "measured"
    assert found["pitch"]["median"] == pytest.approx(140, abs=0.5)
    assert len(found["pitch"]["curve"]) == len(found["loudness"]["curve"]) == sound.PARTS


def test_process_that_fails_is_a_state():
    assert engine.measure(b"no sound at all") == {"state": "failed"}


def test_without_the_extra_the_process_says_so(tmp_path):
    """A Python in which nothing can be found under that name."""
    code = (
        "import importlib.util as u; find = u.find_spec;"
        "u.find_spec = lambda name, *more: None if name == 'parselmouth' else find(name, *more);"
        "from interviews.listening.acoustics.__main__ import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"", capture_output=True, check=True,
        env={"PYTHONPATH": str(settings.BASE_DIR)}, cwd=tmp_path,
    )  # fmt: skip
    assert json.loads(done.stdout) == {"state": "unavailable"}


def test_measuring_may_not_write_or_take_all_memory():
    code = (
        "from interviews.listening.acoustics.__main__ import limit_oneself; limit_oneself();"
        "import resource; print(resource.getrlimit(resource.RLIMIT_FSIZE)[0],"
        "resource.getrlimit(resource.RLIMIT_AS)[0] <= 1 << 30)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=True,
        env={"PYTHONPATH": str(settings.BASE_DIR)},
    )  # fmt: skip
    assert done.stdout.split() == [b"0", b"True"]
