"""Locked scorecards with marks, as rows."""

from __future__ import annotations

import random

from interviews.scorecards.models import Rating, Scorecard
from tests.conftest import make_application
from tests.hiring.dashboards.marked import make_plan
from tests.interviews.scorecards.conftest import make_criterion

EVIDENCE = "She asked the caller twice what had been tried before, and waited."


def marked_plan(opening, at):
    """A plan of one stage with two criteria."""
    plan = make_plan(opening, at, titles=("Voice",))
    stage = plan.stages.get()
    make_criterion(stage, 1, "Warmth")
    make_criterion(stage, 2, "Patience")
    return plan


def lock_card(application, plan, person, marks, at, *, due_at=None, evidence=EVIDENCE):
    """One locked scorecard; a mark of None was not observed."""
    stage = plan.stages.get()
    card = Scorecard.objects.create(
        stage=stage, application=application, interviewer=person, due_at=due_at or at,
        created_at=at,
    )  # fmt: skip
    for criterion, mark in zip(stage.criteria.order_by("position"), marks, strict=True):
        Rating.objects.create(
            scorecard=card, criterion=criterion, value=mark, saved_at=at,
            null_reason="" if mark else "not_observed", evidence=evidence if mark else "",
        )  # fmt: skip
    Scorecard.objects.filter(pk=card.pk).update(locked_at=at)
    return card


def mark_all(opening, plan, people, amount, at, *, seed=5):
    """Every one of `people` marks `amount` candidates; the first is a point kinder."""
    chance = random.Random(seed)
    for number in range(amount):
        application = make_application(opening, f"C {number}", f"c{seed}.{number}@example.org", at)
        strength = chance.choice([2, 3, 4])
        for place, person in enumerate(people):
            kinder = 1 if place == 0 else 0
            marks = [min(5, strength + kinder), min(5, strength + kinder)]
            lock_card(application, plan, person, marks, at)
