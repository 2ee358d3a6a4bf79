"""Asking for a report: which kind, in which language."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hiring.reports import kinds


def _kinds() -> list[tuple[str, Any]]:
    return [(kind.code, kind.label) for kind in kinds.all_kinds()]


def _languages() -> list[tuple[str, Any]]:
    return list(settings.LANGUAGES)


class ReportForm(forms.Form):
    """What somebody wants; a choice with one answer is not asked."""

    kind = forms.ChoiceField(label=_("report"), choices=_kinds)
    language = forms.ChoiceField(label=_("language"), choices=_languages)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("kind", "language"):
            field = self.fields[name]
            choices = list(getattr(field, "choices", []))
            if len(choices) == 1:
                field.widget = forms.HiddenInput()
                field.initial = choices[0][0]
