"""A storage at the edge of the world: it says that it kept the file and did not."""

from __future__ import annotations

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage


class ForgetfulStorage(FileSystemStorage):
    """Keeps half of what it is given."""

    def _save(self, name, content):
        data = content.read()
        return super()._save(name, ContentFile(data[: len(data) // 2]))
