"""The form of a competency; its fields are named as the action's arguments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from interviews.competencies.models import Competency

LONGEST = 2000  # characters of a description or an anchor


def _text(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )


class CompetencyForm(forms.Form):
    """Name, family, description and the three anchors."""

    name = forms.CharField(label=_("Name"), max_length=120)
    family = forms.ChoiceField(label=_("Family"), choices=Competency.Family.choices)
    description = _text(
        _("Description"),
        required=False,
        help_text=_("What it is. For a value: the behaviors by which it is known."),
    )
    anchor_1 = _text(_("What a 1 looks like"), help_text=_("What is said or done, not a judgment."))
    anchor_3 = _text(_("What a 3 looks like"))
    anchor_5 = _text(_("What a 5 looks like"))

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not slugify(name, allow_unicode=True):
            raise forms.ValidationError(_("A name needs letters or digits."), code="no_letters")
        return name

    @classmethod
    def of(cls, competency: Competency) -> dict[str, Any]:
        """Return what the form begins with."""
        return {name: getattr(competency, name) for name in cls.base_fields}
