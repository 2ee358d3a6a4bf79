"""Having the bank measured: the work is owed, its findings are kept as a dated snapshot."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from candidates.outbox.actions import owe_task
from interviews.assessments.answers import MEASURE
from interviews.assessments.models import ItemMeasure, Measurement

if TYPE_CHECKING:
    from candidates.outbox.models import Task
    from interviews.assessments.measuring import Findings


@transaction.atomic
def ask_for_measurement(*, language: str, at: dt.datetime) -> Task:
    """Owe a measurement of a language's items; while one waits, asking again is asking once."""
    return owe_task(
        kind=MEASURE, payload={"language": language}, at=at, dedupe_key=f"measure-{language}"
    )


@transaction.atomic
def keep_findings(*, language: str, findings: Findings, at: dt.datetime) -> Measurement:
    """Keep what was found as a snapshot of this moment; earlier ones stay. Twice keeps it twice:
    the task that calls this is done once."""
    measurement = Measurement.objects.create(
        language=language,
        model=Measurement.Model(findings.model),
        people=findings.people,
        items=len(findings.items),
        calibrated=findings.calibrated,
        form_length=findings.form_length,
        alpha=findings.alpha,
        error=findings.error,
        log_likelihood=findings.log_likelihood,
        made_at=at,
    )
    ItemMeasure.objects.bulk_create(
        ItemMeasure(
            measurement=measurement,
            item_id=found.item,
            people=found.people,
            p=found.p,
            item_rest=found.item_rest,
            chosen=[list(pair) for pair in found.chosen],
            flags=list(found.flags),
            a=found.a,
            b=found.b,
            se_a=found.se_a,
            se_b=found.se_b,
            milliseconds=found.milliseconds,
        )
        for found in findings.items
    )
    return measurement
