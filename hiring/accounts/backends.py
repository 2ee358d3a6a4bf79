"""Loading the person behind a request, with what the frame of every page says about them."""

from __future__ import annotations

from functools import cache
from typing import Final

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Value
from django.db.models.functions import Concat

from candidates.notices.queries import count_of_unread
from hiring.accounts.models import User

_SOMEBODY: Final = -1  # stands in the statement where the key of a person goes


class StaffBackend(ModelBackend):
    """Django's own, except that a user arrives with rights and the count of unread notices."""

    def get_user(self, user_id: int) -> User | None:
        """Return the person unless the account was closed: one query for all three."""
        sql, params = _statement()
        given = [user_id if each == _SOMEBODY else each for each in params]
        user = next(iter(User.objects.raw(sql, given)), None)
        if not user or not self.user_can_authenticate(user):
            return None
        # where Django keeps for one request what it would ask twice for: of the person, and of
        # their groups
        user._perm_cache = set(user.granted)  # type: ignore[attr-defined]  # noqa: SLF001
        return user


@cache
def _statement() -> tuple[str, tuple[object, ...]]:
    """Return the query in SQL, written once: every page of staff begins with it, and writing
    it took three times as long as asking it."""
    person = OuterRef("pk")
    granted = Permission.objects.filter(Q(group__user=person) | Q(user=person)).order_by()
    names = Concat(F("content_type__app_label"), Value("."), F("codename"))  # as Django has them
    people = User.objects.annotate(
        unread_notices=count_of_unread(), granted=ArraySubquery(granted.values_list(names))
    )
    sql, params = people.filter(pk=_SOMEBODY).query.sql_with_params()
    return sql, tuple(params)
