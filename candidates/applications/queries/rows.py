"""An application as a card or a line of a list shows it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from candidates.applications import panels, strip
from candidates.applications.models import Application, State
from candidates.applications.overdue import is_overdue

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening


@dataclass(frozen=True)
class Row:
    """One application, ready to draw."""

    pk: int
    url: str
    name: str
    language: str
    state: State
    state_label: str
    since_at: dt.datetime
    applied_at: dt.datetime
    source: str
    is_overdue: bool
    strip: SafeString
    facts: panels.CardFacts

    @property
    def has_more(self) -> bool:
        """Tell whether there is anything for a second line."""
        facts = self.facts
        return bool(facts.next_session_label or facts.flags or facts.score is not None)


def rows_of(
    user: Viewer, opening: Opening, application_ids: Sequence[int], at: dt.datetime
) -> list[Row]:
    """Return the rows in the order of the ids: one query, and those of the facts."""
    found = Application.objects.filter(pk__in=application_ids, opening=opening)
    shown = found.select_related("candidate").only(
        "state", "state_since_at", "applied_at", "source", "candidate__name",
        "candidate__language",
    )  # fmt: skip
    by_pk = {application.pk: application for application in shown}
    facts = panels.facts_for(user, application_ids, at)
    url = reverse("candidates:application-page", args=[0])
    before = url.removesuffix("0/")
    return [
        _row(by_pk[pk], facts[pk], f"{before}{pk}/", at) for pk in application_ids if pk in by_pk
    ]


def _row(application: Application, facts: panels.CardFacts, url: str, at: dt.datetime) -> Row:
    state = State(application.state)
    return Row(
        pk=application.pk,
        url=url,
        name=application.candidate.name,
        language=application.candidate.language,
        state=state,
        state_label=str(state.label),
        since_at=application.state_since_at,
        applied_at=application.applied_at,
        source=application.source,
        is_overdue=is_overdue(state, application.state_since_at, at),
        strip=strip.draw(facts.strip),
        facts=facts,
    )
