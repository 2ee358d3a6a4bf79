"""`manage.py reseal`: seal under the newest key whatever an older one sealed."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from candidates.layout.sealing import CannotOpen
from interviews.calendars.actions import reseal_addresses
from interviews.narratives.actions import reseal_passages


class Command(BaseCommand):
    help = (
        "Seal psychologists' narratives and the addresses of people's calendars under the first "
        "key of SERVICE_DAY_SEAL_KEYS. The site may run meanwhile; the older keys can be taken "
        "away once this has ended well."
    )

    def handle(self, *_arguments: Any, **_options: Any) -> None:
        try:
            passages, addresses = reseal_passages(), reseal_addresses()
        except CannotOpen as error:
            raise CommandError(
                "some of it cannot be opened with the keys that are set: nothing of its batch "
                "was changed; set the missing key behind the others and start again"
            ) from error
        self.stdout.write(
            f"{passages} passages and {addresses} addresses are sealed under the newest key"
        )
