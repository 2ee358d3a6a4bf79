"""The result sheet on paper: the approved words by stage, for the candidate's own hands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.applications.models import Application
from hiring.reports.kinds import CANDIDATE, ReportKind, ReportRefused, Wanted
from hiring.reports.papers.head import Head, head_of
from hiring.results.models import ResultSheet
from hiring.results.queries import result_of

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from hiring.accounts.models import User


@dataclass(frozen=True)
class ResultPaper:
    """The inputs of a result sheet. The head is the same whoever asks: it is made on approval."""

    head: Head
    overall: str
    stages: tuple[tuple[str, str], ...]
    approved_at: dt.datetime


def refusal(user: Viewer, wanted: Wanted) -> str:
    """Say why there is no result sheet to print: nobody has approved one."""
    seen = ResultSheet.objects.visible_to(user).approved()
    if not seen.filter(application=wanted.application_id or 0).exists():
        return _("There is no approved result sheet for this candidate yet.")
    return ""


def gather(user: User, wanted: Wanted, asked_at: dt.datetime) -> ResultPaper:
    """Gather the approved words. Raises ReportRefused."""
    result = None if refusal(user, wanted) else result_of(wanted.application_id or 0)
    if result is None:
        raise ReportRefused(refusal(user, wanted))
    related = Application.objects.select_related("candidate", "opening")
    application = related.get(pk=wanted.application_id or 0)
    return ResultPaper(
        head=head_of(
            application.candidate.name,
            opening=application.opening,
            plan=None,
            wanted=wanted,
            user=user,
            asked_at=asked_at,
        ),
        overall=result.overall,
        stages=tuple((each.title, each.text) for each in result.stages),
        approved_at=result.approved_at,
    )


def context(paper: ResultPaper) -> dict[str, Any]:
    """Return what the template needs."""
    return {"paper": paper, "head": paper.head, "kicker": _("How your Service Day went")}


def file_name(paper: ResultPaper) -> str:
    """Return what the file is called when somebody keeps it."""
    return _("Result sheet") + f", {paper.head.title}, {paper.head.opening}.pdf"


KIND: Final = ReportKind(
    code="result-sheet",
    label=gettext_lazy("Candidate's result sheet"),
    hint=gettext_lazy("The approved words by stage. The candidate has it on their own page."),
    about="application",
    template="hiring/reports/result_sheet.html",
    gather=gather,
    context=context,
    name=file_name,
    refusal=refusal,
    variants=(CANDIDATE,),
    pages=lambda _paper: 1,
)
