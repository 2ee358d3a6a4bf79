"""Papers that candidates keep: drawn when they are approved, offered on their own page."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING, Any, Final

from candidates.messages.queries import language_for
from candidates.portal.cards import Card
from candidates.portal.queries import told_state_of
from hiring.reports import actions
from hiring.reports.kinds import CANDIDATE, ReportRefused, Wanted
from hiring.reports.models import Report
from hiring.results.queries import AFTER

if TYPE_CHECKING:
    from candidates.applications.models import Application
    from hiring.accounts.models import User
    from hiring.results.models import ResultSheet

log = logging.getLogger(__name__)

RESULT: Final = "result-sheet"
KEPT: Final = dt.timedelta(days=730)  # or until the candidate is forgotten


def draw_result(
    sender: Any,  # noqa: ARG001
    *,
    sheet: ResultSheet,
    actor: User,
    at: dt.datetime,
    **_kwargs: Any,
) -> None:
    """Ask for the PDF of a sheet that was just approved, in the candidate's language.

    The sheet is approved whatever becomes of its PDF.
    """
    try:
        actions.ask_report(
            wanted=Wanted(RESULT, CANDIDATE, application_id=sheet.application_id),
            language=language_for(sheet.application.candidate),
            actor=actor,
            at=at,
            kept=KEPT,
        )
    except ReportRefused as error:
        log.warning("no PDF of %s: %s", sheet, error)


def own_card(application: Application, at: dt.datetime) -> dict[str, Any] | None:
    """Return the newest paper beside an application, once its candidate knows the decision."""
    own = Report.objects.of_candidate(application.candidate).kept(at)
    paper = own.filter(application=application).order_by("-asked_at", "-pk").first()
    if paper is None or told_state_of(application) not in AFTER:
        return None
    return {"paper": paper}


CARD: Final = Card(13, "hiring/reports/_own_paper.html", own_card, stays=True)
