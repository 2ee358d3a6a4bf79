"""An application as a card or a line of a list shows it: texts, ready to be put in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import reverse
from django.utils.translation import get_language, gettext

from candidates.applications import panels, strip, words
from candidates.applications.models import State
from candidates.applications.overdue import is_overdue

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from candidates.layout.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Row:
    """One application, ready to draw."""

    key: str
    url: str
    name: str
    language: str
    state: str
    state_label: str
    since_at: dt.datetime
    applied_at: dt.datetime
    source: str
    is_overdue: bool
    waited: str
    move_label: str
    strip: SafeString
    next_session: str
    score: str
    flags: tuple[Any, ...]
    has_more: bool

    @property
    def pk(self) -> int:
        return int(self.key)

    @property
    def applied(self) -> str:
        return words.day(self.applied_at, get_language())


def rows_of(user: Viewer, records: Iterable[tuple[Any, ...]], at: dt.datetime) -> list[Row]:
    """Return the rows of records with COLUMNS, in their order; no query but those of the facts."""
    found = list(records)
    facts = panels.facts_for(user, [record[0] for record in found], at)
    said = _Said(
        get_language(),
        reverse("candidates:application-page", args=[0]).removesuffix("0/"),
        gettext("Move %(name)s"),
        {state.value: str(state.label) for state in State},
    )
    return [_row(record, facts[record[0]], said, at) for record in found]


class _Said(NamedTuple):
    """What all rows of a list say alike."""

    language: str | None
    prefix: str
    move: str
    labels: dict[str, str]


def _row(
    record: tuple[Any, ...],
    facts: panels.CardFacts,
    said: _Said,
    at: dt.datetime,
) -> Row:
    pk, state, since_at, applied_at, _name_key, source, name, language = record
    session = ""
    if facts.next_session_at is not None:
        session = f"{words.clock(facts.next_session_at, said.language)} {facts.next_session_label}"
    score = (
        "" if facts.score is None else words.score(facts.score, facts.score_error, said.language)
    )
    return Row(
        key=str(pk),
        url=f"{said.prefix}{pk}/",
        name=name,
        language=language,
        state=state,
        state_label=said.labels[state],
        since_at=since_at,
        applied_at=applied_at,
        source=source,
        is_overdue=is_overdue(state, since_at, at),
        waited=words.waited(since_at, at, said.language),
        move_label=said.move % {"name": name},
        strip=strip.draw(facts.strip, said.language),
        next_session=session,
        score=score,
        flags=facts.flags,
        has_more=bool(session or score or facts.flags),
    )
