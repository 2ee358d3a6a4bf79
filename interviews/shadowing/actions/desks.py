"""The host's desk: channel, the shadowed colleague's consent, questions of one's own."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from interviews.days.models import Session
from interviews.shadowing import queries
from interviews.shadowing.drafts import ItemDraft
from interviews.shadowing.models import ITEMS, Desk, OwnItem


class QuizBegun(Exception):
    """Somebody at this desk has been asked already."""

    def __str__(self) -> str:
        return _("A candidate at this desk has the quiz already; all get the same questions.")


class TooManyItems(Exception):
    """A quiz has five questions."""

    def __str__(self) -> str:
        return _("A quiz has five questions. Take one away first.")


@transaction.atomic
def set_up_desk(
    *,
    session_id: int,
    host_id: int,
    channel: str,
    colleague: str,
    has_consent: bool,
    actor: Any,
    at: dt.datetime,
) -> Desk:
    """Say who hosts, over which channel, and that the shadowed colleague consents.

    A consent that is noted keeps its time and who noted it until it is taken back, or is that of
    somebody else. The same again changes nothing.
    """
    session = Session.objects.select_for_update(no_key=True).get(pk=session_id)
    desk = Desk.objects.filter(session=session).first() or Desk(session=session)
    is_same_person = desk.colleague == colleague.strip()
    desk.host_id, desk.channel, desk.colleague = host_id, channel, colleague.strip()
    if not has_consent:
        desk.consent_at, desk.noted_by = None, None
    elif desk.consent_at is None or not is_same_person:
        desk.consent_at, desk.noted_by = at, actor
    desk.save()
    return desk


@transaction.atomic
def add_own_item(*, session_id: int, draft: ItemDraft) -> OwnItem:
    """Add a question to the quiz of this session; the same one again is returned.

    Raises QuizBegun, TooManyItems.
    """
    session = Session.objects.select_for_update(no_key=True).get(pk=session_id)
    desk = Desk.objects.get(session=session)
    options = list(draft.options)
    if known := desk.items.filter(question=draft.question, options=options).first():
        return known
    if queries.quiz_has_begun(session):
        raise QuizBegun
    if desk.items.count() >= ITEMS:
        raise TooManyItems
    return desk.items.create(question=draft.question, options=options)


@transaction.atomic
def remove_own_item(*, session_id: int, item_id: int) -> None:
    """Take a question away; one that is gone stays gone. Raises QuizBegun."""
    session = Session.objects.select_for_update(no_key=True).get(pk=session_id)
    found = OwnItem.objects.filter(pk=item_id, desk__session=session)
    if not found.exists():
        return
    if queries.quiz_has_begun(session):
        raise QuizBegun
    found.delete()
