"""What the page of agreement shows: dated results in words, never computed while one waits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from candidates.openings.access import is_recruiter
from interviews.composites import norming, sentences
from interviews.composites.agreeing import current_of
from interviews.plans.models import Plan

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening
    from interviews.composites.models import Calibration
    from interviews.plans.models import Stage


@dataclass(frozen=True)
class Coefficient:
    """A coefficient as it is read: its number, its interval if any, and what it means."""

    value: str
    interval: str
    reading: str
    tone: str


@dataclass(frozen=True)
class Leniency:
    """How much more than others a rater gives, in points; none where it cannot be told."""

    name: str
    value: str
    percent: int  # of half the bar's width
    is_kind: bool
    marks: int


@dataclass(frozen=True)
class Row:
    """One criterion, or the whole stage."""

    title: str
    result: dict[str, Any]
    icc: Coefficient | None
    alpha: Coefficient | None


@dataclass(frozen=True)
class StageAgreement:
    """A stage with its criteria, its own line, and its raters."""

    stage: Stage
    rows: list[Row]
    whole: Row
    raters: list[Leniency]
    why: str
    is_used: bool
    computed_at: Any


def agreement_context(user: Viewer, opening: Opening) -> dict[str, Any]:
    """Return what stands on the page: four queries, and one for each test that measures."""
    plan = (
        Plan.objects.filter(opening=opening, stages__calibrations__is_current=True)
        .order_by("-version")
        .first()
    )
    rows = current_of(plan.pk) if plan else []
    people = _people(rows)
    stages: dict[int, list[Calibration]] = {}
    for row in rows:
        stages.setdefault(row.stage_id, []).append(row)
    return {
        "plan": plan,
        "stages": [_stage(each, people) for each in stages.values()],
        "norms": norming.standings(),
        "may_freeze": is_recruiter(user, opening),
    }


def _people(rows: list[Calibration]) -> dict[str, str]:
    keys = {int(key) for row in rows for key in row.result["leniency"]}
    users = get_user_model()._default_manager.filter(pk__in=keys)  # noqa: SLF001  (Django's way)
    return {str(user.pk): str(user) for user in users}


def _stage(rows: list[Calibration], people: dict[str, str]) -> StageAgreement:
    *criteria, whole = rows
    return StageAgreement(
        stage=whole.stage,
        rows=[_row(each) for each in criteria],
        whole=_row(whole),
        raters=_leniencies(whole.result, people),
        why=sentences.why(whole.result),
        is_used=not whole.result["refusals"],
        computed_at=whole.computed_at,
    )


def _row(row: Calibration) -> Row:
    title = row.criterion.name if row.criterion else _("Whole stage")
    icc, alpha = row.result["icc"], row.result["alpha"]
    return Row(
        title,
        row.result,
        icc
        and Coefficient(
            _number(icc["mean"]),
            _("one rater alone: %(value)s") % {"value": _number(icc["single"])},
            *sentences.reading_of_icc(icc["mean"]),
        ),
        alpha
        and Coefficient(
            _number(alpha["value"]),
            f"{_number(alpha['low'])} – {_number(alpha['high'])}",
            *sentences.reading_of_alpha(alpha["value"]),
        ),
    )


def _number(value: float) -> str:
    text: str = number_format(round(value, 2) + 0.0, decimal_pos=2)
    return text.replace("-", "−")


def _leniencies(result: dict[str, Any], people: dict[str, str]) -> list[Leniency]:
    found = [
        Leniency(
            name=people.get(key, key),
            value=_signed(each["value"]),
            percent=min(100, round(100 * abs(each["value"] or 0))),
            is_kind=(each["value"] or 0) >= 0,
            marks=each["marks"],
        )
        for key, each in result["leniency"].items()
    ]
    return sorted(found, key=lambda each: each.name)


def _signed(value: float | None) -> str:
    if value is None:
        return "–"
    text = _number(value)
    return f"+{text}" if value > 0 and not text.startswith("−") else text
