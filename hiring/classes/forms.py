"""What a class is to be; kept in the address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ClassForm(forms.Form):
    """Field names equal the arguments of `plan_class`."""

    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=200)
    starts_on = forms.DateField(
        label=_("First day of the class"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    per_day = forms.IntegerField(label=_("Candidates on one Day"), min_value=1, max_value=100)
    notice_weeks = forms.IntegerField(
        label=_("Weeks of notice that people have to give"), min_value=0, max_value=52
    )
