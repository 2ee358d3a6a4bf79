"""The candidate's way in and out, and what they do inside."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from candidates.applications.actions import IllegalMove, withdraw_application
from candidates.applications.models import Application, State
from candidates.history.actions import record_entry
from candidates.messages.actions import send_at_once
from candidates.outbox.actions import owe_task
from candidates.people.models import Candidate
from candidates.portal.models import PortalLink
from candidates.portal.queries import WITHDREW_UNHEARD, told_state_of
from candidates.portal.standing import STANDINGS

TOKEN_BYTES = 32
LASTS = dt.timedelta(days=60)
AGAIN = "portal.again"


class LinkUnknown(Exception):
    """There is no such link, or it has expired or was revoked."""

    def __str__(self) -> str:
        return _("This link does not work any more.")


class CannotWithdraw(Exception):
    """There is nothing left to withdraw: the answer has been given."""

    def __str__(self) -> str:
        return _("This application is finished; there is nothing to withdraw.")


def sha256_of(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def mint_link(*, candidate_id: int, at: dt.datetime) -> str:
    """Make a way into a candidate's portal and return its token, this once; older ones stay."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    PortalLink.objects.create(
        candidate_id=candidate_id,
        token_sha256=sha256_of(token),
        created_at=at,
        expires_at=at + LASTS,
    )
    return token


@transaction.atomic
def revoke_links(*, candidate_id: int, at: dt.datetime) -> int:
    """Close every way into a candidate's portal from the next request on; return how many."""
    alive = PortalLink.objects.filter(candidate_id=candidate_id, revoked_at=None)
    return alive.update(revoked_at=at)


@transaction.atomic
def enter(*, token: str, at: dt.datetime) -> PortalLink:
    """Let somebody in who has a token that is alive; it stays alive. Raises LinkUnknown."""
    alive = PortalLink.objects.filter(
        token_sha256=sha256_of(token), revoked_at=None, expires_at__gt=at
    )
    if not alive.update(last_used_at=at):
        raise LinkUnknown
    return alive.get()


@transaction.atomic
def withdraw(*, application_id: int, at: dt.datetime, reason: str = "") -> Application:
    """Withdraw, and confirm it by mail; a second time changes nothing. Raises CannotWithdraw.

    Who was declined or hired but has not been told yet withdraws like anybody else and notices
    nothing: the state stays, and the timeline says it to whoever would send the answer.
    """
    locked = Application.objects.select_for_update(no_key=True, of=("self",))
    application = locked.select_related("candidate", "opening").get(pk=application_id)
    told = told_state_of(application)
    if told == State.WITHDRAWN:
        return application
    if not STANDINGS[told].can_withdraw:
        raise CannotWithdraw
    try:
        application = withdraw_application(application_id=application_id, at=at, reason=reason)
    except IllegalMove:
        record_entry(
            subject="application",
            subject_key=application_id,
            verb=WITHDREW_UNHEARD,
            at=at,
            facts={"name": application.candidate.name, "reason": reason},
        )
    send_at_once(code="withdrawn", application=application, at=at)
    return application


@transaction.atomic
def ask_again(*, email: str, at: dt.datetime) -> None:
    """Owe a new link to whoever this address belongs to.

    The same rows are written whether anybody has it or not, so that neither the answer nor its
    time tells a stranger who applied here.
    """
    email = email.strip().lower()
    owe_task(kind=AGAIN, payload={"email": email}, at=at, dedupe_key=sha256_of(email))


@transaction.atomic
def send_link(*, email: str, at: dt.datetime) -> bool:
    """Mail a new link to the candidate with this address; return whether there is one."""
    candidate = Candidate.objects.filter(email__iexact=email).first()
    newest = Application.objects.select_related("candidate", "opening").order_by(
        F("applied_at").desc(), "-pk"
    )
    application = newest.filter(candidate=candidate).first() if candidate else None
    if application is None:
        return False
    send_at_once(code="portal-link", application=application, at=at)
    return True
