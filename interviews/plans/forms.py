"""Forms of plans: they read what was typed; the actions decide."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from interviews.competencies.models import Competency
from interviews.plans.library import TEMPLATES
from interviews.plans.models import Stage
from interviews.stages import registry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interviews.plans.models import Criterion, Plan

LONGEST = 2000  # characters of a question, of probes, of an anchor
OWN = ("training_error", "form", "retest")  # what only stages of some kinds have
MOST_POINTS = 4  # that one can be off on a scale from 1 to 5


def _mark(label: Any, *, required: bool, help_text: Any = "") -> forms.DecimalField:
    """A point on the scale of marks."""
    widget = forms.NumberInput(attrs={"step": "0.05", "inputmode": "decimal"})
    return forms.DecimalField(
        label=label,
        min_value=Decimal(1),
        max_value=Decimal(5),
        max_digits=3,
        decimal_places=2,
        required=required,
        widget=widget,
        help_text=help_text,
    )


def _weight() -> forms.IntegerField:
    return forms.IntegerField(label=_("Weight in %"), min_value=0, max_value=100)


def _text(label: Any, rows: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


class TemplateForm(forms.Form):
    """Which of the four ways to begin with."""

    template = forms.ChoiceField(choices=[(code, each.name) for code, each in TEMPLATES.items()])


class StageKindForm(forms.Form):
    """Which kind of stage to add."""

    kind = forms.ChoiceField(label=_("Add a stage"), choices=registry.choices)


class PlanForm(forms.Form):
    """Name and bar of a plan, and the weights and gates of all its stages in one table."""

    name = forms.CharField(label=_("Name"), max_length=120)
    bar = _mark(
        _("Bar"),
        required=True,
        help_text=_(
            "The minimum on the composite, from 1 to 5. Set it before the Day; then hold it."
        ),
    )

    def __init__(self, data: Any = None, *, plan: Plan, stages: Sequence[Stage]) -> None:
        initial: dict[str, Any] = {"name": plan.name, "bar": plan.bar}
        for stage in stages:
            initial[f"weight_{stage.pk}"] = stage.weight
            initial[f"gate_{stage.pk}"] = stage.gate
        super().__init__(data, initial=initial)
        self.stages = stages
        for stage in stages:
            self._add_fields(stage)

    def _add_fields(self, stage: Stage) -> None:
        weight, gate = _weight(), _mark(_("Gate"), required=False)
        weight.widget.attrs["aria-label"] = _("Weight in percent: %(stage)s") % {
            "stage": stage.title
        }
        weight.widget.attrs["data-weight"] = ""
        gate.widget.attrs["aria-label"] = _("Gate: %(stage)s") % {"stage": stage.title}
        self.fields[f"weight_{stage.pk}"], self.fields[f"gate_{stage.pk}"] = weight, gate

    def rows(self) -> Iterator[tuple[Stage, forms.BoundField, forms.BoundField]]:
        """Yield each stage with its two fields, as the table shows them."""
        for stage in self.stages:
            yield stage, self[f"weight_{stage.pk}"], self[f"gate_{stage.pk}"]

    def values(self) -> dict[str, Any]:
        """Return the arguments of `change_plan`."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "bar": data["bar"],
            "weights": {stage.pk: data[f"weight_{stage.pk}"] for stage in self.stages},
            "gates": {stage.pk: data[f"gate_{stage.pk}"] for stage in self.stages},
        }


