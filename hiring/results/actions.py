"""Writing a result sheet, and approving it: from then on it is the candidate's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.applications.models import Application
from candidates.history.actions import record_entry
from candidates.messages.actions import draft_message, release_messages
from candidates.portal.queries import told_state_of
from hiring.results import queries, wording
from hiring.results.models import ResultSheet, ResultWords
from hiring.results.signals import result_approved

if TYPE_CHECKING:
    from hiring.accounts.models import User

MAIL: Final = "result-sheet"


class NotNow(Exception):
    """A result sheet follows the Day and the decision; the text says what is missing."""


class ChangedMeanwhile(Exception):
    """Somebody else wrote on; what they have is the newer version."""

    def __init__(self, sheet: ResultSheet) -> None:
        super().__init__()
        self.sheet = sheet

    def __str__(self) -> str:
        return _("%(who)s changed this sheet meanwhile. Below stands what you typed.") % {
            "who": self.sheet.written_by
        }


class AlreadyApproved(Exception):
    """What the candidate has read stays as it is."""

    def __str__(self) -> str:
        return _("The candidate has this sheet: it stays as it is.")


class TellsTooMuch(Exception):
    """A mark, or somebody's name, stands in the words."""


def _lock(application_id: int) -> tuple[Application, ResultSheet | None]:
    """Lock the application, then its sheet if there is one."""
    locked = Application.objects.select_for_update(no_key=True, of=("self",))
    application = locked.select_related("candidate", "opening").get(pk=application_id)
    sheets = ResultSheet.objects.select_for_update(no_key=True, of=("self",))
    sheet = sheets.select_related("written_by").filter(application=application).first()
    return application, sheet


def _require_day(application: Application) -> None:
    if not queries.was_on_a_day(application.pk):
        raise NotNow(_("A result sheet is for candidates who came to a Service Day."))


def _is_same(sheet: ResultSheet, overall: str, texts: dict[int, str]) -> bool:
    return sheet.overall == overall and texts == dict(sheet.words.values_list("stage_id", "text"))


@transaction.atomic
def write_result(
    *,
    application_id: int,
    overall: str,
    texts: Mapping[int, str],
    version: int,
    actor: User,
    at: dt.datetime,
) -> ResultSheet:
    """Write the draft; `texts` are by stage, and an empty one says nothing of that stage.

    The same words again change nothing. Raises NotNow, AlreadyApproved, and ChangedMeanwhile where
    `version` (0 for a new sheet) is no longer the newest.
    """
    application, sheet = _lock(application_id)
    _require_day(application)
    known = {stage.pk for stage in queries.stages_of(application_id)}
    said = {pk: text.strip() for pk, text in texts.items() if pk in known and text.strip()}
    overall = overall.strip()
    if sheet and _is_same(sheet, overall, said):
        return sheet
    if sheet and sheet.is_approved:
        raise AlreadyApproved
    if sheet and sheet.version != version:
        raise ChangedMeanwhile(sheet)
    if sheet is None:
        sheet = ResultSheet.objects.create(
            application=application, overall=overall, written_by=actor, written_at=at
        )
    else:
        sheet.overall, sheet.version = overall, sheet.version + 1
        sheet.written_by, sheet.written_at = actor, at
        sheet.save()
        sheet.words.all().delete()
    ResultWords.objects.bulk_create(
        [ResultWords(sheet=sheet, stage_id=pk, text=text) for pk, text in sorted(said.items())]
    )
    return sheet


@transaction.atomic
def approve_result(*, application_id: int, actor: User, at: dt.datetime) -> ResultSheet:
    """Give the sheet to the candidate: in the portal, and by mail in the name of who approves.

    Approving twice is the same. Raises NotNow while the candidate does not know the decision, or
    nothing is said about a stage; TellsTooMuch where a mark or an interviewer's name is in it.
    """
    application, sheet = _lock(application_id)
    if sheet is None:
        raise NotNow(_("Write the sheet first."))
    if sheet.is_approved:
        return sheet
    _require_day(application)
    _require_told(application)
    _require_complete(sheet)
    _require_discreet(application, sheet)
    sheet.approved_by, sheet.approved_at = actor, at
    sheet.save(update_fields=["approved_by", "approved_at"])
    record_entry(
        subject=queries.SUBJECT,
        subject_key=application.pk,
        verb="result-approved",
        at=at,
        actor=actor,
    )
    _send_mail(application, sheet, actor, at)
    result_approved.send(sender=ResultSheet, sheet=sheet, actor=actor, at=at)
    return sheet


def _require_told(application: Application) -> None:
    if told_state_of(application) not in queries.AFTER:
        raise NotNow(
            _("A result sheet follows the decision: decide, and let the mail about it go, first.")
        )


def _require_complete(sheet: ResultSheet) -> None:
    stages = queries.stages_of(sheet.application_id)
    missing = [each.title for each in queries.words_of(sheet, stages) if not each.text]
    if missing:
        raise NotNow(
            _("Say something about every stage; nothing stands there for %(stages)s.")
            % {"stages": ", ".join(missing)}
        )


def _require_discreet(application: Application, sheet: ResultSheet) -> None:
    text = "\n".join([sheet.overall, *sheet.words.values_list("text", flat=True)])
    if marks := wording.marks_in(text):
        raise TellsTooMuch(
            _("“%(mark)s” reads like a mark. Say in words what was good and what to work on.")
            % {"mark": marks[0]}
        )
    raters = queries.raters_of(application.pk)
    if names := wording.names_in(text, raters, own=application.candidate.name):
        raise TellsTooMuch(
            _("“%(name)s” is the name of somebody who interviewed. Leave names out.")
            % {"name": names[0]}
        )


def _send_mail(application: Application, sheet: ResultSheet, actor: User, at: dt.datetime) -> None:
    words = queries.words_of(sheet, queries.stages_of(application.pk))
    parts = [sheet.overall, *(f"{each.title}\n{each.text}" for each in words)]
    message = draft_message(
        code=MAIL,
        application=application,
        at=at,
        actor=actor,
        extra={"result_words": "\n\n".join(parts)},
    )
    release_messages(message_ids=[message.pk], actor=actor, at=at)
