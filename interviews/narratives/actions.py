"""Writing a narrative, reading it, releasing a summary, sealing anew, removing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.history.actions import record_entry
from candidates.layout import sealing
from candidates.notices.actions import tell
from interviews.narratives import queries
from interviews.narratives.drafts import Draft
from interviews.narratives.models import Narrative, Passage, Reading, Summary
from interviews.scorecards.marks import one_kind_of_newline
from interviews.scorecards.models import Scorecard, coordinators

READ, RELEASED = "narrative-read", "summary-released"
BATCH: Final = 200  # passages that are sealed anew in one transaction


class WritingOver(Exception):
    """The application is closed, the scorecard is, or the narrative was removed."""

    def __str__(self) -> str:
        return _("This candidate's case is closed; nothing can be written any more.")


class PassageChanged(Exception):
    """Another tab or device saved other words; `text` and `version` are what stands."""

    def __init__(self, text: str, version: int) -> None:
        super().__init__(version)
        self.text, self.version = text, version

    def __str__(self) -> str:
        return _("This was changed in another tab or on another device.")


class NotLockedYet(Exception):
    """The psychologist's own scorecard is open."""

    def __str__(self) -> str:
        return _("Lock your scorecard first; the summary is released after that.")


class OthersOweMarks(Exception):
    """Somebody who has yet to mark the candidate could be led by the summary."""

    def __str__(self) -> str:
        return _(
            "Not yet: others have still to lock their marks for this candidate. "
            "Your summary waits here."
        )


class NothingToRelease(Exception):
    """There is no summary, or it is empty."""

    def __str__(self) -> str:
        return _("Write the summary first.")


class SummaryReleased(Exception):
    """A released summary stays as it is."""

    def __str__(self) -> str:
        return _("The summary is released and stays as it is.")


def _lock(scorecard_id: int) -> Scorecard:
    locked = Scorecard.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("application__candidate", "application__opening").get(
        pk=scorecard_id
    )


@transaction.atomic
def save_passages(
    *,
    scorecard_id: int,
    drafts: Sequence[Draft],
    actor: Any,  # noqa: ARG001  (the scorecard has one owner)
    at: dt.datetime,
) -> dict[str, PassageChanged | Passage]:
    """Save parts of a narrative; return for each its row, or what stands in its way.

    A part in conflict is left as it is, all others are saved; the same words again change
    nothing, and an empty part that was never written makes no row. Raises WritingOver,
    CannotOpen.
    """
    scorecard = _lock(scorecard_id)
    narrative = Narrative.objects.filter(scorecard=scorecard).first()
    removed = narrative is not None and narrative.removed_at is not None
    if removed or not queries.is_open_for_writing(scorecard):
        raise WritingOver
    if narrative is None:
        narrative = Narrative.objects.create(scorecard=scorecard, begun_at=at)
    rows = {row.part: row for row in narrative.passages.all()}
    outcome: dict[str, PassageChanged | Passage] = {}
    # by ascending key, as sealing anew locks them
    for draft in sorted(drafts, key=lambda each: _key_of(rows.get(each.part))):
        row = rows.get(draft.part)
        if row is None and not draft.text:
            continue
        outcome[draft.part] = _save(narrative, draft, row, at)
    return outcome


def _key_of(row: Passage | None) -> float:
    return row.pk if row else float("inf")


def _save(
    narrative: Narrative, draft: Draft, row: Passage | None, at: dt.datetime
) -> PassageChanged | Passage:
    text = one_kind_of_newline(draft.text)
    if row is not None and (standing := queries.text_of(row)) == text:
        return row
    if row is not None and row.version != draft.version:
        return PassageChanged(standing, row.version)
    row = row or Passage(narrative=narrative, part=draft.part, version=0)
    row.sealed, row.key_name = sealing.seal(text, about=row.about)
    row.version += 1
    row.saved_at = at
    row.save()
    return row


@transaction.atomic
def note_reading(*, narrative_id: int, reader: Any, at: dt.datetime) -> Reading:
    """Write down that somebody is shown a narrative's words: one row for each time.

    The first time that somebody else than its author reads, the author is told.
    """
    narrative = Narrative.objects.select_related("scorecard__application__candidate").get(
        pk=narrative_id
    )
    reading = Reading.objects.create(narrative=narrative, reader=reader, at=at)
    scorecard = narrative.scorecard
    if reader.pk != scorecard.interviewer_id:
        tell(
            user_ids=[scorecard.interviewer_id],
            code=READ,
            text_values={"name": str(reader), "candidate": scorecard.application.candidate.name},
            url=reverse("interviews:narrative-page", args=[scorecard.pk]),
            key=f"{READ}:{narrative_id}:{reader.pk}",
            at=at,
        )
    return reading


