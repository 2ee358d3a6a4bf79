"""The mails in which people who work here set their password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from candidates.outbox import envelope
from hiring.accounts.models import User

if TYPE_CHECKING:
    from candidates.outbox.registry import Run


def password_link(user: User) -> str:
    """Return the address where this person sets a password; it works once and for three days."""
    path = reverse(
        "account_reset_password_from_key",
        args=[user_pk_to_url_str(user), default_token_generator.make_token(user)],
    )
    return f"{settings.PUBLIC_URL}{path}"


def send_invitation(run: Run) -> dict[str, Any]:
    """Tell a new colleague that they have an account, with a link to set a password."""
    return _send_link(run, "invitation")


def send_password_link(run: Run) -> dict[str, Any]:
    """Send somebody the link to set another password that they asked for."""
    return _send_link(run, "password_link")


def _send_link(run: Run, template: str) -> dict[str, Any]:
    """Send a mail; the link is made only now and is written down nowhere.

    Repeated, it sends another mail, whose link is as good as the first. Whoever has been closed
    out meanwhile gets none.
    """
    user = User.objects.filter(pk=run.payload["user_id"], is_active=True).first()
    if user is None:
        return {"sent": False}
    context = {"person": user, "link": password_link(user), "company": settings.COMPANY_NAME}
    with translation.override(user.language):
        subject = render_to_string(f"hiring/accounts/{template}_subject.txt", context).strip()
        body = render_to_string(f"hiring/accounts/{template}.txt", context)
    run.begin_effect()
    headers = envelope.headers(f"account-{run.task_id}")
    EmailMessage(subject, body, to=[user.email], headers=headers).send()
    return {"sent": True}
