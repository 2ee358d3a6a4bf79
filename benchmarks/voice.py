"""How long it takes to measure two minutes of sound: processor seconds of one core.

    python -m benchmarks.voice

The limit is four seconds (DESIGN §7). The way through the gate (decoding, our own encoding, the
waveform) is printed beside it. Processor time of the child process counts, and not the clock on
the wall, which tells how busy the machine is.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import wave

import numpy as np

LIMIT = 4.0
RATE = 16_000
SECONDS = 120
ROUNDS = 3


def babble() -> bytes:
    """Two minutes of something that moves like speech: a gliding tone in syllables and pauses."""
    at = np.arange(SECONDS * RATE) / RATE
    pitch = 140 * 2 ** (0.3 * np.sin(2 * np.pi * 0.31 * at) + 0.1 * np.sin(2 * np.pi * 1.7 * at))
    voice = sum(np.sin(n * 2 * np.pi * np.cumsum(pitch) / RATE) / n for n in range(1, 9))
    syllables = np.clip(np.sin(2 * np.pi * 2.1 * at), 0, 1) ** 0.5
    phrases = (np.sin(2 * np.pi * 0.17 * at) > -0.8).astype(float)
    noise = np.random.default_rng(7).normal(0, 0.002, len(at))
    samples = 0.15 * voice * syllables * phrases + noise
    written = io.BytesIO()
    with wave.open(written, "wb") as made:
        made.setparams((1, 2, RATE, 0, "NONE", ""))
        made.writeframes((np.clip(samples, -1, 1) * 32767).astype(np.int16).tobytes())
    return written.getvalue()


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Print the table; exit with 1 where measuring takes longer than it may."""
    import django

    django.setup()
    from interviews.listening.acoustics import engine
    from interviews.recordings import gate

    if not engine.is_installed():
        sys.exit("Nothing to measure with: install requirements/voice.txt")
    sound = babble()
    rows: dict[str, list[float]] = {"gate": [], "measuring": []}
    for _round in range(ROUNDS):
        before = _children()
        accepted = gate.check(sound)
        between = _children()
        found = engine.measure(accepted.content)
        rows["gate"].append(between - before)
        rows["measuring"].append(_children() - between)
    if found["state"] != "measured":
        sys.exit(f"The sound was not measured: {found['state']}")
    print(f"{SECONDS} s of sound, processor seconds of one core, best and worst of {ROUNDS}\n")
    for name, times in rows.items():
        print(f"{name:<12}{min(times):>7.2f}{max(times):>7.2f}")
    print(f"\nlimit for measuring: {LIMIT:.1f}")
    sys.exit(min(rows["measuring"]) >= LIMIT)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiring.settings")
    os.environ.setdefault("SERVICE_DAY_MODE", "test")
    main()
