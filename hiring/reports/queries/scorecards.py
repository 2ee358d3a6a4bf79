"""What goes into composite scorecards: only what the asking person may see at that moment."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from candidates.applications.models import Application
from hiring.decisions.advice import advice_for
from hiring.decisions.models import Decision
from hiring.reports.kinds import ReportRefused, Wanted
from hiring.reports.papers.scorecard import (
    ScorecardSheet,
    SheetCriterion,
    SheetFlag,
    SheetMark,
    SheetStage,
)
from interviews.composites.models import Composite, StageScore
from interviews.plans.models import Criterion
from interviews.scorecards.access import is_blind
from interviews.scorecards.models import Rating, RatingRevision, RedFlag, Scorecard

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from hiring.accounts.models import User

Marks = dict[tuple[int, int], list[SheetMark]]  # by application and criterion


def blind_for(user: Viewer, application_ids: Collection[int]) -> set[int]:
    """Return for which of these applications the user still owes a scorecard; one query."""
    owed = Scorecard.objects.open().filter(interviewer_id=user.pk)
    found = owed.filter(application__in=application_ids)
    return set(found.values_list("application_id", flat=True))


def blind_sentence() -> str:
    """Say why somebody who still has to mark gets nothing of the others' marks."""
    return _(
        "You still owe a scorecard for this candidate. You can have the report once it is "
        "locked, so that nobody else's marks color yours."
    )


def scorecard_refusal(user: Viewer, wanted: Wanted) -> str:
    """Say why the user may not have the composite scorecard now; nothing when they may."""
    key = wanted.application_id or 0
    if is_blind(user, key):
        return blind_sentence()
    seen = Composite.objects.visible_to(user).current().filter(application=key)
    if not seen.exists():
        return _("There is nothing to report on yet: no mark for this candidate is locked.")
    return ""


def bundle_refusal(user: Viewer, wanted: Wanted) -> str:
    """Say why the user may not have the scorecards of these candidates now."""
    if blind := blind_for(user, wanted.chosen):
        names = Application.objects.visible_to(user).filter(pk__in=blind)
        return _("You still owe scorecards for %(names)s. Lock them first, or leave them out.") % {
            "names": ", ".join(names.order_by("name_key").values_list("candidate__name", flat=True))
        }
    seen = Composite.objects.visible_to(user).current()
    here = seen.filter(application__in=wanted.chosen, application__opening=wanted.opening_id)
    if not here.exists():
        return _("There is nothing to report on yet: no mark for these candidates is locked.")
    return ""


def scorecard_sheet(user: User, wanted: Wanted, asked_at: dt.datetime) -> ScorecardSheet:
    """Gather the composite scorecard of one application for one person; always the same queries.

    Raises ReportRefused.
    """
    if refusal := scorecard_refusal(user, wanted):
        raise ReportRefused(refusal)
    key = wanted.application_id or 0
    sheets = scorecard_sheets(user, [key], asked_at)
    if key not in sheets:
        raise ReportRefused(_("You may not see this application any more."))
    return sheets[key]


def scorecard_sheets(
    user: User, application_ids: Collection[int], asked_at: dt.datetime
) -> dict[int, ScorecardSheet]:
    """Gather composite scorecards by application, of those that have one which the user may see;
    the same number of queries for any number of them.

    Marks locked after a composite was computed are left out, so that number and evidence belong
    together.
    """
    criteria = Criterion.objects.select_related("competency").order_by("position")
    scores = (
        StageScore.objects.select_related("stage")
        .order_by("stage__position")
        .prefetch_related(Prefetch("stage__criteria", criteria))
    )
    applications = Application.objects.visible_to(user).filter(pk__in=application_ids)
    composites = list(
        Composite.objects.visible_to(user)
        .current()
        .filter(application__in=applications.values("pk"))
        .select_related("plan", "application__candidate", "application__opening")
        .prefetch_related(Prefetch("stage_scores", scores))
    )
    marks = _marks(user, [each.pk for each in composites])
    flags = _flags(user, [each.application_id for each in composites])
    return {
        each.application_id: _sheet(user, each, marks, flags[each.application_id], asked_at)
        for each in composites
    }


def _sheet(
    user: User,
    composite: Composite,
    marks: Marks,
    flags: list[SheetFlag],
    asked_at: dt.datetime,
) -> ScorecardSheet:
    application = composite.application
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
        advice=str(Decision.Advice(_advice(composite)).label),
        marks_locked=composite.marks_locked,
        marks_expected=composite.marks_expected,
        computed_at=composite.computed_at,
        code_version=composite.code_version,
        composite_sha256=composite.inputs_sha256,
        stages=tuple(
            _stage(score, application.pk, marks) for score in composite.stage_scores.all()
        ),
        flags=tuple(flags),
        asked_by=user.get_full_name(),
        asked_at=asked_at,
        time_zone=user.time_zone,
        language=get_language() or "",
    )


def _advice(composite: Composite) -> str:
    return advice_for(composite.zone, [each.gate_met for each in composite.stage_scores.all()])


def _stage(score: StageScore, application_id: int, marks: Marks) -> SheetStage:
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
                marks=tuple(marks[application_id, criterion.pk]),
            )
            for criterion in stage.criteria.all()
        ),
    )


def _marks(user: User, composites: Collection[int]) -> Marks:
    """Return the marks that went into composites, raters in the order in which they locked."""
    current = Q(
        scorecard__application__composites__in=composites,
        scorecard__application__composites__plan=F("scorecard__stage__plan"),
        scorecard__application__composites__computed_at__gte=F("scorecard__locked_at"),
    )
    cards = Scorecard.objects.visible_to(user).locked()
    revisions = RatingRevision.objects.order_by("at", "pk")
    ratings = (
        Rating.objects.filter(current, scorecard__in=cards.values("pk"))
        .select_related("scorecard__interviewer")
        .prefetch_related(Prefetch("revisions", revisions))
        .order_by("scorecard__locked_at", "scorecard__pk", "pk")
    )
    found: Marks = defaultdict(list)
    for rating in ratings:
        found[rating.scorecard.application_id, rating.criterion_id].append(
            SheetMark(
                rater=str(rating.scorecard.interviewer),
                value=rating.value,
                missing=str(rating.get_null_reason_display()) if rating.value is None else "",
                evidence=rating.evidence,
                revisions=tuple((each.new_value, each.reason) for each in rating.revisions.all()),
            )
        )
    return found


def _flags(user: User, application_ids: Collection[int]) -> dict[int, list[SheetFlag]]:
    flags = (
        RedFlag.objects.visible_to(user)
        .filter(application__in=application_ids)
        .select_related("raised_by", "answered_by")
        .order_by("raised_at", "pk")
    )
    found: dict[int, list[SheetFlag]] = defaultdict(list)
    for flag in flags:
        found[flag.application_id].append(
            SheetFlag(
                kind=str(flag.get_kind_display()),
                seen=flag.seen,
                raised_by=str(flag.raised_by),
                raised_at=flag.raised_at,
                answer=flag.answer,
                answered_by=str(flag.answered_by) if flag.answered_by else "",
            )
        )
    return found
