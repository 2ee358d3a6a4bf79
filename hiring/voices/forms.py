"""What candidates answer: one tap, or the short survey."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hiring.voices.models import Felt

LONGEST = 2_000
_NO_NAMES = _("Nobody sees who wrote it. Leave out what would tell who you are.")


def _words(label: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, required=False, max_length=LONGEST, widget=area, help_text=_NO_NAMES
    )


class TapForm(forms.Form):
    """One of five words; the buttons of the card send it."""

    felt = forms.TypedChoiceField(choices=Felt.choices, coerce=int)


class SurveyForm(forms.Form):
    """Would you recommend us, and how was it; one sentence more, by what was answered."""

    recommends = forms.TypedChoiceField(
        label=_("Would you recommend to a friend to apply with us?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
    )
    felt = forms.TypedChoiceField(
        label=_("All in all, how was it with us?"),
        choices=list(reversed(Felt.choices)),
        coerce=int,
        widget=forms.RadioSelect,
    )
    praise = _words(_("If yes: what would you tell your friend about it?"))
    wish = _words(_("If no: what should we change?"))

    def arguments(self) -> dict[str, Any]:
        """What `take_survey` takes: of the two texts the one that was asked for."""
        said = self.cleaned_data
        return {
            "felt": said["felt"],
            "recommends": said["recommends"],
            "words": (said["praise"] if said["recommends"] else said["wish"]).strip(),
        }


class OpeningForm(forms.Form):
    """Whose candidates; kept in the address."""

    opening = forms.ChoiceField(label=_("Opening"), required=False)

    def __init__(self, *args: Any, openings: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["opening"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [
                ("", _("All openings")),
                *((each.slug, str(each)) for each in openings),
            ]
        self.openings = openings

    def chosen(self) -> list[Any]:
        """Return the opening asked for; all of them where the address says nothing or nonsense."""
        slug = self.cleaned_data.get("opening") if self.is_valid() else ""
        return [each for each in self.openings if each.slug == slug] or self.openings
