"""What goes into the decision packet of a Day: only what the asking person may see now."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from candidates.applications.models import Application
from hiring.decisions.models import Decision
from hiring.reports.kinds import BLIND, ReportRefused, Wanted
from hiring.reports.papers.head import head_of
from hiring.reports.papers.packet import (
    DecisionPacket,
    PacketAgreement,
    PacketCandidate,
    PacketDecision,
    PacketMove,
    PacketPlanStage,
    PacketSession,
    PacketWashup,
)
from hiring.reports.papers.scorecard import ScorecardSheet
from hiring.reports.queries.scorecards import blind_for, scorecard_sheets
from interviews.days.models import Attendance, Day, Session
from interviews.days.queries.slots import slots_of
from interviews.plans.models import Stage
from interviews.plans.queries import active_plan
from interviews.washups.queries import protocol_of

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from hiring.accounts.models import User


def _guests(user: Viewer, day_id: int) -> list[Application]:
    """Return the Day's candidates that the user may see, by name."""
    keys = Attendance.objects.filter(day=day_id).values("application_id")
    seen = Application.objects.visible_to(user).filter(pk__in=keys)
    return list(seen.select_related("candidate").order_by("name_key", "pk"))


def packet_refusal(user: Viewer, wanted: Wanted) -> str:
    """Say why the user may not have the packet now; nothing when they may.

    In full for nobody who still owes a scorecard for one of the Day's candidates.
    """
    guests = _guests(user, wanted.day_id or 0)
    if not guests:
        return _("There is nobody on this Day whose papers you may see.")
    if wanted.variant == BLIND:
        return ""
    blind = blind_for(user, [guest.pk for guest in guests])
    if blind:
        names = ", ".join(guest.candidate.name for guest in guests if guest.pk in blind)
        return _(
            "You still owe scorecards for %(names)s. Take the blind packet, or lock them first."
        ) % {"names": names}
    return ""


def decision_packet(user: User, wanted: Wanted, asked_at: dt.datetime) -> DecisionPacket:
    """Gather the packet; the same number of queries however many candidates there are.

    The blind one asks for no mark, composite, red flag or decision. Raises ReportRefused.
    """
    if refusal := packet_refusal(user, wanted):
        raise ReportRefused(refusal)
    day = Day.objects.visible_to(user).select_related("opening").get(pk=wanted.day_id or 0)
    guests = _guests(user, day.pk)
    keys = [guest.pk for guest in guests]
    is_blind = wanted.variant == BLIND
    sheets = {} if is_blind else scorecard_sheets(user, keys, asked_at)
    plan = active_plan(day.opening_id)
    stages = Stage.objects.filter(plan=plan).order_by("position") if plan else []
    sessions = _sessions(day)
    title = _("Service Day in %(site)s") % {"site": day.site}
    return DecisionPacket(
        head=head_of(
            title, opening=day.opening, plan=plan, wanted=wanted, user=user, asked_at=asked_at
        ),
        on=day.on,
        site=day.site,
        day_zone=day.time_zone,
        bar=float(plan.bar) if plan else None,
        stages=tuple(
            PacketPlanStage(
                stage.title, stage.weight, None if stage.gate is None else float(stage.gate)
            )
            for stage in stages
        ),
        candidates=tuple(
            _candidate(guest, sessions, sheets.get(guest.pk), is_blind=is_blind) for guest in guests
        ),
        decisions=() if is_blind else _decisions(user, keys),
        washup=None if is_blind else _washup(user, day.pk),
    )


def _candidate(
    guest: Application,
    sessions: dict[int, list[PacketSession]],
    sheet: ScorecardSheet | None,
    *,
    is_blind: bool,
) -> PacketCandidate:
    return PacketCandidate(
        name=guest.candidate.name,
        applied_on=guest.applied_at.date(),
        # to the blind, where an application stands would tell what others decided
        state="" if is_blind else str(guest.get_state_display()),
        cover_letter=guest.cover_letter if is_blind else "",
        sessions=tuple(sessions[guest.pk]),
        sheet=sheet,
    )


def _sessions(day: Day) -> dict[int, list[PacketSession]]:
    found: dict[int, list[PacketSession]] = defaultdict(list)
    for slot in slots_of(Session.objects.standing().filter(station__day=day)):
        for key, _name in slot.candidates:
            found[key].append(PacketSession(slot.span, slot.title, slot.room))
    return found


def _decisions(user: User, keys: list[int]) -> tuple[PacketDecision, ...]:
    standing = (
        Decision.objects.visible_to(user)
        .standing()
        .filter(application__in=keys)
        .select_related("application__candidate", "decided_by", "approved_by")
        .order_by("application__name_key", "pk")
    )
    return tuple(
        PacketDecision(
            candidate=each.application.candidate.name,
            verdict=str(each.get_verdict_display()),
            reason_label=str(each.get_reason_code_display()),
            reason=each.reason,
            by=str(each.decided_by),
            at=each.decided_at,
            advice=str(each.get_advice_display()),
            is_override=each.is_override,
            is_waiting=each.is_waiting,
            approved_by=str(each.approved_by or ""),
        )
        for each in standing
    )


def _washup(user: User, day_id: int) -> PacketWashup | None:
    protocol = protocol_of(day_id, user)
    if protocol is None:
        return None
    return PacketWashup(
        moderator=protocol.moderator,
        opened_at=protocol.opened_at,
        closed_at=protocol.closed_at,
        lines=tuple(
            PacketAgreement(
                candidate=line.candidate,
                stage=line.stage,
                criterion=line.criterion,
                value=line.value,
                reason=line.reason,
                saved_by=line.saved_by,
                moves=tuple(PacketMove(move.rater, move.initial, move.by) for move in line.moves),
            )
            for line in protocol.lines
        ),
    )
