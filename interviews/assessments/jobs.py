"""Measuring the bank, one language at a time, at night and whenever somebody asks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.outbox import registry, schedules
from candidates.outbox.registry import Run, TaskKind
from interviews.assessments import actions, answers, queries, scoring

if TYPE_CHECKING:
    from interviews.assessments.measuring import Findings

NIGHTLY = "assessments.measure-all"
DAY_SECONDS = 24 * 60 * 60
SCALABLE = frozenset({"choice", "several", "locate", "correct", "order"})


def measure(run: Run) -> Findings:
    """Read every answer of a language and work out what they say of its items."""
    from interviews.assessments import measuring  # numpy: only where it is used

    run.progress(0, 3, _("reading the answers"))
    given = answers.read(run.payload["language"])
    keys = queries.keys_of({each.item for each in given})
    scored = []
    for each in given:
        key = keys.get(each.item)
        score = scoring.score(key.kind, key.body, each.answer) if key else None
        if score is not None:
            scored.append(
                measuring.Scored(each.sitting, each.item, score, each.answer, each.milliseconds)
            )
    scalable = {item for item, key in keys.items() if key.kind in SCALABLE}
    return measuring.measure(
        scored,
        scalable=scalable,
        progress=lambda done, total: run.progress(done, total, _("working out the figures")),
    )


def record(run: Run, found: Findings, at: dt.datetime) -> dict[str, Any]:
    """Keep the snapshot; of no answers at all there is none."""
    if not found.people:
        return {"people": 0}
    kept = actions.keep_findings(language=run.payload["language"], findings=found, at=at)
    return {"measurement": kept.pk, "people": kept.people, "calibrated": kept.calibrated}


def measure_all(_run: Run, _made: Any, at: dt.datetime) -> dict[str, Any]:
    """Owe a measurement of every language that has items."""
    languages = queries.languages()
    for language in languages:
        actions.ask_for_measurement(language=language, at=at)
    return {"languages": languages}


def register() -> None:
    """Register the kinds and the schedule."""
    registry.register(
        TaskKind(
            answers.MEASURE,
            gettext_lazy("Measuring the item bank"),
            queue="slow",
            perform=measure,
            record=record,
        )
    )
    registry.register(
        TaskKind(NIGHTLY, gettext_lazy("Measuring all item banks"), record=measure_all)
    )
    schedules.register("measure-item-banks", NIGHTLY, DAY_SECONDS)
