"""What candidates may say about themselves; every answer may be left out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from hiring.fairness import questions


class AboutYouForm(forms.Form):
    """The questions that this house asks, each with “I would rather not say” chosen."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in questions.asked():
            self.fields[code] = forms.ChoiceField(
                label=questions.LABELS[code],
                choices=[("", _("I would rather not say")), *questions.CHOICES[code].choices],
                widget=forms.RadioSelect(attrs={"class": "choice-list"}),
                required=False,
                error_messages={"invalid_choice": _("Choose one of these answers.")},
            )
