"""`manage.py restore`: brings a copy back, into an empty database and an empty folder."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hiring.backups import copies


class Command(BaseCommand):
    requires_system_checks = ()  # it has to work when the site does not
    help = "Restore the copy COPY into the (empty) database and files folder of the settings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("copy", type=Path)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        try:
            self._do(options)
        except copies.CopyRefused as error:
            raise CommandError(str(error)) from error

    def _do(self, options: dict[str, Any]) -> None:
        found = copies.restore(
            options["copy"], database=copies.database_name(), files=copies.files_folder()
        )
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("Restored; every table and every file is as it was.")
