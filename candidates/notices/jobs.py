"""Mails to staff: one notice, or a morning's digest of all that waited."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from candidates.notices import actions, kinds
from candidates.notices.models import Notice
from candidates.outbox import envelope, registry
from candidates.outbox.registry import Run, TaskKind


def _mail(run: Run, person: Any, notices: list[Notice]) -> list[int]:
    """Hand over one mail about these notices, in the person's language and on their clock.

    Repeated, it has the same Message-ID. What was read meanwhile needs no mail.
    """
    if not notices:
        return []
    zone = zoneinfo.ZoneInfo(getattr(person, "time_zone", "") or "UTC")
    language = getattr(person, "language", "") or settings.LANGUAGE_CODE
    with translation.override(language), timezone.override(zone):
        mail = EmailMessage(
            subject=_subject(notices),
            body=_body(notices),
            to=[person.email],
            headers=envelope.headers(_name(notices)),
        )
    run.begin_effect()
    mail.send()
    return [notice.pk for notice in notices]


def _subject(notices: list[Notice]) -> str:
    if len(notices) == 1:
        return " ".join(notices[0].sentence.split())
    count = len(notices)
    return ngettext("%(count)s notice", "%(count)s notices", count) % {"count": count}


def _body(notices: list[Notice]) -> str:
    parts = [f"{each.sentence}\n{settings.PUBLIC_URL}{each.url}" for each in notices]
    foot = _("You get this because you work at %(company)s.") % {"company": settings.COMPANY_NAME}
    return "\n\n".join([*parts, foot]) + "\n"


def _name(notices: list[Notice]) -> str:
    first, last = notices[0], notices[-1]
    return f"notice-{first.pk}-{last.pk}.{int(first.created_at.timestamp())}"


def send_one(run: Run) -> list[int]:
    """Mail one notice; not when it was read already, or the account was closed."""
    waiting = Notice.objects.unread().filter(pk=run.payload["notice_id"], mailed_at__isnull=True)
    notice = waiting.filter(user__is_active=True).select_related("user").first()
    return _mail(run, notice.user, [notice]) if notice else []


def send_digest(run: Run) -> list[int]:
    """Mail everything that the person has neither read nor been mailed, oldest first."""
    person = get_user_model().objects.filter(pk=run.payload["user_id"], is_active=True).first()
    if person is None:
        return []
    waiting = Notice.objects.unread().filter(user=person, mailed_at__isnull=True)
    waiting = waiting.exclude(kind__in=kinds.unmailed())
    return _mail(run, person, list(waiting.order_by("created_at", "pk")))


def record(_run: Run, made: list[int], at: dt.datetime) -> dict[str, Any]:
    """Write down what went out."""
    return {"mailed": actions.mark_mailed(notice_ids=made, at=at)}


def register() -> None:
    """Register both kinds of mail; a second copy to a colleague is better than none."""
    registry.register(
        TaskKind(actions.MAIL, gettext_lazy("Notice to staff"), perform=send_one, record=record)
    )
    registry.register(
        TaskKind(
            actions.DIGEST,
            gettext_lazy("Morning digest to staff"),
            perform=send_digest,
            record=record,
        )
    )
