"""`manage.py import_qti PATH`: which items of a QTI 3 set could come in, and why others not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from interviews.assessments.actions import keep_reading, take_import
from interviews.assessments.exchange.lines import FileRefused
from interviews.assessments.exchange.qti.packages import read_path

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from interviews.assessments.exchange.lines import Line


class Command(BaseCommand):
    help = (
        "Read a QTI 3 package, item or folder of items and print a table of what was accepted and "
        "refused, and why; with --take, what was accepted comes in as drafts."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path)
        parser.add_argument("--language", default="en", help="of items that name none")
        parser.add_argument("--take", action="store_true", help="add the accepted items")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print the table; raise CommandError for a path that cannot be read at all."""
        path: Path = options["path"]
        if not path.exists():
            raise CommandError(f"There is nothing at {path}.")
        try:
            lines = read_path(path, language=options["language"])
        except FileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self._table(lines)
        if options["take"]:
            self._take(path.name, lines)

    def _table(self, lines: list[Line]) -> None:
        width = max((len(line.where) for line in lines), default=0)
        for line in lines:
            fate = f"accepted  {line.spec.kind}" if line.spec else "refused "
            more = "; ".join(line.notes or line.reasons)
            self.stdout.write(f"{line.where:{width}}  {fate:19}  {more}".rstrip())
        accepted = sum(line.spec is not None for line in lines)
        self.stdout.write(f"\n{accepted} of {len(lines)} items accepted.")
        reasons = Counter(reason for line in lines for reason in line.reasons)
        for reason, number in reasons.most_common():
            self.stdout.write(f"{number:5} refused: {reason}")

    def _take(self, name: str, lines: list[Line]) -> None:
        at = timezone.now()
        reading = keep_reading(file_format="qti", file_name=name, lines=lines, actor=None, at=at)
        result = take_import(import_id=reading.pk, actor=None, at=at).result
        self.stdout.write(
            f"{len(result['added'])} new drafts, {len(result['versions'])} new versions, "
            f"{len(result['there'])} in the bank already, {len(result['waiting'])} left alone."
        )
