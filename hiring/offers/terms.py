"""What an offer says: plain values, in the order in which its form asks for them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from hiring.offers.models import Offer


@dataclasses.dataclass(frozen=True)
class Terms:
    """The terms of one offer. `pay` is a text, because pay is more than a number; `currency` are
    three letters (ISO 4217); `letter` may hold placeholders; `answer_by_at` is in UTC."""

    starts_on: dt.date
    pay: str
    currency: str
    hours: str
    place: str
    probation: str
    letter: str
    answer_by_at: dt.datetime

    @classmethod
    def of(cls, offer: Offer) -> Terms:
        """Return the terms of an offer as they stand."""
        return cls(**{name: getattr(offer, name) for name in NAMES})

    def as_fields(self) -> dict[str, Any]:
        """Return the terms as an offer's fields."""
        return dataclasses.asdict(self)


NAMES: Final = tuple(field.name for field in dataclasses.fields(Terms))
