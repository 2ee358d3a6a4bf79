"""Staff, as the pages need them."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from candidates.openings.models import OpeningMember
from candidates.people.names import sort_key
from hiring.accounts import roles
from hiring.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Sequence

_AREAS = (
    "Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian",
    "Pacific",
)  # fmt: skip


@dataclass(frozen=True)
class DemoLogin:
    """One of the invented people that a visitor of the demonstration may be."""

    role: str
    email: str
    password: str


def demo_logins() -> list[DemoLogin]:
    """Return one login for each role in the demonstration; nowhere else is there any."""
    if settings.MODE != "demo":
        return []
    from ops.demo import LOGINS, PASSWORD

    return [DemoLogin(role, email, PASSWORD) for role, email in LOGINS]


def staff_by_name(language: str, *, with_closed: bool) -> list[int]:
    """Return the keys of staff, sorted as the reader's language sorts names."""
    people = User.objects.all() if with_closed else User.objects.filter(is_active=True)
    named = [(sort_key(name or email, language), pk) for pk, name, email in _names(people)]
    return [pk for _key, pk in sorted(named)]


def _names(people: QuerySet[User]) -> QuerySet[User, tuple[int, str, str]]:
    return people.values_list("pk", "name", "email")


def people_for_list(keys: Sequence[int]) -> list[User]:
    """Return people in the order of their keys, with roles and parts; three queries."""
    memberships = OpeningMember.objects.select_related("opening").order_by("part", "opening__title")
    people = User.objects.prefetch_related(
        "groups", Prefetch("opening_memberships", queryset=memberships)
    ).in_bulk(list(keys))
    return [people[key] for key in keys if key in people]


def memberships_of(user: User) -> list[OpeningMember]:
    """Return the parts that somebody plays, by part and opening."""
    found = OpeningMember.objects.filter(user=user).select_related("opening")
    return list(found.order_by("part", "opening__title", "opening__location"))


def role_choices() -> list[tuple[str, Any]]:
    """Return every role with what it is called."""
    return [(name, roles.LABELS[name]) for name in roles.PERMISSIONS]


@lru_cache(maxsize=1)
def _zone_groups() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    groups: dict[str, list[tuple[str, str]]] = {area: [] for area in _AREAS}
    for zone in sorted(zoneinfo.available_timezones()):
        area, _slash, place = zone.partition("/")
        if area in groups:
            groups[area].append((zone, place.replace("_", " ").replace("/", " / ")))
    return tuple((area, tuple(zones)) for area, zones in groups.items())


def time_zone_choices(current: str = "") -> list[tuple[str, Any]]:
    """Return the time zones by part of the world; first UTC and, if it is odd, one's own."""
    first = [(name, name) for name in dict.fromkeys(["UTC", current]) if name and "/" not in name]
    return [*first, *_zone_groups()]
