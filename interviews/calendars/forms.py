"""Which calendars of one's own are read; what a candidate answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.calendars.busy import LARGEST, Unreadable, read_busy
from interviews.calendars.models import CalendarChoice
from interviews.calendars.queries import HORIZON

FAULTS = {
    "no calendar": gettext_lazy("This is not a calendar (.ics) that can be read."),
    "too large": gettext_lazy("The calendar is larger than 2 MB."),
    "large": gettext_lazy("The calendar is larger than 2 MB."),
    "too often": gettext_lazy("It has entries that repeat more often than daily."),
    "too much": gettext_lazy("It has too many entries."),
    "address": gettext_lazy("This address is not one of a calendar on the web."),
    "inside": gettext_lazy("This address does not lie on the public internet."),
    "redirect": gettext_lazy("This address leads on to another one. Use that one."),
    "answer": gettext_lazy("No calendar answers at this address."),
    "slow": gettext_lazy("The other side took too long."),
    "unreachable": gettext_lazy("Nothing answers at this address."),
    "sealed": gettext_lazy("The key to this address is missing. Please tell an administrator."),
}


class BusyAddressForm(forms.Form):
    """The private address of a calendar."""

    address = forms.CharField(
        label=gettext_lazy("Private address (iCalendar)"),
        max_length=2000,
        widget=forms.TextInput(attrs={"type": "url", "autocomplete": "off"}),
        help_text=gettext_lazy(
            "Google: “Secret address in iCal format”; Outlook: “Publish a calendar”, the ICS link."
        ),
    )

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        if not address.lower().startswith(("https://", "http://", "webcal://")):
            raise forms.ValidationError(FAULTS["address"])
        return address


class BusyFileForm(forms.Form):
    """A calendar as a file; only when one is busy is kept of it."""

    file = forms.FileField(label=gettext_lazy("Calendar file (.ics)"))

    def __init__(self, *args: Any, zone: str, at: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._zone, self._at = zone, at

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        file = cleaned.pop("file", None)
        if file is None:
            return cleaned
        if file.size > LARGEST:
            self.add_error("file", FAULTS["too large"])
            return cleaned
        try:
            cleaned["periods"] = read_busy(
                file.read(), zone=self._zone, first=self._at, last=self._at + HORIZON
            )
        except Unreadable as error:
            self.add_error("file", FAULTS[error.fault])
        cleaned["name"] = file.name
        return cleaned


class ShownForm(forms.Form):
    """How much of one's sessions stands in mails."""

    shown = forms.ChoiceField(
        label=gettext_lazy("In mails about my sessions"),
        choices=CalendarChoice.Shown.choices,
        widget=forms.RadioSelect,
    )


class AnswerForm(forms.Form):
    """Whether a candidate comes."""

    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    reason = forms.CharField(
        label=gettext_lazy("When could you come, or what stands in the way?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if cleaned.get("answer") == "no" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say in a few words when you could come."))
        return cleaned
