"""Where a session is dragged to."""

from __future__ import annotations

from typing import Any

from django import forms

from interviews.days.models import Day
from interviews.days.queries import rooms_of, staff_of

MOST = 24 * 60


class PlaceForm(forms.Form):
    """So many minutes later or earlier; into another room of the site; from one interviewer to
    another one of the opening."""

    shift = forms.IntegerField(required=False, min_value=-MOST, max_value=MOST)

    def __init__(self, data: Any, *, day: Day) -> None:
        super().__init__(data)
        rooms = rooms_of(day.site).values_list("pk", flat=True)
        staff = list(staff_of(day.opening_id).values_list("pk", flat=True))
        for name, keys in (("room", rooms), ("from", staff), ("to", staff)):
            self.fields[name] = forms.TypedChoiceField(
                choices=[(str(key), str(key)) for key in keys],
                coerce=int,
                empty_value=None,
                required=False,
            )
