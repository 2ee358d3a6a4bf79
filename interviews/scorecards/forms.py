"""What is typed on a scorecard. Nothing here is required: a mark may be half written."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from interviews.scorecards.marks import Draft
from interviews.scorecards.models import Rating, RedFlag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from interviews.plans.models import Criterion, Stage

LONGEST: Final = 5000
NOT_GIVEN: Final = "none"
MARKS: Final = [(str(value), str(value)) for value in range(1, 6)]


class RatingForm(forms.Form):
    """One criterion: a mark or why there is none, the evidence, and what it was typed upon."""

    mark = forms.ChoiceField(choices=[*MARKS, (NOT_GIVEN, _("Not observed"))], required=False)
    null_reason = forms.ChoiceField(choices=Rating.NullReason.choices, required=False)
    evidence = forms.CharField(
        required=False,
        strip=False,
        max_length=LONGEST,
        error_messages={
            "max_length": _("At most %(limit_value)s characters; these are %(show_value)s.")
        },
    )
    version = forms.IntegerField(min_value=0, required=False)
    # after a conflict: "mine:4" or "saved:4", the version that the choice was made upon
    keep = forms.RegexField(r"^(mine|saved):\d{1,9}$", required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, criterion: Criterion, rating: Rating | None
    ) -> None:
        self.criterion, self.rating = criterion, rating
        initial = {"null_reason": Rating.NullReason.NOT_OBSERVED, "version": 0}
        if rating:
            missing = NOT_GIVEN if rating.null_reason else ""
            initial = {
                "mark": str(rating.value) if rating.value else missing,
                "null_reason": rating.null_reason or Rating.NullReason.NOT_OBSERVED,
                "evidence": rating.evidence,
                "version": rating.version,
            }
        super().__init__(data, prefix=f"c{criterion.pk}", initial=initial)

    def draft(self) -> Draft | None:
        """Return what was typed; None when the saved text is to stay."""
        fields = self.cleaned_data
        choice, _colon, chosen_on = fields["keep"].partition(":")
        if choice == "saved":
            return None
        mark = fields["mark"]
        reason = fields["null_reason"] or Rating.NullReason.NOT_OBSERVED
        return Draft(
            criterion_id=self.criterion.pk,
            value=int(mark) if mark in dict(MARKS) else None,
            null_reason=reason if mark == NOT_GIVEN else "",
            evidence=fields["evidence"],
            version=int(chosen_on) if choice else fields["version"] or 0,
        )


class RedFlagForm(forms.Form):
    """What was seen. It stands inside the scorecard's form, so that no button loses a word."""

    prefix = "flag"
    kind = forms.ChoiceField(
        label=_("What kind?"), choices=RedFlag.Kind.choices, widget=forms.RadioSelect
    )
    seen = forms.CharField(
        label=_("What was said or done?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Quote or describe. Nothing is declined by itself."),
    )
    use_required_attribute = False


class AnswerForm(forms.Form):
    """What was made of a red flag."""

    answer = forms.CharField(
        label=_("What do you make of it?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you did, whom you spoke with. It stays beside the red flag."),
    )


class StopForm(forms.Form):
    """Why the candidate's remaining sessions are stopped."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "It stays with the red flag. The candidate is not declined by this, and a session "
            "that has begun goes on to its end."
        ),
    )


class ConflictForm(forms.Form):
    """What stands in the way of marking this candidate fairly."""

    reason = forms.CharField(
        label=_("What stands in the way?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A relative, a friend, somebody you worked with. The recruiter reads it."),
    )


class TakeOverForm(forms.Form):
    """Who marks in the place of an interviewer with a conflict of interest."""

    interviewer_id = forms.TypedChoiceField(label=_("Who marks instead?"), coerce=int)

    def __init__(self, data: Mapping[str, Any] | None, *, people: Sequence[Any]) -> None:
        super().__init__(data)
        self.fields["interviewer_id"].choices = [(each.pk, str(each)) for each in people]  # type: ignore[attr-defined]


class RevealForm(forms.Form):
    """Why a panel sees marks before everybody has locked."""

    reason = forms.CharField(
        label=_("Why now?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It is written down with your name and stands beside the marks."),
    )


class RevisionForm(forms.Form):
    """A mark revised after locking, and why."""

    new_value = forms.TypedChoiceField(
        label=_("Revised mark"), choices=MARKS, coerce=int, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Why?"),
        min_length=40,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "At least 40 characters. The first mark keeps counting; yours is shown beside."
        ),
    )


class ImpressionForm(forms.Form):
    """The overall impression; it has weight 0."""

    value = forms.TypedChoiceField(
        label=_("Overall impression"),
        choices=[("", _("None")), *MARKS],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("It counts nothing. Later it shows whether a first impression adds anything."),
    )


class MarkerForm(forms.Form):
    """Whom to ask to mark what was written before the Day."""

    stage_id = forms.TypedChoiceField(label=_("Stage"), coerce=int)
    interviewer_id = forms.TypedChoiceField(label=_("Who marks it?"), coerce=int)
    due_at = forms.DateTimeField(
        label=_("Due"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        stages: Sequence[Stage],
        people: Sequence[Any],
        due_at: dt.datetime,
    ) -> None:
        super().__init__(data, initial={"due_at": due_at})
        self.fields["stage_id"].choices = [(each.pk, each.title) for each in stages]  # type: ignore[attr-defined]
        self.fields["interviewer_id"].choices = [(each.pk, str(each)) for each in people]  # type: ignore[attr-defined]
