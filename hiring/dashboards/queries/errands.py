"""What needs somebody now, as short counted lists that lead to where one acts.

Each part that a person plays adds its errands; nothing here loads more than a handful of rows,
and counts come from small partial indexes or from the applications' tally.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from django.db.models import Count, Exists, Min, Model, OuterRef, QuerySet, Sum, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from candidates.applications.models import Application, State, Tally
from candidates.applications.queries.waiting import longest_waiting
from candidates.applications.words import waited
from candidates.messages.queries import count_drafts
from candidates.openings.models import Opening, OpeningMember
from candidates.outbox.models import Task
from hiring.decisions.models import Decision
from hiring.decisions.queries import Candidacy, overrides_to_approve, to_decide
from interviews.composites.models import Composite
from interviews.days.models import Day
from interviews.scorecards.models import RedFlag, Scorecard, still_owes

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

Part = OpeningMember.Part
Row = TypeVar("Row", bound=Model)
SHOWN: Final = 5


@dataclass(frozen=True)
class Line:
    """One row of an errand, and where it leads."""

    text: str
    detail: str
    url: str


@dataclass(frozen=True)
class Errand:
    """Something to do: how much of it there is, the first few, and where to find the rest."""

    title: str
    icon: str
    count: int
    lines: tuple[Line, ...]
    url: str = ""
    urgent: bool = False

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


def _first(rows: QuerySet[Row], limit: int = SHOWN) -> tuple[list[Row], int]:
    """Return the first few rows and how many there are; one query for both."""
    found = list(rows.annotate(of_all=Window(Count("pk")))[:limit])
    return found, getattr(found[0], "of_all", 0) if found else 0


def errands_for(user: Viewer, at: dt.datetime) -> list[Errand]:
    """Return what needs this person now, the urgent first; the same number of queries for one
    candidate as for a thousand."""
    parts = set(
        OpeningMember.objects.filter(user_id=user.pk).values_list("part", flat=True).distinct()
    )
    sees_all = user.has_perm("candidates.see_every_opening")
    found: list[Errand] = [*_scorecards(user, at)]
    if sees_all or parts & {Part.RECRUITER, Part.HIRING_MANAGER}:
        found += _red_flags(user)
    if sees_all or Part.HIRING_MANAGER in parts:
        found += [*_decisions(user, at), *_near_the_bar(user)]
    if Part.RECRUITER in parts:
        found += [*_days(user, at), *_new_applications(user), *_waiting(user, at)]
        found += [*_drafts(user), *_marks_of_others(user, at)]
    if user.has_perm("candidates.operate"):
        found += _stuck_work()
    return sorted((each for each in found if each.count), key=lambda each: not each.urgent)


def _scorecards(user: Viewer, at: dt.datetime) -> Iterator[Errand]:
    """The user's own scorecards that are late, or due before their day ends."""
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    owed = (
        Scorecard.objects.open()
        .of_whoever_came()
        .filter(interviewer_id=user.pk)
        .exclude(application__state=State.WITHDRAWN)
    )
    late = owed.filter(due_at__lt=at)
    today = owed.filter(due_at__gte=at, due_at__lt=midnight + dt.timedelta(days=1))
    yield _scorecard_errand(_("Scorecards overdue"), late, urgent=True)
    yield _scorecard_errand(_("Scorecards due today"), today, urgent=False)


def _scorecard_errand(title: str, cards: QuerySet[Scorecard], *, urgent: bool) -> Errand:
    rows = cards.select_related("application__candidate", "stage").order_by("due_at", "pk")
    found, count = _first(rows)
    lines = tuple(
        Line(
            card.application.candidate.name,
            _("%(stage)s, due %(when)s")
            % {"stage": card.stage.title, "when": _moment(card.due_at)},
            reverse("interviews:scorecard-page", args=[card.pk]),
        )
        for card in found
    )
    return Errand(title, "clipboard-text", count, lines, reverse("interviews:my-day"), urgent)


def _moment(at: dt.datetime) -> str:
    local = timezone.localtime(at)
    return f"{date_format(local, 'j M')} {time_format(local, 'H:i')}"


