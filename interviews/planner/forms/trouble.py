"""What went wrong on a running Day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from interviews.days.models import Day
from interviews.days.queries import Guest, Slot
from interviews.planner.forms.fields import OnDay, times_field
from interviews.planner.setup import Absence, GuestSetup, Overrun, Setup


class TroubleForm(OnDay):
    """What has gone wrong on a running Day; any of it, together."""

    def __init__(
        self,
        data: Any = None,
        *,
        day: Day,
        guests: Sequence[Guest],
        staff: Sequence[tuple[int, str]],
        running: Sequence[Slot],
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.day = day
        super().__init__(data, initial=initial)
        nobody = [("", _("nobody"))]
        self.fields["late"] = forms.TypedChoiceField(
            label=_("Candidate who is late"),
            choices=[*nobody, *((str(each.application_id), each.name) for each in guests)],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.fields["late_until"] = times_field(_("Here from"))
        self.fields["away"] = forms.TypedChoiceField(
            label=_("Interviewer who cannot go on"),
            choices=[*nobody, *((str(key), name) for key, name in staff)],
            coerce=int,
            empty_value=None,
            required=False,
        )
        from_now = _("Left empty: from now on.")
        self.fields["away_from"] = times_field(_("Away from"), help_text=from_now)
        titles = (
            (str(slot.session_id), f"{slot.span} {slot.title}, {slot.candidate_names}")
            for slot in running
        )
        self.fields["over"] = forms.TypedChoiceField(
            label=_("Session that lasts longer"),
            choices=[("", _("none")), *titles],
            coerce=int,
            empty_value=None,
            required=False,
        )
        self.fields["over_until"] = times_field(_("Over by"))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        for name, time in (("late", "late_until"), ("over", "over_until")):
            if cleaned.get(name) and not cleaned.get(time) and time not in self.errors:
                self.add_error(time, _("Say a time."))
        return cleaned

    def change(self, setup: Setup, now: int) -> Setup:
        """Return the setup with what was typed in it; `now` in minutes from the Day's start."""
        cleaned = self.cleaned_data
        late, late_until = cleaned.get("late"), self._minute("late_until")
        if late and late_until is not None:
            own = {each.application: each for each in setup.guests}
            was = own.get(late, GuestSetup(late))
            own[late] = replace(was, arrives=late_until)
            setup = replace(setup, guests=tuple(own.values()))
        if cleaned.get("away"):
            start = self._minute("away_from")
            others = [each for each in setup.absences if each.person != cleaned["away"]]
            gone = Absence(cleaned["away"], now if start is None else start)
            setup = replace(setup, absences=(*others, gone))
        over, over_until = cleaned.get("over"), self._minute("over_until")
        if over and over_until is not None:
            setup = replace(setup, overruns=(Overrun(over, over_until),))
        return replace(setup, keep=False)
