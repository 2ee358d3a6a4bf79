"""Fields that several forms of a plan have: times by the clocks of a Day, choices of many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from interviews.days import clock
from interviews.days.models import Day
from interviews.planner.queries import minutes_of

_SKIPPED = gettext_lazy("The clocks are put forward over this time on that date.")


def time_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time", "step": "300"}, format="%H:%M")


def times_field(label: Any, **others: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=time_input(), **others)


def choices_field(label: Any, choices: Iterable[tuple[int, str]], **others: Any) -> forms.Field:
    return forms.TypedMultipleChoiceField(
        label=label,
        choices=list(choices),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **others,
    )


class OnDay(forms.Form):
    """Times typed by the clocks of a Day become minutes from its start."""

    day: Day

    def _minute(self, name: str) -> int | None:
        """Return the minutes of a field, None where nothing was typed or it was wrong."""
        time = self.cleaned_data.get(name)
        if not isinstance(time, dt.time):
            return None
        try:
            moment = clock.moment(self.day.on, time, self.day.time_zone)
        except clock.NoSuchTime:
            self.add_error(name, _SKIPPED)
            return None
        return minutes_of(self.day, moment)

    def _shown(self, minute: int | None) -> str:
        if minute is None:
            return ""
        return clock.clock_time(self.day.starts_at + dt.timedelta(minutes=minute), self._zone)

    @property
    def _zone(self) -> str:
        return self.day.time_zone
