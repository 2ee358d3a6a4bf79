"""What waits for a decision, what was decided, and how often against the advice.

Lists are sorted by name and never by score, so that nobody reads a ranking where there is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Window

from candidates.applications.models import OPEN_STATES, Application, State
from candidates.applications.overdue import is_overdue
from candidates.openings.models import Opening, OpeningMember
from hiring.decisions.advice import advice_for
from hiring.decisions.models import Decision
from hiring.statistics.shares import Share, share_of
from interviews.composites.models import Composite, StageScore
from interviews.composites.scoring import are_tied
from interviews.drawings.numbers import gate_number, percent
from interviews.scorecards.models import still_owes

if TYPE_CHECKING:
    import datetime as dt

    from candidates.layout.viewer import Viewer

LONGEST = 200


@dataclass(frozen=True)
class Candidacy:
    """An application that waits for a decision, as far as this viewer may see it."""

    application: Application
    is_blind: bool
    composite: Composite | None
    of_all: int  # how many wait, however many were asked for
    is_overdue: bool = False

    @property
    def percent(self) -> int | None:
        return percent_of(self.composite)

    @property
    def advises_below(self) -> bool:
        """Whether a missed gate says no although there is no one number, as `advice_for` has it."""
        return (
            self.composite is not None
            and self.composite.zone == Composite.Zone.INCOMPLETE
            and getattr(self.composite, "misses_a_gate", False)
        )

    @property
    def is_near(self) -> bool:
        """Whether one more independent mark would help."""
        return self.composite is not None and self.composite.zone == Composite.Zone.NEAR


@dataclass(frozen=True)
class OverrideRate:
    """How often one person decided against the advice, in one opening."""

    opening: str
    person: str
    decided: int
    overrides: int

    @property
    def share(self) -> Share | None:
        """The share of overrides with its 95 % interval: few decisions say little."""
        return share_of(self.overrides, self.decided)


@dataclass(frozen=True)
class Standing:
    """What a decision is made in front of: the composite as this viewer sees it, and the names of
    those undecided in the same opening who are tied with it (within one standard error of the
    difference)."""

    composite: Composite | None
    tied_with: tuple[str, ...]

    @property
    def percent(self) -> int | None:
        return percent_of(self.composite)

    @property
    def bar(self) -> str:
        """The bar as every drawing writes it."""
        return gate_number(float(self.composite.plan.bar)) if self.composite else ""


def percent_of(composite: Composite | None) -> int | None:
    """Return P(true value ≥ bar) in percent; never that something is certain."""
    if composite is None or composite.probability is None:
        return None
    return percent(composite.probability)


def standing_of(user: Viewer, application: Application) -> Standing:
    """Return where an application stands for whoever decides; two queries."""
    composites = Composite.objects.visible_to(user).current()
    own = composites.filter(application=application).select_related("plan")
    composite = own.prefetch_related("stage_scores__stage").first()
    if composite is None or composite.value is None:
        return Standing(composite, ())
    value, error = composite.value, composite.standard_error or 0.0
    undecided = composites.filter(
        application__opening=application.opening_id,
        application__state=State.DECIDING,
        plan=composite.plan_id,
        value__isnull=False,
    ).exclude(application=application)
    rows = undecided.order_by("application__name_key", "pk").values_list(
        "application__candidate__name", "value", "standard_error"
    )
    tied = [
        name
        for name, other, its_error in rows[:LONGEST]
        if are_tied(value, error, other or 0.0, its_error or 0.0)
    ]
    return Standing(composite, tuple(tied))


def openings_decided_by(user: Viewer) -> QuerySet[Opening]:
    """Openings whose hiring manager the user is."""
    mine = OpeningMember.objects.filter(user_id=user.pk, part=OpeningMember.Part.HIRING_MANAGER)
    return Opening.objects.filter(pk__in=mine.values("opening_id"))


def _undecided(user: Viewer) -> QuerySet[Application]:
    standing = Decision.objects.standing().filter(application=OuterRef("pk"))
    return Application.objects.filter(
        ~Exists(standing),
        opening__in=openings_decided_by(user).values("pk"),
        state=State.DECIDING,
    )


def to_decide(user: Viewer, at: dt.datetime, *, limit: int = LONGEST) -> list[Candidacy]:
    """Return what waits for a decision of the user, by name; two queries.

    Nothing of a composite is loaded for candidates to whom the user still owes a scorecard.
    """
    missed = StageScore.objects.filter(composite=OuterRef("pk"), gate_met=False)
    seen = Composite.objects.visible_to(user).current().annotate(misses_a_gate=Exists(missed))
    rows = (
        _undecided(user)
        .select_related("candidate", "opening")
        .annotate(blind=still_owes(user, "pk"), of_all=Window(Count("pk")))
        .prefetch_related(Prefetch("composites", queryset=seen, to_attr="seen_composites"))
        .order_by("name_key", "pk")[:limit]
    )
    return [
        Candidacy(
            row,
            bool(row.blind),
            next(iter(row.seen_composites), None),
            row.of_all,
            is_overdue(row.state, row.state_since_at, at),
        )
        for row in rows
    ]


def _with_names(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    related = ("application__candidate", "application__opening", "decided_by")
    return decisions.select_related(*related).order_by("application__name_key", "pk")


def overrides_to_approve(user: Viewer) -> QuerySet[Decision]:
    """Overrides of others to which the user may agree, by name; one query.

    For hiring managers of the opening and for administrators; those of candidates to whom one
    still owes a scorecard stay out of sight.
    """
    waiting = Decision.objects.visible_to(user).waiting().exclude(decided_by_id=user.pk)
    if not user.has_perm("candidates.see_every_opening"):
        mine = openings_decided_by(user).values("pk")
        waiting = waiting.filter(application__opening__in=mine)
    return _with_names(waiting)


def own_overrides(user: Viewer) -> QuerySet[Decision]:
    """The user's own overrides that wait for somebody else, by name; one query."""
    return _with_names(Decision.objects.visible_to(user).waiting().filter(decided_by_id=user.pk))


