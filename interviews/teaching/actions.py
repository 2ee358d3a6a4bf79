"""Keeping topics, and the moments at which probes were said."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from candidates.applications.models import Application
from interviews.scorecards.actions import ScorecardClosed, ScorecardLocked
from interviews.scorecards.models import Scorecard
from interviews.teaching import queries
from interviews.teaching.models import ProbeSaid, TopicOffer


class NotAsked(Exception):
    """The candidate is not invited to teach anything (any more, or yet)."""

    def __str__(self) -> str:
        return _("Topics can be changed from the invitation on, until your Day is over.")


@transaction.atomic
def offer_topics(*, application_id: int, text: str, at: dt.datetime) -> TopicOffer | None:
    """Keep what a candidate would teach, in place of what they said before; nothing takes it back.

    The same again is no news. Raises NotAsked.
    """
    application = Application.objects.select_for_update(no_key=True).get(pk=application_id)
    if not queries.is_asked_for_topics(application):
        raise NotAsked
    text = text.strip()
    kept = TopicOffer.objects.filter(application=application).first()
    if not text:
        TopicOffer.objects.filter(application=application).delete()
        return None
    if kept is not None and kept.text == text:
        return kept
    kept = kept or TopicOffer(application=application)
    kept.text, kept.written_at = text, at
    kept.save()
    return kept


@transaction.atomic
def note_probe(
    *,
    scorecard_id: int,
    number: int,
    seconds: int | None,
    actor: Any,  # noqa: ARG001  (every action says who; the scorecard has one owner)
    at: dt.datetime,
) -> ProbeSaid:
    """Note that a probe was said now; one that was noted before keeps its moment.

    Raises `ScorecardLocked`, `ScorecardClosed`.
    """
    _open(scorecard_id)
    said, _new = ProbeSaid.objects.get_or_create(
        scorecard_id=scorecard_id, number=number, defaults={"seconds": seconds, "said_at": at}
    )
    return said


@transaction.atomic
def take_probe_back(
    *,
    scorecard_id: int,
    number: int,
    actor: Any,  # noqa: ARG001
    at: dt.datetime,  # noqa: ARG001
) -> None:
    """Forget that a probe was said: a slip of the finger. Raises as `note_probe` does."""
    _open(scorecard_id)
    ProbeSaid.objects.filter(scorecard=scorecard_id, number=number).delete()


def _open(scorecard_id: int) -> Scorecard:
    scorecard = Scorecard.objects.select_for_update(no_key=True).get(pk=scorecard_id)
    if scorecard.is_closed:
        raise ScorecardClosed
    if scorecard.is_locked:
        raise ScorecardLocked
    return scorecard
