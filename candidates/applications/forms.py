"""What people type about applications, and what the table's address says."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.applications import doors
from candidates.applications.models import OPEN_STATES, Document, State
from candidates.applications.queries.table import SORTS, Choice
from candidates.files.forms import GatedFileField
from candidates.layout.keys import is_key

IN_PROCESS: Final = ""
EVERYBODY: Final = "all"
REASON = forms.CharField(
    label=_("Reason"),
    max_length=2000,
    required=False,
    widget=forms.Textarea(attrs={"rows": 2}),
)


class TableForm(forms.Form):
    """The table's filters. What an address gets wrong counts as not said."""

    q = forms.CharField(
        label=_("Name or e-mail"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[(IN_PROCESS, _("In process")), (EVERYBODY, _("Everybody")), *State.choices],
    )
    source = forms.ChoiceField(label=_("Source"), required=False)
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, sources: list[str]) -> None:
        super().__init__(data)
        choices = [("", _("Any source")), *((source, source) for source in sources)]
        self.fields["source"].choices = choices  # type: ignore[attr-defined]

    def clean_sort(self) -> str:
        sort: str = self.cleaned_data["sort"]
        return sort if sort.removeprefix("-") in SORTS else ""

    def choice(self, after: str) -> Choice:
        """Return what to show."""
        self.is_valid()
        said: dict[str, Any] = self.cleaned_data
        state, sort = said.get("state", IN_PROCESS), said.get("sort", "")
        states = {IN_PROCESS: OPEN_STATES, EVERYBODY: tuple(State)}
        return Choice(
            states=states[state] if state in states else (State(state),),
            source=said.get("source", ""),
            text=said.get("q", ""),
            overdue=said.get("overdue", False),
            sort=sort.removeprefix("-") or "waiting",
            descending=sort.startswith("-"),
            after=after,
        )

    def address(self, **changes: str) -> str:
        """Return the address's query with changes; what is not said is left out."""
        said = {**self.cleaned_data, "overdue": "1" if self.cleaned_data.get("overdue") else ""}
        return urlencode({name: value for name, value in {**said, **changes}.items() if value})


class MoveForm(forms.Form):
    """Where an application goes, and why."""

    to = forms.ChoiceField(choices=State.choices)
    reason = REASON

    def clean_to(self) -> State:
        return State(self.cleaned_data["to"])


class BulkForm(MoveForm):
    """Several applications at once."""

    application_ids = forms.TypedMultipleChoiceField(coerce=int)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        side_doors = [(each.code, each.label) for each in doors.side_doors().values()]
        self.fields["to"].choices = [*State.choices, *side_doors]  # type: ignore[attr-defined]
        typed = data.getlist("application_ids") if data else []
        ids = [(each, each) for each in typed if is_key(each)]
        self.fields["application_ids"].choices = ids  # type: ignore[attr-defined]
        self.fields["application_ids"].error_messages = {
            "required": _("Tick the applications first."),
            "invalid_choice": _("One of these applications is not here."),
        }
        self.fields["to"].error_messages = {"required": _("Say what to do with them.")}

    def clean_to(self) -> State:
        to = self.cleaned_data["to"]
        return super().clean_to() if to in State.values else to


class DocumentForm(forms.Form):
    """A document to put beside an application."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Document.Kind.choices)
    accepted = GatedFileField(label=_("File"))
