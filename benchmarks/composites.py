"""What marks coming to composites costs: a whole pool, and one candidate after a lock.

    .venv/bin/python -m benchmarks.composites [--candidates 300] [--stages 8] [--raters 2]

In a throw-away cluster, with two criteria a stage. Printed are the pool recomputed from nothing,
again with nothing changed, the agreement of raters worked out for every criterion and stage; and
then, through a real worker and Redis, the time from the click on *lock* to the first answer of
the candidate's page that shows the new composite. Wall time; the targets stand beside it.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ops.postgres import Postgres
from ops.redis import Redis

ROOT = Path(__file__).resolve().parent.parent
EVIDENCE = "She asked the caller twice what had been tried before."
STAFF_BACKEND = "hiring.accounts.backends.StaffBackend"
TURNS = 20
GIVE_UP = 10.0
PAUSE = 0.03  # between two looks at the page


@dataclass
class Pool:
    """What was made: the opening, its plan, everybody in it."""

    opening: Any
    plan: Any
    recruiter: Any
    raters: list[Any]
    applications: list[Any]
    stages: list[Any]


if TYPE_CHECKING:
    import datetime as dt


def _staff() -> list[Any]:
    from hiring.accounts.models import User

    return [
        User.objects.create_user(f"rater{n}@example.org", "x", name=f"Rater {n}") for n in range(11)
    ]


def _plan(opening: Any, stages: int, now: dt.datetime) -> tuple[Any, list[Any]]:
    from interviews.competencies.models import Competency
    from interviews.plans.models import Criterion, Plan, Stage

    anchors = {"anchor_1": "curt", "anchor_3": "polite", "anchor_5": "warm"}
    warmth = Competency.objects.create(code="warmth-here", name="Warmth", **anchors)
    plan = Plan.objects.create(
        opening=opening, name="The Day", bar="3.50", state="active", created_at=now
    )
    made = []
    for n in range(stages):
        stage = Stage.objects.create(
            plan=plan,
            position=n + 1,
            kind="voice-coach",
            title=f"Stage {n + 1}",
            weight=100 // stages,
            minutes=30,
            raters=2,
        )
        for place in (1, 2):
            Criterion.objects.create(
                stage=stage, position=place, competency=warmth, name=f"Warmth {place}", **anchors
            )
        made.append(stage)
    plan.locked_at = now
    plan.save()
    return plan, made


def _fill(candidates: int, stages: int, raters: int, now: dt.datetime) -> Pool:
    from candidates.applications.models import Application, Move
    from candidates.openings.models import Opening, OpeningMember
    from candidates.people.models import Candidate

    recruiter, *staff = _staff()
    opening = Opening.objects.create(
        title="Headset advisor",
        slug="headset-advisor",
        team="Service",
        location="Vilnius",
        time_zone="Europe/Vilnius",
        state="open",
        opened_at=now,
        created_at=now,
    )
    OpeningMember.objects.create(opening=opening, user=recruiter, part="recruiter")
    plan, made = _plan(opening, stages, now)
    people = Candidate.objects.bulk_create(
        Candidate(name=f"Candidate {n}", email=f"c{n}@example.org", created_at=now)
        for n in range(candidates)
    )
    applications = Application.objects.bulk_create(
        Application(opening=opening, candidate=each, state_since_at=now, applied_at=now)
        for each in people
    )
    Move.objects.bulk_create(
        Move(application=each, to_state=each.state, at=now) for each in applications
    )
    pool = Pool(opening, plan, recruiter, staff, applications, made)
    _mark(pool, raters, now)
    return pool


def _mark(pool: Pool, raters: int, now: dt.datetime) -> None:
    """Let everybody be marked and locked, except the last stage's last rater of the first few."""
    from django.db import connection

    from interviews.plans.models import Criterion
    from interviews.scorecards.models import Rating, Scorecard

    chance = random.Random(7)
    true = {each.pk: chance.gauss(3.3, 0.6) for each in pool.applications}
    kind = {each.pk: chance.gauss(0, 0.3) for each in pool.raters}
    cards = Scorecard.objects.bulk_create(
        Scorecard(
            stage=stage,
            application=each,
            interviewer=pool.raters[(n + place * 3 + turn) % len(pool.raters)],
            due_at=now,
            created_at=now,
        )
        for n, each in enumerate(pool.applications)
        for place, stage in enumerate(pool.stages)
        for turn in range(raters)
    )
    criteria: dict[int, list[Any]] = {}
    for criterion in Criterion.objects.filter(stage__plan=pool.plan):
        criteria.setdefault(criterion.stage_id, []).append(criterion)
    Rating.objects.bulk_create(
        [
            Rating(
                scorecard=card,
                criterion=criterion,
                value=_value(true[card.application_id] + kind[card.interviewer_id], chance),
                evidence=EVIDENCE,
                saved_at=now,
            )
            for card in cards
            for criterion in criteria[card.stage_id]
        ],
        batch_size=2000,
    )
    waiting = {each.pk for each in pool.applications[:TURNS]}
    open_cards = {
        card.application_id: card.pk for card in cards if card.application_id in waiting
    }  # the last one of each
    Scorecard.objects.exclude(pk__in=open_cards.values()).update(locked_at=now)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _value(mean: float, chance: random.Random) -> int:
    return min(5, max(1, round(chance.gauss(mean, 0.6))))


