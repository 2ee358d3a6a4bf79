"""Migrations say what they are for, and the models say nothing that they do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

FILES = sorted(Path(settings.BASE_DIR).glob("*/migrations/0*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_migrations_are_named_by_hand(file):
    assert not re.search(r"_initial|_auto_|_and_more|_alter_|_remove_", file.stem)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
