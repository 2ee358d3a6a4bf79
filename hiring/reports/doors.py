"""What this room puts into the registries of the rooms below."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from candidates.applications.panels import register_panel
from candidates.layout import navigation
from candidates.openings import tabs
from candidates.outbox import registry, schedules, warm
from candidates.portal import cards
from hiring.dashboards import boards
from hiring.reports import jobs, kinds, own, papers, render
from hiring.reports.kinds import BLIND, FULL, ReportKind
from hiring.reports.panel import PANEL
from hiring.reports.papers import day_pack, packet, scorecard
from hiring.reports.queries import day_packs, packets, scorecards
from hiring.results.signals import result_approved

KINDS = (
    ReportKind(
        code="composite-scorecard",
        label=_("Composite scorecard"),
        hint=_("Two pages to decide from, and the evidence behind every mark as an appendix."),
        about="application",
        template="hiring/reports/composite_scorecard.html",
        gather=scorecards.scorecard_sheet,
        context=scorecard.context,
        name=scorecard.file_name,
        refusal=scorecards.scorecard_refusal,
    ),
    ReportKind(
        code="decision-packet",
        label=_("Decision packet"),
        hint=_("Everybody at a glance, disagreement, wash-up, decisions, and a sheet each."),
        about="day",
        template="hiring/reports/decision_packet.html",
        gather=packets.decision_packet,
        context=packet.context,
        name=packet.file_name,
        refusal=packets.packet_refusal,
        variants=(FULL, BLIND),
        pages=packet.pages,
        seconds=60,
    ),
    ReportKind(
        code="day-pack",
        label=_("Day pack"),
        hint=_("Timetables, door cards, scorecards for the pen with their QR codes, badges."),
        about="day",
        template="hiring/reports/day_pack.html",
        gather=day_packs.day_pack,
        context=day_pack.pack_context,
        name=day_pack.pack_name,
        refusal=day_packs.pack_refusal,
        pages=day_pack.pack_pages,
        seconds=180,
    ),
    ReportKind(
        code="interviewer-kit",
        label=_("Interviewer kit"),
        hint=_("The guide word for word, and a scorecard for the pen for each candidate."),
        about="session",
        template="hiring/reports/session_kit.html",
        gather=day_packs.session_kit,
        context=day_pack.kit_context,
        name=day_pack.kit_name,
        refusal=day_packs.kit_refusal,
        pages=day_pack.kit_pages,
        seconds=30,
    ),
    ReportKind(
        code="scorecard-bundle",
        label=_("Composite scorecards"),
        hint=_("One PDF for each candidate, in one ZIP."),
        about="bundle",
        each="composite-scorecard",
        refusal=scorecards.bundle_refusal,
    ),
)


def _in_one_file() -> Iterator[ReportKind]:
    """Find the papers that bring their own `KIND`, by the names of their files."""
    for found in pkgutil.iter_modules(papers.__path__, f"{papers.__name__}."):
        kind = getattr(importlib.import_module(found.name), "KIND", None)
        if kind is not None:
            yield kind


def register() -> None:
    """Register the kinds of report, the work behind them, its schedule, and their pages."""
    for kind in (*KINDS, *_in_one_file()):
        kinds.register(kind)
    registry.register(jobs.RENDERING)
    registry.register(jobs.EXPIRING)
    schedules.register("clear-away-old-reports", jobs.EXPIRE, jobs.DAY_SECONDS)
    warm.register(render.warm)
    register_panel(PANEL)
    result_approved.connect(own.draw_result)
    cards.register(own.CARD)
    boards.register_paper("hiring:figures-ask")
    tabs.register(tabs.Tab(_("Reports"), "hiring:opening-reports", 70))
    navigation.register_menu(
        navigation.Entry(
            _("My reports"),
            "hiring:report-list",
            "file-type-pdf",
            30,
            lambda user: user.is_authenticated,
        )
    )
