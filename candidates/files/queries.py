"""Whether what the database says of files is what lies in the storage."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.files.storage import storages

from candidates.files.models import StoredFile

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT_FOLDER = "kept"  # `files.keeping` puts its short-lived files there


@dataclass
class Findings:
    """What does not agree: keys of rows, and paths of files."""

    looked_at: int = 0
    rows_without_file: list[str] = field(default_factory=list)
    files_without_row: list[str] = field(default_factory=list)
    wrong_content: list[str] = field(default_factory=list)

    @property
    def all_is_well(self) -> bool:
        """Tell whether nothing was found."""
        return not (self.rows_without_file or self.files_without_row or self.wrong_content)


def compare_storage_with_rows() -> Findings:
    """Read every stored file and compare it with its row; look for files that have none.

    Files are listed before rows are read: one that is being stored meanwhile is not reported.
    """
    found = Findings()
    paths = set(_paths(""))
    for stored in StoredFile.objects.order_by("pk").iterator():
        found.looked_at += 1
        paths.discard(stored.path)
        try:
            with storages["private"].open(stored.path) as opened:
                digest = hashlib.file_digest(opened, "sha256").hexdigest()
        except FileNotFoundError:
            found.rows_without_file.append(str(stored.key))
            continue
        if digest != stored.sha256:
            found.wrong_content.append(str(stored.key))
    found.files_without_row = sorted(paths)
    return found


def _paths(folder: str) -> Iterator[str]:
    try:
        folders, files = storages["private"].listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield f"{folder}{name}"
    for name in folders:
        if folder or name != KEPT_FOLDER:
            yield from _paths(f"{folder}{name}/")
