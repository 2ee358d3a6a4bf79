"""Asking supervisors how it goes, reminding them once, and keeping what they say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.history.actions import record_entry
from candidates.notices.actions import tell
from hiring.outcomes.anchors import AFTER_DAYS
from hiring.outcomes.models import Hire, Review
from hiring.outcomes.verbs import REVIEW_DUE, REVIEW_LATE, SUBJECT

if TYPE_CHECKING:
    from hiring.accounts.models import User

REMINDED_AFTER: Final = dt.timedelta(days=7)
ASKED_WITHIN: Final = dt.timedelta(days=45)  # nobody remembers longer how it was then


class AlreadyGiven(Exception):
    """The review stands; marks are not rewritten when one knows more."""

    def __str__(self) -> str:
        return _("This was answered already, and stays as it was said then.")


@transaction.atomic
def ask_for_reviews(*, at: dt.datetime) -> int:
    """Ask supervisors of whoever has been here for 30, 90 or 180 days; return how many reviews
    are new. Twice asks once; whoever has left, or has no supervisor, is not asked about."""
    today = timezone.localdate(at, dt.UTC)
    asked = 0
    for days in AFTER_DAYS:
        begun = today - dt.timedelta(days=days)
        due = Hire.objects.filter(
            starts_on__lte=begun, starts_on__gt=begun - ASKED_WITHIN,
            left_on__isnull=True, supervisor__is_active=True,
        ).exclude(reviews__after_days=days)  # fmt: skip
        locked = due.select_for_update(no_key=True, of=("self",)).order_by("pk")
        for hire in locked.select_related("application__candidate"):
            if hire.supervisor_id is None:
                continue
            review, is_new = Review.objects.get_or_create(
                hire=hire,
                after_days=days,
                defaults={"supervisor_id": hire.supervisor_id, "asked_at": at},
            )
            if is_new:
                _tell(review, REVIEW_DUE, at)
                asked += 1
    return asked


@transaction.atomic
def remind_of_reviews(*, at: dt.datetime) -> int:
    """Remind of reviews that were asked for a week ago; each once. Return how many."""
    late = Review.objects.owed().filter(reminded_at=None, asked_at__lte=at - REMINDED_AFTER)
    related = late.select_related("hire__application__candidate")
    rows = list(related.select_for_update(no_key=True, of=("self",)).order_by("pk"))
    for review in rows:
        review.reminded_at = at
        review.save(update_fields=["reminded_at"])
        _tell(review, REVIEW_LATE, at)
    return len(rows)


def _tell(review: Review, code: str, at: dt.datetime) -> None:
    name = review.hire.application.candidate.name
    tell(
        user_ids=[review.supervisor_id],
        code=code,
        text_values={"candidate": name, "days": review.after_days},
        url=reverse("hiring:outcomes-review", args=[review.pk]),
        key=f"{code}-{review.pk}",
        at=at,
    )


@transaction.atomic
def give_review(
    *,
    review_id: int,
    customers: int,
    reliability: int,
    team: int,
    learning: int,
    again: bool,
    words: str,
    actor: User,
    at: dt.datetime,
) -> Review:
    """Keep what a supervisor says. The same again is the same; anything else afterwards raises
    AlreadyGiven."""
    review = Review.objects.select_for_update(no_key=True, of=("self",)).get(pk=review_id)
    said = {
        "customers": customers, "reliability": reliability, "team": team, "learning": learning,
        "again": again, "words": words.strip(),
    }  # fmt: skip
    if review.answered_at is not None:
        if all(getattr(review, name) == value for name, value in said.items()):
            return review
        raise AlreadyGiven
    for name, value in said.items():
        setattr(review, name, value)
    review.answered_at = at
    review.save(update_fields=[*said, "answered_at"])
    record_entry(
        subject=SUBJECT,
        subject_key=review.hire_id,
        verb="review-given",
        at=at,
        actor=actor,
        facts={"days": review.after_days},
    )
    return review