def _red_flags(user: Viewer) -> Iterator[Errand]:
    """Red flags that nobody has answered, in openings of the user; not to the blind."""
    openings = Opening.objects.keys_visible_to(user)
    flags = RedFlag.objects.filter(
        ~still_owes(user), answered_at__isnull=True, application__opening__in=openings
    )
    rows = flags.select_related("application__candidate", "application__opening")
    found, count = _first(rows.order_by("raised_at", "pk"))
    lines = tuple(
        Line(
            flag.application.candidate.name,
            f"{flag.get_kind_display()} · {flag.application.opening}",
            reverse("candidates:application-page", args=[flag.application_id]),
        )
        for flag in found
    )
    yield Errand(_("Red flags to answer"), "flag", count, lines, urgent=True)


def _decisions(user: Viewer, at: dt.datetime) -> Iterator[Errand]:
    """Overrides to agree to, and candidates to decide on, by name and never by score, each with
    the day since when they wait."""
    url = reverse("hiring:decision-list")
    overrides, count = _first(overrides_to_approve(user))
    lines = tuple(
        Line(
            decision.application.candidate.name,
            f"{decision.get_verdict_display()} · {decision.decided_by}",
            reverse("hiring:decision-page", args=[decision.application_id]),
        )
        for decision in overrides
    )
    yield Errand(_("Overrides to agree to"), "gavel", count, lines, url)
    waiting = to_decide(user, at, limit=SHOWN)
    lines = tuple(
        Line(
            row.application.candidate.name,
            _since(row),
            reverse("hiring:decision-page", args=[row.application.pk]),
        )
        for row in waiting
    )
    count = waiting[0].of_all if waiting else 0
    yield Errand(_("Candidates to decide on"), "gavel", count, lines, url)


def _since(row: Candidacy) -> str:
    since = timezone.localtime(row.application.state_since_at)
    words = {"opening": row.application.opening, "when": date_format(since, "j M")}
    if row.is_overdue:
        return _("%(opening)s · since %(when)s, overdue") % words
    return _("%(opening)s · since %(when)s") % words


def _near_the_bar(user: Viewer) -> Iterator[Errand]:
    """Candidates near the bar for whom one more independent mark would help, by name and never
    by score; not those for whom the user still owes one."""
    near = (
        Composite.objects.visible_to(user)
        .current()
        .filter(zone=Composite.Zone.NEAR, application=OuterRef("pk"))
    )
    mine = Opening.objects.decided_by(user).values("pk")
    rows = Application.objects.filter(
        Exists(near),
        ~Exists(Decision.objects.standing().filter(application=OuterRef("pk"))),
        state=State.DECIDING,
        opening__in=mine,
    ).select_related("candidate", "opening")
    found, count = _first(rows.order_by("name_key", "pk"))
    lines = tuple(
        Line(
            row.candidate.name,
            str(row.opening),
            reverse("hiring:decision-page", args=[row.pk]),
        )
        for row in found
    )
    yield Errand(_("Of these near the bar: one more mark would help"), "arrows-diff", count, lines)


def _recruits(user: Viewer) -> QuerySet[Opening]:
    mine = OpeningMember.objects.filter(user_id=user.pk, part=Part.RECRUITER)
    return Opening.objects.filter(pk__in=mine.values("opening_id"))


def _days(user: Viewer, at: dt.datetime) -> Iterator[Errand]:
    """Days that run today, and Days to come that nobody has published."""
    today = timezone.localtime(at).date()
    days = Day.objects.filter(opening__in=_recruits(user).values("pk")).select_related("opening")
    running = days.filter(state=Day.State.PUBLISHED, on=today)
    planned = days.filter(state=Day.State.PLANNED, on__gte=today)
    yield _day_errand(_("Days running today"), running, "interviews:day-live", urgent=True)
    yield _day_errand(_("Days to publish"), planned, "interviews:day-page", urgent=False)


