"""What a scorecard PDF costs: our pipeline against bare WeasyPrint, and Chromium, on the same HTML.

    .venv/bin/python -m benchmarks.reports

Both are warm (imported, sheet parsed, fonts loaded); both take turns, so that other load on the
machine meets both alike. CPU seconds, of this process and its children; the smallest and the
middle of all turns. No database is needed. Chromium prints the same pages (`--print-to-pdf`) as a
process of its own, as it has to: it starts anew for each, which is in its figures.

A bundle is measured by the worker's own path: a document for each candidate, each in a child of its
own, then one ZIP; what it costs, and the most memory that worker and children ever held.

Two workers against one: the same number of scorecards, drawn by one process and shared out between
two, in turns; the ratio of the clock times. On a machine that has other things to do it says less.
"""

from __future__ import annotations

import dataclasses
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypdfium2

os.environ.setdefault("SERVICE_DAY_MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hiring.settings")

TURNS = 15
PACKET = 16  # candidates, with which a packet has about twenty pages
SHARED, ROUNDS = 24, 5  # scorecards for one worker or two, and how often
BUNDLE = 100  # candidates of eight stages, two or three marks on each criterion


def _cpu() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def _timed(work, *arguments, **keywords) -> tuple[float, float, bytes]:
    cpu, clock = _cpu(), time.perf_counter()
    made = work(*arguments, **keywords)
    return _cpu() - cpu, time.perf_counter() - clock, made


def _without_evidence(html: str) -> str:
    """Return a scorecard's two pages alone."""
    head, mark, _behind = html.partition('<section class="behind">')
    assert mark, "the evidence begins there"
    return re.sub(r'href="#[^"]*"', "", head) + "</body></html>"


