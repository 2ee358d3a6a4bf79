"""`manage.py verify_files`: do rows and files agree?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from candidates.files.queries import compare_storage_with_rows


class Command(BaseCommand):
    help = "Compare every stored file with its row: missing files, stray files, wrong content."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print what was found; end with an error when something was."""
        found = compare_storage_with_rows()
        for title, lines in (
            ("Rows without a file", found.rows_without_file),
            ("Files without a row", found.files_without_row),
            ("Files whose content changed", found.wrong_content),
        ):
            for line in lines:
                self.stdout.write(f"{title}: {line}")
        if not found.all_is_well:
            raise CommandError("Files and rows do not agree.")
        self.stdout.write(f"All is well: {found.looked_at} files.")
