"""What goes into reports: only what the asking person may see at that moment."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from candidates.applications.models import Application
from hiring.decisions.access import is_blind
from hiring.reports.kinds import ReportRefused
from hiring.reports.models import Report
from hiring.reports.sheet import (
    ScorecardSheet,
    SheetCriterion,
    SheetFlag,
    SheetMark,
    SheetStage,
)
from interviews.composites.models import Composite
from interviews.plans.models import Criterion
from interviews.scorecards.models import Rating, RatingRevision, RedFlag, Scorecard

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from hiring.accounts.models import User
    from interviews.composites.models import StageScore


def scorecard_refusal(user: Viewer, application_id: int) -> str:
    """Say why the user may not have the composite scorecard now; nothing when they may."""
    if is_blind(user, application_id):
        return _(
            "You still owe a scorecard for this candidate. You can have the report once it is "
            "locked, so that nobody else's marks color yours."
        )
    seen = Composite.objects.visible_to(user).current().filter(application=application_id)
    if not seen.exists():
        return _("There is nothing to report on yet: no mark for this candidate is locked.")
    return ""


def scorecard_sheet(user: User, application_id: int, asked_at: dt.datetime) -> ScorecardSheet:
    """Gather the composite scorecard of one application for one person; always the same queries.

    Marks locked after the composite was computed are left out, so that number and evidence
    belong together. Raises ReportRefused.
    """
    refusal = scorecard_refusal(user, application_id)
    application = (
        Application.objects.visible_to(user)
        .select_related("candidate", "opening")
        .filter(pk=application_id)
        .first()
    )
    if refusal or application is None:
        raise ReportRefused(refusal or _("You may not see this application any more."))
    composite = (
        Composite.objects.visible_to(user)
        .current()
        .select_related("plan")
        .get(application=application_id)
    )
    opening = application.opening
    return ScorecardSheet(
        candidate=application.candidate.name,
        opening=opening.title,
        team=opening.team,
        location=opening.location,
        plan=composite.plan.name,
        plan_version=composite.plan.version,
        bar=float(composite.inputs.get("bar", composite.plan.bar)),
        value=composite.value,
        standard_error=composite.standard_error,
        probability=composite.probability,
        zone=composite.zone,
        zone_label=str(composite.get_zone_display()),
        marks_locked=composite.marks_locked,
        marks_expected=composite.marks_expected,
        computed_at=composite.computed_at,
        code_version=composite.code_version,
        composite_sha256=composite.inputs_sha256,
        stages=_stages(user, composite),
        flags=_flags(user, application_id),
        asked_by=user.get_full_name(),
        asked_at=asked_at,
        time_zone=user.time_zone,
        language=get_language() or "",
    )


def _stages(user: User, composite: Composite) -> tuple[SheetStage, ...]:
    criteria = Criterion.objects.select_related("competency").order_by("position")
    scores = (
        composite.stage_scores.select_related("stage")
        .order_by("stage__position")
        .prefetch_related(Prefetch("stage__criteria", criteria))
    )
    marks = _marks(user, composite)
    return tuple(_stage(score, marks) for score in scores)


def _stage(score: StageScore, marks: dict[int, list[SheetMark]]) -> SheetStage:
    stage = score.stage
    return SheetStage(
        title=stage.title,
        weight=stage.weight,
        gate=None if stage.gate is None else float(stage.gate),
        gate_met=score.gate_met,
        value=score.value,
        standard_error=score.standard_error,
        raters_locked=score.raters_locked,
        raters_expected=score.raters_expected,
        criteria=tuple(
            SheetCriterion(
                name=criterion.name,
                competency=criterion.competency.name,
                marks=tuple(marks[criterion.pk]),
            )
            for criterion in stage.criteria.all()
        ),
    )


def _marks(user: User, composite: Composite) -> dict[int, list[SheetMark]]:
    """Return the marks by criterion, raters in the order in which they locked."""
    cards = (
        Scorecard.objects.visible_to(user)
        .locked()
        .filter(application=composite.application_id, stage__plan=composite.plan_id)
        .filter(locked_at__lte=composite.computed_at)
    )
    revisions = RatingRevision.objects.order_by("at", "pk")
    ratings = (
        Rating.objects.filter(scorecard__in=cards.values("pk"))
        .select_related("scorecard__interviewer")
        .prefetch_related(Prefetch("revisions", revisions))
        .order_by("scorecard__locked_at", "scorecard__pk", "pk")
    )
    found: dict[int, list[SheetMark]] = defaultdict(list)
    for rating in ratings:
        found[rating.criterion_id].append(
            SheetMark(
                rater=str(rating.scorecard.interviewer),
                value=rating.value,
                missing=str(rating.get_null_reason_display()) if rating.value is None else "",
                evidence=rating.evidence,
                revisions=tuple((each.new_value, each.reason) for each in rating.revisions.all()),
            )
        )
    return found


def _flags(user: User, application_id: int) -> tuple[SheetFlag, ...]:
    flags = (
        RedFlag.objects.visible_to(user)
        .filter(application=application_id)
        .select_related("raised_by", "answered_by")
        .order_by("raised_at", "pk")
    )
    return tuple(
        SheetFlag(
            kind=str(flag.get_kind_display()),
            seen=flag.seen,
            raised_by=str(flag.raised_by),
            raised_at=flag.raised_at,
            answer=flag.answer,
            answered_by=str(flag.answered_by) if flag.answered_by else "",
        )
        for flag in flags
    )


def reports_on(user: Viewer, application_id: int, *, at: dt.datetime, limit: int) -> list[Report]:
    """Return the user's own reports on an application that are still kept, newest first."""
    own = Report.objects.visible_to(user).filter(application=application_id, expires_at__gt=at)
    return list(own.select_related("task", "file").order_by("-asked_at", "-pk")[:limit])
