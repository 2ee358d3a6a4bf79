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


def words_query(text: str) -> str:
    """Return the text in PostgreSQL's search language: every word, each from its start on.

    Nothing of the text reaches that language but letters and digits of folded words.
    """
    return " & ".join(f"{word}:*" for word in names.words(text)[:MOST_WORDS])


def matching(text: str) -> QuerySet[Candidate]:
    """Return the candidates that have every word of the text, each word from its start on."""
    query = words_query(text)
    if not query:
        return Candidate.objects.none()
    return Candidate.objects.filter(search=SearchQuery(query, config="simple", search_type="raw"))


def _rank(person: Candidate, wanted: list[str]) -> int:
    """Names that begin with what was typed, then names that hold it, then addresses."""
    name = names.fold(person.name)
    if name.startswith(" ".join(wanted)):
        return 0
    return 1 if all(word in name for word in wanted) else 2


def search(user: Viewer, text: str, limit: int, *, skip: int = 0) -> Found:
    """Return the people that the user may see and that fit, names before addresses; one query.

    At most two hundred are looked at, so that a single letter costs no more than a name.
    """
    fitting = matching(text) & Candidate.objects.visible_to(user)
    shown = fitting.only("name", "email", "language", "sort_key", "time_zone")
    found = list(shown[: MOST_FOUND + 1])
    wanted = names.words(text)
    people = sorted(found[:MOST_FOUND], key=lambda person: (_rank(person, wanted), person.sort_key))
    return Found(
        people=people[skip : skip + limit],
        amount=len(people),
        is_cut=len(found) > MOST_FOUND,
        has_more=len(people) > skip + limit,
    )
