"""What is typed about a candidate's Day: overall, and for each stage."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from hiring.results.models import ResultSheet
    from hiring.results.queries import StageWords

LONGEST: Final = 4000


class ResultForm(forms.Form):
    """Words for the candidate. A draft may be unfinished; approving asks for every stage."""

    overall = forms.CharField(
        label=_("Overall"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you would say to them in person. No marks, no names of interviewers."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        words: Iterable[StageWords],
        sheet: ResultSheet | None = None,
    ) -> None:
        words = list(words)
        begun = {
            "version": sheet.version if sheet else 0,
            "overall": sheet.overall if sheet else "",
        }
        begun |= {self.name_of(each.stage_id): each.text for each in words}
        super().__init__(data, initial=begun)
        self.stage_ids = [each.stage_id for each in words]
        for each in words:
            self.fields[self.name_of(each.stage_id)] = forms.CharField(
                label=each.title,
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @staticmethod
    def name_of(stage_id: int) -> str:
        """Return the name of a stage's field."""
        return f"stage_{stage_id}"

    def texts(self) -> dict[int, str]:
        """Return the words by stage."""
        return {pk: self.cleaned_data[self.name_of(pk)] for pk in self.stage_ids}
