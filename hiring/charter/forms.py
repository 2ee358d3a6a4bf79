"""The charter on one page: words, values, goals. A row that is emptied is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from hiring.charter.drafts import Draft, GoalDraft, ValueDraft
from hiring.charter.models import Measure

if TYPE_CHECKING:
    from django.http import QueryDict

_LONGEST: Final = 4_000
MOST_VALUES: Final = 12
_RANGES: Final = {
    Measure.PROMOTERS: (0, 100, _("A percentage lies between 0 and 100.")),
    Measure.TURNOVER: (0, 100, _("A percentage lies between 0 and 100.")),
    Measure.SATISFACTION: (1, 5, _("Satisfaction lies between 1 and 5.")),
    Measure.TRAINED: (0.1, 60, _("Months lie between 0.1 and 60.")),
    Measure.ALONE: (0.1, 60, _("Months lie between 0.1 and 60.")),
}


def _words(label: Any, rows: int, help_text: Any = "", **more: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=_LONGEST, help_text=help_text, widget=area, **more
    )


class CharterForm(forms.Form):
    """The words around the values."""

    vision = _words(_("Vision"), 3, _("What the world of your customers looks like one day."))
    mission = _words(_("Mission"), 3, _("What you do for it, for whom, every day."))
    work = _words(
        _("Plan of work"), 5, _("What you take on this year, one thing a line."), required=False
    )
    base = forms.IntegerField(min_value=0, max_value=32_000, widget=forms.HiddenInput)


class _Row(forms.Form):
    """A row that may be left empty altogether."""

    needed: tuple[str, ...] = ()

    def full_clean(self) -> None:
        """Let single cells be empty while it is checked; for its reader they belong to the row."""
        for name in self.needed:
            self.fields[name].required = False
        super().full_clean()
        for name in self.needed:
            self.fields[name].required = True

    @property
    def is_empty(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in self.needed)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        given = [name for name in self.needed if data.get(name) or name in self.errors]
        missing = [name for name in self.needed if name not in given]
        for name in missing if given else ():
            self.add_error(name, _("Fill this in too, or empty the whole row."))
        return data


class ValueForm(_Row):
    """One value with its behaviors."""

    needed = ("name", "meaning", "behaviors")
    name = forms.CharField(label=_("Value"), max_length=80)
    meaning = _words(_("What it means"), 2)
    behaviors = _words(_("Behaviors, one a line"), 4)
    code = forms.SlugField(
        max_length=60, allow_unicode=True, required=False, widget=forms.HiddenInput
    )


class GoalForm(_Row):
    """One goal of one year."""

    needed = ("measure", "year", "target")
    measure = forms.ChoiceField(label=_("Goal"), choices=[("", "–"), *Measure.choices])
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2100)
    target = forms.DecimalField(label=_("Target"), max_digits=5, decimal_places=2)

    def clean_target(self) -> Any:
        """Hold the target against what its measure can be."""
        target, measure = self.cleaned_data["target"], self.cleaned_data.get("measure")
        if target is not None and measure:
            low, high, sentence = _RANGES[Measure(measure)]
            if not low <= target <= high:
                raise forms.ValidationError(sentence)
        return target

    @property
    def is_empty(self) -> bool:
        return self.cleaned_data.get("target") is None

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        if data.get("target") is None and "target" not in self.errors:
            return data
        for name in ("measure", "year"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Fill this in too, or empty the target."))
        return data


if TYPE_CHECKING:
    _GoalSet = forms.BaseFormSet[GoalForm]
else:
    _GoalSet = forms.BaseFormSet


class _Goals(_GoalSet):
    def clean(self) -> None:
        """Refuse two targets for one measure and year."""
        seen = set()
        for form in self.forms:
            if form.errors or form.is_empty:
                continue
            key = (form.cleaned_data["measure"], form.cleaned_data["year"])
            if key in seen:
                form.add_error("measure", _("There is a target for this year already."))
            seen.add(key)


ValueFormSet = forms.formset_factory(
    ValueForm, extra=1, max_num=MOST_VALUES, absolute_max=MOST_VALUES + 4, validate_max=True
)
GoalFormSet = forms.formset_factory(GoalForm, formset=_Goals, extra=2, max_num=40, absolute_max=60)


class CharterForms:
    """The three forms of the page as one."""

    def __init__(self, data: QueryDict | None, draft: Draft | None, base: int, year: int) -> None:
        self.words = CharterForm(
            data,
            initial={
                "vision": draft.vision if draft else "",
                "mission": draft.mission if draft else "",
                "work": draft.work if draft else "",
                "base": base,
            },
        )
        values = [vars(value) for value in draft.values] if draft else []
        goals = [vars(goal) for goal in draft.goals] if draft else _first_goals(year)
        self.values = ValueFormSet(data, initial=values, prefix="values")
        self.goals = GoalFormSet(data, initial=goals, prefix="goals")

    @property
    def is_bound(self) -> bool:
        return self.words.is_bound

    def is_valid(self) -> bool:
        """Check all three, so that everything that is wrong is said at once."""
        checked = [self.words.is_valid(), self.values.is_valid(), self.goals.is_valid()]
        return all(checked)

    def refuse(self, sentence: str, base: int) -> None:
        """Put a refusal on top; saving again goes by version `base`, which the page links to."""
        self.words.add_error(None, sentence)
        self.words.data = {**self.words.data, "base": base}

    def draft(self) -> Draft:
        """Return what was typed; rows that were emptied are left out."""
        said = self.words.cleaned_data
        return Draft(
            vision=_clean(said["vision"]),
            mission=_clean(said["mission"]),
            work=_clean(said["work"]),
            values=tuple(
                ValueDraft(
                    name=row["name"],
                    meaning=_clean(row["meaning"]),
                    behaviors=_clean(row["behaviors"]),
                    code=row.get("code", ""),
                )
                for row in (form.cleaned_data for form in self.values.forms if not form.is_empty)
            ),
            goals=tuple(
                GoalDraft(row["measure"], row["year"], row["target"])
                for row in (form.cleaned_data for form in self.goals.forms if not form.is_empty)
            ),
        )


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _first_goals(year: int) -> list[dict[str, Any]]:
    return [{"measure": measure, "year": year} for measure in Measure.values]
