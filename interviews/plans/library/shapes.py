"""What a plan template is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from interviews.stages import registry
from interviews.stages.registry import CriterionSpec

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Text: TypeAlias = str | _StrPromise


@dataclass(frozen=True)
class StageTemplate:
    """One stage of a template. What is left out comes from the stage's kind."""

    kind: str
    weight: int
    gate: Decimal | None = None
    title: Text = ""
    minutes: int | None = None
    raters: int | None = None
    on_day: bool | None = None
    criteria: tuple[CriterionSpec, ...] = ()

    @property
    def kind_class(self) -> type[registry.StageKind]:
        return registry.get(self.kind)

    @property
    def shown_title(self) -> Text:
        return self.title or self.kind_class.label

    @property
    def planned_minutes(self) -> int:
        return self.minutes or self.kind_class.minutes

    @property
    def planned_raters(self) -> int:
        return self.raters or self.kind_class.raters

    @property
    def is_on_day(self) -> bool:
        return self.kind_class.on_day if self.on_day is None else self.on_day

    @property
    def planned_criteria(self) -> tuple[CriterionSpec, ...]:
        return self.criteria or self.kind_class.criteria


@dataclass(frozen=True)
class PlanTemplate:
    """One way of hiring: what it believes, for whom it is, and its stages in order."""

    code: str
    name: Text
    belief: Text
    suits: Text
    standard: Text  # what its gates and its bar are there for
    bar: Decimal
    stages: tuple[StageTemplate, ...]


MISGIVINGS = Decimal("2.50")  # below this, panels would not put somebody in front of customers
ACCEPTABLE = Decimal("3.00")
