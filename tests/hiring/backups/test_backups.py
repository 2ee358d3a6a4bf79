"""A copy that has not been restored does not count."""

import json
import uuid

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from candidates.files.actions import store_made
from candidates.files.models import StoredFile
from candidates.openings.models import Opening
from hiring.backups import copies


@pytest.fixture
def site(transactional_db, settings, tmp_path, at, opening):
    """A site with rows and files, in a folder of its own."""
    location = tmp_path / "files"
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": str(location)}}
    settings.STORAGES = {**settings.STORAGES, "private": private}
    settings.DATABASES["default"]["NAME"], before = (
        connection.settings_dict["NAME"],
        settings.DATABASES["default"]["NAME"],
    )
    for number in range(3):
        store_made(
            name=f"{number}.pdf",
            content_type=StoredFile.ContentType.PDF,
            content=b"%PDF " + bytes([number]) * 5000,
            at=at,
        )
    yield tmp_path
    settings.DATABASES["default"]["NAME"] = before


@pytest.fixture
def empty(site):
    """An empty database, to restore into."""
    name = f"restored_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(**copies._where("postgres"), autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        yield name
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_copy_comes_back_as_it_was(site, empty, at):
    copy = copies.make(site / "copies", at=at)
    assert copies.restore(copy, database=empty, files=site / "restored") == []
    manifest = json.loads((copy / "manifest.json").read_text())
    assert len(manifest["files"]) == 3
    assert manifest["tables"]["candidates_opening"].startswith("1 rows ")
    with psycopg.connect(**copies._where(empty)) as restored:
        titles = restored.execute("SELECT title FROM candidates_opening").fetchall()
    assert titles == [("Headset advisor",)]


def test_nothing_is_written_over(site, at):
    copy = copies.make(site / "copies", at=at)
    with pytest.raises(copies.CopyRefused, match="is not empty"):
        copies.restore(copy, database=copies.database_name(), files=site / "restored")
    with pytest.raises(CommandError, match="is not empty"):
        call_command("restore", str(copy))


def test_folder_that_holds_something_is_not_written_over(site, empty, at):
    copy = copies.make(site / "copies", at=at)
    with pytest.raises(copies.CopyRefused, match="move it away first"):
        copies.restore(copy, database=empty, files=site / "files")


def test_what_changed_after_the_restore_is_found(site, empty, at):
    copy = copies.make(site / "copies", at=at)
    copies.restore(copy, database=empty, files=site / "restored")
    with psycopg.connect(**copies._where(empty)) as restored:
        restored.execute("UPDATE candidates_opening SET seats = 3")
        restored.execute("DROP INDEX waiting_tasks_by_kind")
    next(path for path in (site / "restored").rglob("*") if path.is_file()).write_bytes(b"x")
    found = copies.differences(copy, database=empty, files=site / "restored")
    names = [line.split(":")[0] for line in found]
    assert [name for name in names if "event" not in name and "sequence" not in name][:2] == [
        "table candidates_opening",
        "table rules",
    ]
    assert sum(name.startswith("file ") for name in names) == 1


def test_missing_file_makes_no_copy(site, at):
    next(path for path in (site / "files").rglob("*") if path.is_file()).unlink()
    with pytest.raises(copies.CopyRefused, match="verify_files"):
        copies.make(site / "copies", at=at)
    with pytest.raises(copies.CopyRefused, match="there is no copy"):
        copies.newest(site / "copies")


def test_drill_restores_beside_the_site_and_leaves_nothing(site, capsys):
    folder = site / "copies"
    call_command("backup", str(folder))
    call_command("drill", str(folder))
    assert "every table and every file is as it was" in capsys.readouterr().out
    assert json.loads((folder / "last-good-drill.json").read_text())["copy"][:2] == "20"
    with psycopg.connect(**copies._where("postgres")) as admin:
        left = admin.execute("SELECT datname FROM pg_database WHERE datname LIKE '%drill%'")
        assert left.fetchall() == []
    assert Opening.objects.count() == 1


def test_drill_on_a_damaged_copy_says_what_is_wrong(site):
    folder = site / "copies"
    call_command("backup", str(folder))
    copy = copies.newest(folder)
    damaged = next(path for path in (copy / "files").rglob("*") if path.is_file())
    damaged.write_bytes(b"damaged")
    with pytest.raises(CommandError, match=damaged.name):
        call_command("drill", str(folder))
    assert not (folder / "last-good-drill.json").exists()
