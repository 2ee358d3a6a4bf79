"""What a marker ticks."""

from __future__ import annotations

from typing import Any

from django import forms


class TicksForm(forms.Form):
    """Which units were found, and the version of the sheet that the page was made from."""

    ticked = forms.TypedMultipleChoiceField(coerce=int, required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, units: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["ticked"]
        assert isinstance(field, forms.TypedMultipleChoiceField)  # noqa: S101  (narrows the type)
        field.choices = [(str(place), str(place)) for place in range(units)]
