"""`manage.py backup`: copies the database and the files into a new folder."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from hiring.backups import copies


class Command(BaseCommand):
    requires_system_checks = ()  # it has to work when the site does not
    help = "Copy database and files into a new folder below FOLDER, with checksums."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *_arguments: Any, **options: Any) -> None:
        try:
            self._do(options)
        except copies.CopyRefused as error:
            raise CommandError(str(error)) from error

    def _do(self, options: dict[str, Any]) -> None:
        made = copies.make(options["folder"], at=timezone.now())
        self.stdout.write(f"{made}")
