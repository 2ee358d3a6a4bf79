"""The support case as one takes it in the browser: an inbox to answer, marked by people."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.cases.content import all_cases, case_by_code
from interviews.plans.models import Stage
from interviews.stages.registry import Exercise, Paper, Section

if TYPE_CHECKING:
    from collections.abc import Collection

    from interviews.cases.content import Case, Ticket


class Inbox(Exercise):
    """A small inbox with a handbook and records. One mail comes in while one works."""

    allowed = (
        gettext_lazy("Everything that stands on the page; nothing else is needed."),
        gettext_lazy("Dictionaries, and the spelling checker of your browser."),
        gettext_lazy("No help by another person."),
    )
    needs = (
        gettext_lazy("A quiet place, and a keyboard if you have one."),
        gettext_lazy("The whole time at one go: the clock runs on when the page is closed."),
    )

    def compose(
        self,
        stage_key: int,
        seed: int,
        language: str,  # noqa: ARG002
        *,
        seen: Collection[int] = (),  # noqa: ARG002
    ) -> Paper:
        """Return one of the cases, by the seed; the time is the plan's."""
        cases = all_cases()
        case = cases[seed % len(cases)]
        minutes = Stage.objects.values_list("minutes", flat=True).get(pk=stage_key)
        section = Section(
            key="inbox",
            title=_("Inbox"),
            intro=case.setting,
            seconds=minutes * 60,
            tasks=tuple(_task(ticket) for ticket in case.tickets),
            aside=_aside(case),
        )
        return Paper((section,), form=case.code)

    def notes(self, paper: Paper) -> tuple[str, ...]:
        """Return what a right answer uses, out of the case that was drawn."""
        case = case_by_code(paper.form)
        return case.readers if case else ()


def _task(ticket: Ticket) -> dict[str, Any]:
    return {"type": "ticket", **asdict(ticket)}


def _aside(case: Case) -> dict[str, Any]:
    return {
        "kind": "casebook",
        "handbook": [asdict(page) for page in case.handbook],
        "records": [{"title": each.title, "rows": list(each.rows)} for each in case.records],
    }
