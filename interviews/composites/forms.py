"""What is asked for on the page of agreement."""

from __future__ import annotations

from django import forms

from interviews.stages import registry


class NormsForm(forms.Form):
    """Which test's norms are frozen."""

    kind = forms.ChoiceField(choices=registry.choices)
