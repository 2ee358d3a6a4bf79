"""What becomes of a candidate's links when their address was wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from candidates.portal.actions import revoke_links

if TYPE_CHECKING:
    from candidates.people.models import Candidate


def close_old_ways(
    sender: Any,  # noqa: ARG001
    *,
    candidate: Candidate,
    fields: Collection[str],
    at: dt.datetime,
    **_: Any,
) -> None:
    """Let nobody in any longer who got mails at the old address, inside the correction's
    transaction: it may be a stranger's."""
    if "email" in fields:
        revoke_links(candidate_id=candidate.pk, at=at)
