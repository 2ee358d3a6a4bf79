"""Reads a recording on stdin and writes what was measured on stdout, as one object in JSON:
`{"state": "measured", …}`, or another state and nothing else.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import sys
from typing import Any

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 60  # ten minutes of sound take about 12


def limit_oneself() -> None:
    """Take away what measuring never needs; the parent's clock ends the rest."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def measure(content: bytes) -> dict[str, Any]:
    """Return the state and, where there is enough speech, the numbers."""
    if importlib.util.find_spec("parselmouth") is None:
        return {"state": "unavailable"}
    from interviews.listening.acoustics import sound

    return sound.describe(sound.decode(content))


def main() -> None:
    limit_oneself()
    json.dump(measure(sys.stdin.buffer.read()), sys.stdout, allow_nan=False)


if __name__ == "__main__":
    main()
