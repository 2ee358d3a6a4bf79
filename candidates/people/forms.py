"""What recruiters correct of a person."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.openings.forms import LANGUAGES, time_zones


class CandidateForm(forms.Form):
    """Field names equal the arguments of `correct_candidate`."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_(
            "Drafts and all later mails go there. Links that went to the old address open nothing "
            "any more."
        ),
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
