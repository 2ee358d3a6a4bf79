"""Keeps files that passed the gate, and files that we made."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext as _

from candidates.files import names
from candidates.files.models import StoredFile

if TYPE_CHECKING:
    import datetime as dt

    from candidates.files.gate import Accepted


class FileNotKept(Exception):
    """The storage did not take the file (it is full, or away)."""

    def __str__(self) -> str:
        return _("The file could not be stored just now. Please try again in a few minutes.")


def store_file(*, accepted: Accepted, at: dt.datetime, actor: Any = None) -> StoredFile:
    """Keep a file that passed the gate. Each call keeps another copy.

    Raises `FileNotKept`, with nothing left behind.
    """
    return store_made(
        name=accepted.name,
        content_type=accepted.content_type,
        content=accepted.content,
        at=at,
        actor=actor,
    )


@transaction.atomic
def store_made(
    *, name: str, content_type: str, content: bytes, at: dt.datetime, actor: Any = None
) -> StoredFile:
    """Keep a file that we made ourselves (a report). Each call keeps another copy.

    The bytes are written and read back before the row exists; a row that is rolled back leaves
    a file that `manage.py verify_files` finds. Raises `FileNotKept`.
    """
    stored = StoredFile(
        name=names.label_of(name),
        content_type=StoredFile.ContentType(content_type),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        created_at=at,
        created_by=actor,
    )
    _write(stored.path, content)
    stored.save(force_insert=True)
    return stored


@transaction.atomic
def remove_file(*, stored_file_id: int) -> None:
    """Let go of a file: its row now, its bytes once that is committed. Again: nothing happens.

    Raises ProtectedError while something that must keep its file points to it.
    """
    stored = StoredFile.objects.select_for_update().filter(pk=stored_file_id).first()
    if stored is None:
        return
    stored.delete()
    transaction.on_commit(partial(_forget, stored.path))


def _write(path: str, content: bytes) -> None:
    storage = storages["private"]
    try:
        written = storage.save(path, ContentFile(content))
        with storage.open(written) as kept:
            whole = written == path and kept.read() == content
    except OSError as error:
        _forget(path)
        raise FileNotKept from error
    if not whole:
        _forget(written)
        raise FileNotKept


def _forget(path: str) -> None:
    try:
        storages["private"].delete(path)
    except OSError:
        return  # verify_files will find it
