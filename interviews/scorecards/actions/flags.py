"""Red flags: seen, described, and put before a person at once. Nothing follows by itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.history.actions import record_entry
from candidates.notices.actions import tell
from interviews.scorecards.models import RedFlag, Scorecard, coordinators


class NothingDescribed(Exception):
    """A red flag, or an answer to one, without words."""

    def __str__(self) -> str:
        return _("Describe it in your own words: what was said or done?")


class AlreadyAnswered(Exception):
    """Somebody else answered the red flag first."""

    def __str__(self) -> str:
        return _("This red flag has been answered already.")


@transaction.atomic
def raise_red_flag(
    *, scorecard_id: int, kind: str, seen: str, actor: Any, at: dt.datetime
) -> RedFlag:
    """Raise a red flag. The same words twice are one flag. Raises `NothingDescribed`.

    The recruiters and hiring managers of the opening who may know of it are told at once, at any
    hour. The entry goes on the scorecard's history and not on the application's, which is also
    read by people who are still blind.
    """
    scorecard = Scorecard.objects.select_for_update(no_key=True).get(pk=scorecard_id)
    seen = seen.replace("\r\n", "\n").strip()
    if not seen:
        raise NothingDescribed
    flag, is_new = RedFlag.objects.get_or_create(
        scorecard=scorecard,
        application_id=scorecard.application_id,
        kind=kind,
        seen=seen,
        defaults={"raised_by": actor, "raised_at": at},
    )
    if scorecard.started_at is None:
        scorecard.started_at = at
        scorecard.save(update_fields=["started_at"])
    if is_new:
        record_entry(
            subject="scorecard",
            subject_key=scorecard.pk,
            verb="red-flag-raised",
            at=at,
            actor=actor,
            facts={},
        )
        tell_of_red_flags(application_id=scorecard.application_id, at=at)
    return flag


def tell_of_red_flags(*, application_id: int, at: dt.datetime) -> None:
    """Tell everybody who may know of a candidate's unanswered red flags; nobody twice."""
    flags = RedFlag.objects.unanswered().filter(application=application_id)
    for flag in flags.select_related("application__candidate", "scorecard__stage"):
        told = set(coordinators(flag.application)) - {flag.raised_by_id}
        tell(
            user_ids=told,
            code="red-flag-raised",
            text_values={
                "candidate": flag.application.candidate.name,
                "stage": flag.scorecard.stage.title,
            },
            url=reverse("interviews:red-flag-answer", args=[flag.pk]),
            key=f"red-flag-raised:{flag.pk}",
            at=at,
            urgent=True,
        )


@transaction.atomic
def answer_red_flag(*, red_flag_id: int, answer: str, actor: Any, at: dt.datetime) -> RedFlag:
    """Say what was made of a red flag. The same answer twice is one.

    Raises `NothingDescribed`, or `AlreadyAnswered` when another answer stands.
    """
    flag = RedFlag.objects.select_for_update(no_key=True).get(pk=red_flag_id)
    answer = answer.replace("\r\n", "\n").strip()
    if not answer:
        raise NothingDescribed
    if flag.answered_at is not None:
        if flag.answer == answer:
            return flag
        raise AlreadyAnswered
    flag.answered_by, flag.answered_at, flag.answer = actor, at, answer
    flag.save(update_fields=["answered_by", "answered_at", "answer"])
    record_entry(
        subject="scorecard",
        subject_key=flag.scorecard_id,
        verb="red-flag-answered",
        at=at,
        actor=actor,
        facts={},
    )
    return flag
