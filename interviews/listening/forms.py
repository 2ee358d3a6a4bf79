"""What a coach writes at a moment."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interviews.listening import moments
from interviews.listening.models import LATEST, Moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from interviews.plans.models import Criterion
    from interviews.recordings.models import Recording

PREFIX: Final = "moment"
LONGEST: Final = 1000
LIVE: Final = "live"


class At(forms.CharField):
    """A moment, as minutes and seconds."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        milliseconds = moments.read(text)
        if milliseconds is None or milliseconds > LATEST:
            raise ValidationError(_("Write minutes and seconds, such as 1:23."), code="invalid")
        return milliseconds


class ChangeForm(forms.Form):
    """When, what it tells about, and what was heard."""

    milliseconds = At(
        label=_("At"),
        max_length=12,
        help_text=_("Minutes and seconds, such as 1:23."),
        error_messages={"required": _("Say at which moment, such as 1:23.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    criterion_id = forms.TypedChoiceField(
        label=_("Tells about"),
        coerce=int,
        error_messages={"required": _("Say which criterion it tells about.")},
    )
    words = forms.CharField(
        label=_("What you heard"),
        max_length=LONGEST,
        error_messages={"required": _("Write what you heard at this moment.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    use_required_attribute = False

    def __init__(
        self, data: Mapping[str, Any] | None, *, criteria: Sequence[Criterion], **more: Any
    ) -> None:
        super().__init__(data, **more)
        choices = [(each.pk, each.name) for each in criteria]
        self.fields["criterion_id"].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]


class VersionedForm(ChangeForm):
    """A moment that is there, and the version that the page showed."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    @classmethod
    def of(
        cls, moment: Moment, data: Mapping[str, Any] | None, criteria: Sequence[Criterion]
    ) -> VersionedForm:
        """Return the form with what is saved, or with what was typed."""
        initial = {
            "milliseconds": moment.at,
            "criterion_id": moment.criterion_id,
            "words": moment.words,
            "version": moment.version,
        }
        return cls(data, criteria=criteria, initial=initial)


class MomentForm(ChangeForm):
    """A new moment. It stands inside the scorecard's form, so that no button loses a word."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    recording = forms.TypedChoiceField(
        label=_("In"), coerce=lambda value: None if value == LIVE else int(value)
    )
    field_order = ("recording", "milliseconds", "criterion_id", "words", "key")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        criteria: Sequence[Criterion],
        recordings: Sequence[Recording],
    ) -> None:
        super().__init__(
            data, criteria=criteria, prefix=PREFIX, initial={"key": lambda: str(uuid.uuid4())}
        )
        heard = [(str(each.pk), each.exercise.title) for each in recordings]
        live = (LIVE, _("The session, by your stopwatch"))
        self.fields["recording"].choices = [*heard, live]  # type: ignore[attr-defined]
