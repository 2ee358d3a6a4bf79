"""Reads a file on stdin, writes the verdict (`ok` or a reason code), a newline and the rewritten
file on stdout. The first thing that it does is to give itself limits.
"""

from __future__ import annotations

import resource
import sys

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 8
LONGEST_OUTPUT = 64 * 1024 * 1024
OPEN_FILES = 64


def limit_oneself() -> None:
    """Take away what an inspection never needs; the parent's clock ends the rest."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST_OUTPUT, LONGEST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def rewrite(kind: str, content: bytes) -> bytes:
    """Return the file as it may be kept, or raise `Bad`."""
    if kind == "pdf":
        from candidates.files.inspection import pdf

        return pdf.rewrite(content)
    if kind == "docx":
        from candidates.files.inspection import docx

        return docx.rewrite(content)
    from candidates.files.inspection import image

    return image.rewrite(kind, content)


def main() -> None:
    """Inspect what comes in; whatever goes wrong is a verdict and not a traceback."""
    limit_oneself()
    from candidates.files.inspection.verdict import Bad

    verdict, rewritten = "ok", b""
    try:
        rewritten = rewrite(sys.argv[1], sys.stdin.buffer.read())
    except Bad as bad:
        verdict = bad.code
    except (MemoryError, RecursionError):
        verdict = "bomb"
    except Exception:  # noqa: BLE001  (parsers of hostile input raise anything)
        verdict = "corrupt"
    sys.stdout.buffer.write(verdict.encode() + b"\n" + rewritten)


if __name__ == "__main__":
    main()
