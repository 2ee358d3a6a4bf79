"""Reads a recording on stdin; writes the verdict (`ok` or a reason code), a line of facts and the
new encoding on stdout. The first thing that it does is to give itself limits.
"""

from __future__ import annotations

import json
import resource
import sys

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 60  # half an hour of sound takes about 25
LONGEST_OUTPUT = 64 * 1024 * 1024
OPEN_FILES = 64


def limit_oneself() -> None:
    """Take away what decoding never needs; the parent's clock ends the rest."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST_OUTPUT, LONGEST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Decode what comes in; whatever goes wrong is a verdict and not a traceback."""
    limit_oneself()
    import av.logging

    from candidates.files.inspection.verdict import Bad
    from interviews.recordings.decoding import sound

    av.logging.set_level(av.logging.PANIC)
    verdict, facts, encoded = "ok", {}, b""
    try:
        made = sound.rewrite(sys.argv[1], sys.stdin.buffer.read(), float(sys.argv[2]))
        facts = {"milliseconds": made.milliseconds, "peaks": made.peaks}
        encoded = made.content
    except Bad as bad:
        verdict = bad.code
    except (MemoryError, RecursionError):
        verdict = "bomb"
    except Exception:  # noqa: BLE001  (parsers of hostile input raise anything)
        verdict = "corrupt"
    head = f"{verdict}\n{json.dumps(facts)}\n"
    sys.stdout.buffer.write(head.encode() + encoded)


if __name__ == "__main__":
    main()
