"""What timelines and mails say on the portal's behalf."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.history import verbs
from candidates.messages import placeholders
from candidates.messages.placeholders import Facts
from candidates.portal.actions import mint_link
from candidates.portal.queries import WITHDREW_UNHEARD


def portal_link(facts: Facts) -> str:
    """Return a fresh way into the portal; the mail that is going out is all that holds it."""
    token = mint_link(candidate_id=facts.candidate.pk, at=facts.at)
    return settings.PUBLIC_URL + reverse("candidates:portal-enter", args=[token])


def register() -> None:
    """Register the verbs and the placeholder."""
    verbs.register(
        WITHDREW_UNHEARD,
        _("%(name)s withdrew before our answer went out: think before you send it"),
    )
    placeholders.register(
        "portal_link", portal_link, at_send=True, label=_("the link to the candidate's own page")
    )
