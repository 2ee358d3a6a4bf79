"""What is typed about offers: terms, templates, reasons, and the candidate's answer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hiring.offers.letter import STARTER, STARTER_DAYS, unknown_in
from hiring.offers.terms import Terms

if TYPE_CHECKING:
    from candidates.openings.models import Opening
    from hiring.offers.models import Offer, OfferTemplate

LETTER_LENGTH = 20_000
_LONGEST = 4_000
_END_OF_DAY = dt.time(23, 59)


class _WordsForm(forms.Form):
    """The terms that a template has as well."""

    pay = forms.CharField(
        label=_("Pay"),
        max_length=120,
        help_text=_("With what it is paid for: “32,400 a year, 13 times”."),
    )
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label=_("Currency"),
        max_length=3,
        error_messages={"invalid": _("Three letters, such as EUR.")},
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "class": "offer-currency"}),
    )
    hours = forms.CharField(label=_("Hours"), max_length=200)
    place = forms.CharField(label=_("Place of work"), max_length=200)
    probation = forms.CharField(
        label=_("Probation"), max_length=200, required=False, help_text=_("Left empty: none.")
    )
    letter = forms.CharField(
        label=_("Letter"), max_length=LETTER_LENGTH, widget=forms.Textarea(attrs={"rows": 16})
    )

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def clean_letter(self) -> str:
        text: str = self.cleaned_data["letter"].replace("\r\n", "\n")
        if unknown := unknown_in(text):
            sentence = ngettext(
                "%(names)s would stay in the letter as it stands. Write what it means instead.",
                "%(names)s would stay in the letter as they stand. Write what they mean instead.",
                len(unknown),
            )
            raise forms.ValidationError(
                sentence, code="placeholder", params={"names": ", ".join(unknown)}
            )
        return text


class OfferForm(_WordsForm):
    """The terms of one offer; `today` is the date in the opening's zone."""

    starts_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    answer_on = forms.DateField(
        label=_("Answer by the end of"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    version = forms.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput
    )
    field_order = (
        "starts_on", "pay", "currency", "hours", "place", "probation", "answer_on", "letter",
    )  # fmt: skip

    def __init__(self, *args: Any, opening: Opening, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.today = ZoneInfo(opening.time_zone), today

    def clean_starts_on(self) -> dt.date:
        return self._not_past("starts_on", _("The first day lies in the past."))

    def clean_answer_on(self) -> dt.date:
        return self._not_past("answer_on", _("This day is over: nobody could answer by then."))

    def _not_past(self, name: str, sentence: Any) -> dt.date:
        day: dt.date = self.cleaned_data[name]
        if day < self.today:
            raise forms.ValidationError(sentence, code="past")
        return day

    def terms(self) -> Terms:
        """Return what was typed, with the answer's day as a moment."""
        data = self.cleaned_data
        end = dt.datetime.combine(data["answer_on"], _END_OF_DAY, self.zone)
        words = {name: data[name] for name in _WordsForm.base_fields}
        return Terms(starts_on=data["starts_on"], answer_by_at=end.astimezone(dt.UTC), **words)

    @classmethod
    def begin(
        cls, opening: Opening, template: OfferTemplate | None, today: dt.date
    ) -> dict[str, Any]:
        """Return what the form of a new offer begins with."""
        names = list(_WordsForm.base_fields)
        words = {name: getattr(template, name) for name in names} if template else {}
        days = template.days_to_answer if template else STARTER_DAYS
        begun = {"letter": str(STARTER), "place": opening.location} | words
        return begun | {"answer_on": today + dt.timedelta(days=days)}

    @classmethod
    def of(cls, offer: Offer) -> dict[str, Any]:
        """Return what the form of a draft begins with."""
        zone = ZoneInfo(offer.application.opening.time_zone)
        names = (*_WordsForm.base_fields, "starts_on", "version")
        return {name: getattr(offer, name) for name in names} | {
            "answer_on": offer.answer_by_at.astimezone(zone).date()
        }


class OfferTemplateForm(_WordsForm):
    """Terms and a letter to begin offers with."""

    name = forms.CharField(label=_("Name"), max_length=120)
    days_to_answer = forms.IntegerField(
        label=_("Days to answer"), min_value=1, max_value=90, initial=STARTER_DAYS
    )
    field_order = (
        "name", "pay", "currency", "hours", "place", "probation", "days_to_answer", "letter",
    )  # fmt: skip

    @classmethod
    def of(cls, template: OfferTemplate | None) -> dict[str, Any]:
        """Return what the form begins with."""
        if template is None:
            return {"letter": str(STARTER), "days_to_answer": STARTER_DAYS}
        return {name: getattr(template, name) for name in cls.base_fields}


class ReasonForm(forms.Form):
    """Why an offer is withdrawn or sent back."""

    reason = forms.CharField(
        label=_("In words"), widget=forms.Textarea(attrs={"rows": 2}), max_length=_LONGEST
    )


class AcceptForm(forms.Form):
    """The candidate's name, typed by the candidate."""

    signed_name = forms.CharField(
        label=_("Your full name"),
        max_length=200,
        error_messages={"required": _("Type your name: it stands for your signature.")},
        help_text=_("Typing it stands for your signature."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class DeclineForm(forms.Form):
    """Declining takes no reason; one may be given."""

    answer = forms.CharField(
        label=_("Would you like to tell us why?"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
