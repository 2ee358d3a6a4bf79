"""Filters of the funnel, kept in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.openings.models import Opening

PERIODS = (
    ("", _("any time")),
    ("30", _("the last 30 days")),
    ("90", _("the last 90 days")),
    ("365", _("the last year")),
)


class FunnelForm(forms.Form):
    """Which opening, and whose applications."""

    opening = forms.ChoiceField(label=_("Opening"), required=False)
    period = forms.ChoiceField(label=_("Applied in"), choices=PERIODS, required=False)

    def __init__(self, *args: Any, openings: Sequence[Opening], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["opening"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", _("All openings")),
                *((opening.slug, str(opening)) for opening in openings),
            ]

    def since(self, today: dt.date) -> dt.date | None:
        """Return the first day that counts; none for any time."""
        period = self.cleaned_data.get("period")
        return today - dt.timedelta(days=int(period)) if period else None
