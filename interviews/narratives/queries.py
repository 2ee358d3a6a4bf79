"""What the pages of narratives ask: the words, who read them, whether a summary may be released."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q, QuerySet

from candidates.applications.models import OPEN_STATES
from candidates.layout.sealing import unseal
from interviews.narratives.models import KIND, Narrative, Passage, Reading, Summary
from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


@dataclass(frozen=True)
class Opened:
    """One part of a narrative with its words; version 0 while nothing is written."""

    part: str
    label: str
    text: str
    version: int


def text_of(passage: Passage) -> str:
    """Return a passage's words; raises CannotOpen."""
    return unseal(bytes(passage.sealed), passage.key_name, about=passage.about)


def opened(narrative: Narrative | None) -> list[Opened]:
    """Return every part with its words, empty ones too; raises CannotOpen. One query."""
    rows = {row.part: row for row in narrative.passages.all()} if narrative else {}
    return [
        Opened(
            str(part),
            str(part.label),
            text_of(rows[part]) if part in rows else "",
            rows[part].version if part in rows else 0,
        )
        for part in Passage.Part
    ]


def is_open_for_writing(scorecard: Scorecard) -> bool:
    """Tell whether the psychologist may still write: until the application is closed."""
    is_decided = scorecard.application.state not in OPEN_STATES
    return not (is_decided or scorecard.is_closed)


def others_owe(application_id: int) -> bool:
    """Tell whether anybody still owes a scorecard for the candidate."""
    return Scorecard.objects.open().filter(application=application_id).exists()


def last_readings(narrative: Narrative) -> QuerySet[Reading]:
    """Return the latest readings by others than the author, newest first."""
    others = narrative.readings.exclude(reader=narrative.scorecard.interviewer_id)
    return others.select_related("reader").order_by("-at", "-pk")[:20]


def is_anything_written(application_id: int) -> bool:
    """Tell whether there is a narrative or a summary of the candidate at all, whoever may read
    it: asked before rights, because there is none of most."""
    written = Q(narrative__isnull=False) | Q(summary__isnull=False)
    return Scorecard.objects.filter(written, application=application_id).exists()


def narratives_to_read(user: Viewer, application_id: int) -> list[Narrative]:
    """Return the candidate's narratives that the user may read and did not write."""
    found = Narrative.objects.visible_to(user).filter(scorecard__application=application_id)
    found = found.kept().exclude(scorecard__interviewer=user.pk)
    return list(found.select_related("scorecard__interviewer").order_by("pk"))


def summaries_to_read(user: Viewer, application_id: int) -> list[Summary]:
    """Return the candidate's released summaries that the user may read."""
    found = Summary.objects.visible_to(user).released()
    found = found.filter(scorecard__application=application_id)
    return list(found.select_related("scorecard__interviewer").order_by("released_at"))


def expired(at: dt.datetime) -> list[int]:
    """Return the keys of narratives whose time after the decision is over."""
    since = at - dt.timedelta(days=settings.NARRATIVE_DAYS)
    closed = Narrative.objects.kept().exclude(scorecard__application__state__in=OPEN_STATES)
    over = closed.filter(scorecard__application__state_since_at__lte=since)
    return list(over.order_by("pk").values_list("pk", flat=True))


def is_written_for(scorecard: Scorecard) -> bool:
    """Tell whether the scorecard is one of a psychologist."""
    return scorecard.stage.kind == KIND
