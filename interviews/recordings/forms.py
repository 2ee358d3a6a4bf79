"""What recruiters set up, and what candidates agree to and send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interviews.recordings.drafts import ExerciseDraft
from interviews.recordings.gate import LONGEST_SECONDS, SENTENCES
from interviews.recordings.models import LARGEST, LONGEST_LINE, MOST_LINES, Exercise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interviews.recordings.models import Recording

ACCEPTED: Final = "audio/*,.webm,.ogg,.opus,.m4a,.mp4,.wav"


class ExerciseForm(forms.ModelForm):  # type: ignore[type-arg]
    """One exercise."""

    class Meta:
        model = Exercise
        fields = ("kind", "title", "prompt", "think_seconds", "answer_seconds", "takes")
        widgets = {"prompt": forms.Textarea(attrs={"rows": 4}), "kind": forms.HiddenInput}
        help_texts = {
            "prompt": _("Of an upset caller: one line for each time they speak."),
            "think_seconds": _("Of an upset caller: after each line."),
            "answer_seconds": _("Of an upset caller: after each line."),
        }

    def clean_think_seconds(self) -> int:
        """Between nothing and ten minutes."""
        return self._within("think_seconds", 0, 600)

    def clean_answer_seconds(self) -> int:
        """Between ten seconds and ten minutes."""
        return self._within("answer_seconds", 10, 600)

    def clean_takes(self) -> int:
        """Between one and five."""
        return self._within("takes", 1, 5)

    def _within(self, name: str, least: int, most: int) -> int:
        value: int = self.cleaned_data[name]
        if not least <= value <= most:
            raise ValidationError(
                _("Please give a number from %(least)s to %(most)s."),
                params={"least": least, "most": most},
            )
        return value

    def clean(self) -> dict[str, Any]:
        """An upset caller speaks a few short lines, and all the answers fit into our gate."""
        data = super().clean() or {}
        if data.get("kind") == Exercise.Kind.CALLER and not self.errors:
            draft = Exercise(**data)
            if len(draft.lines) > MOST_LINES or draft.longest_seconds > LONGEST_SECONDS:
                self.add_error("prompt", _("A caller speaks up to 8 lines, half an hour in all."))
            elif any(len(line) > LONGEST_LINE for line in draft.lines):
                self.add_error("prompt", _("A line of a caller has up to 300 characters."))
        return data

    def draft(self) -> ExerciseDraft:
        """Return what the action takes."""
        return ExerciseDraft(**self.cleaned_data)


class LineForm(forms.Form):
    """One line of an upset caller, spoken."""

    sound = forms.FileField(
        label=_("A recording of this line"),
        help_text=_("WebM, Ogg, M4A or WAV, up to a minute."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": SENTENCES["empty"], "required": SENTENCES["empty"]},
    )
    is_synthetic = forms.BooleanField(label=_("Spoken by a synthesizer"), required=False)

    def clean_sound(self) -> Any:
        """Refuse what is too large before it is read."""
        return _not_too_large(self.cleaned_data["sound"])


class RemovalForm(forms.Form):
    """What a candidate asked us to remove."""

    recordings = forms.TypedMultipleChoiceField(
        label=_("Which"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say which recordings are to be removed.")},
    )
    reason = forms.CharField(
        label=_("What did the candidate ask for, and when?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "Such as “By mail on 3 March: all recordings, please.” It stays in the history."
        ),
        error_messages={"required": _("Say what the candidate asked for, and when.")},
    )
    use_required_attribute = False

    def __init__(self, data: Any, *, takes: Sequence[Recording]) -> None:
        super().__init__(data)
        self.fields["recordings"].choices = [  # type: ignore[attr-defined]
            (
                each.pk,
                _("%(title)s, take %(take)s") % {"title": each.exercise.title, "take": each.take},
            )
            for each in takes
        ]


class ConsentForm(forms.Form):
    """The candidate's yes; nothing is ticked beforehand."""

    agrees = forms.BooleanField(
        label=_("I agree that my answers are recorded and heard as described above"),
        error_messages={
            "required": _("Tick this if you want to be recorded; if not, choose the other way.")
        },
    )


class SoundFileForm(forms.Form):
    """A recording made with another program."""

    sound = forms.FileField(
        label=_("A recording from this device"),
        help_text=_("WebM, Ogg, M4A or WAV, up to 25 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": SENTENCES["empty"], "required": SENTENCES["empty"]},
    )

    def clean_sound(self) -> Any:
        """Refuse what is too large before anything of it is kept."""
        return _not_too_large(self.cleaned_data["sound"])


def _not_too_large(sound: Any) -> Any:
    if sound.size > LARGEST:
        raise ValidationError(SENTENCES["too_large"], code="too_large")
    return sound
