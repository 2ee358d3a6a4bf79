"""What administrators type about people, and people about themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hiring.accounts.models import User
from hiring.accounts.queries import role_choices, time_zone_choices


class PersonForm(forms.Form):
    """A new colleague."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("They get a mail with a link to set their password.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zone_choices)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )


class PersonChangeForm(forms.Form):
    """What an administrator may change about somebody."""

    name = forms.CharField(label=_("Name"), max_length=200)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=role_choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one role.")},
    )
    is_active = forms.BooleanField(
        label=_("May log in"),
        required=False,
        help_text=_("Without it, all their sessions end at once; what they did stays."),
    )


class ProfileForm(forms.Form):
    """What somebody may change about themselves."""

    name = forms.CharField(label=_("Name"), max_length=200)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), help_text=_("Every time on every page is shown in this zone.")
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = self.fields["time_zone"]
        if isinstance(zones, forms.ChoiceField):
            zones.choices = time_zone_choices(user.time_zone)


class ThemeForm(forms.Form):
    theme = forms.ChoiceField(choices=User.Theme.choices)
