"""Who may read messages, and who may release them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from candidates.messages.models import Message
from candidates.openings import access as openings
from candidates.openings.models import OpeningMember

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def get_message(user: Viewer, pk: int) -> Message:
    """Return the message with its candidate and opening; 404 for strangers."""
    message = Message.objects.visible_to(user).for_list().filter(pk=pk).first()
    if message is None:
        raise Http404
    return message


def may_send(user: Viewer, message: Message) -> bool:
    """Tell whether the user may change, release or discard the message."""
    return not _not_theirs(user, [message])


def require_sender(user: Viewer, message: Message) -> None:
    """403 unless the user may change, release or discard the message."""
    if not may_send(user, message):
        raise PermissionDenied(_("Only the opening's recruiters can do that."))


def get_drafts(user: Viewer, pks: Iterable[int]) -> list[int]:
    """Return the keys of messages to release or discard, in two queries.

    404 if the user may not see one of them, 403 if they may see but not send one.
    """
    wanted = set(pks)
    seen = list(Message.objects.visible_to(user).filter(pk__in=wanted).for_list())
    if len(seen) != len(wanted):
        raise Http404
    if _not_theirs(user, seen):
        raise PermissionDenied(_("Only the opening's recruiters can do that."))
    return sorted(wanted)


def require_writer(user: Viewer) -> None:
    """403 unless the user may change what mails say."""
    if not user.has_perm("candidates.operate"):
        raise PermissionDenied(_("Only administrators can change the texts of mails."))


def _not_theirs(user: Viewer, messages: Iterable[Message]) -> set[int]:
    """Return the openings of messages that the user does not recruit for."""
    if openings.manages_all(user):
        return set()
    about = {message.application.opening_id for message in messages if message.application}
    recruited = OpeningMember.objects.filter(
        user_id=user.pk, part=OpeningMember.Part.RECRUITER, opening_id__in=about
    )
    return about - set(recruited.values_list("opening_id", flat=True))
