"""`manage.py drill`: restores the newest copy beside the site and compares everything."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hiring.backups import copies


class Command(BaseCommand):
    requires_system_checks = ()  # it has to work when the site does not
    help = "Restore the newest copy below FOLDER into a scratch database, and compare all of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        try:
            self._do(options)
        except copies.CopyRefused as error:
            raise CommandError(str(error)) from error

    def _do(self, options: dict[str, Any]) -> None:
        copy = copies.newest(options["folder"])
        with tempfile.TemporaryDirectory(dir=options["folder"]) as scratch:
            found = copies.drill(copy, scratch=Path(scratch), at=timezone.now())
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write(f"{copy.name} can be restored: every table and every file is as it was.")
