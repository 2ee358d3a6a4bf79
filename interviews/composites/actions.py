"""Computing composites. They advise; nothing follows from them by itself."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.applications.keys import among
from candidates.applications.models import Application
from interviews.composites import scoring, snapshot
from interviews.composites.gathering import gather_many
from interviews.composites.models import Composite, StageScore
from interviews.composites.queries import plans_for
from interviews.plans.models import Plan

if TYPE_CHECKING:
    from collections.abc import Iterable

    from interviews.composites.snapshot import Inputs


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
    found = recompute_composites(application_ids=[application_id], at=at)
    if application_id not in found:
        raise NoPlan
    return found[application_id]


@transaction.atomic
def recompute_composites(
    *, application_ids: Iterable[int], at: dt.datetime
) -> dict[int, Composite]:
    """Work out the composites of many applications, as `recompute_composite` does for one.

    In the same number of queries for any number of them; those without a plan are left out.
    """
    # one at a time for an application, so that the last row is made from the newest marks
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    keys = list(
        rows.filter(pk__in=among(application_ids)).order_by("pk").values_list("pk", flat=True)
    )
    inputs = _gather(keys)
    digests = {key: snapshot.fingerprint(each) for key, each in inputs.items()}
    standing = {
        each.application_id: each
        for each in Composite.objects.current().filter(application__in=among(keys))
    }
    made = [
        _composite(key, inputs[key], digest, at)
        for key, digest in digests.items()
        if not _is_same(standing.get(key), digest)
    ]
    composites = [composite for composite, _scores in made]
    outdated = [each.application_id for each in composites]
    Composite.objects.current().filter(application__in=among(outdated)).update(is_current=False)
    Composite.objects.bulk_create(composites)
    StageScore.objects.bulk_create([score for _composite, scores in made for score in scores])
    return standing | {each.application_id: each for each in composites}


def _gather(keys: list[int]) -> dict[int, Inputs]:
    by_plan: dict[int, list[int]] = defaultdict(list)
    for key, plan in plans_for(keys).items():
        by_plan[plan].append(key)
    plans = Plan.objects.in_bulk(by_plan)
    found: dict[int, Inputs] = {}
    for plan, members in by_plan.items():
        found |= gather_many(plans[plan], members)
    return found


def _is_same(composite: Composite | None, digest: str) -> bool:
    return composite is not None and (composite.inputs_sha256, composite.code_version) == (
        digest,
        scoring.VERSION,
    )


def _composite(
    application_id: int, inputs: Inputs, digest: str, at: dt.datetime
) -> tuple[Composite, list[StageScore]]:
    """Return a row and those of its stages, not yet written."""
    result = snapshot.score_inputs(inputs)
    counts = [_marks(stage) for stage in inputs["stages"]]
    composite = Composite(
        application_id=application_id,
        plan_id=inputs["plan"],
        value=result.value,
        standard_error=result.standard_error,
        probability=result.probability,
        zone=result.zone,
        marks_locked=sum(locked for locked, _expected in counts),
        marks_expected=sum(expected for _locked, expected in counts),
        inputs=inputs,
        inputs_sha256=digest,
        code_version=scoring.VERSION,
        computed_at=at,
    )
    scores = [
        StageScore(
            composite=composite,
            stage_id=score.key,
            value=score.value,
            standard_error=score.standard_error,
            raters_locked=locked,
            raters_expected=expected,
            gate_met=score.gate.met if score.gate else None,
        )
        for score, (locked, expected) in zip(result.stages, counts, strict=True)
    ]
    return composite, scores


def _marks(stage: dict[str, Any]) -> tuple[int, int]:
    """Return how many marks of a stage are in, of how many; a test's result counts as one."""
    measured = 1 if stage["measured"] else 0
    return len(stage["raters"]) + measured, stage["raters_expected"] + measured
