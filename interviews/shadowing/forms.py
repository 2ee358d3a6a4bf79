"""What hosts, candidates and administrators type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from interviews.recordings.gate import SENTENCES
from interviews.recordings.models import LARGEST
from interviews.shadowing.bank import AGREEMENT, STATEMENTS
from interviews.shadowing.drafts import (
    MOST_SEQUENCE,
    WRITER,
    CallDraft,
    ItemDraft,
    NoteDraft,
    Stamp,
)
from interviews.shadowing.models import LONGEST, Channel, Note, RecordedCall, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from interviews.shadowing.models import QuizAnswer

FEWEST_OPTIONS, MOST_OPTIONS = 2, 5
LONGEST_OPTION: Final = 120
PAUSE: Final = "---"
_LINE = re.compile(r"(\d{1,3}):([0-5]\d)\s+([^:\n]{1,40}):\s*(\S.*)")


class DeskForm(forms.Form):
    """Who hosts, over which channel, and the shadowed colleague's consent."""

    host_id = forms.TypedChoiceField(label=_("Host"), coerce=int)
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    colleague = forms.CharField(
        label=_("Who is shadowed"),
        max_length=80,
        required=False,
        help_text=_("The colleague whose calls, chats or mails are watched; often the host."),
    )
    has_consent = forms.BooleanField(
        label=_("I asked this colleague today, and they agree to be shadowed"), required=False
    )

    def __init__(self, *args: Any, people: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(person.pk, str(person)) for person in people]
        self.fields["host_id"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A consent is somebody's."""
        cleaned = super().clean() or {}
        if cleaned.get("has_consent") and not cleaned.get("colleague", "").strip():
            self.add_error("colleague", _("Say who agreed."))
        return cleaned


def read_options(text: str) -> tuple[str, ...]:
    """Return the options that stand one a line; raises ValidationError."""
    options = tuple(line.strip() for line in text.splitlines() if line.strip())
    if not FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS or len(set(options)) < len(options):
        raise ValidationError(_("Two to five different answers, one a line, the right one first."))
    if any(len(option) > LONGEST_OPTION for option in options):
        raise ValidationError(_("Each answer has 120 characters at most."))
    return options


class ItemForm(forms.Form):
    """A question of the host's own."""

    question = forms.CharField(label=_("Question"), max_length=200)
    options = forms.CharField(
        label=_("Answers"),
        help_text=_("One a line, the right one first; candidates see them in another order."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_options(self) -> tuple[str, ...]:
        """Two to five of them."""
        return read_options(self.cleaned_data["options"])

    def draft(self) -> ItemDraft:
        """Return what the action takes."""
        return ItemDraft(self.cleaned_data["question"].strip(), self.cleaned_data["options"])


def read_stamp(data: Mapping[str, Any], name: str) -> Stamp:
    """Return who sent something, as their how-manyeth and upon what; nonsense counts as nothing."""
    writer = data.get("writer", "")
    numbers = [data.get("sequence", ""), data.get(f"{name}-version", "")]
    sequence, version = (_number(text) for text in numbers)
    if not WRITER.fullmatch(writer):
        writer, sequence = "", 0
    choice, _colon, chosen_on = data.get(f"{name}-keep", "").partition(":")
    if choice == "mine":
        version = _number(chosen_on)
    return Stamp(writer, sequence, version)


def _number(text: str) -> int:
    return min(int(text), MOST_SEQUENCE) if text.isdecimal() and len(text) <= 10 else 0  # noqa: PLR2004


class NoteForm(forms.Form):
    """One question about one call."""

    text = forms.CharField(
        required=False,
        strip=False,
        max_length=LONGEST,
        error_messages={
            "max_length": _("At most %(limit_value)s characters; these are %(show_value)s.")
        },
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, number: int, question: str, note: Note | None
    ) -> None:
        self.number, self.question, self.note = number, question, note
        self.version = note.version if note else 0
        super().__init__(data, prefix=question, initial={"text": note.text if note else ""})

    @property
    def label(self) -> str:
        """The question as candidates read it."""
        return str(Note.Question(self.question).label)

    def draft(self) -> NoteDraft | None:
        """Return what the action takes; None when the saved words are to stay."""
        if self.data.get(f"{self.prefix}-keep", "").startswith("saved:"):
            return None
        stamp = read_stamp(self.data, self.question)
        return NoteDraft(self.number, self.question, self.cleaned_data["text"], stamp)


class ChoiceForm(forms.Form):
    """One answer of the quiz: the place of an option, or nothing."""

    def __init__(self, data: Mapping[str, Any] | None, *, answer: QuizAnswer) -> None:
        self.answer = answer
        self.name = f"q{answer.position}"
        self.version = answer.version
        super().__init__(data, prefix=self.name)
        places = [(str(place), text) for place, text in enumerate(answer.options)]
        self.fields["text"] = forms.ChoiceField(choices=places, required=False)

    @property
    def chosen(self) -> str:
        """What is ticked: as typed, or as saved."""
        if self.is_bound:
            return str(self.data.get(f"{self.name}-text", ""))
        return "" if self.answer.choice is None else str(self.answer.choice)

    def choice(self) -> int | None:
        """Return the place of what was chosen."""
        text = self.cleaned_data["text"]
        return int(text) if text else None


class ExpectationForm(forms.Form):
    """The same few statements before and after, on 1 to 5."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, statement in STATEMENTS.items():
            self.fields[code] = forms.TypedChoiceField(
                label=statement,
                choices=AGREEMENT,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose the answer that comes nearest.")},
            )

    def values(self) -> dict[str, int]:
        """Return the answers by statement."""
        return {code: self.cleaned_data[code] for code in STATEMENTS}


class AfterForm(ExpectationForm):
    """What is expected now, and whether they would still want this work."""

    would_still = forms.ChoiceField(
        label=_("Would you still want this job?"),
        choices=Sheet.WouldStill.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one; “I am not sure” is an answer too.")},
    )
    why = forms.CharField(
        label=_("Why?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In a few words, if you like."),
    )
    field_order = (*STATEMENTS, "would_still", "why")


def read_transcript(text: str) -> list[CallDraft]:
    """Read lines such as “0:05 Customer: Hello?”; `---` alone lets the player wait there.

    Raises ValidationError with the number of the line that cannot be read.
    """
    drafts: list[CallDraft] = []
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip()
        if not stripped:
            continue
        if stripped == PAUSE and drafts:
            last = drafts[-1]
            drafts[-1] = CallDraft(last.milliseconds, last.speaker, last.words, pauses=True)
            continue
        drafts.append(_read_line(number, stripped, drafts))
    if not drafts:
        raise ValidationError(_("Paste the transcript, one turn a line."))
    return drafts


def _read_line(number: int, line: str, before: list[CallDraft]) -> CallDraft:
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValidationError(
            _("Line %(number)s: write minutes:seconds, the speaker, a colon and the words."),
            params={"number": number},
        )
    minutes, seconds, speaker, words = found.groups()
    milliseconds = (int(minutes) * 60 + int(seconds)) * 1000
    if before and milliseconds < before[-1].milliseconds:
        raise ValidationError(
            _("Line %(number)s: its time lies before that of the line above."),
            params={"number": number},
        )
    return CallDraft(milliseconds, speaker.strip(), words.strip(), pauses=False)


def write_transcript(call: RecordedCall) -> str:
    """Return a call's transcript as it can be pasted again."""
    lines = []
    for line in call.lines.order_by("position"):
        minutes, seconds = divmod(line.milliseconds // 1000, 60)
        lines.append(f"{minutes}:{seconds:02} {line.speaker}: {line.words}")
        if line.pauses:
            lines.append(PAUSE)
    return "\n".join(lines)


def write_items(call: RecordedCall) -> str:
    """Return a call's questions as they can be pasted again."""
    items = call.items.order_by("pk")
    return "\n\n".join("\n".join([item.question, *item.options]) for item in items)


class CallForm(forms.Form):
    """A call of the library: what it is, its transcript, its questions, its sound."""

    title = forms.CharField(label=_("Title"), max_length=80)
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    origin = forms.ChoiceField(label=_("Where it comes from"), choices=RecordedCall.Origin.choices)
    is_synthesized = forms.BooleanField(
        label=_("Spoken by a machine; candidates are told so"), required=False
    )
    lines = forms.CharField(
        label=_("Transcript"),
        help_text=_(
            "One turn a line: 0:05 Customer: Hello? A line with --- lets the player wait there, "
            "so that there is time for notes."
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    items = forms.CharField(
        label=_("Questions for the quiz"),
        required=False,
        help_text=_(
            "The question, then its answers, one a line, the right one first; an empty line "
            "between two questions."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    sound = forms.FileField(
        label=_("Sound"),
        required=False,
        help_text=_("WebM, Ogg, M4A or WAV, up to 25 MB. It is decoded and encoded anew."),
        widget=forms.FileInput(attrs={"accept": "audio/*,.webm,.ogg,.opus,.m4a,.mp4,.wav"}),
        error_messages={"empty": SENTENCES["empty"]},
    )

    def clean_lines(self) -> list[CallDraft]:
        """Turns in the order of their times."""
        return read_transcript(self.cleaned_data["lines"])

    def clean_items(self) -> list[ItemDraft]:
        """Questions with two to five answers each."""
        blocks = re.split(r"\n\s*\n", self.cleaned_data["items"].replace("\r\n", "\n").strip())
        drafts = []
        for block in filter(str.strip, blocks):
            question, _newline, options = block.strip().partition("\n")
            drafts.append(ItemDraft(question.strip()[:200], read_options(options)))
        return drafts

    def clean_sound(self) -> bytes | None:
        """Refuse what is too large before anything of it is kept."""
        sound = self.cleaned_data["sound"]
        if sound is None:
            return None
        if sound.size > LARGEST:
            raise ValidationError(SENTENCES["too_large"], code="too_large")
        return bytes(sound.read())


class ChosenCallsForm(forms.Form):
    """Which calls remote candidates hear."""

    call_ids = forms.TypedMultipleChoiceField(
        label=_("Calls, in this order"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, calls: Iterable[RecordedCall], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(call.pk, call.title) for call in calls]
        self.fields["call_ids"].choices = choices  # type: ignore[attr-defined]
