"""What a psychologist types. Nothing is required: a narrative may be half written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interviews.narratives.drafts import Draft
from interviews.narratives.models import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviews.narratives.queries import Opened

TOO_LONG = _("At most %(limit_value)s characters; these are %(show_value)s.")


class WritingForm(forms.Form):
    """A text and the version that it was typed upon. After a conflict `keep` says which one."""

    text = forms.CharField(
        required=False, strip=False, max_length=LONGEST, error_messages={"max_length": TOO_LONG}
    )
    version = forms.IntegerField(min_value=0, required=False)
    keep = forms.RegexField(r"^(mine|saved):\d{1,9}$", required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, name: str, text: str, version: int
    ) -> None:
        super().__init__(data, prefix=name, initial={"text": text, "version": version})

    def typed(self) -> tuple[str, int] | None:
        """Return the text and what it was typed upon; None when the saved one is to stay."""
        choice, _colon, chosen_on = self.cleaned_data["keep"].partition(":")
        if choice == "saved":
            return None
        return self.cleaned_data["text"], int(chosen_on or self.cleaned_data["version"] or 0)


class PassageForm(WritingForm):
    """One part of a narrative, sent alone or together with the others."""

    def __init__(self, data: Mapping[str, Any] | None, *, opened: Opened) -> None:
        self.opened = opened
        super().__init__(data, name=opened.part, text=opened.text, version=opened.version)

    def draft(self) -> Draft | None:
        """Return what the action takes; None when the saved words are to stay."""
        typed = self.typed()
        return None if typed is None else Draft(self.opened.part, *typed)
