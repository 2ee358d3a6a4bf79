"""Forms of the bank: they read what was typed; the actions decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.assessments import kinds, notation
from interviews.assessments.exchange.lines import FileRefused, Line
from interviews.assessments.exchange.qti.packages import LARGEST, read_upload
from interviews.assessments.exchange.tables import read_csv
from interviews.assessments.exchange.yamls import read_yaml
from interviews.assessments.models import BankImport, Item
from interviews.assessments.queries import Choice
from interviews.assessments.specs import ItemSpec, spec_problems
from interviews.competencies.models import Competency

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LONGEST: Final = 4000
_LANGUAGES: Final = [(code, label) for code, label in kinds.LANGUAGES.items()]
_AREAS: Final = [(code, label) for code, label in kinds.AREAS.items()]
_LEVELS: Final = [
    (1, gettext_lazy("1, easiest")),
    (2, "2"),
    (3, "3"),
    (4, "4"),
    (5, gettext_lazy("5, hardest")),
]


def _text(label: Any, rows: int, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=help_text,
    )


class ItemForm(forms.Form):
    """One item; what there is to answer is typed in the notation of its kind."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=79,
        help_text=gettext_lazy("Letters, digits, dots and dashes, like “en-agr-29”. It stays."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=_LANGUAGES)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=kinds.CHOICES)
    area = forms.ChoiceField(label=gettext_lazy("Area"), choices=_AREAS)
    difficulty = forms.TypedChoiceField(
        label=gettext_lazy("Difficulty"), choices=_LEVELS, coerce=int, initial=3
    )
    stem = _text(gettext_lazy("What is asked"), 2)
    content = _text(gettext_lazy("What there is to answer"), 7)
    rationale = _text(
        gettext_lazy("Why the key is right"),
        2,
        required=False,
        help_text=gettext_lazy("Needed before anybody sees the item."),
    )
    proof_note = _text(
        gettext_lazy("Note of the second reading"),
        2,
        required=False,
        help_text=gettext_lazy(
            "Who read it again and what they looked at: key, every wrong option, both varieties "
            "of the language. Needed before anybody sees the item."
        ),
    )
    competency = forms.ChoiceField(label=gettext_lazy("Competency"), required=False)
    source = forms.CharField(label=gettext_lazy("Source"), max_length=200, required=False)
    licence = forms.CharField(label=gettext_lazy("License"), max_length=100, required=False)
    time_limit_seconds = forms.IntegerField(
        label=gettext_lazy("Seconds at most"), min_value=1, max_value=3600, required=False
    )

    def __init__(self, *args: Any, item: Item | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rated = Competency.objects.order_by("name").values_list("code", "name")
        choices: list[tuple[str, str]] = [("", _("None"))]
        self._choices("competency", choices + list(rated))
        if item is not None:
            del self.fields["code"]
            self._offer("language", item.language, kinds.language_label(item.language))
            self._offer("area", item.area, kinds.area_label(item.area))
        self.item = item

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (narrows the type)
        field.choices = choices

    def _offer(self, name: str, value: str, label: str) -> None:
        """Offer what an import brought beside the usual choices."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (narrows the type)
        known = [(str(code), text) for code, text in field.choices]  # type: ignore[misc, union-attr]
        if value not in dict(known):
            field.choices = [*known, (value, label)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            body = notation.from_text(cleaned["kind"], cleaned["content"])
        except ValueError as problem:
            self.add_error("content", _sentence(str(problem)))
            return cleaned
        values = {name: value for name, value in cleaned.items() if name != "content"}
        code = self.item.code if self.item else values.pop("code")
        spec = ItemSpec(**values, code=code, body=body).stripped()
        for problem_found in spec_problems(spec):
            about_code = problem_found.startswith(_("the code"))
            name = "code" if about_code and "code" in self.fields else "content"
            self.add_error(name, _sentence(problem_found))
        cleaned["spec"] = spec
        return cleaned

    @property
    def spec(self) -> ItemSpec:
        """The item that was typed; of a valid form."""
        spec: ItemSpec = self.cleaned_data["spec"]
        return spec

    @classmethod
    def of(cls, item: Item) -> dict[str, Any]:
        """Return what the form begins with."""
        names = [name for name in cls.base_fields if name not in {"content", "competency"}]
        return {name: getattr(item, name) for name in names} | {
            "content": notation.to_text(item.kind, item.body),
            "competency": item.competency.code if item.competency else "",
        }


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


class ReasonForm(forms.Form):
    """Why an item is retired."""

    reason = forms.CharField(
        label=gettext_lazy("Why it is retired"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReadingForm(forms.Form):
    """What a second reading found."""

    proof_note = _text(gettext_lazy("Note of the second reading"), 3)


class FilterForm(forms.Form):
    """What to show of the bank; what makes no sense is left out."""

    q = forms.CharField(required=False, max_length=100)
    language = forms.CharField(required=False, max_length=20)
    kind = forms.CharField(required=False, max_length=10)
    area = forms.CharField(required=False, max_length=20)
    status = forms.ChoiceField(
        required=False,
        choices=[
            ("", gettext_lazy("All but retired")),
            *Item.Status.choices,
            ("all", gettext_lazy("All, retired ones too")),
        ],
    )
    difficulty = forms.TypedChoiceField(
        required=False, choices=[("", ""), *_LEVELS], coerce=int, empty_value=None
    )
    flag = forms.ChoiceField(
        required=False, choices=[(flag, flag) for flag in ("any", "hard", "easy", "weak", "pull")]
    )
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)

    def choice(self) -> tuple[Choice, int]:
        """Return what is asked for, and which page of it."""
        self.is_valid()
        data = {name: value for name, value in self.cleaned_data.items() if value}
        page, text = data.pop("page", 1), data.pop("q", "").replace("\x00", "")
        return Choice(text=text, **data), page


class ExportForm(forms.Form):
    """Which format."""

    format = forms.ChoiceField(choices=BankImport.Format.choices)


class ImportForm(forms.Form):
    """A file of items; reading it is part of cleaning it."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV or YAML as the export writes it, a QTI 3 package (zip), or one QTI 3 item (xml)."
        ),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of items that name none"), choices=_LANGUAGES
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file: UploadedFile[bytes] | None = cleaned.get("file")
        if file is None or "language" not in cleaned:
            return cleaned
        if (file.size or 0) > LARGEST:
            self.add_error("file", _("The file is larger than 20 MB."))
            return cleaned
        name = file.name or ""
        try:
            cleaned["file_format"], cleaned["lines"] = read_file(
                name, file.read(), language=cleaned["language"]
            )
        except FileRefused as refusal:
            self.add_error("file", str(refusal))
        return cleaned


def read_file(name: str, content: bytes, *, language: str) -> tuple[str, list[Line]]:
    """Return the format of a file, by its name, and its items. Raises FileRefused."""
    ending = name.lower().rpartition(".")[2]
    if ending == "csv":
        return BankImport.Format.CSV, read_csv(content)
    if ending in {"yaml", "yml"}:
        return BankImport.Format.YAML, read_yaml(content)
    return BankImport.Format.QTI, read_upload(name, content, language=language)
