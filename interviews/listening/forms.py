"""What a coach writes at a moment."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interviews.listening import moments
from interviews.listening.models import LATEST, Moment
from interviews.recordings.gate import SENTENCES
from interviews.recordings.models import LARGEST

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


class BenchmarkForm(forms.Form):
    """A recording with what experts give on each competency, and why."""

    title = forms.CharField(label=_("Title"), max_length=80)
    sound = forms.FileField(
        label=_("Recording"),
        help_text=_("WebM, Ogg, M4A or WAV, up to 25 MB and five minutes."),
        widget=forms.FileInput(attrs={"accept": "audio/*,.webm,.ogg,.opus,.m4a,.mp4,.wav"}),
        error_messages={"empty": SENTENCES["empty"], "required": SENTENCES["empty"]},
    )
    is_synthetic = forms.BooleanField(label=_("Spoken by a synthesizer"), required=False)
    is_agreed = forms.BooleanField(
        label=_("Whoever speaks agreed to be heard for training"),
        required=False,
    )
    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: Any = None,
        *,
        criteria: Sequence[Criterion],
    ) -> None:
        super().__init__(data, files)
        self.criteria = criteria
        marks = [("", _("Choose")), *((str(value), str(value)) for value in range(1, 6))]
        for each in criteria:
            key = each.competency_id
            self.fields[f"value_{key}"] = forms.TypedChoiceField(
                label=_("%(criterion)s: what experts give") % {"criterion": each.name},
                choices=marks,
                coerce=int,
            )
            self.fields[f"why_{key}"] = forms.CharField(
                label=_("%(criterion)s: why") % {"criterion": each.name}, max_length=LONGEST
            )

    def clean(self) -> dict[str, Any]:
        """Somebody's voice needs their word; a machine's does not."""
        found = super().clean() or {}
        if not found.get("is_synthetic") and not found.get("is_agreed"):
            self.add_error("is_agreed", _("Ask whoever speaks, or say that it is synthetic."))
        sound = found.get("sound")
        if sound is not None and sound.size > LARGEST:
            self.add_error("sound", SENTENCES["too_large"])
        return found

    def targets(self) -> dict[int, tuple[int, str]]:
        """Return what experts give and why, by competency."""
        data = self.cleaned_data
        keys = [each.competency_id for each in self.criteria]
        return {key: (data[f"value_{key}"], data[f"why_{key}"]) for key in keys}
