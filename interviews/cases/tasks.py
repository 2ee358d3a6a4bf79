"""A mail of the inbox as a task of the player."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from interviews.sittings.tasks import BadAnswer, Fields, Setting, TaskType, register, text_of


@register
class TicketTask(TaskType):
    """A customer's mail, answered in free text. One that follows another arrives after a while."""

    code = "ticket"

    def parse(self, data: Fields, task: Mapping[str, Any], setting: Setting) -> str | None:
        text = text_of(data, "value")
        if not text.strip():
            return None
        if arrives_in(task, setting):
            raise BadAnswer(_("This mail has not come in yet."))
        return text

    def present(self, task: Mapping[str, Any], value: Any, setting: Setting) -> dict[str, Any]:
        waits = arrives_in(task, setting)
        return {"value": value, "arrives_in": waits, "mail": None if waits else task}


def arrives_in(task: Mapping[str, Any], setting: Setting) -> int:
    """Return in how many seconds a mail comes in; 0 for one that is there."""
    if not task["minutes"] or setting.began_at is None or setting.at is None:
        return 0
    gone = (setting.at - setting.began_at).total_seconds()
    return max(0, math.ceil(int(task["minutes"]) * 60 - gone))
