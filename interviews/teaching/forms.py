"""What candidates and interviewers send."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from interviews.teaching.models import LONGEST_TOPICS

LONGEST_EXERCISE = 4 * 60 * 60  # seconds


class TopicsForm(forms.Form):
    """Two or three topics, in a few words."""

    text = forms.CharField(
        label=_("What could you teach us?"),
        required=False,
        max_length=LONGEST_TOPICS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two or three ideas, a line each. You choose on the spot; nothing is fixed."),
    )


class ProbeForm(forms.Form):
    """Where the exercise's clock stood; nothing where none ran."""

    seconds = forms.IntegerField(required=False, min_value=0, max_value=LONGEST_EXERCISE)