def on_hold(user: Viewer) -> QuerySet[Decision]:
    """Applications on hold in the openings that the user decides for, by name; one query."""
    held = Decision.objects.visible_to(user).standing().filter(verdict=Decision.Verdict.HOLD)
    mine = openings_decided_by(user).values("pk")
    return _with_names(
        held.filter(application__opening__in=mine, application__state__in=OPEN_STATES)
    )[:LONGEST]


def prepared(user: Viewer) -> QuerySet[Decision]:
    """Decisions that the user may release, by name; one query."""
    mine = openings_decided_by(user).values("pk")
    made = Decision.objects.visible_to(user).prepared().filter(application__opening__in=mine)
    return _with_names(made).select_related("composite")


def overrides(user: Viewer) -> list[Decision]:
    """Return the standing overrides that the user may see, newest first; one query."""
    found = Decision.objects.visible_to(user).standing().filter(is_override=True)
    related = ("application__candidate", "application__opening", "decided_by", "approved_by")
    return list(found.select_related(*related).order_by("-decided_at", "-pk")[:LONGEST])


def opening_rates(rates: list[OverrideRate]) -> list[OverrideRate]:
    """Add up the rates of persons by opening, in the order of the openings."""
    found: dict[str, OverrideRate] = {}
    for rate in rates:
        so_far = found.get(rate.opening, OverrideRate(rate.opening, "", 0, 0))
        found[rate.opening] = OverrideRate(
            rate.opening, "", so_far.decided + rate.decided, so_far.overrides + rate.overrides
        )
    return list(found.values())


def override_rates(user: Viewer) -> list[OverrideRate]:
    """Return, by opening and person, decisions with advice and overrides; one query.

    Read from the partial index `decisions_with_advice`: what was declined before there was any
    advice is not in it.
    """
    rows = (
        Decision.objects.visible_to(user)
        .held_against_advice()
        .values_list(
            "application__opening__title", "application__opening__location", "decided_by__name"
        )
        .annotate(decided=Count("pk"), overrides=Count("pk", filter=Q(is_override=True)))
        .order_by(
            "application__opening__title", "application__opening__location", "decided_by__name"
        )
    )
    return [
        OverrideRate(f"{title}, {location}", person, decided, overrides)
        for title, location, person, decided, overrides in rows
    ]


def current_advice(application_id: int) -> tuple[Composite | None, str]:
    """Return the composite as it stands and what it advises."""
    composite = Composite.objects.current().filter(application=application_id).first()
    if composite is None:
        return None, advice_for("", [])
    gates = composite.stage_scores.values_list("gate_met", flat=True)
    return composite, advice_for(composite.zone, gates)


def standing_decision(user: Viewer, application: Application) -> Decision | None:
    """Return the decision that stands, if the user may see it; two queries, and one where none
    stands, as for most applications."""
    if not Decision.objects.standing().filter(application=application).exists():
        return None
    found = Decision.objects.visible_to(user).standing().filter(application=application)
    return found.select_related("decided_by", "approved_by", "composite", "application").first()


def earlier_decisions(user: Viewer, application: Application) -> list[Decision]:
    """Return the decisions that no longer stand, newest first; one query."""
    found = Decision.objects.visible_to(user).filter(
        application=application, revoked_at__isnull=False
    )
    return list(found.select_related("decided_by").order_by("-decided_at", "-pk"))
