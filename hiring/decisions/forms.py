"""What a decision is written down with."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hiring.decisions.models import Decision

_LONGEST = 4000


class DecisionForm(forms.Form):
    """A verdict, a reason from the list, and the reason in words."""

    verdict = forms.ChoiceField(label=_("Verdict"), widget=forms.RadioSelect)
    reason_code = forms.ChoiceField(
        label=_("Reason"), choices=[("", _("Choose a reason")), *Decision.Reason.choices]
    )
    reason = forms.CharField(
        label=_("In words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=_LONGEST,
        help_text=_("What you saw and heard that decided it. It stays with the application."),
    )

    def __init__(self, *args: Any, verdicts: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["verdict"]
        if isinstance(field, forms.ChoiceField):
            every = Decision.Verdict.choices
            field.choices = [choice for choice in every if choice[0] in verdicts]


class ReasonForm(forms.Form):
    """Why a decision is taken back, or how the candidate accepted."""

    reason = forms.CharField(
        label=_("In words"), widget=forms.Textarea(attrs={"rows": 2}), max_length=_LONGEST
    )
