"""Asking for a report: which kind, in which variant and language; for which people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from hiring.reports import kinds
from hiring.reports.models import MOST_CHOSEN


def _kinds() -> list[tuple[str, Any]]:
    return [(kind.code, kind.label) for kind in kinds.all_kinds()]


def _variants() -> list[tuple[str, Any]]:
    return list(kinds.VARIANTS.items())


def _languages() -> list[tuple[str, Any]]:
    return list(settings.LANGUAGES)


class ReportForm(forms.Form):
    """What somebody wants; the variant is full unless said otherwise."""

    kind = forms.ChoiceField(label=_("report"), choices=_kinds)
    variant = forms.ChoiceField(label=_("variant"), choices=_variants, required=False)
    language = forms.ChoiceField(label=_("language"), choices=_languages, required=False)

    def clean_variant(self) -> str:
        return self.cleaned_data["variant"] or kinds.FULL

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or settings.LANGUAGES[0][0]


class BundleForm(ReportForm):
    """The reports of many candidates of an opening, as one file."""

    chosen = forms.TypedMultipleChoiceField(
        label=_("Candidates"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one candidate.")},
    )

    def __init__(self, *args: Any, candidates: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chosen"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = candidates

    def clean_chosen(self) -> tuple[int, ...]:
        chosen = tuple(sorted(set(self.cleaned_data["chosen"])))
        if len(chosen) > MOST_CHOSEN:
            raise forms.ValidationError(
                _("Choose %(most)d candidates at most; these are %(number)d."),
                params={"most": MOST_CHOSEN, "number": len(chosen)},
            )
        return chosen


class FiguresForm(ReportForm):
    """A board of figures: its code with its filters."""

    figures = forms.CharField(max_length=600)


class MonthForm(ReportForm):
    """A report on an opening in one month."""

    month = forms.TypedChoiceField(label=_("Month"), coerce=dt.date.fromisoformat)

    def __init__(self, *args: Any, months: Iterable[dt.date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["month"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(each.isoformat(), date_format(each, "F Y")) for each in months]
