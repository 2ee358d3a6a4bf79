"""A thousand candidates in a test at once, on one machine.

    .venv/bin/python -m benchmarks.sittings [--candidates 1000] [--seconds 40]

A throw-away PostgreSQL that waits for its disk, and gunicorn as it is shipped (two processes of
four threads), both on this machine and on loopback only. First everybody works at their own pace,
an answer about every 20 seconds, and in the middle of it one of the web processes is killed; then
the same candidates answer as fast as the site takes it, over so many connections as a proxy holds.
What is refused or lost on the way is sent again under its number, as the player does.

Prints answers saved per second, how long a save took, and what it cost in CPU, PostgreSQL included
(neighbors on the machine make a save slower, hardly dearer; the start of the new web process is in
the first line). Then every answer that was confirmed is compared with what stands in the database;
it ends with an error if one is missing.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import hashlib
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from ops.postgres import Postgres

PACE = 20.0  # seconds between two answers of one candidate
CONNECTIONS = 32
QUICK = 40  # answers before the clock runs
FORMS = 20  # different papers
MOST_CANDIDATES, MOST_SECONDS = 2_000, 300
PATIENCE = 30.0  # seconds a candidate goes on trying to send one answer


@dataclass
class Taker:
    """One candidate: where they answer, and what was confirmed."""

    key: str
    cookies: str
    token: str
    tasks: list[str]
    sequence: int = 0
    confirmed: dict[str, tuple[int, str]] = field(default_factory=dict)


@dataclass
class Told:
    """What one phase told."""

    took: list[float] = field(default_factory=list)
    again: int = 0
    given_up: int = 0
    cpu: float = 0.0  # seconds, of the site and of PostgreSQL together


def _people(count: int) -> list[Taker]:
    """Make so many candidates who are in the middle of a grammar test, each logged in."""
    from django.utils import timezone

    from candidates.applications.models import Application, Move
    from candidates.openings.models import Opening
    from candidates.people.models import Candidate
    from candidates.portal.models import PortalLink
    from interviews.assessments.actions import load_bank
    from interviews.plans.models import Plan, Stage
    from interviews.sittings.models import Sitting

    at = timezone.now()
    load_bank(at=at)
    opening = Opening.objects.create(
        title="Advisor", slug="advisor", team="Service", location="Vilnius", seats=2,
        time_zone="Europe/Vilnius", state="open", created_at=at, opened_at=at,
    )  # fmt: skip
    plan = Plan.objects.create(
        opening=opening, name="Day", state="active", bar="3.50", created_at=at
    )
    stage = Stage.objects.create(
        plan=plan, position=1, kind="grammar-test", title="Grammar test", weight=100, minutes=25,
        on_day=False,
    )  # fmt: skip
    papers = [_paper(stage.pk, seed) for seed in range(FORMS)]
    candidates = Candidate.objects.bulk_create(
        Candidate(name=f"Person {n}", email=f"person.{n}@example.org", created_at=at)
        for n in range(count)
    )
    applications = Application.objects.bulk_create(
        Application(
            opening=opening, candidate=each, state="invited", state_since_at=at, applied_at=at
        )
        for each in candidates
    )
    Move.objects.bulk_create(
        Move(application=each, to_state="invited", at=at) for each in applications
    )
    links = PortalLink.objects.bulk_create(
        PortalLink(
            candidate=each, token_sha256=hashlib.sha256(each.email.encode()).hexdigest(),
            created_at=at, expires_at=at + dt.timedelta(days=1),
        )
        for each in candidates
    )  # fmt: skip
    sittings = Sitting.objects.bulk_create(
        Sitting(
            application=each, stage=stage, seed=n, language="en",
            paper=papers[n % FORMS][0], keys=papers[n % FORMS][1], section_began_at=at,
            deadline=at + dt.timedelta(minutes=18, seconds=5),
            started_at=at, closes_at=at + dt.timedelta(days=1),
        )
        for n, each in enumerate(applications)
    )  # fmt: skip
    return [
        _taker(str(sitting.key), link.pk, _easy(sitting.paper))
        for sitting, link in zip(sittings, links, strict=True)
    ]


def _paper(stage_key: int, seed: int) -> tuple[Any, Any]:
    from interviews.sittings.paper import to_json
    from interviews.stages import registry

    exercise = registry.get("grammar-test").exercise
    assert exercise is not None
    paper = exercise.compose(stage_key, seed, "en")
    return to_json(paper), dict(paper.keys)


def _easy(paper: Any) -> list[str]:
    """Return the tasks that any of two places, or any word, answers."""
    kinds = ("choice", "locate", "correct")
    return [task["key"] for task in paper["sections"][0]["tasks"] if task["type"] in kinds]


def _taker(key: str, link: int, tasks: list[str]) -> Taker:
    from importlib import import_module

    from django.conf import settings
    from django.middleware.csrf import _get_new_csrf_string

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["portal_link"] = link
    session.create()
    token = _get_new_csrf_string()
    cookies = SimpleCookie()
    cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    cookies[settings.CSRF_COOKIE_NAME] = token
    text = "; ".join(f"{name}={morsel.value}" for name, morsel in cookies.items())
    return Taker(key, text, token, tasks)


class Lines:
    """Connections that are kept open and shared, as a proxy in front of the site does."""

    def __init__(self, port: int, count: int) -> None:
        self.port = port
        self.free: asyncio.Queue[tuple[Any, Any] | None] = asyncio.Queue()
        for _number in range(count):
            self.free.put_nowait(None)

    async def post(self, taker: Taker, task: str, body: str) -> int:
        """Send one form and return the status; raise OSError where the line broke."""
        line = await self.free.get()
        kept = None
        try:
            reader, writer = line or await asyncio.open_connection("127.0.0.1", self.port)
            writer.write(
                f"POST /my/sittings/{taker.key}/{task}/ HTTP/1.1\r\nHost: localhost\r\n"
                f"Cookie: {taker.cookies}\r\nX-CSRFToken: {taker.token}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n"
                f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
            )
            head = (await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)).decode()
            status = int(head.split(" ", 2)[1])
            length = next(
                int(each.split(":")[1])
                for each in head.split("\r\n")
                if each.lower().startswith("content-length:")
            )
            await reader.readexactly(length)
            if "connection: close" in head.lower():
                writer.close()
            else:
                kept = (reader, writer)
        except (asyncio.IncompleteReadError, TimeoutError, StopIteration) as broken:
            raise OSError from broken
        else:
            return status
        finally:
            self.free.put_nowait(kept)


async def _answer(lines: Lines, taker: Taker, chance: random.Random, told: Told) -> None:
    """Give one answer, and send it until it is confirmed, under the same number."""
    task = chance.choice(taker.tasks)
    taker.sequence += 1
    value = str(chance.randrange(2))
    body = urlencode({f"{task}.value": value, "sequence": taker.sequence})
    started = time.perf_counter()
    while time.perf_counter() - started < PATIENCE:
        with suppress(OSError):
            status = await lines.post(taker, task, body)
            if status == 200:
                told.took.append(time.perf_counter() - started)
                taker.confirmed[task] = (taker.sequence, value)
                return
            if status < 500:
                raise SystemExit(f"an answer was refused with {status}")
        told.again += 1
        await asyncio.sleep(0.25)
    told.given_up += 1


async def _at_their_pace(lines: Lines, takers: list[Taker], seconds: float, told: Told) -> None:
    end = time.perf_counter() + seconds

    async def work(taker: Taker, seed: int) -> None:
        chance = random.Random(seed)
        await asyncio.sleep(chance.uniform(0, PACE))
        while time.perf_counter() < end:
            await _answer(lines, taker, chance, told)
            await asyncio.sleep(chance.uniform(0.5, 1.5) * PACE)

    await asyncio.gather(*(work(taker, number) for number, taker in enumerate(takers)))


async def _all_at_once(lines: Lines, takers: list[Taker], seconds: float, told: Told) -> None:
    end = time.perf_counter() + seconds

    async def work(share: list[Taker], seed: int) -> None:
        chance = random.Random(seed)
        while time.perf_counter() < end:
            await _answer(lines, chance.choice(share), chance, told)

    shares = [takers[number::CONNECTIONS] for number in range(CONNECTIONS)]
    await asyncio.gather(*(work(share, number) for number, share in enumerate(shares) if share))


async def _kill_one(master: int, after: float) -> None:
    """Kill one web process on the spot, as a machine that runs out of memory would."""
    await asyncio.sleep(after)
    children = Path(f"/proc/{master}/task/{master}/children")
    if children.exists() and (found := children.read_text().split()):
        os.kill(int(found[0]), signal.SIGKILL)


def _cpu(*masters: int) -> float:
    """Return how many seconds of CPU these processes and their children have used; 0 where /proc
    is not."""
    total = 0
    for master in masters:
        with suppress(OSError, ValueError):
            children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
            total += sum(_ticks(master)[:4])
            for child in children:
                with suppress(OSError):  # it ended just now: its master has its time
                    total += sum(_ticks(int(child))[:2])
    return total / os.sysconf("SC_CLK_TCK")


def _ticks(process: int) -> list[int]:
    """Return user and system time of a process, then those of its children that ended."""
    text = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return [int(each) for each in text[11:15]]


def _print(name: str, told: Told, seconds: float) -> None:
    took = sorted(each * 1e3 for each in told.took)
    cuts = statistics.quantiles(took, n=100)
    print(
        f"{name:<22}{len(took):>9,}{len(took) / seconds:>10.1f}{statistics.median(took):>9.1f}"
        f"{cuts[94]:>9.1f}{cuts[98]:>9.1f}{took[-1]:>9.0f}{told.again:>9}{told.given_up:>10}"
        f"{told.cpu / len(took) * 1e3:>9.1f}",
        flush=True,
    )


def _lost(takers: list[Taker]) -> int:
    """Count confirmed answers that do not stand in the database as they were confirmed."""
    from interviews.sittings.models import Answer

    kept: dict[tuple[str, str], tuple[int, Any]] = {}
    rows = Answer.objects.values_list("sitting__key", "task_key", "sequence", "value")
    for key, task, sequence, value in rows:
        kept[str(key), task] = (sequence, value)
    lost = 0
    for taker in takers:
        for task, (sequence, value) in taker.confirmed.items():
            stands = kept.get((taker.key, task), (0, None))
            as_confirmed = stands[0] == sequence and str(stands[1]) == value
            lost += not (as_confirmed or stands[0] > sequence)
    return lost


async def _run(port: int, masters: tuple[int, int], takers: list[Taker], seconds: float) -> None:
    lines = Lines(port, CONNECTIONS)
    print(
        f"\n{'':<22}{'answers':>9}{'a second':>10}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}"
        f"{'max ms':>9}{'again':>9}{'given up':>10}{'CPU ms':>9}"
    )
    paced, started, before = Told(), time.perf_counter(), _cpu(*masters)
    await asyncio.gather(
        _at_their_pace(lines, takers, seconds, paced), _kill_one(masters[0], seconds / 2)
    )
    paced.cpu = _cpu(*masters) - before
    _print("at their own pace", paced, time.perf_counter() - started)
    fast, started, before = Told(), time.perf_counter(), _cpu(*masters)
    await _all_at_once(lines, takers, seconds / 2, fast)
    fast.cpu = _cpu(*masters) - before
    _print("as fast as it goes", fast, time.perf_counter() - started)


def _serve(environment: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    command = ["-m", "gunicorn", "hiring.wsgi", "--worker-class", "gthread", "--workers", "2"]
    command += ["--threads", "4", "--bind", f"127.0.0.1:{port}", "--log-level", "warning"]
    web = subprocess.Popen([sys.executable, *command], env=environment, start_new_session=True)
    quick = 0
    for _try in range(600):  # until both processes have read everything and answer at once
        started = time.perf_counter()
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1) as line:
            line.sendall(b"GET /livez HTTP/1.0\r\nHost: localhost\r\n\r\n")
            line.settimeout(20)
            quick = quick + 1 if line.recv(16).startswith(b"HTTP") else 0
        if quick >= QUICK and time.perf_counter() - started < 0.5:
            return web
        time.sleep(0.05)
    raise SystemExit("the site did not come up")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--candidates", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=40)
    asked = parser.parse_args()
    count = min(asked.candidates, MOST_CANDIDATES)
    seconds = min(asked.seconds, MOST_SECONDS)
    folder = Path(tempfile.mkdtemp(prefix="service-day-sittings-", dir="/var/tmp"))
    folder.chmod(0o755)
    postgres = Postgres(folder / "pg").start()
    name = f"sittings_{uuid.uuid4().hex[:8]}"
    postgres.ensure_database(name)
    os.environ.update(postgres.environment, PGDATABASE=name, SERVICE_DAY_MODE="test")
    os.environ.update(SERVICE_DAY_VAR=str(folder / "var"), DJANGO_SETTINGS_MODULE="hiring.settings")
    web = None
    try:
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        call_command("migrate", verbosity=0)
        started = time.perf_counter()
        takers = _people(count)
        print(f"{count:,} candidates sit, after {time.perf_counter() - started:.0f} s", flush=True)
        port = _free_port()
        web = _serve(dict(os.environ), port)
        database = int((folder / "pg" / "postmaster.pid").read_text().split()[0])
        asyncio.run(_run(port, (web.pid, database), takers, seconds))
        lost = _lost(takers)
        confirmed = sum(len(taker.confirmed) for taker in takers)
        connection.close()
        print(f"\n{confirmed:,} answers stand as they were confirmed last; lost: {lost}")
        if lost:
            raise SystemExit(1)
    finally:
        if web is not None:
            os.killpg(web.pid, signal.SIGTERM)
            web.wait(20)
        postgres.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
