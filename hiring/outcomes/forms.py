"""What is typed about hires: dates, a supervisor's page, a file and its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from candidates.files import gate
from candidates.files.refusals import Refused
from hiring.outcomes.anchors import SCALES
from hiring.outcomes.facts import Facts
from hiring.outcomes.models import Hire, Import
from hiring.outcomes.queries.results import RESULTS, Result
from hiring.outcomes.sheets import DATES, FIELDS

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from candidates.openings.models import Opening

LARGEST: Final = 1024 * 1024
MENDED_AT_ONCE: Final = 25
_LONGEST: Final = 4_000


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, required=False, **more)


class HireForm(forms.Form):
    """What is known of a hire. Field names equal those of `Facts`."""

    starts_on = _day(_("First day"))
    trained_on = _day(_("Trained on"))
    alone_on = _day(_("Works alone since"))
    supervisor = forms.ModelChoiceField(
        label=_("Supervisor"),
        queryset=get_user_model().objects.none(),
        required=False,
        help_text=_("Is asked by mail after 30, 90 and 180 days how it goes."),
    )
    left_on = _day(_("Left on"))
    leaving = forms.ChoiceField(
        label=_("Why"), choices=[("", "–"), *Hire.Leaving.choices], required=False
    )
    leaving_words = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["supervisor"]
        self.fields["starts_on"].required = True
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = get_user_model().objects.filter(is_active=True).order_by("name")

    @staticmethod
    def of(hire: Hire) -> dict[str, Any]:
        """Return what a hire says, to begin with."""
        names = ("starts_on", "trained_on", "alone_on", "left_on", "leaving", "leaving_words")
        given = {name: getattr(hire, name) for name in names}
        return given | {"supervisor": hire.supervisor_id, "version": hire.version}

    def clean(self) -> dict[str, Any]:
        """Hold the dates against one another, with the sentence beside the later one."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        self._in_order(data, "trained_on", "starts_on", _("Nobody is trained before they start."))
        self._in_order(data, "alone_on", "starts_on", _("Nobody works alone before they start."))
        self._in_order(
            data, "alone_on", "trained_on", _("Nobody works alone before they are trained.")
        )
        self._in_order(data, "left_on", "starts_on", _("Nobody leaves before they start."))
        if data.get("left_on") and not data.get("leaving"):
            self.add_error("leaving", _("Say why: it is counted, without names."))
        if not data.get("left_on") and (data.get("leaving") or data.get("leaving_words")):
            self.add_error("left_on", _("Say on which day they left."))
        return data

    def _in_order(self, data: dict[str, Any], later: str, earlier: str, sentence: Any) -> None:
        first, second = data.get(earlier), data.get(later)
        if first and second and second < first and later not in self.errors:
            self.add_error(later, sentence)

    def facts(self) -> Facts:
        """Return what was typed, as `change_hire` takes it."""
        data = self.cleaned_data
        names = ("starts_on", "trained_on", "alone_on", "left_on", "leaving", "leaving_words")
        supervisor = data["supervisor"]
        return Facts(
            **{name: data[name] for name in names},
            supervisor_id=supervisor.pk if supervisor else None,
        )


def _marks() -> list[tuple[int, str]]:
    return [(value, str(value)) for value in range(1, 6)]


class ReviewForm(forms.Form):
    """One page for a supervisor. Field names equal the arguments of `give_review`."""

    again = forms.TypedChoiceField(
        label=_("Knowing what you know now: would you hire them again?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda given: given == "yes",
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Anything that we should know for the next ones?"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for scale in SCALES:
            self.fields[scale.name] = forms.TypedChoiceField(
                label=scale.label,
                choices=_marks(),
                coerce=int,
                widget=forms.RadioSelect,
                help_text=" · ".join(
                    f"{mark}: {words}" for mark, words in zip((1, 3, 5), scale.anchors, strict=True)
                ),
            )
        self.order_fields([*(scale.name for scale in SCALES), "again", "words"])


class FileForm(forms.Form):
    """A CSV file; its text goes through the one gate like any other file."""

    file = forms.FileField(
        label=_("CSV file"),
        help_text=_("With heads in the first line, UTF-8, up to 1 MB and 5,000 lines."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )
    text = ""

    def clean_file(self) -> UploadedFile[bytes]:
        given: UploadedFile[bytes] = self.cleaned_data["file"]
        if (given.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 1 MB: send it in parts."))
        try:
            accepted = gate.check("lines.txt", given.read())
        except Refused as refused:
            # the gate's own sentences speak of CVs: better as a PDF
            sentence = _("This is not a CSV file. Save the table as “CSV UTF-8”, and send that.")
            raise forms.ValidationError(sentence, code=refused.code) from refused
        self.text = accepted.content.decode("utf-8-sig")
        return given


class MappingForm(forms.Form):
    """Which column holds what."""

    def __init__(self, *args: Any, batch: Import, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [("", "–")]
        columns += [(str(n), head or f"({n + 1})") for n, head in enumerate(batch.columns)]
        for field in FIELDS:
            self.fields[field.name] = forms.ChoiceField(
                label=field.label,
                choices=columns,
                required=False,
                initial=str(batch.mapping.get(field.name, "")),
            )
        self.fields["dates"] = forms.ChoiceField(
            label=_("Dates look like"),
            choices=[(code, example) for code, (_form, example) in DATES.items()],
            initial=batch.dates,
        )

    def mapping(self) -> dict[str, int]:
        """Return columns by what they hold."""
        given = self.cleaned_data
        return {field.name: int(given[field.name]) for field in FIELDS if given.get(field.name)}


def mended(data: Any, batch: Import, numbers: Iterable[int]) -> dict[int, list[str]]:
    """Return the cells that were typed for some lines; others stay as they are."""
    lines: dict[int, list[str]] = {}
    for number in numbers:
        line = list(batch.lines[number])
        for column in range(len(batch.columns)):
            line[column] = data.get(f"cell-{number}-{column}", line[column])
        lines[number] = line
    return lines


class PredictingForm(forms.Form):
    """What is held against what; kept in the address, where nonsense counts as nothing."""

    opening = forms.ChoiceField(label=_("Opening"), required=False)
    result = forms.ChoiceField(
        label=_("How they do"),
        choices=[(result.code, result.label) for result in RESULTS],
        required=False,
    )
    salary = forms.IntegerField(
        label=_("A year's pay"), min_value=1, max_value=10_000_000, required=False
    )
    cost = forms.IntegerField(
        label=_("Cost per applicant"), min_value=0, max_value=1_000_000, required=False
    )

    def __init__(self, *args: Any, openings: Sequence[Opening], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.openings = openings
        field = self.fields["opening"]
        if isinstance(field, forms.ChoiceField):
            choices = [(each.slug, str(each)) for each in openings]
            field.choices = [("", _("All openings")), *choices]

    def _given(self, name: str) -> Any:
        self.is_valid()
        return self.cleaned_data.get(name)

    def chosen(self) -> Sequence[Opening]:
        """Return the opening asked for, else all."""
        slug = self._given("opening")
        return [each for each in self.openings if each.slug == slug] or self.openings

    def result_asked(self) -> Result:
        """Return the result asked for, else the first."""
        code = self._given("result")
        return next((result for result in RESULTS if result.code == code), RESULTS[0])

    def money(self) -> tuple[float, float] | None:
        """Return pay and cost where both were typed: without them no money is shown."""
        salary, cost = self._given("salary"), self._given("cost")
        return (float(salary), float(cost)) if salary and cost is not None else None
