"""One criterion's mark as it is typed, and what it still needs. Asks the database nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.scorecards.models import EVIDENCE_LENGTH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from interviews.plans.models import Criterion
    from interviews.scorecards.models import Rating


@dataclass(frozen=True)
class Draft:
    """One criterion as it was typed, and the version that it was typed on (0: none yet)."""

    criterion_id: int
    value: int | None
    null_reason: str
    evidence: str
    version: int

    @property
    def is_empty(self) -> bool:
        return self.value is None and not self.null_reason and not self.evidence.strip()

    def equals(self, rating: Rating) -> bool:
        """Whether saving it would change nothing."""
        return (self.value, self.null_reason, one_kind_of_newline(self.evidence)) == (
            rating.value,
            rating.null_reason,
            rating.evidence,
        )


@dataclass(frozen=True)
class Missing:
    """What one criterion still needs before the scorecard can be locked."""

    criterion: Criterion
    what: str


def one_kind_of_newline(text: str) -> str:
    """Forms send CRLF and scripts LF; one text must not look like two."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def missing_from(criteria: Sequence[Criterion], ratings: Mapping[int, Rating]) -> list[Missing]:
    """Say what each criterion still needs before the scorecard can be locked."""
    found = []
    for criterion in criteria:
        what = what_is_missing(ratings.get(criterion.pk))
        if what:
            found.append(Missing(criterion, what))
    return found


def what_is_missing(rating: Rating | None) -> str:
    """Say what one rating still needs; empty when it is complete."""
    if rating is None or (rating.value is None and not rating.null_reason):
        return _("no mark yet, and not said why not")
    short = EVIDENCE_LENGTH - len(rating.evidence.strip())
    if rating.value is not None and short > 0:
        return ngettext(
            "the evidence needs %(count)s more character",
            "the evidence needs %(count)s more characters",
            short,
        ) % {"count": short}
    return ""
