"""Filters of the funnel, kept in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.openings.models import Opening
from hiring.dashboards.queries.funnel import Cohort

PERIODS = (
    ("", _("any time")),
    ("30", _("the last 30 days")),
    ("90", _("the last 90 days")),
    ("365", _("the last year")),
)
UNSAID: Final = "-"  # of a source that nobody named
OFFERED: Final = 40


class FunnelForm(forms.Form):
    """Which opening, and whose applications."""

    opening = forms.ChoiceField(label=_("Opening"), required=False)
    period = forms.ChoiceField(label=_("Applied in"), choices=PERIODS, required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(
        self,
        *args: Any,
        openings: Sequence[Opening],
        sources: Iterable[str] = (),
        languages: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offer("opening", _("All openings"), ((each.slug, str(each)) for each in openings))
        offered = ((each or UNSAID, each or _("not said")) for each in list(sources)[:OFFERED])
        self._offer("source", _("Any source"), offered)
        self._offer("language", _("Any language"), ((each, each) for each in languages))

    def _offer(self, name: str, every: Any, choices: Iterable[tuple[str, Any]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", every), *choices]

    def cohort(self, today: dt.date) -> Cohort:
        """Return whose applications count; what is nonsense in the address counts as any."""
        given = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        period, source = given.get("period"), given.get("source")
        return Cohort(
            since=today - dt.timedelta(days=int(period)) if period else None,
            source=None if not source else "" if source == UNSAID else source,
            language=given.get("language") or None,
        )
