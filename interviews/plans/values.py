"""The values that a company works by, as a higher floor keeps them: a registry of one source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from django.utils.translation import gettext as _

from interviews.stages.registry import CriterionSpec

if TYPE_CHECKING:
    from interviews.plans.models import Stage
    from interviews.stages.registry import StageKind


@dataclass(frozen=True)
class CompanyValue:
    """One value; `code` is the code of the competency under which it is rated."""

    code: str
    name: str
    meaning: str
    behaviors: tuple[str, ...]


@dataclass(frozen=True)
class ValueSet:
    """All values of one version."""

    version: int
    values: tuple[CompanyValue, ...]


Source: TypeAlias = Callable[[int | None], ValueSet | None]
_sources: Final[list[Source]] = []


def register(source: Source) -> None:
    """Say where values come from: asked for a version, or for the newest; twice is the same."""
    if source not in _sources:
        _sources.append(source)


def values_of(version: int | None = None) -> ValueSet | None:
    """Return the values of a version, the newest where none is named; None of none."""
    found = (source(version) for source in _sources)
    return next((values for values in found if values and values.values), None)


def values_for(stage: Stage) -> ValueSet | None:
    """Return the values that a stage's kit shows, if it rates values at all: those of the version
    that its plan was made with. Needs the stage with its plan."""
    return values_of(stage.plan.values_version) if stage.kind_class.rates_values else None


def specs_of(values: ValueSet, kind: type[StageKind]) -> tuple[CriterionSpec, ...]:
    """Return one criterion a value: asked as the kind asks for it, probed by its behaviors."""
    asked = {spec.competency: spec for spec in kind.criteria}
    return tuple(_spec(value, asked.get(value.code)) for value in values.values)


def _spec(value: CompanyValue, asked: CriterionSpec | None) -> CriterionSpec:
    seen = [_("Seen, or its opposite: %(behavior)s") % {"behavior": b} for b in value.behaviors]
    question = asked.question if asked else _asked_for(value.name)
    return CriterionSpec(
        competency=value.code,
        name=value.name,
        question=question,
        probes=(*(asked.probes if asked else ()), *seen),
    )


def _asked_for(name: str) -> str:
    return _("“Tell us about a time when this was put to the test: %(value)s.”") % {"value": name}
