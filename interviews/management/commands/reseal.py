"""`manage.py reseal_narratives`: seal under the newest key whatever an older one sealed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interviews.narratives.actions import reseal_passages
from interviews.narratives.sealing import CannotOpen


class Command(BaseCommand):
    help = (
        "Seal psychologists' narratives under the first key of SERVICE_DAY_SEAL_KEYS. The site "
        "may run meanwhile; the older keys can be taken away once this has ended well."
    )

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        try:
            count = reseal_passages()
        except CannotOpen as error:
            raise CommandError(
                "some passages cannot be opened with the keys that are set: nothing of their batch "
                "was changed; set the missing key behind the others and start again"
            ) from error
        self.stdout.write(f"{count} passages are sealed under the newest key")
