"""Computing composites. They advise; nothing follows from them by itself."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.applications.models import Application
from interviews.composites import scoring, snapshot
from interviews.composites.models import Composite, StageScore
from interviews.composites.queries import gather, plan_for


class NoPlan(Exception):
    """The opening has no plan to score by."""

    def __str__(self) -> str:
        return _("This opening has no plan yet, so there is nothing to score by.")


@transaction.atomic
def recompute_composite(*, application_id: int, at: dt.datetime) -> Composite:
    """Work out an application's composite from the marks locked so far.

    A snapshot of everything that went in is kept with it. The same inputs under the same code
    leave the current one as it is; anything else adds a row, which becomes the current one.
    Raises `NoPlan`.
    """
    # one at a time for an application, so that the last row is made from the newest marks
    Application.objects.select_for_update(no_key=True, of=("self",)).get(pk=application_id)
    plan = plan_for(application_id)
    if plan is None:
        raise NoPlan
    inputs = gather(plan, application_id)
    digest = snapshot.fingerprint(inputs)
    current = Composite.objects.current().filter(application=application_id).first()
    if current and (current.inputs_sha256, current.code_version) == (digest, scoring.VERSION):
        return current
    result = snapshot.score_inputs(inputs)
    Composite.objects.current().filter(application=application_id).update(is_current=False)
    composite = Composite.objects.create(
        application_id=application_id,
        plan=plan,
        value=result.value,
        standard_error=result.standard_error,
        probability=result.probability,
        zone=result.zone,
        marks_locked=sum(len(stage["raters"]) for stage in inputs["stages"]),
        marks_expected=sum(stage["raters_expected"] for stage in inputs["stages"]),
        inputs=inputs,
        inputs_sha256=digest,
        code_version=scoring.VERSION,
        computed_at=at,
    )
    StageScore.objects.bulk_create(
        StageScore(
            composite=composite,
            stage_id=score.key,
            value=score.value,
            standard_error=score.standard_error,
            raters_locked=len(row["raters"]),
            raters_expected=row["raters_expected"],
            gate_met=score.gate.met if score.gate else None,
        )
        for score, row in zip(result.stages, inputs["stages"], strict=True)
    )
    return composite
