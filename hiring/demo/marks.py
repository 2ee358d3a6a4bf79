"""Invented interviewers' marks: a candidate's strength, an interviewer's leniency, some chance."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from hiring.demo import evidence, voice, written
from interviews.plans.models import Criterion
from interviews.scorecards.actions import Draft, lock_scorecard, raise_red_flag, save_ratings
from interviews.scorecards.models import RedFlag

if TYPE_CHECKING:
    import datetime as dt

    from interviews.scorecards.models import Scorecard

CANDIDATES_MEAN, CANDIDATES_SPREAD = 3.25, 0.75
LENIENCY_SPREAD, STAGE_SPREAD, CHANCE_SPREAD = 0.25, 0.35, 0.45
NOT_OBSERVED_SHARE = 0.03


def _steady(*key: object) -> random.Random:
    """The same key gives the same chance, whatever happened before."""
    return random.Random("/".join(map(str, key)))  # noqa: S311  (invented marks)


def strength_of(email: str) -> float:
    """How good an invented candidate is, on the scale of the marks."""
    return _steady("strength", email).gauss(CANDIDATES_MEAN, CANDIDATES_SPREAD)


def mark_for(scorecard: Scorecard, criterion: Criterion) -> int:
    """The mark, 1 to 5, that this interviewer gives this candidate on this criterion."""
    email = scorecard.application.candidate.email
    rater = scorecard.interviewer_id
    value = (
        strength_of(email)
        + _steady("stage", email, scorecard.stage_id).gauss(0, STAGE_SPREAD)
        + _steady("leniency", rater).gauss(0, LENIENCY_SPREAD)
        + _steady("chance", email, criterion.pk, rater).gauss(0, CHANCE_SPREAD)
    )
    return min(5, max(1, round(value)))


def _draft(scorecard: Scorecard, criterion: Criterion) -> Draft:
    email = scorecard.application.candidate.email
    chance = _steady("evidence", email, criterion.pk, scorecard.interviewer_id)
    if chance.random() < NOT_OBSERVED_SHARE:
        return Draft(criterion.pk, None, "not_observed", "", 0)
    value = mark_for(scorecard, criterion)
    seen = evidence.BY_KIND[scorecard.stage.kind][value]
    return Draft(criterion.pk, value, "", chance.choice(seen), 0)


def fill_in(scorecard: Scorecard, at: dt.datetime, *, lock: bool = True) -> None:
    """Mark every criterion of a scorecard with evidence and lock it; with `lock` off, stop
    half-way as somebody would who was called away."""
    actor = scorecard.interviewer
    criteria = list(Criterion.objects.filter(stage_id=scorecard.stage_id).order_by("position"))
    if not lock:
        criteria = criteria[: len(criteria) // 2]
    drafts = [_draft(scorecard, criterion) for criterion in criteria]
    save_ratings(scorecard_id=scorecard.pk, drafts=drafts, actor=actor, at=at)
    written.note_probes(scorecard, at)
    if lock:
        voice.mark_moments(scorecard, at)
        lock_scorecard(scorecard_id=scorecard.pk, actor=actor, at=at)


def flag(scorecard: Scorecard, at: dt.datetime) -> None:
    """Put a red flag on a scorecard."""
    raise_red_flag(
        scorecard_id=scorecard.pk,
        kind=RedFlag.Kind.DISRESPECT,
        seen="Called the customer of the exercise “an idiot” and, asked about it, said that such "
        "people should not be served at all.",
        actor=scorecard.interviewer,
        at=at,
    )
