"""What an interviewer says who cannot come."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy


class DeclineForm(forms.Form):
    """Why not; recruiters read it."""

    reason = forms.CharField(
        label=gettext_lazy("Why can you not come?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "The opening's recruiters read it, nobody else. For a conflict of interest, declare it "
            "on the scorecard instead."
        ),
    )
