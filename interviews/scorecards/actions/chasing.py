"""Overdue scorecards: a reminder, then one line each morning, then the recruiter is told."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from candidates.applications.models import OPEN_STATES
from candidates.notices.actions import tell
from interviews.scorecards.aliases import name_for_marker
from interviews.scorecards.models import Scorecard, coordinators

if TYPE_CHECKING:
    from collections.abc import Sequence

ESCALATED_AFTER: Final = dt.timedelta(hours=24)
# what was overdue by six in the morning goes into the digest that leaves at seven
DAYBREAK: Final = dt.time(6)


@transaction.atomic
def chase_overdue(*, at: dt.datetime) -> int:
    """Tell those who are late, and a day later those who wait for them; return how many notices.

    A scorecard is due an hour after its session: then its interviewer is reminded. Each morning
    one notice says how many are overdue. After a day the opening's recruiters and hiring managers
    are told, except those who still owe a scorecard for the same candidate and so may not know
    how far others are. Doing it again tells nobody twice.
    """
    late = _overdue(at)
    told = sum(len(_remind(card, at)) for card in late)
    by_person: dict[int, list[Scorecard]] = defaultdict(list)
    for card in late:
        by_person[card.interviewer_id].append(card)
    told += sum(len(_each_morning(cards, at)) for cards in by_person.values())
    waited_for = [card for card in late if card.due_at <= at - ESCALATED_AFTER]
    return told + sum(len(_escalate(card, at)) for card in waited_for)


def _overdue(at: dt.datetime) -> list[Scorecard]:
    wanted = Q(session__isnull=True) | Q(session__cancelled_at__isnull=True)
    return list(
        Scorecard.objects.open()
        .of_whoever_came()
        .filter(wanted, due_at__lte=at, application__state__in=OPEN_STATES)
        .select_related("application__candidate", "stage", "interviewer")
        .order_by("due_at", "pk")
    )


def _words(card: Scorecard) -> dict[str, str]:
    return {
        "candidate": card.application.candidate.name,
        "stage": card.stage.title,
        "interviewer": str(card.interviewer),
    }


def _remind(card: Scorecard, at: dt.datetime) -> list[Any]:
    return tell(
        user_ids=[card.interviewer_id],
        code="scorecard-overdue",
        text_values={**_words(card), "candidate": name_for_marker(card)},
        url=reverse("interviews:scorecard-page", args=[card.pk]),
        # a session that was moved is due anew
        key=f"scorecard-overdue:{card.pk}:{int(card.due_at.timestamp())}",
        at=at,
    )


def _each_morning(cards: Sequence[Scorecard], at: dt.datetime) -> list[Any]:
    """Say once a day, before the digest leaves, how many are overdue since yesterday."""
    person: Any = cards[0].interviewer
    zone = zoneinfo.ZoneInfo(getattr(person, "time_zone", "") or "UTC")
    here = at.astimezone(zone)
    daybreak = dt.datetime.combine(here.date(), DAYBREAK, zone)
    # what became due in the night is told by its own reminder, which leaves with the digest
    yesterdays = [card for card in cards if card.due_at <= daybreak - dt.timedelta(hours=11)]
    if here < daybreak or not yesterdays:
        return []
    return tell(
        user_ids=[person.pk],
        code="scorecards-overdue",
        text_values={"count": len(yesterdays)},
        url=reverse("interviews:my-day"),
        key=f"scorecards-overdue:{here.date().isoformat()}",
        at=at,
    )


def _escalate(card: Scorecard, at: dt.datetime) -> list[Any]:
    return tell(
        user_ids=coordinators(card.application),
        code="scorecard-missing",
        text_values=_words(card),
        url=reverse("candidates:application-page", args=[card.application_id]),
        key=f"scorecard-missing:{card.pk}:{int(card.due_at.timestamp())}",
        at=at,
    )
