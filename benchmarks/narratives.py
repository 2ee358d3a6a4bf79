"""How long it takes to seal 10,000 passages anew, and whether the site reads and writes meanwhile.

    .venv/bin/python -m benchmarks.narratives [--candidates 2000]

In a throw-away cluster, with five passages for each candidate. While one thread seals anew, the
other opens and saves passages through the same queries and actions as the pages; each of its
turns is counted, and so is each that failed. At the end every passage is opened with the new key
alone.
"""

from __future__ import annotations

import argparse
import base64
import os
import shutil
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from ops.postgres import Postgres


def _fill(candidates: int, now: Any) -> None:
    from benchmarks import composites
    from candidates.layout import sealing
    from interviews.narratives.models import Narrative, Passage
    from interviews.scorecards.models import Scorecard

    pool = composites._fill(candidates, 1, 1, now)  # noqa: SLF001
    cards = Scorecard.objects.filter(application__in=pool.applications)
    narratives = Narrative.objects.bulk_create(
        Narrative(scorecard=card, begun_at=now) for card in cards
    )
    passages = [
        Passage(narrative=each, part=part, saved_at=now)
        for each in narratives
        for part in Passage.Part.values
    ]
    for row in passages:
        row.sealed, row.key_name = sealing.seal("He told of two setbacks. " * 40, about=row.about)
    Passage.objects.bulk_create(passages, batch_size=2000)


def _read_and_write(cards: list[Any], over: threading.Event, now: Any) -> dict[str, int]:
    """Open and save one narrative after the other until sealing is over."""
    from django.db import connection

    from interviews.narratives import actions, queries
    from interviews.narratives.drafts import Draft

    counted = {"turns": 0, "failed": 0}
    while not over.is_set():
        card = cards[counted["turns"] % len(cards)]
        try:
            opened = {each.part: each for each in queries.opened(card.narrative)}
            draft = Draft("success", f"Turn {counted['turns']}", opened["success"].version)
            actions.save_passages(
                scorecard_id=card.pk, drafts=[draft], actor=card.interviewer, at=now
            )
        except Exception:  # noqa: BLE001  (counted)
            counted["failed"] += 1
        counted["turns"] += 1
    connection.close()
    return counted


def _measure(candidates: int) -> None:
    from django.conf import settings
    from django.utils import timezone

    from interviews.narratives import actions, queries
    from interviews.narratives.models import Narrative, Passage
    from interviews.scorecards.models import Scorecard

    now = timezone.now()
    _fill(candidates, now)
    cards = list(Scorecard.objects.select_related("narrative", "interviewer").order_by("pk"))
    new = base64.b64encode(os.urandom(32)).decode()
    settings.SEAL_KEYS = [new, *settings.SEAL_KEYS]
    over, counted = threading.Event(), {}
    other = threading.Thread(target=lambda: counted.update(_read_and_write(cards, over, now)))
    other.start()
    began = time.perf_counter()
    sealed = actions.reseal_passages()
    took = time.perf_counter() - began
    over.set()
    other.join()
    settings.SEAL_KEYS = [new]
    readable = sum(
        len([each for each in queries.opened(narrative) if each.text])
        for narrative in Narrative.objects.prefetch_related("passages")
    )
    print(f"{Passage.objects.count():,} passages, {sealed:,} sealed anew in {took:.1f} s")
    print(f"meanwhile {counted['turns']:,} opened and saved, {counted['failed']} failed")
    print(f"{readable:,} open with the new key alone")


def main() -> None:
    """Build, measure, throw away."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--candidates", type=int, default=2000)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="service-day-narratives-", dir="/var/tmp"))
    folder.chmod(0o755)
    postgres = Postgres(folder / "pg", fast=True).start()
    os.environ.update(postgres.environment)
    os.environ.update(
        PGDATABASE="service_day",
        SERVICE_DAY_MODE="test",
        SERVICE_DAY_VAR=str(folder / "var"),
        DJANGO_SETTINGS_MODULE="hiring.settings",
    )
    try:
        postgres.ensure_database("service_day")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        _measure(asked.candidates)
    finally:
        postgres.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
