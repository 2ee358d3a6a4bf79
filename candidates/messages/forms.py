"""What people type about messages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from candidates.layout.keys import is_key
from candidates.messages import placeholders
from candidates.messages.models import SUBJECT_LENGTH, Message
from candidates.messages.texts import TEXTS

BODY_LENGTH = 20_000
MOST_AT_ONCE = 500


class _WordsForm(forms.Form):
    """Subject and text; a subject is one line, and placeholders come from the closed list."""

    subject = forms.CharField(label=_("Subject"), max_length=SUBJECT_LENGTH)
    body = forms.CharField(
        label=_("Text"), max_length=BODY_LENGTH, widget=forms.Textarea(attrs={"rows": 18})
    )
    subject_rules: dict[str, Any] = {}
    body_rules: dict[str, Any] = {}

    def clean_subject(self) -> str:
        subject = placeholders.one_line(self.cleaned_data["subject"])
        self._refuse_unknown(subject, self.subject_rules)
        return subject

    def clean_body(self) -> str:
        body: str = self.cleaned_data["body"].replace("\r\n", "\n")
        self._refuse_unknown(body, self.body_rules)
        return body

    @staticmethod
    def _refuse_unknown(text: str, rules: dict[str, Any]) -> None:
        unknown = list(dict.fromkeys(placeholders.unknown_in(text, **rules)))
        if unknown:
            sentence = ngettext(
                "%(names)s would stay in the mail as it stands. Write what it means instead.",
                "%(names)s would stay in the mail as they stand. Write what they mean instead.",
                len(unknown),
            )
            raise forms.ValidationError(
                sentence, code="placeholder", params={"names": ", ".join(unknown)}
            )


class MessageForm(_WordsForm):
    """A draft: only what is filled in while it goes out may still be a placeholder."""

    subject_rules = {"at_send_only": True, "never_at_send": True}
    body_rules = {"at_send_only": True}


class TemplateForm(_WordsForm):
    """A text for all mails of a kind."""

    subject_rules = {"never_at_send": True}


class WriteForm(_WordsForm):
    """A mail to some candidates in one's own words: what it says must hold for each of them."""

    subject_rules = {"never_at_send": True, "among": placeholders.OF_ANYBODY}
    body_rules = {"among": placeholders.OF_ANYBODY}


class BulkForm(forms.Form):
    """Drafts to release or to discard."""

    message_ids = forms.TypedMultipleChoiceField(
        coerce=int, error_messages={"required": _("Tick the drafts first.")}
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        given = data.getlist("message_ids") if data is not None else []
        # every plain number is a choice: which of them the person may have is access's question
        self.fields["message_ids"].choices = [  # type: ignore[attr-defined]
            (key, key) for key in given[:MOST_AT_ONCE] if is_key(key)
        ]


class FilterForm(forms.Form):
    """What the list shows; anything that makes no sense is taken for the default."""

    state = forms.ChoiceField(choices=Message.State.choices, required=False)
    code = forms.ChoiceField(choices=[(code, code) for code in TEXTS], required=False)
    page = forms.IntegerField(min_value=1, max_value=10_000, required=False)

    @property
    def values(self) -> tuple[str, str, int]:
        """State, kind of mail and page."""
        self.is_valid()
        clean = self.cleaned_data
        state = clean.get("state") or Message.State.DRAFT.value
        return state, clean.get("code") or "", clean.get("page") or 1
