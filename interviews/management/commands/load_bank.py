"""Brings the shipped item bank into the table; again, it adds nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from interviews.assessments.actions import load_bank
from interviews.assessments.content import ItemRefused


class Command(BaseCommand):
    help = "Load the shipped test items, as live items of the bank."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            loaded = load_bank(at=timezone.now())
        except ItemRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"Items: {loaded.added} added, {loaded.changed} changed, {loaded.kept} there already."
        )
