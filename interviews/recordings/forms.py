"""What recruiters set up, and what candidates agree to and send."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interviews.recordings.drafts import ExerciseDraft
from interviews.recordings.gate import SENTENCES
from interviews.recordings.models import LARGEST, Exercise


class ExerciseForm(forms.ModelForm):  # type: ignore[type-arg]
    """One exercise."""

    class Meta:
        model = Exercise
        fields = ("kind", "title", "prompt", "think_seconds", "answer_seconds", "takes")
        widgets = {"prompt": forms.Textarea(attrs={"rows": 4}), "kind": forms.HiddenInput}
        help_texts = {"prompt": _("Of an upset caller: one line for each time they speak.")}

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

    def draft(self) -> ExerciseDraft:
        """Return what the action takes."""
        return ExerciseDraft(**self.cleaned_data)


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
        widget=forms.FileInput(attrs={"accept": "audio/*,.webm,.ogg,.opus,.m4a,.mp4,.wav"}),
        error_messages={"empty": SENTENCES["empty"], "required": SENTENCES["empty"]},
    )

    def clean_sound(self) -> Any:
        """Refuse what is too large before anything of it is kept."""
        sound = self.cleaned_data["sound"]
        if sound.size > LARGEST:
            raise ValidationError(SENTENCES["too_large"], code="too_large")
        return sound
