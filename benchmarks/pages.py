"""What a page costs with 1,000, 10,000 and 100,000 applications.

    .venv/bin/python -m benchmarks.pages [1000 10000 100000]

Loads each size into a database of its own in a throw-away cluster, then asks for every page in
turns, size after size, so that other load on the machine meets all sizes alike. Per request:
SQL queries; milliseconds of CPU in Python and in the database's backend (/proc, Linux only);
wall time; bytes. The last column compares the CPU with that at the smallest size.

A second of CPU does not always do the same amount of work: neighbors on the machine slow it down
threefold. So every request is timed against a fixed loop run right before it, and the CPU columns
are the middle of all turns in the units of that loop, times the loop's fastest run: what the page
costs on this machine when nobody else is there. The wall times are as they were.

More pages: append to `PAGES`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import crowd
from ops.postgres import Postgres

TURNS = 40
WARM = 3
SIZES = ["1000", "10000", "100000"]


@dataclass(frozen=True)
class Page:
    """A page: its name, its address, and who asks for it."""

    name: str
    address: Callable[[crowd.Crowd], str]
    as_administrator: bool = False


def opening_page(page: str) -> Callable[[crowd.Crowd], str]:
    return lambda people: f"/openings/{people.slug}/{page}"


PAGES = [
    Page("openings", lambda _: "/openings/"),
    Page("openings, all", lambda _: "/openings/", as_administrator=True),
    Page("opening", opening_page("")),
    Page("board", opening_page("board/")),
    Page("table", opening_page("table/")),
    Page("table, everybody by name", opening_page("table/?state=all&sort=-name")),
    Page("table, one source", opening_page("table/?state=all&source=Radio&sort=-date")),
    Page("table, overdue by name", opening_page("table/?overdue=1&sort=name")),
    Page("table, by words", opening_page("table/?state=all&q=jo&sort=name")),
    Page("search, a beginning", lambda _: "/search/?q=jo"),
    Page("search, a name", lambda _: "/search/?q=jonas+jonaitis"),
    Page("search, one letter", lambda _: "/search/?q=j"),
    Page("search, all, a name", lambda _: "/search/?q=jonas+jonaitis", as_administrator=True),
    Page("search, an address", lambda _: "/search/?q=person.777@mail3.example.org"),
    Page("application", lambda people: f"/applications/{people.application}/"),
    Page("what follows there", lambda people: f"/applications/{people.application}/further/"),
    Page("candidate", lambda people: f"/people/{people.candidate}/"),
    Page("messages", lambda _: "/messages/"),
]


class Yardstick:
    """A fixed amount of work, and how fast it ever went here."""

    fastest = float("inf")

    @classmethod
    def measure(cls) -> float:
        """Return how many milliseconds of CPU it takes just now."""
        started, total = time.process_time(), 0
        for number in range(100_000):
            total += number
        took = (time.process_time() - started) * 1e3
        cls.fastest = min(cls.fastest, took)
        return took


@dataclass
class Measured:
    """What one page cost at one size, turn by turn."""

    queries: int = 0
    size: int = 0
    python: list[float] = field(default_factory=list)
    backend: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def milliseconds(self, turns: list[float]) -> float:
        return statistics.median(turns) * Yardstick.fastest

    @property
    def cpu(self) -> float:
        return self.milliseconds(self.python) + self.milliseconds(self.backend)


@dataclass(frozen=True)
class House:
    """One size: its database and who asks."""

    amount: int
    wrapper: Any
    people: crowd.Crowd
    clients: dict[bool, Any]
    backend: int


def _backend_cpu(pid: int) -> float:
    """Return how long the database's process has run, in milliseconds; 0 where /proc is not."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    except OSError:
        return 0.0


def _enter(wrapper: Any) -> None:
    from django.db import connections

    connections["default"] = wrapper


def _build(postgres: Postgres, amount: int) -> House:
    from django.core.management import call_command
    from django.db import connection, connections
    from django.test import Client
    from django.utils import timezone

    name = f"pages_{amount}"
    postgres.ensure_database(name)
    wrapper = connections.create_connection("default")
    wrapper.settings_dict = {**wrapper.settings_dict, "NAME": name, "CONN_HEALTH_CHECKS": False}
    _enter(wrapper)
    call_command("migrate", verbosity=0)
    started = time.perf_counter()
    people = crowd.fill(amount, timezone.now())
    print(f"{amount:>9,} applications in {time.perf_counter() - started:.0f} s", flush=True)
    clients = {False: Client(), True: Client()}
    for is_administrator, client in clients.items():
        key = people.administrator if is_administrator else people.recruiter
        client.force_login(_user(key), backend="hiring.accounts.backends.StaffBackend")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    return House(amount, wrapper, people, clients, pid)


