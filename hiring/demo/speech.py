"""Lets a speech synthesizer of the system speak the demo's calls, where there is one.

Two voices, the pauses of a conversation, one WAV; when each turn begins is what was counted, not
estimated. Without espeak-ng a call is a transcript, timed by its words.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import wave
from collections.abc import Sequence
from typing import Final, NamedTuple

PROGRAM: Final = "espeak-ng"
VOICES: Final = (("en-gb+f3", "160", "45"), ("en-us+m3", "165", "40"))  # voice, words/min, pitch
BREATH_SECONDS: Final = 0.6
WORDS_PER_SECOND: Final = 2.6
WALL_SECONDS: Final = 20.0


class Spoken(NamedTuple):
    """A call that was spoken: its sound, if any, and at which millisecond each turn begins."""

    sound: bytes | None
    begins: list[int]


def speak(turns: Sequence[str]) -> Spoken:
    """Speak turns by two voices that take turns; by words alone without a synthesizer."""
    program = shutil.which(PROGRAM)
    if program is None:
        return Spoken(None, _by_words(turns))
    frames, begins, rate = bytearray(), [], 0
    for number, text in enumerate(turns):
        said, rate = _say(program, text, *VOICES[number % 2])
        begins.append(len(frames) * 1000 // (2 * rate))
        frames += said + b"\0\0" * int(BREATH_SECONDS * rate)
    made = io.BytesIO()
    with wave.open(made, "wb") as sound:
        sound.setparams((1, 2, rate, 0, "NONE", ""))
        sound.writeframes(bytes(frames))
    return Spoken(made.getvalue(), begins)


def _by_words(turns: Sequence[str]) -> list[int]:
    begins, seconds = [], 0.0
    for text in turns:
        begins.append(int(seconds * 1000))
        seconds += len(text.split()) / WORDS_PER_SECOND + BREATH_SECONDS
    return begins


def _say(program: str, text: str, voice: str, speed: str, pitch: str) -> tuple[bytes, int]:
    command = [program, "--stdout", "-v", voice, "-s", speed, "-p", pitch, "--", text]
    done = subprocess.run(  # noqa: S603  (the system's own program, words of ours)
        command, capture_output=True, timeout=WALL_SECONDS, check=True
    )
    with wave.open(io.BytesIO(_with_length(done.stdout)), "rb") as heard:
        return heard.readframes(heard.getnframes()), heard.getframerate()


def _with_length(content: bytes) -> bytes:
    """Put the true length where a program that writes into a pipe could not know it."""
    place = content.index(b"data") + 4
    length = len(content) - place - 4
    return content[:place] + length.to_bytes(4, "little") + content[place + 4 :]
