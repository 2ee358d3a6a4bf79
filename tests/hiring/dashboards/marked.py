"""Openings full of marked candidates, as rows: what workers and boards count."""

from __future__ import annotations

import random

import pgtrigger

from candidates.applications.models import Application, State
from hiring.decisions.models import Decision
from interviews.composites.models import Composite, StageScore
from interviews.plans.models import Plan, Stage
from tests.conftest import make_application
from tests.hiring.conftest import put

SHA = "0" * 64


def make_plan(opening, at, *, bar="3.50", titles=("Voice", "Grammar", "Panel"), version=1) -> Plan:
    """A plan whose stages share the weight; none is a gate."""
    plan = Plan.objects.create(
        opening=opening, name="The Day", version=version, state=Plan.State.ACTIVE, bar=bar,
        created_at=at,
    )  # fmt: skip
    for position, title in enumerate(titles, 1):
        Stage.objects.create(
            plan=plan, position=position, kind="voice-coach", title=title,
            weight=round(100 / len(titles)), minutes=20,
        )  # fmt: skip
    return plan


def give_scores(application, plan, values, at, *, gate_met=None) -> Composite:
    """A composite out of one value a stage; None is a stage without a score."""
    stages = list(plan.stages.order_by("position"))
    seen = [value for value in values if value is not None]
    composite = Composite.objects.create(
        application=application, plan=plan, value=sum(seen) / len(seen), standard_error=0.2,
        probability=0.5, zone="near", inputs={}, inputs_sha256=SHA, code_version="1",
        computed_at=at,
    )  # fmt: skip
    StageScore.objects.bulk_create(
        StageScore(
            composite=composite, stage=stage, value=value, standard_error=0.3, gate_met=gate_met
        )
        for stage, value in zip(stages, values, strict=True)
    )
    return composite


def mark_many(opening, plan, amount, at, *, seed=3) -> list[Application]:
    """Candidates with a score in every stage; the first stage and the second go together."""
    chance = random.Random(seed)
    made = []
    for number in range(amount):
        application = make_application(opening, f"M {number}", f"m{seed}.{number}@example.org", at)
        strength = chance.gauss(3.4, 0.6)
        values = [strength + chance.gauss(0, 0.2), strength + chance.gauss(0, 0.2)]
        values += [chance.gauss(3.4, 0.6) for _each in range(plan.stages.count() - 2)]
        give_scores(application, plan, [min(5, max(1, each)) for each in values], at)
        made.append(application)
    return made


def end(application, state, by, at, *, override=False) -> None:
    """Put an application where it ended; a hire has its decision."""
    if state == State.HIRED:
        Decision.objects.create(
            application=application, verdict="hire", reason_code="evidence", reason="Seen.",
            decided_by=by, decided_at=at, advice="decline" if override else "hire",
            is_override=False, effective_at=at,
        )  # fmt: skip
        if override:
            with pgtrigger.ignore():
                Decision.objects.filter(application=application).update(
                    is_override=True, approved_by=other(by), approved_at=at
                )
    put(application, state, by=by if state in {State.HIRED, State.DECLINED} else None)


def other(by):
    """Somebody else than `by`."""
    from hiring.accounts.models import User

    found = User.objects.exclude(pk=by.pk).first()
    return found or User.objects.create_user("second@example.com", name="Second Person")
