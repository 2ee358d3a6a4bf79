"""The page of an application: what its marks come to, and what that is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from candidates.applications.models import State
from candidates.openings.access import is_recruiter
from candidates.outbox.models import Task
from interviews.composites import scoring, sentences
from interviews.composites.models import Calibration, Composite, StageScore
from interviews.composites.queries import current_composite, plan_for
from interviews.drawings.numbers import gate_number, number, percent, say_range
from interviews.drawings.stage_scores import CompositeMark, StageMark, draw_stage_scores
from interviews.scorecards.access import is_blind, missing_marks
from interviews.scorecards.models import RedFlag, Scorecard
from interviews.scorecards.queries import evidence_of, has_stages_before_the_day, red_flags_of

if TYPE_CHECKING:
    from django.http import HttpRequest

    from candidates.applications.models import Application
    from interviews.drawings.shapes import Drawing
    from interviews.plans.models import Plan


NOT_MET = frozenset({State.APPLIED, State.SCREENING, State.DECLINED, State.WITHDRAWN})


@dataclass(frozen=True)
class GateLine:
    """One gate held against its stage's score; `percent` is how sure that is."""

    title: str
    minimum: str
    met: bool | None
    percent: int | None


def show_marks(
    request: HttpRequest,
    application: Application,
    at: dt.datetime,  # noqa: ARG001
) -> dict[str, Any] | None:
    """Return the panel "Marks": for the blind only their own errands, for others the composite.

    Whoever is read and not yet met has nothing to draw: then it only lets somebody be asked, if
    the plan has stages for that, and is nothing otherwise.
    """
    user = request.user
    recruits = is_recruiter(user, application.opening)
    owed = _owed(user, application) if is_blind(user, application.pk) else []
    context: dict[str, Any] = {
        "application": application,
        "owed": owed,
        "may_assign": recruits and has_stages_before_the_day(application.opening_id),
    }
    composite = None if owed else current_composite(user, application.pk)
    plan = plan_for(application.pk, composite)
    if owed or plan is None:
        return context | {"plan": plan}
    waiting = _waiting(user, application)
    task = Task.objects.filter(
        kind="composites.compute", dedupe_key=str(application.pk), state__in=Task.OPEN
    ).first()
    if application.state in NOT_MET and not (composite or waiting or task):
        return context | {"plan": plan} if context["may_assign"] else None
    gates = _gates(composite) if composite else []
    return context | {
        "plan": plan,
        "composite": composite,
        "drawing": _drawing(user, application, plan, composite),
        "bar": gate_number(float(plan.bar)),
        "gates": gates,
        "unknown_gates": [each.title for each in gates if each.met is None],
        **_said(composite),
        "waiting": waiting,
        "conflicts": _unreplaced(application) if recruits else [],
        "task": task,
    }


def show_evidence(
    request: HttpRequest,
    application: Application,
    at: dt.datetime,  # noqa: ARG001
) -> dict[str, Any] | None:
    """Return the panel "Evidence": what stands behind the marks; nothing for the blind."""
    user = request.user
    if is_blind(user, application.pk):
        return None
    evidence = evidence_of(user, application.pk)
    if not evidence:
        return None
    recruits = is_recruiter(user, application.opening)
    open_stages = {card.stage_id for card in _waiting(user, application)} if recruits else set()
    return {
        "application": application,
        "evidence": evidence,
        "fair": _fair_of(user, application),
        "may_reveal": [
            each.stage.pk for each in evidence if not each.reveal and each.stage.pk in open_stages
        ],
    }


def show_red_flags(
    request: HttpRequest,
    application: Application,
    at: dt.datetime,  # noqa: ARG001
) -> dict[str, Any] | None:
    """Return the panel "Red flags"; nothing when there is none that the viewer may see."""
    if not RedFlag.objects.filter(application=application).exists():  # as good as always
        return None
    flags = list(red_flags_of(request.user, application.pk))
    return {"flags": flags} if flags else None


def _scores(composite: Composite) -> list[StageScore]:
    return sorted(composite.stage_scores.all(), key=lambda each: each.stage.position)


def _gates(composite: Composite) -> list[GateLine]:
    return [
        GateLine(each.stage.title, gate_number(float(each.stage.gate)), each.gate_met, _sure(each))
        for each in _scores(composite)
        if each.stage.gate is not None
    ]


def _sure(score: StageScore) -> int | None:
    if score.gate_met is None or score.value is None or score.stage.gate is None:
        return None
    gate = float(score.stage.gate)
    reached = scoring.probability_at_least(score.value, gate, score.standard_error or 0)
    return percent(reached if score.gate_met else 1 - reached)


def _said(composite: Composite | None) -> dict[str, Any]:
    """Return the composite in words, as its drawing says it."""
    if composite is None or composite.value is None:
        return {}
    bar = float(composite.plan.bar)
    return {
        "score": number(composite.value, beside=bar),
        "range": say_range(composite.value, composite.standard_error),
        "percent": percent(composite.probability or 0),
    }


