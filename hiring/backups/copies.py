"""Makes, checks and restores copies of the database and of the private files.

A copy is a folder: `database.dump` (pg_dump's own format), `files/`, and `manifest.json` with the
checksum of every table and every file. The dump and its checksums are of one snapshot. Files are
copied after it: each is written once under a random key, before the row that names it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.files.storage import storages
from psycopg import sql

from hiring.backups import checksums
from ops.postgres import binaries

DUMP, FILES, MANIFEST, GOOD_DRILL = (
    "database.dump",
    "files",
    "manifest.json",
    "last-good-drill.json",
)


class CopyRefused(Exception):
    """A copy cannot be made or used; the text says why."""


def _where(database: str) -> dict[str, Any]:
    default: dict[str, Any] = dict(settings.DATABASES["default"])
    known = {
        "host": default["HOST"],
        "port": default["PORT"],
        "user": default["USER"],
        "password": default["PASSWORD"],
    }
    return {**{key: value for key, value in known.items() if value}, "dbname": database}


def database_name() -> str:
    """Return the name of the site's own database."""
    return str(settings.DATABASES["default"]["NAME"])


def files_folder() -> Path:
    """Return where the private files lie."""
    return Path(storages["private"].path(""))


@contextmanager
def _one_moment(database: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with psycopg.connect(**_where(database)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        yield connection


def _program(name: str) -> str:
    """Return one of PostgreSQL's programs: those of the embedded server, or named by PG_BINDIR,
    first, since one of another version in the PATH would refuse the server.
    """
    with suppress(LookupError):
        if (beside := binaries() / name).exists():
            return str(beside)
    if found := shutil.which(name):
        return found
    raise CopyRefused(f"there is no {name} here: install PostgreSQL's client, or set PG_BINDIR")


def _run(program: str, database: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; the password goes by the environment, as libpq wants it."""
    where = _where(database)
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD"}
    told = {names[key]: str(value) for key, value in where.items() if key in names}
    done = subprocess.run(  # noqa: S603  (our own arguments)
        [_program(program), f"--dbname={database}", *arguments],
        env={**os.environ, **told},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise CopyRefused(f"{program}: {done.stderr.strip()[-2000:]}")


def digest_of(path: Path) -> str:
    """Return a file's SHA-256."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _digests(folder: Path) -> dict[str, str]:
    """Return path → SHA-256 for every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): digest_of(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def make(into: Path, *, at: dt.datetime) -> Path:
    """Make a copy in a new folder below `into`; it gets its name when it is whole.

    Raises CopyRefused when a file that the database names is missing or is not what it was.
    """
    name = f"{at:%Y-%m-%dT%H%M%SZ}"
    unfinished = into / f".unfinished-{name}"
    unfinished.mkdir(mode=0o700, parents=True)
    with _one_moment(database_name()) as connection:
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = str(row[0]) if row else ""
        dump = str(unfinished / DUMP)
        _run(
            "pg_dump",
            database_name(),
            "--format=custom",
            f"--snapshot={snapshot}",
            f"--file={dump}",
        )
        tables = checksums.of_database(connection)
        named = connection.execute("SELECT key, sha256 FROM candidates_storedfile").fetchall()
    (unfinished / FILES).mkdir()
    if files_folder().exists():
        shutil.copytree(files_folder(), unfinished / FILES, dirs_exist_ok=True)
    files = _digests(unfinished / FILES)
    wrong = sorted(str(key) for key, sha256 in named if files.get(_path(key)) != sha256)
    if wrong:
        raise CopyRefused(f"missing or changed files, see manage.py verify_files: {wrong[:10]}")
    manifest = {"made_at": at.isoformat(), "tables": tables, "files": files}
    (unfinished / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    return unfinished.rename(into / name)


def _path(key: Any) -> str:
    """Return where a file lies, as `StoredFile.path` says it."""
    return f"{key.hex[:2]}/{key.hex[2:4]}/{key.hex}"


def newest(folder: Path) -> Path:
    """Return the newest whole copy below a folder; raise CopyRefused without one."""
    found = sorted(path.parent for path in folder.glob(f"[0-9]*/{MANIFEST}"))
    if not found:
        raise CopyRefused(f"there is no copy in {folder}")
    return found[-1]


def _is_empty(database: str) -> bool:
    with _one_moment(database) as connection:
        return not connection.execute(checksums.TABLES).fetchall()


def restore(copy: Path, *, database: str, files: Path) -> list[str]:
    """Restore a copy into an empty database and an empty folder; return what differs.

    Raises CopyRefused where something lies already: nothing is ever written over.
    """
    if not _is_empty(database):
        raise CopyRefused(f"the database {database} is not empty; restore into a new one")
    if files.exists() and any(files.iterdir()):
        raise CopyRefused(f"the folder {files} is not empty; move it away first")
    _run(
        "pg_restore",
        database,
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        str(copy / DUMP),
    )
    shutil.copytree(copy / FILES, files, dirs_exist_ok=True)
    return differences(copy, database=database, files=files)


def differences(copy: Path, *, database: str, files: Path) -> list[str]:
    """Compare a restored database and folder with what the copy was made of."""
    manifest = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    with _one_moment(database) as connection:
        tables = checksums.of_database(connection)
    return [
        *_compared("table", manifest["tables"], tables),
        *_compared("file", manifest["files"], _digests(files)),
    ]


def _compared(what: str, wanted: dict[str, str], found: dict[str, str]) -> list[str]:
    return [
        f"{what} {name}: {wanted.get(name, 'nothing')} became {found.get(name, 'nothing')}"
        for name in sorted(wanted.keys() | found.keys())
        if wanted.get(name) != found.get(name)
    ]


def drill(copy: Path, *, scratch: Path, at: dt.datetime) -> list[str]:
    """Restore a copy into a database and a folder of its own, compare, and take both away again.

    Return what differs. A drill that finds nothing writes down, beside the copies, when it was.
    """
    database = f"{database_name()}_drill_{at:%Y%m%d%H%M%S}"
    quoted = sql.Identifier(database)
    with psycopg.connect(**_where("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(quoted))
        try:
            found = restore(copy, database=database, files=scratch / FILES)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(quoted))
            shutil.rmtree(scratch / FILES, ignore_errors=True)
    if not found:
        said = json.dumps({"copy": copy.name, "at": at.isoformat()})
        (copy.parent / GOOD_DRILL).write_text(said, encoding="utf-8")
    return found
