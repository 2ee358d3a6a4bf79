"""Plans: the ordered stages of an opening with criteria, weights, gates and the bar."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Q
from django.utils.translation import gettext_lazy as _

from candidates.openings.models import Opening
from interviews.competencies.models import Competency
from interviews.stages import registry

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

_LOCKED_PLAN = """
    IF EXISTS (
        SELECT 1 FROM interviews_plan p
        WHERE p.id = COALESCE({new}, {old}) AND p.locked_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the plan is locked: make a new version of it'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""
_LOCKED_STAGE = """
    IF EXISTS (
        SELECT 1 FROM interviews_plan p JOIN interviews_stage s ON s.plan_id = p.id
        WHERE s.id = COALESCE(NEW.stage_id, OLD.stage_id) AND p.locked_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'the plan is locked: make a new version of it'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""
_CHANGE = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete


class PlanQuerySet(models.QuerySet["Plan"]):
    def visible_to(self, user: Viewer) -> PlanQuerySet:
        return self.filter(opening__in=Opening.objects.keys_visible_to(user))


@pghistory.track()
class Plan(models.Model):
    """One version of an opening's plan. Locked from the first mark on."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        ACTIVE = "active", _("Active")
        SUPERSEDED = "superseded", _("Superseded")

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField(default=1)
    template = models.CharField(max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=120)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    bar = models.DecimalField(_("bar"), max_digits=3, decimal_places=2)
    # which version of the company's values it was made with; none where there were none
    values_version = models.PositiveSmallIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    locked_at = models.DateTimeField(null=True, blank=True)
    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "version"], name="one_plan_per_opening_and_version"
            ),
            models.UniqueConstraint(
                fields=["opening"],
                condition=Q(state="active"),
                name="one_active_plan_per_opening",
            ),
            models.CheckConstraint(
                condition=Q(bar__gte=1, bar__lte=5), name="a_bar_lies_between_1_and_5"
            ),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True) | ~Q(state="draft"),
                name="a_draft_plan_is_not_locked",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_locked_plan_keeps_its_bar",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__locked_at__isnull=False)
                & (
                    pgtrigger.Q(old__bar__df=pgtrigger.F("new__bar"))
                    | pgtrigger.Q(new__locked_at__isnull=True)
                    | pgtrigger.Q(old__opening__df=pgtrigger.F("new__opening"))
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None


def default_cut_points() -> list[Decimal]:
    """Return the cut points of a straight line from nothing, a 1, to the maximum, a 5."""
    return [Decimal(each) for each in ("12.5", "37.5", "62.5", "87.5")]


@pghistory.track()
class Stage(models.Model):
    """One exercise of a plan. `weight` is in percent of the composite; `gate` is a minimum
    on the stage score (1 to 5) that no other stage can buy back."""

    class Form(models.TextChoices):
        FIXED = "fixed", _("One form, drawn beforehand")
        ADAPTIVE = "adaptive", _("Adaptive: the next item follows from the answers so far")

    class Retest(models.TextChoices):
        FIRST = "first", _("The first result counts; the one on site confirms it")
        SECOND = "second", _("The result on site counts")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=40, choices=registry.choices)
    title = models.CharField(_("title"), max_length=120)
    weight = models.PositiveSmallIntegerField(_("weight in %"))
    gate = models.DecimalField(_("gate"), max_digits=3, decimal_places=2, null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    raters = models.PositiveSmallIntegerField(_("interviewers"), default=1)
    on_day = models.BooleanField(_("on the Day"), default=True)
    # of a stage that is marked by ear: how many points a coach may be off on average in marking
    # benchmark recordings before they lock a mark; none where the plan asks for no training
    training_error = models.DecimalField(
        _("training of coaches"), max_digits=3, decimal_places=2, null=True, blank=True
    )
    # of a test: from which percent of its maximum on a result is worth a 2, 3, 4 and 5
    cut_points = ArrayField(
        models.DecimalField(max_digits=4, decimal_places=1), size=4, default=default_cut_points
    )

    form = models.CharField(_("form"), max_length=8, choices=Form.choices, default=Form.FIXED)
    retest = models.CharField(
        _("after a retest on site"), max_length=6, choices=Retest.choices, default=Retest.FIRST
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"],
                name="one_stage_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(weight__lte=100), name="a_weight_is_at_most_100_percent"
            ),
            models.CheckConstraint(
                condition=Q(gate__isnull=True) | Q(gate__gte=1, gate__lte=5),
                name="a_gate_lies_between_1_and_5",
            ),
            models.CheckConstraint(
                condition=Q(training_error__isnull=True)
                | Q(training_error__gt=0, training_error__lte=4),
                name="an_error_that_coaches_may_make_lies_between_0_and_4_points",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=480),
                name="a_stage_lasts_between_a_minute_and_a_working_day",
            ),
            models.CheckConstraint(
                condition=Q(raters__gte=1, raters__lte=4),
                name="a_stage_has_one_to_four_interviewers",
            ),
            models.CheckConstraint(
                condition=Q(cut_points__len=4)
                & Q(cut_points__0__gt=0)
                & Q(cut_points__1__gt=F("cut_points__0"))
                & Q(cut_points__2__gt=F("cut_points__1"))
                & Q(cut_points__3__gt=F("cut_points__2"))
                & Q(cut_points__3__lt=100),
                name="cut_points_rise_from_0_to_100_percent",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="stages_of_a_locked_plan_stay",
                operation=_CHANGE,
                when=pgtrigger.Before,
                func=_LOCKED_PLAN.format(new="NEW.plan_id", old="OLD.plan_id"),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind_class(self) -> type[registry.StageKind]:
        """The kind's code: its label, icon, kit and note for candidates."""
        return registry.get(self.kind)

    @property
    def is_met(self) -> bool:
        """Tell whether an interviewer sits with the candidate: there is no marking it without."""
        return self.on_day and self.kind_class.attended


@pghistory.track()
class Criterion(models.Model):
    """What is rated in a stage: a competency, the question that brings it out, its anchors."""

    stage = models.ForeignKey(Stage, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="criteria")
    name = models.CharField(_("name"), max_length=120)
    question = models.TextField(_("question"), blank=True)
    probes = models.TextField(_("probes, one a line"), blank=True)
    anchor_1 = models.TextField(_("what a 1 looks like"))
    anchor_3 = models.TextField(_("what a 3 looks like"))
    anchor_5 = models.TextField(_("what a 5 looks like"))
    weight = models.PositiveSmallIntegerField(_("weight within the stage"), default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "position"],
                name="one_criterion_per_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=10),
                name="a_criterion_weighs_between_1_and_10",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="criteria_of_a_locked_plan_stay",
                operation=_CHANGE,
                when=pgtrigger.Before,
                func=_LOCKED_STAGE,
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def probe_lines(self) -> list[str]:
        """The probes one by one, as a kit lists them."""
        return [line.strip() for line in self.probes.splitlines() if line.strip()]


class BarJudgementQuerySet(models.QuerySet["BarJudgement"]):
    def visible_to(self, user: Viewer, plan: Plan) -> BarJudgementQuerySet:
        """Values that the user may see of one plan: their own, and everybody's as soon as they
        have judged every stage that counts, or the plan is locked."""
        judgements = self.filter(plan=plan)
        if plan.is_locked:
            return judgements
        own = judgements.filter(judge_id=user.pk)
        counting = Stage.objects.filter(plan=plan, weight__gt=0)
        missing = counting.exclude(pk__in=own.values("stage_id"))
        return judgements.filter(Q(judge_id=user.pk) | ~Exists(missing))


@pghistory.track()
class BarJudgement(models.Model):
    """What one judge says that somebody just acceptable would get on one stage (1 to 5)."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="judgements")
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="judgements")
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    value = models.DecimalField(_("value"), max_digits=3, decimal_places=2)
    judged_at = models.DateTimeField()
    objects = BarJudgementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "judge"], name="one_judgement_per_stage_and_judge"
            ),
            models.CheckConstraint(
                condition=Q(value__gte=1, value__lte=5), name="a_judgement_lies_between_1_and_5"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_locked_plans_bar_is_judged_no_more",
                operation=_CHANGE,
                when=pgtrigger.Before,
                func=_LOCKED_PLAN.format(new="NEW.plan_id", old="OLD.plan_id"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage_id}: {self.value}"
