"""The gate for sound: size and first bytes are looked at here, everything else by a child process.

The container is recognized by its first bytes and its demuxer is named to the decoder; what a
browser says about the type is not asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from candidates.files.refusals import Refused
from interviews.recordings.models import LARGEST

WALL_SECONDS: Final = 90.0
LONGEST_SECONDS: Final = 30 * 60.0
SENTENCES: Final = {
    "empty": _("There is no sound in it. Please record it once more."),
    "too_large": _("This recording is larger than 25 MB. Please send a shorter one."),
    "type": _("This is not a recording that we can open: WebM, Ogg, M4A and WAV are."),
    "corrupt": _("This recording is damaged and cannot be opened. Please record it once more."),
    "too_long": _("This recording is longer than the exercise. Please record a shorter one."),
    "too_short": _("This recording is shorter than a second. Please record it once more."),
    "streams": _("There is more in this file than one track of sound. Please send sound alone."),
    "codec": _("The sound in this file is packed in a way that we do not open."),
    "channels": _("This recording has an odd number of channels or an odd rate."),
    "structure": _("This recording changes its format in the middle. Please record it once more."),
    "bomb": _("This recording is too complicated to be opened. Please record it once more."),
}


@dataclass(frozen=True)
class Accepted:
    """A recording that passed: our own encoding, its length, its waveform."""

    content: bytes
    milliseconds: int
    peaks: list[int]


def refuse(code: str) -> Refused:
    """Return the refusal with this code and its sentence; an unknown one is “corrupt”."""
    known = code if code in SENTENCES else "corrupt"
    return Refused(known, SENTENCES[known])


def container_of(content: bytes) -> str | None:
    """Name the container by its first bytes; None for everything that we do not open."""
    if content.startswith(b"\x1aE\xdf\xa3"):
        return "webm"
    if content.startswith(b"OggS"):
        return "ogg"
    if content[4:8] == b"ftyp":
        return "mp4"
    if content.startswith(b"RIFF") and content[8:12] == b"WAVE":
        return "wav"
    return None


def check(content: bytes, *, longest_seconds: float = LONGEST_SECONDS) -> Accepted:
    """Return the recording as it may be kept, or raise `Refused` with the reason."""
    if not content:
        raise refuse("empty")
    if len(content) > LARGEST:
        raise refuse("too_large")
    container = container_of(content)
    if container is None:
        raise refuse("type")
    verdict, facts, encoded = _run_decoder(container, content, longest_seconds)
    if verdict != "ok":
        raise refuse(verdict)
    return Accepted(encoded, facts["milliseconds"], facts["peaks"])


def _run_decoder(
    container: str, content: bytes, longest_seconds: float
) -> tuple[str, dict[str, Any], bytes]:
    module = "interviews.recordings.decoding"
    command = [sys.executable, "-s", "-P", "-m", module, container, str(longest_seconds)]
    # numpy's library of linear algebra would reserve memory for every core
    environment = {
        "PYTHONPATH": str(settings.BASE_DIR),
        "LC_ALL": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
    }
    with tempfile.TemporaryDirectory(prefix="sound-") as folder:
        try:
            done = subprocess.run(  # noqa: S603  (our own module, one of four words, a number)
                command,
                input=content,
                capture_output=True,
                cwd=folder,
                env=environment,
                timeout=WALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return "bomb", {}, b""
    if done.returncode < 0:  # a limit ended it
        return "bomb", {}, b""
    verdict, _line, rest = done.stdout.partition(b"\n")
    facts, _line, encoded = rest.partition(b"\n")
    if verdict == b"ok" and encoded:
        return "ok", json.loads(facts), encoded
    return verdict.decode("ascii", "replace") or "corrupt", {}, b""
