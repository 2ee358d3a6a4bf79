"""Many keys in one condition."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models.expressions import RawSQL


def among(keys: Iterable[int]) -> RawSQL:
    """Return the right side of `application__in=…` as one array instead of a parameter each.

    With 180 cards on a board a list costs Django and psycopg some 7 ms in every query, an array
    a tenth of one.
    """
    return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])
