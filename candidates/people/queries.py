"""Finding people by words of their name and e-mail address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.contrib.postgres.search import SearchQuery

from candidates.people import names
from candidates.people.models import Candidate

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from candidates.layout.viewer import Viewer

MOST_WORDS: Final = 8
MOST_FOUND: Final = 200  # more than anybody reads: another word is quicker


@dataclass(frozen=True)
class Found:
    """A page of the people found. `is_cut` says that there are more than were looked at."""

    people: list[Candidate]
    amount: int
    is_cut: bool
    has_more: bool


def matching(text: str) -> QuerySet[Candidate]:
    """Return the candidates that have every word of the text, each word from its start on.

    Nothing of the text reaches the query language: only letters and digits of folded words do.
    """
    words = names.words(text)[:MOST_WORDS]
    if not words:
        return Candidate.objects.none()
    query = " & ".join(f"{word}:*" for word in words)
    return Candidate.objects.filter(search=SearchQuery(query, config="simple", search_type="raw"))


def _rank(person: Candidate, text: str) -> int:
    """Names that begin with what was typed, then names that hold it, then addresses."""
    name, wanted = names.fold(person.name), names.words(text)
    if name.startswith(" ".join(wanted)):
        return 0
    in_name = names.search_text(person.name, "").split()
    held = all(any(word.startswith(each) for word in in_name) for each in wanted)
    return 1 if held else 2


def search(user: Viewer, text: str, limit: int, *, skip: int = 0) -> Found:
    """Return the people that the user may see and that fit, names before addresses; one query.

    At most two hundred are looked at, so that a single letter costs no more than a name.
    """
    fitting = matching(text) & Candidate.objects.visible_to(user)
    shown = fitting.only("name", "email", "language", "sort_key", "time_zone")
    found = list(shown[: MOST_FOUND + 1])
    people = sorted(found[:MOST_FOUND], key=lambda person: (_rank(person, text), person.sort_key))
    return Found(
        people=people[skip : skip + limit],
        amount=len(people),
        is_cut=len(found) > MOST_FOUND,
        has_more=len(people) > skip + limit,
    )
