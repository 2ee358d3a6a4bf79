"""`make demo`: PostgreSQL, Redis, web, workers and dispatcher in one command, and all of it away
again on Ctrl-C.

    python -m ops.demo [--check]

`--check` stops as soon as the site has answered and a worker has done a task. Everything lies
under var/ (or SERVICE_DAY_VAR); the next start goes on where this one was. Killed hard, the
children die with their supervisor (on Linux) and the next start adopts what is left.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import fcntl
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from ops.postgres import Postgres
from ops.redis import Redis

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("SERVICE_DAY_VAR", ROOT / "var"))
FIRST_PORT, PORTS_TO_TRY = 8000, 50
STARTED = time.monotonic()
LOGINS = (
    ("Recruiter", "rosa@demo.example"),
    ("Interviewer", "ines@demo.example"),
    ("Hiring manager", "milan@demo.example"),
    ("Administrator", "ada@demo.example"),
)
PASSWORD = "a-day-in-service"  # noqa: S105  (of invented people, on this machine only)


def say(text: str) -> None:
    print(f"{time.monotonic() - STARTED:6.1f} s  {text}", flush=True)


def free_port(first: int) -> int:
    """Return the wished-for port, or the next one that nobody listens on."""
    for port in range(first, first + PORTS_TO_TRY):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", port))
                return port
    raise SystemExit(f"no free port between {first} and {first + PORTS_TO_TRY - 1}")


def secret_key() -> str:
    """Return this machine's own secret, made once."""
    file = VAR / "secret-key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


def die_with_parent() -> None:
    """In the child: a session of its own (Ctrl-C reaches only the supervisor), and no life
    after the supervisor's."""
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


CONVERT = """
import os, django
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiring.settings")
django.setup()
from hiring.reports import fonts
fonts.font_faces()
"""


class Children:
    """The processes that we started; they end when we do."""

    def __init__(self, environment: dict[str, str], logs: Path) -> None:
        self.environment = environment
        self.logs = logs
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, *arguments: str) -> None:
        with (self.logs / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, *arguments],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=die_with_parent,  # noqa: PLW1509  (no threads here)
            )

    def run(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    def ended(self) -> str | None:
        return next(
            (name for name, child in self.running.items() if child.poll() is not None), None
        )

    def stop(self) -> None:
        for child in self.running.values():
            child.terminate()
        for child in self.running.values():
            try:
                child.wait(15)
            except subprocess.TimeoutExpired:
                child.kill()


def wait_for(url: str, children: Children) -> None:
    """Wait until the site answers; say which child ended if one did."""
    for _ in range(600):
        if name := children.ended():
            raise SystemExit(f"{name} ended; its last words are in {VAR / name}.log")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=5).read()  # noqa: S310  (our own address)
            return
        time.sleep(0.1)
    raise SystemExit(f"the site did not answer at {url}")


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold a lock, so that two demos do not share one folder."""
    VAR.mkdir(mode=0o755, parents=True, exist_ok=True)
    with (VAR / "demo.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise SystemExit(f"a demo already runs on {VAR}") from None
        yield


def announce(url: str) -> None:
    say(f"ready: {url}")
    print(f"\n  Staff sign in at {url}login/ (password: {PASSWORD})")
    for role, email in LOGINS:
        print(f"    {role:<15} {email}")
    print(f"  Candidates start at {url}jobs/\n  Ctrl-C stops everything.\n", flush=True)


def serve(children: Children, redis: Redis, *, check: bool) -> None:
    """Bring the site up and keep it up until a signal, or until a child ends."""
    port = free_port(int(os.environ.get("PORT", FIRST_PORT)))
    url = f"http://127.0.0.1:{port}/"
    children.environment["SERVICE_DAY_URL"] = url.rstrip("/")
    web = ("-m", "gunicorn", "hiring.wsgi", "--worker-class", "gthread", "--workers", "2")
    bind = ("--no-control-socket", "--bind", f"127.0.0.1:{port}")  # the socket lies in HOME
    # loading takes one core: the other has time for these
    children.start("web", *web, "--threads", "4", *bind)
    children.start("fonts", "-c", CONVERT)
    children.run("load_demo")
    children.running.pop("fonts").wait()
    say("demo company is there")
    if "REDIS_URL" in redis.environment and redis.ready():
        children.start("work", "manage.py", "work")
        children.start("dispatch", "manage.py", "dispatch")
    else:
        children.start("dispatch", "manage.py", "dispatch", "--inline")
    wait_for(f"{url}jobs/", children)
    announce(url)
    if check:
        children.run("check_demo")
        return
    while not (name := children.ended()):
        time.sleep(0.5)
    raise SystemExit(f"{name} ended; its last words are in {VAR / name}.log")


def leave(*_: object) -> NoReturn:
    raise SystemExit(0)


def main() -> None:
    parser = argparse.ArgumentParser(prog="make demo", description="Run the demo company.")
    parser.add_argument("--check", action="store_true", help="start, verify, stop")
    arguments = parser.parse_args()
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, leave)
    with only_one():
        postgres, redis = Postgres(VAR / "pg"), Redis(VAR / "redis")
        children = Children(
            {
                **os.environ,
                **postgres.environment,
                **redis.environment,
                "PGDATABASE": "service_day",
                "SERVICE_DAY_MODE": "demo",
                "SERVICE_DAY_COMPANY": "Hearwell Headsets",
                "SERVICE_DAY_SECRET_KEY": secret_key(),
                "SERVICE_DAY_VAR": str(VAR),
            },
            VAR,
        )
        try:
            postgres.start()
            say("PostgreSQL is up")
            postgres.ensure_database("service_day")
            with contextlib.suppress(LookupError):  # without Redis the dispatcher does the work
                redis.start()
                say("Redis is up")
            serve(children, redis, check=arguments.check)
        finally:
            children.stop()
            redis.stop()
            postgres.stop()
            say("everything has stopped")


if __name__ == "__main__":
    main()