def _drawing(
    user: Any, application: Application, plan: Plan, composite: Composite | None
) -> Drawing:
    name = application.candidate.name
    if composite is None:
        return draw_stage_scores(
            _empty_marks(user, application, plan), bar=float(plan.bar), name=name
        )
    stages = [
        StageMark(
            title=each.stage.title,
            weight=each.stage.weight,
            value=each.value,
            error=each.standard_error,
            gate=None if each.stage.gate is None else float(each.stage.gate),
            gate_met=each.gate_met,
            raters_locked=each.raters_locked,
            raters_expected=each.raters_expected,
            missing=_("not observed") if each.raters_locked else "",
        )
        for each in _scores(composite)
    ]
    whole = CompositeMark(
        value=composite.value,
        error=composite.standard_error,
        is_provisional=composite.is_provisional,
        missing=_("incomplete"),
    )
    return draw_stage_scores(stages, bar=float(composite.plan.bar), composite=whole, name=name)


def _empty_marks(user: Any, application: Application, plan: Plan) -> list[StageMark]:
    """The stages before any composite: whose marks are in, and no score anywhere."""
    locked: dict[int, int] = {}
    seen = Scorecard.objects.progress_visible_to(user).locked()
    for stage_id in seen.filter(application=application).values_list("stage_id", flat=True):
        locked[stage_id] = locked.get(stage_id, 0) + 1
    return [
        StageMark(
            title=stage.title,
            weight=stage.weight,
            gate=None if stage.gate is None else float(stage.gate),
            raters_locked=locked.get(stage.pk, 0),
            raters_expected=stage.raters,
        )
        for stage in plan.stages.order_by("position")
    ]


def _owed(user: Any, application: Application) -> list[Scorecard]:
    own = Scorecard.objects.open().filter(application=application, interviewer_id=user.pk)
    return list(own.select_related("stage").order_by("due_at"))


def _waiting(user: Any, application: Application) -> list[Scorecard]:
    """Return whose scorecards are still open, as far as the viewer may know."""
    if not missing_marks(application.pk).owing:
        return []
    seen = Scorecard.objects.progress_visible_to(user).open().filter(application=application)
    return list(seen.select_related("stage", "interviewer").order_by("due_at", "pk"))


def _unreplaced(application: Application) -> list[Scorecard]:
    """Return what was closed over a conflict of interest and nobody has taken over."""
    if not missing_marks(application.pk).conflicted:
        return []
    closed = Scorecard.objects.filter(
        application=application, closed_at__isnull=False, replacement__isnull=True
    )
    return list(closed.select_related("stage", "interviewer").order_by("closed_at", "pk"))


@dataclass(frozen=True)
class FairLine:
    """One stage with and without its raters' severity, and why the second is used or not."""

    title: str
    raw: str
    fair: str
    range: str
    is_used: bool
    why: str


@dataclass(frozen=True)
class Fair:
    """The composite as it would be without rater severity, beside the one that counts."""

    lines: tuple[FairLine, ...]
    value: str  # empty where no stage has a fair score that is to be trusted
    computed_at: dt.datetime


def _fair_of(user: Any, application: Application) -> Fair | None:
    """Return fair scores of the stages from the last calibration; None before there is any."""
    rows = Calibration.objects.filter(
        stage__plan__opening=application.opening_id, criterion__isnull=True, is_current=True
    )
    found = {row.stage_id: row for row in rows}
    composite = current_composite(user, application.pk) if found else None
    if composite is None:
        return None
    here = {score.stage_id for score in _scores(composite)}
    return _fair(composite, {key: row for key, row in found.items() if key in here})


def _fair(composite: Composite, found: dict[int, Calibration]) -> Fair | None:
    key = str(composite.application_id)
    lines, values, weights = [], [], []
    for score in _scores(composite):
        row = found.get(score.stage_id)
        given = row.result["fair"].get(key) if row else None
        is_used = bool(row and given and not row.result["refusals"])
        if row and given:
            lines.append(_fair_line(score.stage.title, row, given, is_used=is_used))
        if score.value is not None:
            values.append(given["fair"] if is_used and given else score.value)
            weights.append(score.stage.weight)
    if not lines:
        return None
    is_any = composite.value is not None and any(line.is_used for line in lines)
    whole = sum(w * v for w, v in zip(weights, values, strict=True)) / (sum(weights) or 1)
    return Fair(
        tuple(lines), number(whole) if is_any else "", max(r.computed_at for r in found.values())
    )


def _fair_line(title: str, row: Calibration, given: dict[str, float], *, is_used: bool) -> FairLine:
    return FairLine(
        title=title,
        raw=number(given["raw"]),
        fair=number(given["fair"]),
        range=say_range(given["fair"], given["error"]),
        is_used=is_used,
        why=sentences.why(row.result),
    )
