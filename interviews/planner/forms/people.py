"""What people say of their own week, and what recruiters say of their skills."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.planner.forms.fields import times_field

WEEKDAYS = (
    gettext_lazy("Monday"),
    gettext_lazy("Tuesday"),
    gettext_lazy("Wednesday"),
    gettext_lazy("Thursday"),
    gettext_lazy("Friday"),
    gettext_lazy("Saturday"),
    gettext_lazy("Sunday"),
)


class WeekForm(forms.Form):
    """Somebody's own week: one line of hours a weekday, two where a day has a pause."""

    LINES = 2

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for weekday in range(7):
            for line in range(self.LINES):
                self.fields[f"starts_{weekday}_{line}"] = times_field(_("From"))
                self.fields[f"ends_{weekday}_{line}"] = times_field(_("Until"))

    def rows(self) -> Iterator[tuple[Any, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """Yield each weekday with its pairs of fields, for the template."""
        for weekday, name in enumerate(WEEKDAYS):
            pairs = [
                (self[f"starts_{weekday}_{line}"], self[f"ends_{weekday}_{line}"])
                for line in range(self.LINES)
            ]
            yield name, pairs

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        hours = []
        for weekday in range(7):
            for line in range(self.LINES):
                low = cleaned.get(f"starts_{weekday}_{line}")
                high = cleaned.get(f"ends_{weekday}_{line}")
                if (low is None) != (high is None):
                    self.add_error(f"ends_{weekday}_{line}", _("Say both, or neither."))
                elif low is not None and high is not None and low >= high:
                    self.add_error(f"ends_{weekday}_{line}", _("It ends before it begins."))
                elif low is not None:
                    hours.append((weekday, low, high))
        cleaned["hours"] = hours
        return cleaned


class ExceptionForm(forms.Form):
    """A date that is unlike its week."""

    on = forms.DateField(
        label=gettext_lazy("Date"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_away = forms.TypedChoiceField(
        label=gettext_lazy("I am"),
        choices=[("away", gettext_lazy("away")), ("there", gettext_lazy("there"))],
        coerce=lambda value: value == "away",
    )
    starts = times_field(gettext_lazy("From"))
    ends = times_field(gettext_lazy("Until"), help_text=gettext_lazy("Without times: all day."))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        low, high = cleaned.get("starts"), cleaned.get("ends")
        if (low is None) != (high is None):
            self.add_error("ends", _("Say both, or neither."))
        elif low is not None and high is not None and low >= high:
            self.add_error("ends", _("It ends before it begins."))
        return cleaned


class SkillsForm(forms.Form):
    """Who may run what, and how much of it: one row a person."""

    LIMITS = ("sessions_a_day", "sessions_a_week", "minutes_in_a_row")

    def __init__(self, data: Any = None, *, rows: Sequence[Any], kinds: Sequence[Any]) -> None:
        super().__init__(data)
        self._rows, self.kinds = rows, kinds
        for row in rows:
            for kind, level in row.cells:
                self.fields[f"skill_{row.person_id}_{kind}"] = forms.ChoiceField(
                    choices=[("", "–"), ("runs", _("runs it")), ("trains", _("in training"))],
                    required=False,
                    initial=level,
                    label=kind,
                )
            for name in self.LIMITS:
                self.fields[f"{name}_{row.person_id}"] = forms.IntegerField(
                    required=False,
                    min_value=1,
                    max_value=600,
                    initial=getattr(row.limit, name, None),
                    label=name,
                )
            self.fields[f"languages_{row.person_id}"] = forms.CharField(
                required=False,
                max_length=60,
                initial=", ".join(row.limit.languages) if row.limit else "",
                label="languages",
            )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for row in self._rows:
            name = f"languages_{row.person_id}"
            codes = re.findall(r"[^\s,;]+", cleaned.get(name, "").lower())
            if not all(re.fullmatch(r"[a-z]{2,3}", code) for code in codes):
                self.add_error(name, _("Write codes, such as: en, lt."))
            cleaned[name] = tuple(dict.fromkeys(codes))
        return cleaned

    def rows(self) -> Iterator[tuple[Any, list[tuple[Any, forms.BoundField]], list[Any], Any]]:
        """Yield each person with their cells, limits and languages, for the template."""
        for row in self._rows:
            cells = [
                (kind, self[f"skill_{row.person_id}_{code}"])
                for (code, _level), kind in zip(row.cells, self.kinds, strict=True)
            ]
            limits = [self[f"{name}_{row.person_id}"] for name in self.LIMITS]
            yield row, cells, limits, self[f"languages_{row.person_id}"]