class StageForm(forms.Form):
    """One stage's own numbers and words."""

    title = forms.CharField(label=_("Title"), max_length=120)
    weight = _weight()
    gate = _mark(
        _("Gate"),
        required=False,
        help_text=_(
            "A minimum on this stage that no other stage can buy back. Set it at “minimally "
            "acceptable”, and on few stages."
        ),
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=480)
    raters = forms.IntegerField(
        label=_("Interviewers"),
        min_value=1,
        max_value=4,
        help_text=_("They mark each for themselves. Two are worth far more than one."),
    )
    on_day = forms.BooleanField(label=_("Takes place on the Day"), required=False)
    training_error = forms.DecimalField(
        label=_("Training of coaches"),
        min_value=Decimal("0.05"),
        max_value=MOST_POINTS,
        max_digits=3,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"step": "0.05", "inputmode": "decimal"}),
        help_text=_(
            "How many points off a coach may be, on average over the benchmark recordings, before "
            "they lock a mark: such as 0.75. Empty: nobody has to train."
        ),
    )

    form = forms.ChoiceField(
        label=_("Form of the test"),
        choices=Stage.Form.choices,
        help_text=_(
            "Adaptive forms need a calibrated item bank, and candidates are told that the test "
            "adapts. Where the bank is too small for somebody, one form is drawn."
        ),
    )
    retest = forms.ChoiceField(label=_("After a retest on site"), choices=Stage.Retest.choices)

    def __init__(self, data: Any = None, *, stage: Stage) -> None:
        super().__init__(data, initial=self.of(stage))
        kind = stage.kind_class
        has = {
            "training_error": kind.by_ear,
            "form": kind.exercise is not None and kind.exercise.has_forms,
            "retest": kind.measure is not None,
        }
        for name in OWN:
            if not has[name]:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Gather what only stages of this kind have, as the action takes it."""
        cleaned = super().clean() or {}
        cleaned["own"] = {name: cleaned.pop(name) for name in OWN if name in cleaned}
        return cleaned

    @classmethod
    def of(cls, stage: Stage) -> dict[str, Any]:
        """Return what the form begins with."""
        return {name: getattr(stage, name) for name in cls.base_fields}


class CriterionForm(forms.Form):
    """What is rated, the question that brings it out, and what 1, 3 and 5 look like."""

    competency = forms.ModelChoiceField(Competency.objects.none(), label=_("Competency"))
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Left empty, the competency's own."),
    )
    question = _text(_("Question"), 2, help_text=_("Asked as it stands, of everybody."))
    probes = _text(_("Probes, one a line"), 4)
    anchor_1 = _text(_("What a 1 looks like"), 3)
    anchor_3 = _text(_("What a 3 looks like"), 3)
    anchor_5 = _text(
        _("What a 5 looks like"),
        3,
        help_text=_(
            "Describe what is said or done. Left empty, an anchor is the competency's own."
        ),
    )
    weight = forms.IntegerField(
        label=_("Weight within the stage"),
        min_value=1,
        max_value=10,
        initial=1,
        help_text=_("1 for all means that all count the same."),
    )

    def __init__(self, *args: Any, current: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Q(retired_at__isnull=True) | Q(pk=current)
        field = self.fields["competency"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = Competency.objects.filter(offered).order_by("family", "name")

    @classmethod
    def of(cls, criterion: Criterion) -> dict[str, Any]:
        """Return what the form begins with."""
        return {name: getattr(criterion, name) for name in cls.base_fields}

    def values(self) -> dict[str, Any]:
        """Return the arguments of `add_criterion` and `change_criterion`."""
        data = self.cleaned_data
        return {
            "competency_id": data["competency"].pk,
            "anchors": (data["anchor_1"], data["anchor_3"], data["anchor_5"]),
            **{name: data[name] for name in ("name", "question", "probes", "weight")},
        }


class JudgeForm(forms.Form):
    """What somebody just acceptable would get, stage by stage; left empty, not judged yet."""

    def __init__(self, data: Any = None, *, stages: Sequence[tuple[Stage, Decimal | None]]) -> None:
        super().__init__(
            data, initial={f"stage_{stage.pk}": own for stage, own in stages if own is not None}
        )
        self.stages = [stage for stage, _own in stages]
        for stage in self.stages:
            field = _mark(stage.title, required=False)
            field.widget.attrs["aria-label"] = _("Just acceptable: %(stage)s") % {
                "stage": stage.title
            }
            self.fields[f"stage_{stage.pk}"] = field

    def bound(self, stage: Stage) -> forms.BoundField:
        """Return the field of one stage."""
        return self[f"stage_{stage.pk}"]

    def values(self) -> dict[int, Decimal | None]:
        """Return the values by stage."""
        return {stage.pk: self.cleaned_data[f"stage_{stage.pk}"] for stage in self.stages}