def _pages(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def _row(name: str, turns: list[tuple[float, float, bytes]]) -> str:
    cpu = [turn[0] for turn in turns]
    clock = [turn[1] for turn in turns]
    return (
        f"{name:<34}{min(cpu):>9.3f}{statistics.median(cpu):>9.3f}"
        f"{statistics.median(clock):>9.3f}{len(turns[0][2]):>10,}"
    )


def _compare(title: str, html: str, turns: int) -> None:
    from hiring.reports import render

    ours, bare = [], []
    limits = render.Limits(seconds=300)
    for _turn in range(turns):
        ours.append(_timed(render.draw, html, identifier=b"x", limits=limits))
        bare.append(_timed(render.draw_here, html, identifier=b"x"))
    assert ours[0][2] == bare[0][2], "the same HTML gives the same bytes"
    print(f"\n{title:<34}{'CPU min':>9}{'median':>9}{'clock':>9}{'bytes':>10}")
    print(_row("  bare WeasyPrint", bare))
    print(_row("  ours (child, limits, fence)", ours))
    smallest = min(turn[0] for turn in ours) / min(turn[0] for turn in bare)
    middle = statistics.median(t[0] for t in ours) / statistics.median(t[0] for t in bare)
    print(f"  ratio of CPU: {smallest:.2f} (smallest), {middle:.2f} (median)")


def _chromium(html: str) -> bytes:
    """Print with Chromium, as a peer would."""
    with tempfile.TemporaryDirectory() as name:
        page, pdf = Path(name) / "page.html", Path(name) / "page.pdf"
        page.write_text(html, encoding="utf-8")
        binary = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        flags = ("--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--headless")
        subprocess.run(
            [str(binary), *flags, f"--print-to-pdf={pdf}", page.as_uri()],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return pdf.read_bytes()


def _beside_chromium(html: str, turns: int) -> None:
    if not (shutil.which("chromium-headless-shell") or shutil.which("chromium")):
        print("  Chromium: not here")
        return
    print(_row("  Chromium, a process for each", [_timed(_chromium, html) for _ in range(turns)]))


def _clock_of(workers: int, html: str) -> float:
    """Return the seconds in which so many workers draw SHARED scorecards."""
    from hiring.reports import render

    begun = time.perf_counter()
    children = []
    for _worker in range(workers):
        child = os.fork()
        if child == 0:
            for _each in range(SHARED // workers):
                render.draw(html, identifier=b"x", limits=render.Limits(seconds=300))
            os._exit(0)
        children.append(child)
    for child in children:
        assert os.waitpid(child, 0)[1] == 0
    return time.perf_counter() - begun


def _two_workers(html: str) -> None:
    ratios = [_clock_of(1, html) / _clock_of(2, html) for _round in range(ROUNDS)]
    print(
        f"\n{SHARED} scorecards by two workers against one, {os.cpu_count()} cores, load "
        f"{os.getloadavg()[0]:.1f}: {statistics.median(ratios):.2f} times as fast (median), "
        f"{max(ratios):.2f} (best)"
    )


def _mebibytes(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def _bundle() -> None:
    """Draw and pack as `jobs.bundle` does, past the queries."""
    from types import SimpleNamespace
    from unittest.mock import patch

    from django.test.utils import override_settings

    from hiring.reports import jobs, kinds
    from tests.conftest import NOON
    from tests.hiring.reports import samples

    keys = list(range(1, BUNDLE + 1))
    report = SimpleNamespace(
        kind="scorecard-bundle", chosen=keys, variant="full", asked_by=None, asked_at=NOON
    )
    told: list[int] = []
    run = SimpleNamespace(progress=lambda done, *_rest: told.append(done))
    card = kinds.get("composite-scorecard")
    sheets = {key: samples.make_sheet(f"Candidate {key}", key) for key in keys}
    gathering = dataclasses.replace(
        card, gather=lambda _user, wanted, _at: sheets[wanted.application_id]
    )
    found = {report.kind: kinds.get(report.kind), card.code: gathering}
    before = _mebibytes(resource.RUSAGE_SELF)
    with patch.object(kinds, "get", found.__getitem__), override_settings(REPORT_SECONDS=300):
        cpu, clock, made = _timed(jobs.bundle, report, run)
    print(
        f"\nbundle of {BUNDLE}: {cpu:.1f} s of CPU, {cpu / BUNDLE:.3f} each, {clock:.1f} s on the "
        f"clock, {len(made.content):,} bytes; told how far {len(told)} times; memory of the worker "
        f"{before:.0f} → {_mebibytes(resource.RUSAGE_SELF):.0f} MiB, of its largest child "
        f"{_mebibytes(resource.RUSAGE_CHILDREN):.0f} MiB"
    )


def main() -> None:
    import django

    django.setup()
    from django.test.utils import override_settings

    from hiring.reports import jobs, kinds, render
    from tests.hiring.reports import samples
    from tests.hiring.reports.conftest import make_sheet
    from tests.hiring.reports.papers import html_of

    start = _cpu()
    render.warm()
    print(f"warming up, once a worker: {_cpu() - start:.2f} s of CPU")

    def written() -> bytes:
        return html_of(make_sheet())[0].encode()

    cpu = [_timed(written)[0] for _turn in range(TURNS)]
    print(f"inputs to HTML, the drawings: {statistics.median(cpu) * 1000:.0f} ms of CPU")
    with override_settings(COMPANY_NAME="Headsets"):
        html, _digest = html_of(make_sheet())
    front = _without_evidence(html)
    _compare(
        f"scorecard, the front, {_pages(render.draw_here(front, identifier=b'x'))} pages",
        front,
        TURNS,
    )
    _compare("scorecard with its evidence", html, TURNS)
    _beside_chromium(html, 5)
    _two_workers(html)
    packet = samples.make_packet(PACKET)
    html, _digest = jobs.page_of(
        kinds.get("decision-packet"), packet, asked_at=packet.head.asked_at
    )
    pages = _pages(render.draw_here(html, identifier=b"x"))
    _compare(f"packet of {PACKET} candidates, {pages} pages", html, 3)
    _bundle()


if __name__ == "__main__":
    sys.exit(main())
