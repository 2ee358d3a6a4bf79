"""Runs the measuring process and waits for it: at most so long, and never for its errors."""

from __future__ import annotations

import importlib.util
import json
import logging
import subprocess
import sys
from typing import Any, Final

from django.conf import settings

WALL_SECONDS: Final = 120.0
FAILED: Final = {"state": "failed"}
log = logging.getLogger(__name__)


def is_installed() -> bool:
    """Tell whether the optional extra is there (requirements/voice.in)."""
    return importlib.util.find_spec("parselmouth") is not None


def measure(content: bytes) -> dict[str, Any]:
    """Return what the process says of our own encoding of a recording: a state, and numbers."""
    command = [sys.executable, "-s", "-P", "-m", "interviews.listening.acoustics"]
    environment = {
        "PYTHONPATH": str(settings.BASE_DIR),
        "LC_ALL": "C.UTF-8",
        "OPENBLAS_NUM_THREADS": "1",
    }
    try:
        done = subprocess.run(  # noqa: S603  (our own module, no arguments)
            command,
            input=content,
            capture_output=True,
            env=environment,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        log.warning("Measuring a recording took longer than %s s", WALL_SECONDS)
        return FAILED
    if done.returncode != 0:
        log.warning("Measuring a recording failed: %s", done.stderr.decode(errors="replace")[-500:])
        return FAILED
    found: dict[str, Any] = json.loads(done.stdout)
    return found