@transaction.atomic
def save_summary(
    *,
    scorecard_id: int,
    text: str,
    version: int,
    actor: Any,  # noqa: ARG001  (the scorecard has one owner)
    at: dt.datetime,
) -> Summary | None:
    """Save the draft of the summary; the same words again change nothing. None: never written.

    Raises WritingOver, SummaryReleased, PassageChanged.
    """
    scorecard = _lock(scorecard_id)
    summary = Summary.objects.filter(scorecard=scorecard).first()
    text = one_kind_of_newline(text)
    if (summary.text if summary else "") == text:
        return summary
    if summary is not None and summary.released_at is not None:
        raise SummaryReleased
    if not queries.is_open_for_writing(scorecard):
        raise WritingOver
    if summary is not None and summary.version != version:
        raise PassageChanged(summary.text, summary.version)
    summary = summary or Summary(scorecard=scorecard, version=0)
    summary.text, summary.saved_at = text, at
    summary.version += 1
    summary.save()
    return summary


@transaction.atomic
def release_summary(*, scorecard_id: int, actor: Any, at: dt.datetime) -> Summary:
    """Let recruiters, hiring managers and the panel read the summary, for good.

    A released one is returned. Raises NothingToRelease, NotLockedYet, OthersOweMarks.
    """
    scorecard = _lock(scorecard_id)
    summary = Summary.objects.filter(scorecard=scorecard).first()
    if summary is None or not summary.text.strip():
        raise NothingToRelease
    if summary.released_at is not None:
        return summary
    if not scorecard.is_locked:
        raise NotLockedYet
    if queries.others_owe(scorecard.application_id):
        raise OthersOweMarks
    summary.released_at = at
    summary.save(update_fields=["released_at"])
    application = scorecard.application
    record_entry(
        subject="application",
        subject_key=application.pk,
        verb=RELEASED,
        at=at,
        actor=actor,
        facts={},
    )
    tell(
        user_ids=coordinators(application),
        code=RELEASED,
        text_values={"name": str(actor), "candidate": application.candidate.name},
        url=reverse("interviews:summary-page", args=[scorecard.pk]),
        key=f"{RELEASED}:{scorecard.pk}",
        at=at,
    )
    return summary


def reseal_passages() -> int:
    """Seal under the newest key whatever another one sealed; return how many there were.

    In batches, so that people write meanwhile; what was saved since is sealed anew as it stands.
    Again does nothing. Raises CannotOpen where a key is missing.
    """
    count, last = 0, 0
    while done := _reseal_batch(after=last):
        count += len(done)
        last = done[-1]
    return count


@transaction.atomic
def _reseal_batch(*, after: int) -> list[int]:
    stale = Passage.objects.exclude(key_name=sealing.current_key_name()).filter(pk__gt=after)
    rows = list(stale.select_for_update(no_key=True).order_by("pk")[:BATCH])
    for row in rows:
        row.sealed, row.key_name = sealing.seal(queries.text_of(row), about=row.about)
    Passage.objects.bulk_update(rows, ["sealed", "key_name"])
    return [row.pk for row in rows]


@transaction.atomic
def remove_narrative(*, narrative_id: int, at: dt.datetime) -> Narrative:
    """Remove a narrative's words, and a summary that was never released; its row and the log of
    readings stay. Again changes nothing.
    """
    found = Narrative.objects.select_for_update(no_key=True, of=("self",))
    narrative = found.select_related("scorecard").get(pk=narrative_id)
    if narrative.removed_at is None:
        narrative.passages.all().delete()
        Summary.objects.filter(scorecard=narrative.scorecard_id, released_at=None).delete()
        narrative.removed_at = at
        narrative.save(update_fields=["removed_at"])
    return narrative


def sweep(*, at: dt.datetime) -> int:
    """Remove every narrative whose time is over, each on its own; return how many."""
    keys = queries.expired(at)
    for key in keys:
        remove_narrative(narrative_id=key, at=at)
    return len(keys)
