"""The filter of the administrators' page, and where to go back to."""

from __future__ import annotations

from django import forms

from candidates.outbox import queries


class FilterForm(forms.Form):
    """What the page shows; anything that makes no sense is taken for the default."""

    show = forms.ChoiceField(choices=[(view, view) for view in queries.VIEWS], required=False)
    kind = forms.CharField(max_length=100, required=False)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)

    @property
    def values(self) -> tuple[str, str, int]:
        """View, kind and page."""
        self.is_valid()
        clean = self.cleaned_data
        return clean.get("show") or queries.OWED, clean.get("kind") or "", clean.get("page") or 1
