"""What the portal shows: the candidate's applications, and of each only what they were told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db.models import Max, Prefetch, QuerySet

from candidates.applications.models import Application, ApplicationQuerySet, Document, State
from candidates.history.models import Entry
from candidates.messages import placeholders
from candidates.messages.models import Message
from candidates.portal.standing import STANDINGS, Standing, Step, path_of, told_states

if TYPE_CHECKING:
    from candidates.people.models import Candidate

WITHDREW_UNHEARD: Final = "withdrew-before-answer"


@dataclass(frozen=True)
class Mail:
    """A message as it was sent, without the link that only the mail itself carried."""

    subject: str
    body: str
    sent_at: dt.datetime


@dataclass(frozen=True)
class OwnApplication:
    """One application as its candidate sees it."""

    application: Application
    title: str
    location: str
    applied_at: dt.datetime
    is_open: bool
    standing: Standing
    path: tuple[Step, ...]
    mails: list[Mail]
    documents: list[str]

    @property
    def is_after_day(self) -> bool:
        """Whether the candidate was told that it is being decided, or what was."""
        return self.standing.step > STANDINGS[State.ON_DAY].step


def own_applications(candidate: Candidate, *, here: str = "") -> list[OwnApplication]:
    """Return the candidate's applications, newest first; `here` is the portal's own address.

    The number of queries does not depend on how many there are.
    """
    applications = _with_rows(Application.objects.filter(candidate=candidate))
    withdrawals = _unheard_withdrawals(application.pk for application in applications)
    return [
        _own(application, withdrawals.get(application.pk), here) for application in applications
    ]


def told_state_of(application: Application) -> State:
    """Return the newest state of one application that its candidate knows of."""
    withdrew_at = _unheard_withdrawals([application.pk]).get(application.pk)
    sent = list(_sent().filter(application=application))
    return told_states(application.moves.all(), sent, withdrew_at=withdrew_at)[0]


def _sent() -> QuerySet[Message]:
    return Message.objects.filter(state=Message.State.SENT).order_by("-sent_at", "-pk")


def _with_rows(found: ApplicationQuerySet) -> list[Application]:
    documents = Document.objects.select_related("file").order_by("pk")
    rows = found.select_related("opening", "candidate").prefetch_related(
        "moves", Prefetch("messages", _sent()), Prefetch("documents", documents)
    )
    return list(rows.order_by("-applied_at", "-pk"))


def _unheard_withdrawals(keys: Iterable[int]) -> dict[int, dt.datetime]:
    entries = Entry.objects.filter(
        subject="application", subject_key__in=list(keys), verb=WITHDREW_UNHEARD
    )
    return dict(entries.values_list("subject_key").annotate(Max("at")))


def _shown(body: str, here: str) -> str:
    """Return a mail as it reads here: what was filled in while it went out is this page."""
    for name in placeholders.names_at_send():
        body = body.replace(f"{{{name}}}", here)
    return body


def _own(application: Application, withdrew_at: dt.datetime | None, here: str) -> OwnApplication:
    sent = list(application.messages.all())
    told = told_states(application.moves.all(), sent, withdrew_at=withdrew_at)
    standing = STANDINGS[told[0]]
    return OwnApplication(
        application=application,
        title=application.opening.title,
        location=application.opening.location,
        applied_at=application.applied_at,
        is_open=standing.can_withdraw,
        standing=standing,
        path=path_of(told),
        mails=[
            Mail(mail.subject, _shown(mail.body, here), mail.sent_at)
            for mail in sent
            if mail.sent_at
        ],
        documents=[document.file.name for document in application.documents.all()],
    )
