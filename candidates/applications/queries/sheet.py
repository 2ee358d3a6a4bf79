"""The pipeline as a file for a spreadsheet: what the table shows, all pages of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from candidates.applications import panels
from candidates.applications.models import Application, State
from candidates.applications.queries import table
from candidates.layout.sheets import harmless

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening

MOST: Final = 10_000


def sheet_of(user: Viewer, opening: Opening, choice: table.Choice, at: dt.datetime) -> str:
    """Return the applications that the table's filters let through, in its order, as CSV.

    Four queries for any number, ten thousand lines at most; a last line says that there are more.
    Scores are those that the user may see. It begins with a byte order mark, by which
    spreadsheets know letters beyond English.
    """
    found = table.records(opening, choice, at, most=MOST + 1)
    keys = [record[0] for record in found[:MOST]]
    facts = panels.facts_for(user, keys, at)
    reach = Application.objects.filter(pk__in=keys).values_list(
        "pk", "candidate__email", "candidate__phone"
    )
    reached = {pk: (email, phone) for pk, email, phone in reach}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_("Name"), _("E-mail"), _("Phone"), _("State"), _("In it since"), _("Applied"),
                     _("Source"), _("Score"), _("Standard error"), _("Next session")])  # fmt: skip
    for record in found[:MOST]:
        cells = _line(record, reached[record[0]], facts[record[0]])
        writer.writerow([harmless(str(cell)) for cell in cells])
    if len(found) > MOST:
        writer.writerow([_("There are more: filter the table to get the others.")])
    return f"\ufeff{out.getvalue()}"


def _line(record: tuple[Any, ...], reach: tuple[str, str], facts: panels.CardFacts) -> list[Any]:
    _pk, state, since_at, applied_at, _key, source, name, _language = record
    score, error = facts.score, facts.score_error
    session = ""
    if facts.next_session_at is not None:
        session = f"{facts.next_session_at:%Y-%m-%d %H:%M}Z {facts.next_session_label}"
    return [
        name, *reach, State(state).label, f"{since_at:%Y-%m-%d}", f"{applied_at:%Y-%m-%d}", source,
        "" if score is None else f"{score:.2f}", "" if error is None else f"{error:.2f}", session,
    ]  # fmt: skip
