"""Two shapes of work: an effect in the database, and a slow one in a file."""

from __future__ import annotations

import hashlib
import os
import random
import time
from pathlib import Path

from candidates.history.models import Entry
from candidates.outbox import registry
from candidates.outbox.registry import TaskKind

PIECES = 5


def think(run):
    time.sleep(random.uniform(0, 0.1))
    return run.payload["number"] * 2


def write_row(run, made, at):
    """What a composite does: rows, and a transaction that takes a while."""
    number = run.payload["number"]
    Entry.objects.create(subject="row", subject_key=number, verb="half", at=at)
    time.sleep(random.uniform(0, 0.08))
    Entry.objects.create(subject="row", subject_key=number, verb="whole", at=at)
    return {"made": made}


def content(number):
    return b"".join(
        hashlib.sha256(f"{number} {piece}".encode()).digest() for piece in range(PIECES)
    )


def write_file(run):
    """What a PDF does: slow, piece by piece, and in its place at once when it is whole."""
    number = run.payload["number"]
    whole = content(number)
    folder = Path(os.environ["CHAOS_FILES"])
    unfinished = folder / f"{run.task_id}.{os.getpid()}.part"
    with unfinished.open("wb") as file:
        for piece in range(PIECES):
            file.write(whole[piece * 32 : piece * 32 + 32])
            file.flush()
            run.progress(piece + 1, PIECES, f"piece {piece + 1}")
            time.sleep(random.uniform(0.02, 0.12))
    unfinished.replace(folder / f"{number}")
    return hashlib.sha256(whole).hexdigest()


def note_file(run, digest, at):
    Entry.objects.create(
        subject="file",
        subject_key=run.payload["number"],
        verb="whole",
        at=at,
        facts={"sha": digest},
    )
    return {"sha256": digest}


registry.register(TaskKind("chaos.row", "a row", perform=think, record=write_row))
registry.register(TaskKind("chaos.file", "a file", "slow", perform=write_file, record=note_file))


def take_long(run):
    for step in range(30):
        run.progress(step, 30)
        time.sleep(0.1)


registry.register(TaskKind("chaos.long", "a long one", "slow", perform=take_long))
