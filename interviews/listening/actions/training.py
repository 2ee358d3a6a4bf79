"""Frame-of-reference training: coaches mark benchmarks before they mark candidates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.files.actions import store_made
from candidates.files.models import StoredFile
from candidates.history.actions import record_entry
from candidates.openings.models import Opening
from interviews.listening.models import (
    LEAST_BENCHMARKS,
    MOST_BENCHMARKS,
    Benchmark,
    Target,
    TrainingMark,
    TrainingRound,
)

if TYPE_CHECKING:
    from interviews.recordings.gate import Accepted


class FewBenchmarks(Exception):
    """Fewer benchmarks than a training needs."""

    def __str__(self) -> str:
        return _("A training needs at least %(least)s benchmarks.") % {"least": LEAST_BENCHMARKS}


class ManyBenchmarks(Exception):
    """As many benchmarks as a training has at most."""

    def __str__(self) -> str:
        return _("A training has at most %(most)s benchmarks; retire one first.") % {
            "most": MOST_BENCHMARKS
        }


class MarksMissing(Exception):
    """Not every benchmark is marked on every competency."""

    def __str__(self) -> str:
        return _("Mark every recording on everything that is asked before you look.")


@transaction.atomic
def add_benchmark(
    *,
    opening_id: int,
    title: str,
    is_synthetic: bool,
    accepted: Accepted,
    targets: Mapping[int, tuple[int, str]],
    actor: Any,
    at: dt.datetime,
) -> Benchmark:
    """Keep a recording that passed the gate, with what experts give by competency and why.

    Each call adds another one. Raises `ManyBenchmarks`.
    """
    Opening.objects.select_for_update(no_key=True).get(pk=opening_id)
    if Benchmark.objects.filter(opening=opening_id, retired_at=None).count() >= MOST_BENCHMARKS:
        raise ManyBenchmarks
    benchmark = Benchmark.objects.create(
        opening_id=opening_id,
        title=title,
        is_synthetic=is_synthetic,
        file=store_made(
            name=f"{title}.webm",
            content_type=StoredFile.ContentType.SOUND,
            content=accepted.content,
            at=at,
            actor=actor,
        ),
        milliseconds=accepted.milliseconds,
        added_by=actor,
        added_at=at,
    )
    for competency_id, (value, why) in sorted(targets.items()):
        Target.objects.create(
            benchmark=benchmark, competency_id=competency_id, value=value, why=why
        )
    _tell(opening_id, "voice-benchmark-added", actor, at, title=title)
    return benchmark


@transaction.atomic
def retire_benchmark(*, benchmark_id: int, actor: Any, at: dt.datetime) -> Benchmark:
    """Ask nobody for this benchmark any more; rounds that are finished keep it. Again: nothing."""
    benchmark = Benchmark.objects.select_for_update(no_key=True).get(pk=benchmark_id)
    if benchmark.retired_at is None:
        benchmark.retired_at = at
        benchmark.save(update_fields=["retired_at"])
        _tell(benchmark.opening_id, "voice-benchmark-retired", actor, at, title=benchmark.title)
    return benchmark


@transaction.atomic
def begin_round(*, opening_id: int, coach: Any, at: dt.datetime) -> TrainingRound:
    """Begin to mark the benchmarks; a round that is open is returned. Raises `FewBenchmarks`."""
    Opening.objects.select_for_update(no_key=True).get(pk=opening_id)
    own = TrainingRound.objects.filter(opening=opening_id, coach=coach, finished_at=None).first()
    if own:
        return own
    if _active(opening_id).count() < LEAST_BENCHMARKS:
        raise FewBenchmarks
    return TrainingRound.objects.create(opening_id=opening_id, coach=coach, begun_at=at)


@transaction.atomic
def save_marks(*, round_id: int, marks: Mapping[int, int]) -> TrainingRound:
    """Keep marks by target, as far as they are given; of a finished round nothing changes."""
    row = TrainingRound.objects.select_for_update(no_key=True).get(pk=round_id)
    if row.finished_at is None:
        known = set(_targets(row.opening_id).values_list("pk", flat=True))
        for target_id, value in marks.items():
            if target_id in known:
                TrainingMark.objects.update_or_create(
                    round=row, target_id=target_id, defaults={"value": value}
                )
    return row


@transaction.atomic
def finish_round(*, round_id: int, marks: Mapping[int, int], at: dt.datetime) -> TrainingRound:
    """Finish a round: from here on its marks stay and the experts' stand beside them.

    A finished one is returned as it is. Raises `MarksMissing`, with what was given kept by
    `save_marks` before.
    """
    row = save_marks(round_id=round_id, marks=marks)
    if row.finished_at is not None:
        return row
    asked = set(_targets(row.opening_id).values_list("pk", flat=True))
    given = [each for each in row.marks.select_related("target") if each.target_id in asked]
    if not asked or len(given) < len(asked):
        raise MarksMissing
    row.error = Decimal(sum(abs(each.off) for each in given)) / len(given)
    row.bias = Decimal(sum(each.off for each in given)) / len(given)
    row.finished_at = at
    row.save(update_fields=["error", "bias", "finished_at"])
    row.refresh_from_db()
    return row


def _active(opening_id: int) -> Any:
    return Benchmark.objects.filter(opening=opening_id, retired_at=None)


def _targets(opening_id: int) -> Any:
    return Target.objects.filter(benchmark__in=_active(opening_id))


def _tell(opening_id: int, verb: str, actor: Any, at: dt.datetime, **facts: str) -> None:
    record_entry(
        subject="opening", subject_key=opening_id, verb=verb, at=at, actor=actor, facts=dict(facts)
    )