def _line(name: str, seconds: float, target: str = "") -> None:
    print(f"{name:<58}{seconds:>8.3f} s   {target}", flush=True)


def _whole_pool(pool: Pool, now: dt.datetime) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from interviews.composites import agreeing, snapshot
    from interviews.composites.actions import recompute_composites
    from interviews.composites.models import Composite

    keys = [each.pk for each in pool.applications]
    started = time.perf_counter()
    recompute_composites(application_ids=keys, at=now)
    _line("pool recomputed from nothing", time.perf_counter() - started, "must be < 5 s")
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        recompute_composites(application_ids=keys, at=now)
    seconds = time.perf_counter() - started
    _line(f"again, nothing changed ({len(queries)} queries)", seconds, "must be < 5 s")
    stored = list(Composite.objects.current())
    started = time.perf_counter()
    for each in stored:
        again = snapshot.score_inputs(each.inputs)
        assert (again.value, again.standard_error) == (each.value, each.standard_error)
    _line("every snapshot scored again: the same numbers", time.perf_counter() - started)
    started = time.perf_counter()
    found = agreeing.work_out(pool.plan.pk)
    _line(f"agreement of raters, {len(found)} results", time.perf_counter() - started)
    started = time.perf_counter()
    agreeing.keep_calibrations(plan_id=pool.plan.pk, worked_out=found, at=now)
    _line("  and written down", time.perf_counter() - started)


def _lock_to_page(pool: Pool) -> None:
    """Lock one card after another as its interviewer, and ask for the page until it shows it."""
    from django.conf import settings
    from django.test import Client

    from candidates.outbox.models import Task
    from interviews.scorecards.models import Scorecard

    settings.ALLOWED_HOSTS = ["testserver"]
    recruiter = Client()
    recruiter.force_login(pool.recruiter, STAFF_BACKEND)
    waits, clicks, works, pages = [], [], [], []
    for card in Scorecard.objects.open().select_related("interviewer").order_by("pk"):
        interviewer = Client()
        interviewer.force_login(card.interviewer, STAFF_BACKEND)
        typed = _typed(card)
        address = f"/applications/{card.application_id}/"
        recruiter.get(address)
        started = time.perf_counter()
        answer = interviewer.post(f"/scorecards/{card.pk}/lock/", typed)
        clicks.append(time.perf_counter() - started)
        if answer.status_code != 302:
            raise RuntimeError(f"locking answers {answer.status_code}")
        while "provisional" in recruiter.get(address).content.decode():
            if time.perf_counter() - started > GIVE_UP:
                raise RuntimeError("the composite did not come")
            time.sleep(PAUSE)
        waits.append(time.perf_counter() - started)
        task = Task.objects.get(kind="composites.compute", dedupe_key=str(card.application_id))
        works.append((task.finished_at - task.created_at).total_seconds())
        asked = time.perf_counter()
        recruiter.get(address)
        pages.append(time.perf_counter() - asked)
    waits.sort()
    print(f"\nclick on lock to the page, {len(waits)} times, one worker:")
    _line("  median", statistics.median(waits), "must be < 1 s")
    _line("  95 of 100", waits[int(0.95 * (len(waits) - 1))], "must be < 1 s")
    _line("  slowest", waits[-1])
    print("of which, medians:")
    _line("  the click itself, answered", statistics.median(clicks))
    _line("  owed until done, through the worker", statistics.median(works))
    _line("  the candidate's page, once", statistics.median(pages))


def _typed(card: Any) -> dict[str, str]:
    typed = {}
    for rating in card.ratings.all():
        name = f"c{rating.criterion_id}"
        typed[f"{name}-mark"] = str(rating.value)
        typed[f"{name}-evidence"] = rating.evidence
        typed[f"{name}-version"] = str(rating.version)
    return typed


def main() -> None:
    """Build the pool, measure, throw it away."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--candidates", type=int, default=300)
    parser.add_argument("--stages", type=int, default=8)
    parser.add_argument("--raters", type=int, default=2)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="service-day-composites-", dir="/var/tmp"))
    folder.chmod(0o755)
    postgres = Postgres(folder / "pg", fast=True).start()
    redis = Redis(folder / "redis").start()
    os.environ.update(postgres.environment, **redis.environment)
    os.environ.update(
        PGDATABASE="service_day",
        SERVICE_DAY_MODE="test",
        SERVICE_DAY_VAR=str(folder / "var"),
        DJANGO_SETTINGS_MODULE="hiring.settings",
    )
    worker = None
    try:
        postgres.ensure_database("service_day")
        import django
        from django.core.management import call_command
        from django.utils import timezone

        django.setup()
        call_command("migrate", verbosity=0)
        command = [sys.executable, "manage.py", "work", "--queue", "fast"]
        worker = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        now = timezone.now()
        pool = _fill(asked.candidates, asked.stages, asked.raters, now)
        print(f"{asked.candidates} candidates, {asked.stages} stages, {asked.raters} raters each\n")
        _whole_pool(pool, now)
        _lock_to_page(pool)
    finally:
        if worker:
            worker.terminate()
            worker.wait(20)
        redis.stop()
        postgres.stop("immediate")
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
