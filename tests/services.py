"""A pytest plugin (`-p tests.services`): a throw-away PostgreSQL and Redis for one run.

They start in the earliest hook there is, because pytest-django reads the settings, and with them
the address of the database, before any conftest is loaded. xdist's workers inherit both.

The migrated cluster is kept from run to run under a name made of the migrations' content, and
each run gets a copy of it: half a second instead of ten.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from ops.postgres import Postgres
from ops.redis import Redis

ROOT = Path(__file__).resolve().parent.parent
KEPT = Path(f"/var/tmp/service-day-tests-{os.getuid()}")
DATABASES = (
    "test_service_day",
    "test_service_day_gw0",
    "test_service_day_gw1",
    "test_service_day_gw2",
)
UNUSED = 7 * 24 * 3600.0  # seconds after which a kept cluster is thrown away
_running: list[Any] = []


def _digest() -> str:
    digest = hashlib.sha256(f"{sys.version} {DATABASES}".encode())
    for file in sorted([*ROOT.glob("*/migrations/*.py"), *ROOT.glob("requirements/*.txt")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _migrated_cluster() -> Path:
    """Return a stopped cluster that holds the migrated databases; make it when there is none."""
    kept = KEPT / _digest()
    if kept.exists():
        os.utime(kept)
        return kept
    KEPT.mkdir(mode=0o755, exist_ok=True)
    for other in KEPT.iterdir():
        if other.stat().st_mtime < time.time() - UNUSED:
            shutil.rmtree(other, ignore_errors=True)
    building = Path(tempfile.mkdtemp(prefix="building-", dir=KEPT))
    building.chmod(0o755)
    postgres = Postgres(building / "pg", fast=True).start()
    postgres.ensure_database(DATABASES[0])
    environment = {**os.environ, **postgres.environment, "PGDATABASE": DATABASES[0]}
    command = [sys.executable, "manage.py", "migrate", "-v", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    for name in DATABASES[1:]:
        postgres.ensure_database(name, template=DATABASES[0])
    postgres.stop()
    try:
        building.rename(kept)
    except OSError:  # another run was quicker
        shutil.rmtree(building)
    return kept


def _converted_fonts(var: Path) -> None:
    """Let every worker of every run find the fonts that one has converted."""
    code = (ROOT / "hiring/reports/fonts.py").read_bytes()
    kept = KEPT / f"fonts-{hashlib.sha256(code).hexdigest()[:16]}"
    kept.mkdir(mode=0o755, parents=True, exist_ok=True)
    var.mkdir(parents=True, exist_ok=True)
    (var / "fonts").symlink_to(kept, target_is_directory=True)


def _scratch() -> str:
    """Memory where there is enough of it, else the disk."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    return str(memory) if roomy else "/var/tmp"


def _keep_apart() -> None:
    """Let each of xdist's workers ring bells, keep limits and store files for itself."""
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw").removeprefix("gw")
    if number:
        address, _, _ = os.environ["REDIS_URL"].partition("?db=")
        os.environ["REDIS_URL"] = f"{address}?db={int(number) + 1}"
        os.environ["SERVICE_DAY_VAR"] += f"-{number}"
        _converted_fonts(Path(os.environ["SERVICE_DAY_VAR"]))


def pytest_addoption() -> None:
    os.environ.setdefault("SERVICE_DAY_MODE", "test")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright's sync API runs a loop
    if os.environ.get("SERVICE_DAY_TEST_SERVICES"):
        _keep_apart()
        return
    folder = Path(tempfile.mkdtemp(prefix="service-day-", dir=_scratch()))
    folder.chmod(0o755)
    os.environ["SERVICE_DAY_VAR"] = str(folder / "var")
    _converted_fonts(folder / "var")
    redis = Redis(folder / "redis").start()
    os.environ.update(redis.environment)
    subprocess.run(["cp", "-a", str(_migrated_cluster() / "pg"), str(folder / "pg")], check=True)
    postgres = Postgres(folder / "pg", fast=True).start()
    _running.extend([folder, postgres, redis])
    atexit.register(pytest_unconfigure)  # also when the run breaks before it begins
    os.environ.update(postgres.environment, PGDATABASE="service_day", SERVICE_DAY_TEST_SERVICES="1")


def pytest_unconfigure() -> None:
    if _running:
        folder, postgres, redis = _running
        _running.clear()
        postgres.stop("immediate")
        redis.stop()
        shutil.rmtree(folder, ignore_errors=True)
        os.environ.pop("SERVICE_DAY_TEST_SERVICES", None)
