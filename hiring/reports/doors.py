"""What this room puts into the registries of the rooms below."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.applications.panels import register_panel
from candidates.outbox import registry, schedules, warm
from hiring.reports import jobs, kinds, queries, render, sheet
from hiring.reports.panel import PANEL

COMPOSITE_SCORECARD = kinds.ReportKind(
    code="composite-scorecard",
    label=_("Composite scorecard"),
    template="hiring/reports/composite_scorecard.html",
    gather=queries.scorecard_sheet,
    context=sheet.context,
    name=sheet.file_name,
    refusal=queries.scorecard_refusal,
)


def register() -> None:
    """Register the kinds of report, the work behind them, its schedule, and the panel."""
    kinds.register(COMPOSITE_SCORECARD)
    registry.register(jobs.RENDERING)
    registry.register(jobs.EXPIRING)
    schedules.register("clear-away-old-reports", jobs.EXPIRE, jobs.DAY_SECONDS)
    warm.register(render.warm)
    register_panel(PANEL)
