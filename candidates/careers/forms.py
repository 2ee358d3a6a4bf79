"""The application form: needs no account, loses nothing that was typed or chosen."""

from __future__ import annotations

import datetime as dt
import uuid
import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from candidates.files import gate, keeping
from candidates.files.forms import GatedFileField

FILES = ("cv", "letter")
LONGEST = 20_000
FORMATS = _("PDF, DOCX, TXT, PNG or JPEG, up to 10 MB.")


class ApplicationForm(forms.Form):
    """Field names equal the arguments of `apply_for_opening`, except for pasted text.

    A file that passed the gate is kept on our side when something else is wrong, because
    browsers do not let a page refill a file field; `kept_…` carries a signed reference.
    """

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        error_messages={"required": _("Please tell us your name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name", "autocapitalize": "words"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We answer to this address, and only to it."),
        error_messages={"required": _("Please tell us where we can write to you.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"},
        ),
    )
    cv = GatedFileField(label=_("CV as a file"), required=False, help_text=FORMATS)
    cv_text = forms.CharField(
        label=_("CV as text"),
        required=False,
        max_length=LONGEST,
        help_text=_("Instead of a file: paste it, or write down what you have done so far."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    cover_letter = forms.CharField(
        label=_("Why you, and why here"),
        required=False,
        max_length=LONGEST,
        help_text=_("A few sentences in your own words. A person reads them."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    letter = GatedFileField(label=_("Letter as a file"), required=False, help_text=FORMATS)
    source = forms.CharField(label=_("How did you find us?"), max_length=60, required=False)
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput)
    kept_cv = forms.CharField(required=False, widget=forms.HiddenInput)
    kept_letter = forms.CharField(required=False, widget=forms.HiddenInput)
    submission_key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, default_time_zone: str = "UTC", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.default_time_zone = default_time_zone
        self.pasted: gate.Accepted | None = None
        self.initial.setdefault("submission_key", uuid.uuid4())

    def clean_cv_text(self) -> str:
        """Take pasted text as a file of ours."""
        text: str = self.cleaned_data["cv_text"].strip()
        if text:
            self.pasted = gate.typed("CV.txt", text)
        return text

    def clean_time_zone(self) -> str:
        """Take the browser's zone where there is one that we know; nobody typed it."""
        given: str = self.cleaned_data["time_zone"]
        return given if given in zoneinfo.available_timezones() else self.default_time_zone

    def clean_submission_key(self) -> uuid.UUID | None:
        """Take the form's key; without a good one two presses cannot be told apart."""
        try:
            return uuid.UUID(self.cleaned_data["submission_key"])
        except ValueError:
            return None

    def clean(self) -> dict[str, Any]:
        """Take kept files for those not sent again, and ask for a CV in one form or the other."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name in FILES:
            reference = data.get(f"kept_{name}", "")
            if not data.get(name) and name not in self.errors and reference:
                data[name] = keeping.kept(reference)
        if not (data.get("cv") or self.pasted or {"cv", "cv_text"} & set(self.errors)):
            self.add_error("cv", _("Please choose your CV as a file, or paste it below."))
        return data

    def keep_files(self, *, at: dt.datetime) -> dict[str, str]:
        """Hold what passed the gate until the form is good; return the names, by field."""
        names = {}
        held = dict(self.data.items())
        for name in FILES:
            accepted = getattr(self, "cleaned_data", {}).get(name)
            if accepted:
                if name in self.files or not held.get(f"kept_{name}"):
                    held[f"kept_{name}"] = keeping.keep(accepted, at=at)
                names[name] = accepted.name
        self.data = held
        return names

    def arguments(self) -> dict[str, Any]:
        """What `apply_for_opening` takes. Beside a file, pasted text goes with the letter."""
        passed_on = set(self.fields) - {"cv_text", "kept_cv", "kept_letter"}
        given = {name: self.cleaned_data[name] for name in passed_on}
        if given["cv"] is None:
            given["cv"] = self.pasted
        elif self.cleaned_data["cv_text"]:
            heading = gettext("CV as text")
            texts = [given["cover_letter"], f"{heading}\n{self.cleaned_data['cv_text']}"]
            given["cover_letter"] = "\n\n".join(filter(None, texts))
        return given


class EnteredForm(forms.Form):
    """Somebody whom a recruiter enters; field names equal the arguments of `enter_application`."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("They get the confirmation there, with the way to their own page."),
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    source = forms.CharField(
        label=_("Source"), max_length=60, required=False, help_text=_("A fair, a friend, a mail …")
    )
    cover_letter = forms.CharField(
        label=_("What they wrote"),
        required=False,
        max_length=LONGEST,
        help_text=_("Files are added on their page afterwards."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
