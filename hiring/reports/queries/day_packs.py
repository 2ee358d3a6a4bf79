"""What goes into Day packs and kits: the timetable, and scorecards as they are owed. No marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.people.names import sort_key
from hiring.reports.kinds import ReportRefused, Wanted
from hiring.reports.papers.day_pack import (
    DayPack,
    HandCriterion,
    HandSheet,
    PackLane,
    PackSession,
    SessionKit,
)
from hiring.reports.papers.head import head_of
from interviews.days import clock
from interviews.days.access import may_coordinate
from interviews.days.models import Day, Session
from interviews.days.queries.slots import Slot, slots_of
from interviews.plans.models import Criterion, Plan, Stage
from interviews.plans.values import values_for
from interviews.scorecards.models import Scorecard

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from hiring.accounts.models import User

Codes = dict[tuple[int, int, int], int]  # scorecard by stage, application and interviewer


def pack_refusal(user: Viewer, wanted: Wanted) -> str:
    """Say why the user may not have the Day pack: it is for who runs the Day."""
    day = Day.objects.visible_to(user).filter(pk=wanted.day_id or 0).first()
    if day is None or not may_coordinate(user, day.opening_id):
        return _("The Day pack is for the recruiters who run the Day.")
    if not Session.objects.standing().filter(station__day=day).exists():
        return _("Nothing is in the timetable of this Day yet.")
    return ""


def kit_refusal(user: Viewer, wanted: Wanted) -> str:
    """Say why the user may not have the kit of a session: it is for who runs it."""
    seen = Session.objects.visible_to(user).standing().filter(pk=wanted.session_id or 0)
    return "" if seen.exists() else _("You may not see this session any more.")


def day_pack(user: User, wanted: Wanted, asked_at: dt.datetime) -> DayPack:
    """Gather the pack; the same number of queries however long the Day is."""
    if refusal := pack_refusal(user, wanted):
        raise ReportRefused(refusal)
    day = Day.objects.select_related("opening").get(pk=wanted.day_id or 0)
    slots = slots_of(Session.objects.standing().filter(station__day=day))
    stages = {each.pk: each for each in Stage.objects.filter(stations__day=day)}
    plan = Plan.objects.filter(stages__in=stages).first()
    title = f"{day.on.day}. {day.on.month}. {day.on.year}, {day.site}"
    return DayPack(
        head=head_of(
            title, opening=day.opening, plan=plan, wanted=wanted, user=user, asked_at=asked_at
        ),
        on=day.on,
        site=day.site,
        day_zone=day.time_zone,
        candidates=_lanes(slots, "candidates"),
        interviewers=_lanes(slots, "interviewers"),
        rooms=_rooms(slots),
        sheets=tuple(_sheets(user, slots)),
    )


def session_kit(user: User, wanted: Wanted, asked_at: dt.datetime) -> SessionKit:
    """Gather the kit of one session; an interviewer's holds their own sheets only."""
    if refusal := kit_refusal(user, wanted):
        raise ReportRefused(refusal)
    session = Session.objects.select_related("station__stage__plan", "station__day__opening").get(
        pk=wanted.session_id or 0
    )
    stage, opening = session.station.stage, session.station.day.opening
    [slot] = slots_of(Session.objects.filter(pk=session.pk))
    only = None if may_coordinate(user, opening.pk) else user.pk
    return SessionKit(
        head=head_of(
            stage.title, opening=opening, plan=stage.plan, wanted=wanted, user=user,
            asked_at=asked_at,
        ),
        on=clock.local(slot.starts_at, slot.zone).date(),
        kind=stage.kind,
        session=_session(slot),
        sheets=tuple(_sheets(user, [slot], only=only)), values=values_for(stage),
    )  # fmt: skip


def _session(slot: Slot) -> PackSession:
    return PackSession(
        span=slot.span,
        title=slot.title,
        room=slot.room,
        candidates=tuple(name for _key, name in slot.candidates),
        interviewers=tuple(name for _key, name in slot.interviewers),
    )


def _lanes(slots: list[Slot], whose: str) -> tuple[PackLane, ...]:
    names: dict[int, str] = {}
    own: dict[int, list[PackSession]] = {}
    for slot in slots:
        for key, name in getattr(slot, whose):
            names[key] = name
            own.setdefault(key, []).append(_session(slot))
    order = sorted(names, key=lambda key: (sort_key(names[key], "en"), key))
    return tuple(PackLane(names[key], tuple(own[key])) for key in order)


def _rooms(slots: list[Slot]) -> tuple[PackLane, ...]:
    own: dict[str, list[PackSession]] = {}
    for slot in slots:
        if slot.room:
            own.setdefault(slot.room, []).append(_session(slot))
    return tuple(PackLane(room, tuple(own[room])) for room in sorted(own, key=str.casefold))


def _codes(user: User, slots: list[Slot]) -> Codes:
    """Return the scorecards that are owed in these sessions, as far as the user may know."""
    sessions = [slot.session_id for slot in slots]
    cards = Scorecard.objects.progress_visible_to(user).filter(session__in=sessions)
    rows = cards.values_list("stage_id", "application_id", "interviewer_id", "pk")
    return {(stage, application, person): pk for stage, application, person, pk in rows}


def _criteria(stage_ids: Iterable[int]) -> dict[int, list[HandCriterion]]:
    found: dict[int, list[HandCriterion]] = {}
    for each in Criterion.objects.filter(stage__in=set(stage_ids)).order_by("position"):
        anchors = (each.anchor_1, each.anchor_3, each.anchor_5)
        found.setdefault(each.stage_id, []).append(HandCriterion(each.name, each.question, anchors))
    return found


def _sheets(user: User, slots: list[Slot], *, only: int | None = None) -> list[HandSheet]:
    """Return a sheet for each interviewer and candidate, in the order in which they are needed."""
    codes = _codes(user, slots)
    criteria = _criteria(slot.stage_id for slot in slots)
    found = []
    for slot in slots:
        for person, interviewer in slot.interviewers:
            if only is not None and person != only:
                continue
            for key, candidate in slot.candidates:
                card = codes.get((slot.stage_id, key, person))
                path = reverse("interviews:scorecard-page", args=[card]) if card else ""
                found.append(
                    HandSheet(
                        candidate=candidate,
                        interviewer=interviewer,
                        title=slot.title,
                        span=slot.span,
                        room=slot.room,
                        criteria=tuple(criteria.get(slot.stage_id, ())),
                        url=settings.PUBLIC_URL + path if path else "",
                    )
                )
    return sorted(found, key=lambda sheet: (sheet.interviewer, sheet.span))
