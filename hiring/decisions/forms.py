"""What a decision is written down with."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hiring.decisions.models import Decision
from interviews.days import clock
from interviews.days.actions import Meeting
from interviews.days.forms import NO_SUCH_TIME, date_input, time_input, video_field

if TYPE_CHECKING:
    from interviews.days.models import Room

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
    """Whom to ask for one more independent mark on a stage, and until when they give it."""

    interviewer_id = forms.TypedChoiceField(
        label=_("Who marks it"),
        coerce=int,
        help_text=_(
            "Interviewers who may run this stage, have not marked it, see no marks of others and "
            "have no conflict of interest."
        ),
    )
    due_at = forms.DateTimeField(
        label=_("Marked by"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, *args: Any, people: Collection[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["interviewer_id"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = list(people)

    def values(self) -> dict[str, Any]:
        """Return the arguments of `ask_more` that were typed."""
        data = self.cleaned_data
        return {"interviewer_id": data["interviewer_id"], "when": data["due_at"]}


class MeetForm(MoreForm):
    """The same for a stage that is run face to face: when and where they meet."""

    due_at = None  # type: ignore[assignment]
    on = forms.DateField(label=_("Date"), widget=date_input())
    starts_at = forms.TimeField(label=_("Begins at"), widget=time_input())
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=480)
    room_id = forms.TypedChoiceField(label=_("Room"), coerce=int, empty_value=None, required=False)
    place = forms.CharField(
        label=_("Or another place"),
        max_length=120,
        required=False,
        help_text=_("In words, such as “Video call”. The candidate reads it."),
    )
    video_url = video_field()

    def __init__(
        self,
        *args: Any,
        rooms: Iterable[Room],
        time_zone: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._zone = time_zone
        self.fields["starts_at"].help_text = _("By the clocks there (%(zone)s).") % {
            "zone": time_zone
        }
        field = self.fields["room_id"]
        if isinstance(field, forms.TypedChoiceField):
            named = [(room.pk, f"{room}, {room.site}") for room in rooms]
            field.choices = [("", _("No room")), *named]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if {"room_id", "place"} <= cleaned.keys():
            if cleaned["room_id"] is None and not cleaned["place"]:
                self.add_error("room_id", _("Choose a room, or say in words where they meet."))
            elif cleaned["room_id"] is not None and cleaned["place"]:
                self.add_error("place", _("A room, or a place in words: not both."))
        if {"on", "starts_at"} <= cleaned.keys():
            try:
                cleaned["starts_at"] = clock.moment(cleaned["on"], cleaned["starts_at"], self._zone)
            except clock.NoSuchTime:
                self.add_error("starts_at", NO_SUCH_TIME)
        return cleaned

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        meeting = Meeting(
            starts_at=data["starts_at"],
            minutes=data["minutes"],
            room_id=data["room_id"],
            place=data["place"],
            video_url=data["video_url"],
        )
        return {"interviewer_id": data["interviewer_id"], "when": meeting}
