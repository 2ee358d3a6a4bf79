"""A hire begins with the move into “hired”; the rest is written down as it comes."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from candidates.history.actions import record_entry
from candidates.openings.models import OpeningMember
from hiring.offers.models import Offer, OfferState
from hiring.outcomes.actions.counts import forget_hire_counts
from hiring.outcomes.facts import Facts
from hiring.outcomes.models import Hire
from hiring.outcomes.verbs import SUBJECT

if TYPE_CHECKING:
    from candidates.applications.models import Application
    from hiring.accounts.models import User


LABELS: Final = {
    "starts_on": _lazy("the first day"),
    "trained_on": _lazy("since when trained"),
    "alone_on": _lazy("since when working alone"),
    "left_on": _lazy("when they left"),
    "leaving": _lazy("why they left"),
    "leaving_words": _lazy("why, in words"),
    "supervisor_id": _lazy("who supervises"),
}


class HireChanged(Exception):
    """Somebody else wrote something down after this page was opened."""

    def __str__(self) -> str:
        return _("Somebody changed this meanwhile. Below stands what you typed; save it again.")


@transaction.atomic
def begin_hire(*, application: Application, at: dt.datetime) -> Hire:
    """Begin to keep what becomes of somebody; a second time changes nothing.

    The first day is that of the offer they accepted, else the day of the hire. Their supervisor is
    the opening's first hiring manager until somebody names another.
    """
    accepted = Offer.objects.filter(application=application, state=OfferState.ACCEPTED)
    starts_on = accepted.values_list("starts_on", flat=True).order_by("-pk").first()
    managers = OpeningMember.objects.filter(
        opening=application.opening_id,
        part=OpeningMember.Part.HIRING_MANAGER,
        user__is_active=True,
    )
    hire, is_new = Hire.objects.get_or_create(
        application=application,
        defaults={
            "starts_on": starts_on or timezone.localdate(at, dt.UTC),
            "supervisor_id": managers.order_by("pk").values_list("user_id", flat=True).first(),
        },
    )
    if is_new:
        forget_hire_counts([application.opening_id])
        _record(hire, "hire-begun", at, day=hire.starts_on.isoformat())
    return hire


def _record(
    hire: Hire, verb: str, at: dt.datetime, actor: User | None = None, **facts: str
) -> None:
    record_entry(subject=SUBJECT, subject_key=hire.pk, verb=verb, at=at, actor=actor, facts=facts)


@transaction.atomic
def change_hire(*, hire_id: int, facts: Facts, version: int, actor: User, at: dt.datetime) -> Hire:
    """Write down what is known now; the same again changes nothing. Raises HireChanged where
    `version` is no longer the newest."""
    hire = Hire.objects.select_for_update(no_key=True, of=("self",)).get(pk=hire_id)
    wanted = asdict(facts)
    changed = [name for name, value in wanted.items() if getattr(hire, name) != value]
    if not changed:
        return hire
    if hire.version != version:
        raise HireChanged
    for name in changed:
        setattr(hire, name, wanted[name])
    hire.version += 1
    hire.save(update_fields=[*changed, "version"])
    forget_hire_counts([hire.application.opening_id])
    _record(hire, "hire-changed", at, actor, facts=", ".join(str(LABELS[n]) for n in changed))
    return hire
