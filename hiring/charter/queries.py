"""The charter as pages, panels and charts read it."""

from __future__ import annotations

from decimal import Decimal

from hiring.charter.drafts import Draft, GoalDraft, ValueDraft
from hiring.charter.models import Charter, Goal, Measure, Value
from interviews.plans.values import CompanyValue, ValueSet


def current_charter() -> Charter | None:
    """Return the version that counts, with its values and goals; None before the first."""
    return Charter.objects.for_page().current().first()


def versions() -> list[Charter]:
    """Return every version, the newest first; one query."""
    return list(Charter.objects.select_related("written_by").order_by("-version"))


def draft_of(charter: Charter | None) -> Draft | None:
    """Return what a loaded version says."""
    if charter is None:
        return None
    return Draft(
        vision=charter.vision,
        mission=charter.mission,
        work=charter.work,
        values=tuple(
            ValueDraft(each.name, each.meaning, each.behaviors, each.code)
            for each in charter.values.all()
        ),
        goals=tuple(
            GoalDraft(each.measure, each.year, each.target) for each in charter.goals.all()
        ),
    )


def company_values(version: int | None) -> ValueSet | None:
    """Return the values of a version, of the current one where none is named; one query."""
    wanted = {"charter__is_current": True} if version is None else {"charter__version": version}
    rows = list(Value.objects.filter(**wanted).select_related("charter").order_by("position"))
    if not rows:
        return None
    return ValueSet(
        rows[0].charter.version,
        tuple(
            CompanyValue(row.code, row.name, row.meaning, tuple(row.behavior_lines)) for row in rows
        ),
    )


def goals_of(year: int) -> dict[Measure, Decimal]:
    """Return what the current charter wants to reach in a year; one query."""
    found = Goal.objects.filter(charter__is_current=True, year=year)
    return {Measure(measure): target for measure, target in found.values_list("measure", "target")}
