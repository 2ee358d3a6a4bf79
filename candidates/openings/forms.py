"""What people type about openings."""

from __future__ import annotations

import zoneinfo
from functools import lru_cache
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from candidates.openings.models import Opening, OpeningMember

# the languages that mails and the careers page may be in, each under its own name
LANGUAGES = [
    ("en", "English"),
    ("lt", "Lietuvių"),
    ("bg", "Български"),
    ("zh-hant", "繁體中文"),
]


@lru_cache(maxsize=1)
def time_zones() -> list[tuple[str, str]]:
    """Return the time zones that have a place's name, as choices."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name)
    placed = [name for name in names if not name.startswith(("Etc/", "SystemV/"))]
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in placed)]


class OpeningForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """An opening's fields, named as the actions' arguments."""

    language = forms.ChoiceField(label=_("language"), choices=LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("time zone"),
        choices=time_zones,
        help_text=_("Days of this opening are planned in it."),
    )
    seats = forms.IntegerField(label=_("seats"), min_value=1, max_value=500, initial=1)

    class Meta:
        model = Opening
        fields = [
            "title",
            "team",
            "location",
            "time_zone",
            "language",
            "seats",
            "summary",
            "description",
        ]
        widgets = {"description": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "summary": _("One sentence for the list of openings."),
            "description": _("What people read before they apply. Blank lines part paragraphs."),
        }


class MemberForm(forms.Form):
    """Who joins, or leaves, in which part."""

    user_id = forms.IntegerField()
    part = forms.ChoiceField(label=_("Part"), choices=OpeningMember.Part.choices)


class NewMemberForm(MemberForm):
    """The same, chosen from everybody who works here."""

    user_id = forms.TypedChoiceField(label=_("Person"), coerce=int)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = get_user_model().objects.filter(is_active=True).order_by("name", "pk")
        people = [(user.pk, str(user)) for user in staff]
        self.fields["user_id"].choices = [("", "—"), *people]  # type: ignore[attr-defined]
