"""What candidates and recruiters type around sittings; answers themselves are parsed by tasks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 2_000
UNTIMED = "untimed"


def start_word() -> str:
    """Return the word that is typed to start."""
    return str(_("start"))


class StartForm(forms.Form):
    """A word typed by a person: no mail scanner, no prefetching browser starts a test."""

    word = forms.CharField(
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "enterkeyhint": "go"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["word"].label = _("Type “%(word)s” to begin") % {"word": start_word()}
        self.fields["word"].error_messages["required"] = self._needed()

    @staticmethod
    def _needed() -> str:
        return _("Type the word “%(word)s”: only then does the time run.") % {"word": start_word()}

    def clean_word(self) -> str:
        """Take the word in any case."""
        word = str(self.cleaned_data["word"]).strip().strip("“”\"'.")
        if word.casefold() != start_word().casefold():
            raise forms.ValidationError(self._needed())
        return word


class WishForm(forms.Form):
    """What would help a candidate to take part well: asked of everybody, in one box."""

    wish = forms.CharField(
        label=_("What would help you to take part well?"),
        required=False,
        max_length=LONGEST,
        help_text=_(
            "For instance more time, breaks, large print, another time of day, or another way to "
            "do a part. No reason is needed, and please name no illness."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class GrantForm(forms.Form):
    """What a recruiter grants."""

    multiplier = forms.ChoiceField(
        label=_("Time"),
        choices=[
            ("1.00", _("As everybody")),
            ("1.25", _("A quarter more")),
            ("1.50", _("Half as much again")),
            ("2.00", _("Twice as much")),
            (UNTIMED, _("No time limit")),
        ],
    )
    breaks = forms.BooleanField(label=_("A break after every part"), required=False)
    alternative = forms.CharField(
        label=_("Another way to do a part"),
        required=False,
        max_length=LONGEST,
        help_text=_("What you agreed on. Nobody who marks sees it, and no report shows it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_multiplier(self) -> Decimal | None:
        """Return the factor, None for no limit at all."""
        chosen = self.cleaned_data["multiplier"]
        return None if chosen == UNTIMED else Decimal(chosen)


class RetestForm(forms.Form):
    """The word that is told on site: nobody begins a second sitting alone."""

    word = forms.CharField(
        label=_("The word that you are told on site"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off"}),
    )


class AgainForm(forms.Form):
    """Why somebody may sit again."""

    reason = forms.CharField(
        label=_("Why"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2})
    )
