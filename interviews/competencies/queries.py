"""Competencies as pages list them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from interviews.competencies.models import Competency

HEADINGS = {Competency.Family.SERVICE: _("Service traits"), Competency.Family.VALUE: _("Values")}


@dataclass(frozen=True)
class Families:
    """All competencies, by family, and those that are retired."""

    families: tuple[tuple[str, tuple[Competency, ...]], ...]
    retired: tuple[Competency, ...]


def by_family() -> Families:
    """Return every competency once, in one query: in use by family, then the retired ones."""
    rows = list(Competency.objects.order_by("name"))
    in_use = [row for row in rows if row.retired_at is None]
    return Families(
        families=tuple(
            (str(HEADINGS[family]), tuple(row for row in in_use if row.family == family))
            for family in Competency.Family
        ),
        retired=tuple(row for row in rows if row.retired_at is not None),
    )