def _day_errand(title: str, days: QuerySet[Day], url_name: str, *, urgent: bool) -> Errand:
    found, count = _first(days.order_by("on", "pk"))
    lines = tuple(
        Line(str(day.opening), date_format(day.on, "l j F"), reverse(url_name, args=[day.pk]))
        for day in found
    )
    url = reverse("interviews:day-list")
    return Errand(title, "calendar-event", count, lines, url, urgent)


def _new_applications(user: Viewer) -> Iterator[Errand]:
    """Applications that nobody has looked at, by opening, out of the tally."""
    openings = _recruits(user).filter(state=Opening.State.OPEN)
    rows = (
        Tally.objects.filter(state=State.APPLIED, opening__in=openings.values("pk"))
        .values("opening__title", "opening__location", "opening__slug")
        .annotate(waiting=Sum("amount"))
        .filter(waiting__gt=0)
        .order_by("-waiting", "opening__title")
    )
    counted = list(rows)
    lines = tuple(
        Line(
            f"{row['opening__title']}, {row['opening__location']}",
            str(row["waiting"]),
            reverse("candidates:pipeline-table", args=[row["opening__slug"]])
            + f"?state={State.APPLIED}",
        )
        for row in counted
    )
    total = sum(row["waiting"] for row in counted)
    yield Errand(_("New applications to screen"), "inbox", total, lines)


def _waiting(user: Viewer, at: dt.datetime) -> Iterator[Errand]:
    """Those whom recruiters let wait the longest; new ones have an errand of their own."""
    openings = {each.pk: each for each in _recruits(user).filter(state=Opening.State.OPEN)}
    found = longest_waiting(list(openings), (State.SCREENING, State.INVITED), at, SHOWN)
    language = get_language()
    lines = tuple(
        Line(
            each.name,
            f"{each.state.label}, {waited(each.since_at, at, language)}"
            f" · {openings[each.opening_id]}",
            reverse("candidates:application-page", args=[each.pk]),
        )
        for each in found
    )
    yield Errand(_("Waiting longest"), "hourglass", len(lines), lines)


def _marks_of_others(user: Viewer, at: dt.datetime) -> Iterator[Errand]:
    """Interviewers whose scorecards are late, as far as the user may know that they are."""
    members = OpeningMember.objects.filter(opening__in=_recruits(user).values("pk"))
    late = (
        Scorecard.objects.progress_visible_to(user)
        .open()
        .of_whoever_came()
        .filter(due_at__lt=at, interviewer__in=members.values("user_id"))
        .exclude(interviewer_id=user.pk)
        .exclude(application__state=State.WITHDRAWN)
    )
    owed = list(
        late.values("interviewer__name")
        .annotate(amount=Count("pk"), oldest=Min("due_at"))
        .order_by("oldest", "interviewer__name")
    )
    url = reverse("hiring:interviewer-board")
    lines = tuple(
        Line(
            row["interviewer__name"],
            ngettext(
                "%(amount)d, due %(when)s", "%(amount)d, the first due %(when)s", row["amount"]
            )
            % {"amount": row["amount"], "when": _moment(row["oldest"])},
            url,
        )
        for row in owed[:SHOWN]
    )
    yield Errand(_("Interviewers who owe scorecards"), "clipboard-text", len(owed), lines, url)


def _drafts(user: Viewer) -> Iterator[Errand]:
    yield Errand(
        _("Mails to read and release"), "mail", count_drafts(user), (),
        reverse("candidates:message-list"),
    )  # fmt: skip


def _stuck_work() -> Iterator[Errand]:
    """Tasks that failed, or that a person has to decide about."""
    url = reverse("candidates:task-list")
    stuck = Task.objects.filter(state__in=(Task.State.FAILED, Task.State.HELD))
    counts = dict(stuck.order_by().values_list("state").annotate(Count("pk")))
    for state, title in (
        (Task.State.FAILED, _("Work that failed")),
        (Task.State.HELD, _("Work held for a person")),
    ):
        count = counts.get(state, 0)
        yield Errand(title, "alert-triangle", count, (), f"{url}?show={state}", urgent=True)
