"""The work in Prometheus' text format. Read from the database: workers live for one job only."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

if TYPE_CHECKING:
    from candidates.outbox.queries import Figures

QUANTILES = ("0.5", "0.95")


class _Work(Collector):
    """The figures of one moment as metric families."""

    def __init__(self, figures: Figures, bells: dict[str, int | None]) -> None:
        self.figures = figures
        self.bells = bells

    def collect(self) -> Iterator[Metric]:
        yield from (self._tasks(), self._ages(), self._redis(), self._queues())
        yield from self._durations()

    def _tasks(self) -> Metric:
        family = GaugeMetricFamily(
            "service_day_tasks",
            "Tasks by kind, queue and state; done and dropped ones of the last hour only.",
            labels=("kind", "queue", "state"),
        )
        for kind, queue, state, number in self.figures.counts:
            family.add_metric((kind, queue, state), number)
        return family

    def _ages(self) -> Metric:
        family = GaugeMetricFamily(
            "service_day_task_oldest_due_seconds",
            "How long the oldest task of a kind has been due that nobody has begun.",
            labels=("kind", "queue"),
        )
        for kind, queue, seconds in self.figures.ages:
            family.add_metric((kind, queue), seconds)
        return family

    def _redis(self) -> Metric:
        there = all(number is not None for number in self.bells.values())
        return GaugeMetricFamily("service_day_redis_up", "Whether Redis answers.", value=there)

    def _queues(self) -> Metric:
        family = GaugeMetricFamily(
            "service_day_queue_bells", "Bells that no worker has heard yet.", labels=("queue",)
        )
        for queue, number in self.bells.items():
            if number is not None:
                family.add_metric((queue,), number)
        return family

    def _durations(self) -> Iterator[Metric]:
        labels = ("kind", "queue")
        ran = GaugeMetricFamily(
            "service_day_task_run_seconds",
            "How long tasks done in the last hour took, by quantile.",
            labels=(*labels, "quantile"),
        )
        waited = GaugeMetricFamily(
            "service_day_task_wait_seconds",
            "How long tasks done in the last hour had waited, by quantile.",
            labels=(*labels, "quantile"),
        )
        total = GaugeMetricFamily(
            "service_day_task_busy_seconds",
            "Seconds that workers spent on tasks done in the last hour.",
            labels=labels,
        )
        for each in self.figures.durations:
            where = (each.kind, each.queue)
            total.add_metric(where, each.took_sum)
            for quantile, took, wait in zip(
                QUANTILES,
                (each.took_half, each.took_most),
                (each.waited_half, each.waited_most),
                strict=True,
            ):
                ran.add_metric((*where, quantile), took)
                waited.add_metric((*where, quantile), wait)
        yield from (ran, waited, total)


def text(figures: Figures, bells: dict[str, int | None]) -> bytes:
    """Return everything in the text format. A bell count of None says that Redis is away."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Work(figures, bells))
    return generate_latest(registry)
