"""What a decision is written down with."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hiring.decisions.models import Decision

_LONGEST = 4000


class DecisionForm(forms.Form):
    """A verdict, a reason from the list, and the reason in words."""

    verdict = forms.ChoiceField(label=_("Verdict"), widget=forms.RadioSelect)
    reason_code = forms.ChoiceField(
        label=_("Reason"), choices=[("", _("Choose a reason")), *Decision.Reason.choices]
    )
    reason = forms.CharField(
        label=_("In words"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=_LONGEST,
        help_text=_("What you saw and heard that decided it. It stays with the application."),
    )

    prepare = forms.BooleanField(
        label=_("Prepare only: it counts when it is released, together with others"),
        required=False,
    )

    def __init__(self, *args: Any, verdicts: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["verdict"]
        if isinstance(field, forms.ChoiceField):
            every = Decision.Verdict.choices
            field.choices = [choice for choice in every if choice[0] in verdicts]


class ReasonForm(forms.Form):
    """Why a decision is taken back, or how the candidate accepted."""

    reason = forms.CharField(
        label=_("In words"), widget=forms.Textarea(attrs={"rows": 2}), max_length=_LONGEST
    )


class ReleaseForm(forms.Form):
    """Prepared decisions to release together."""

    decision_ids = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Tick the decisions first.")}
    )

    def __init__(self, *args: Any, offered: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["decision_ids"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = [(key, key) for key in offered]


class MoreForm(forms.Form):
    """Whom to ask for one more independent mark, on which stage, and by when."""

    stage_id = forms.TypedChoiceField(label=_("Stage"), coerce=int)
    interviewer_id = forms.TypedChoiceField(
        label=_("Who marks it"),
        coerce=int,
        help_text=_("Interviewers who have not marked this stage and see no marks of others."),
    )
    due_at = forms.DateTimeField(
        label=_("Marked by"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("For a stage of the Day: when they meet, and an hour to mark."),
    )

    def __init__(
        self,
        *args: Any,
        stages: Collection[tuple[int, str]],
        people: Collection[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("stage_id", stages), ("interviewer_id", people)):
            field = self.fields[name]
            if isinstance(field, forms.TypedChoiceField):
                field.choices = list(choices)
