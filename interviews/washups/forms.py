"""What is typed in a wash-up, and how the room is asked for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 4_000
SORTS = ("name", "score", "disagreement")


class AgreementForm(forms.Form):
    """The value agreed on for one criterion, and why."""

    value = forms.TypedChoiceField(
        label=_("Agreed value"),
        choices=[("", "–"), *((str(each), str(each)) for each in range(1, 6))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput
    )

    def values(self) -> dict[str, Any]:
        """Return the arguments of `save_agreement` that were typed."""
        data = self.cleaned_data
        return {
            "value": data["value"],
            "reason": data["reason"],
            "version": data["version"] or 0,
        }


class RoomForm(forms.Form):
    """How the room is sorted; anything that makes no sense is taken for the name."""

    sort = forms.ChoiceField(choices=[(each, each) for each in SORTS], required=False)

    @property
    def chosen(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("sort") or SORTS[0]


class ShowForm(forms.Form):
    """Whom to put on the screen; nobody for the matrix."""

    application = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
