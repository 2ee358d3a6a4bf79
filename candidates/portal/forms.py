"""What candidates may type in the portal."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_REASON = 2_000


class WithdrawForm(forms.Form):
    """Withdrawing takes no reason; one may be given."""

    reason = forms.CharField(
        label=_("Would you like to tell us why?"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AgainForm(forms.Form):
    """Where to send a new link."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("The address with which you applied."),
        error_messages={"required": _("Please tell us your address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