def _user(key: int) -> Any:
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(pk=key)


def _ask(house: House, page: Page, into: Measured | None) -> None:
    _enter(house.wrapper)
    client = house.clients[page.as_administrator]
    address = page.address(house.people)
    unit = Yardstick.measure()
    backend, python, wall = _backend_cpu(house.backend), time.process_time(), time.perf_counter()
    response = client.get(address)
    wall, python = time.perf_counter() - wall, time.process_time() - python
    if response.status_code != 200:
        raise RuntimeError(f"{address} answers {response.status_code}")
    if into is not None:
        into.wall.append(wall * 1e3)
        into.python.append(python * 1e3 / unit)
        into.backend.append((_backend_cpu(house.backend) - backend) / unit)
        into.size = len(response.content)


def _count(house: House, page: Page) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _enter(house.wrapper)
    with CaptureQueriesContext(connection) as queries:
        house.clients[page.as_administrator].get(page.address(house.people))
    return len(queries)


def measure(houses: list[House], pages: list[Page], turns: int) -> None:
    """Print a line per page and size."""
    for _ in range(50):
        Yardstick.measure()
    print(
        f"\n{'page':<26}{'applications':>13}{'queries':>9}{'CPU ms':>8}{'Python':>8}"
        f"{'backend':>9}{'p50 ms':>8}{'p95 ms':>8}{'bytes':>10}{'ratio':>7}"
    )
    for page in pages:
        found = {house.amount: Measured(queries=_count(house, page)) for house in houses}
        for turn in range(-WARM, turns):
            for house in houses:
                _ask(house, page, found[house.amount] if turn >= 0 else None)
        smallest = found[houses[0].amount]
        for house in houses:
            _print(page.name, house.amount, found[house.amount], smallest)


def _print(name: str, amount: int, it: Measured, smallest: Measured) -> None:
    late = statistics.quantiles(it.wall, n=20)[-1]
    ratio = f"{it.cpu / smallest.cpu:.2f}" if it is not smallest else ""
    print(
        f"{name:<26}{amount:>13,}{it.queries:>9}{it.cpu:>8.1f}{it.milliseconds(it.python):>8.1f}"
        f"{it.milliseconds(it.backend):>9.1f}{statistics.median(it.wall):>8.1f}{late:>8.1f}"
        f"{it.size:>10,}{ratio:>7}",
        flush=True,
    )


def main(
    pages: list[Page] = PAGES,
    sizes: list[str] = SIZES,
    prepare: Callable[[], None] = lambda: None,
    turns: int = TURNS,
) -> None:
    """Build the databases, prepare each, measure, throw them away."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", default=sizes)
    parser.add_argument("--only", default="", help="pages whose name holds this")
    parser.add_argument("--turns", type=int, default=turns)
    parser.add_argument(
        "--keep", type=Path, help="a folder to keep the cluster in, and to find it in"
    )
    asked = parser.parse_args()
    folder = asked.keep or Path(tempfile.mkdtemp(prefix="service-day-pages-", dir="/var/tmp"))
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    postgres = Postgres(folder / "pg", fast=True).start()
    os.environ.update(postgres.environment, SERVICE_DAY_MODE="test", SERVICE_DAY_DEBUG="")
    os.environ["SERVICE_DAY_VAR"] = str(folder / "var")
    os.environ["DJANGO_SETTINGS_MODULE"] = "hiring.settings"
    try:
        import django
        from django.conf import settings
        from django.urls import get_resolver

        django.setup()
        get_resolver().url_patterns  # noqa: B018  (imports every view before the clock runs)
        settings.ALLOWED_HOSTS = ["testserver"]
        houses = [_build(postgres, amount) for amount in sorted(crowd.sizes(asked.sizes))]
        for house in houses:
            _enter(house.wrapper)
            prepare()
        measure(houses, [page for page in pages if asked.only in page.name], asked.turns)
    finally:
        postgres.stop("immediate")
        if asked.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
