"""The form field for files from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from candidates.files import gate
from candidates.files.refusals import SENTENCES, Refused

if TYPE_CHECKING:
    from candidates.files.gate import Accepted

ACCEPT = ",".join(f".{extension}" for extension in gate.EXTENSIONS)


class GatedFileField(forms.FileField):
    """A file that went through the gate: `Accepted`, or None where nothing was sent.

    A refusal is a ValidationError with the gate's code and sentence.
    """

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        attributes = {
            "accept": ACCEPT,
            "data-largest": gate.LARGEST,  # said before it is sent: on a telephone that takes long
            "data-too-large": SENTENCES["too_large"],
        }
        kwargs.setdefault("widget", forms.FileInput(attrs=attributes))
        super().__init__(allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Accepted | None:
        """Pass the upload through the gate."""
        upload = super().clean(data, initial)
        if not upload:
            return None
        if upload.size > gate.LARGEST:  # not even read
            raise ValidationError(SENTENCES["too_large"], code="too_large")
        try:
            return gate.check(upload.name, upload.read())
        except Refused as refused:
            raise ValidationError(refused.sentence, code=refused.code) from refused
