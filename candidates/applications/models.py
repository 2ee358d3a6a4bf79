"""Applications: one person applying to one opening, and every move they made."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.files.models import StoredFile
from candidates.openings.models import Opening
from candidates.people.models import Candidate

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class State(models.TextChoices):
    """Where an application stands."""

    APPLIED = "applied", _("Applied")
    SCREENING = "screening", _("Screening")
    INVITED = "invited", _("Invited")
    ON_DAY = "on_day", _("On the Day")
    DECIDING = "deciding", _("Deciding")
    OFFERED = "offered", _("Offered")
    HIRED = "hired", _("Hired")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN_STATES = (
    State.APPLIED,
    State.SCREENING,
    State.INVITED,
    State.ON_DAY,
    State.DECIDING,
    State.OFFERED,
)
# a named person with a reason stands behind each of these
DECIDED_STATES = (State.OFFERED, State.HIRED, State.DECLINED)

# Every legal move. Forward one step; back one step where a slip has to be undone; declined and
# withdrawn from any open state; a decline can be reopened to where it came from.
LEGAL_MOVES: dict[State, frozenset[State]] = {
    State.APPLIED: frozenset({State.SCREENING, State.DECLINED, State.WITHDRAWN}),
    State.SCREENING: frozenset({State.APPLIED, State.INVITED, State.DECLINED, State.WITHDRAWN}),
    State.INVITED: frozenset({State.SCREENING, State.ON_DAY, State.DECLINED, State.WITHDRAWN}),
    State.ON_DAY: frozenset({State.INVITED, State.DECIDING, State.DECLINED, State.WITHDRAWN}),
    State.DECIDING: frozenset({State.ON_DAY, State.OFFERED, State.DECLINED, State.WITHDRAWN}),
    State.OFFERED: frozenset({State.DECIDING, State.HIRED, State.DECLINED, State.WITHDRAWN}),
    State.HIRED: frozenset(),
    State.DECLINED: frozenset(OPEN_STATES) - {State.OFFERED},
    State.WITHDRAWN: frozenset(),
}


_COPY_SORT_KEY = """
    SELECT c.sort_key INTO NEW.name_key FROM candidates_candidate c WHERE c.id = NEW.candidate_id;
    RETURN NEW;
"""
_COUNT = """
    INSERT INTO candidates_tally (opening_id, state, amount)
    SELECT opening_id, state, sum(amount) FROM ({rows}) changed
    GROUP BY opening_id, state HAVING sum(amount) <> 0;
    RETURN NULL;
"""
_CAME = "SELECT opening_id, state, 1 AS amount FROM new_rows"
_WENT = "SELECT opening_id, state, -1 AS amount FROM old_rows"


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user: Viewer) -> ApplicationQuerySet:
        """Applications to openings that the user recruits or decides for.

        Interviewers meet candidates through their sessions, not here.
        """
        if user.has_perm("candidates.see_every_opening"):
            return self
        return self.filter(opening__in=Opening.objects.keys_visible_to(user))

    def open(self) -> ApplicationQuerySet:
        return self.filter(state__in=OPEN_STATES)


@pghistory.track()
class Application(models.Model):
    """One person applying to one opening. Only `applications.actions` writes `state`."""

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="applications")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="applications")
    state = models.CharField(max_length=9, choices=State.choices, default=State.APPLIED)
    state_since_at = models.DateTimeField()
    # who decided and why, while the state is one that somebody has to answer for
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_reason = models.TextField(blank=True)
    applied_at = models.DateTimeField()
    source = models.CharField(_("source"), max_length=60, blank=True)
    cover_letter = models.TextField(_("cover letter"), blank=True)
    # what the browser sent along, so that a form posted twice makes one application
    submission_key = models.UUIDField(null=True, blank=True, unique=True)
    # a copy of the candidate's sort_key, which triggers keep true: a page of one opening sorted
    # by name is then a walk along an index
    name_key = models.CharField(max_length=300, blank=True, db_collation="C", editable=False)
    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "candidate"],
                condition=Q(state__in=OPEN_STATES),
                name="one_open_application_per_candidate_and_opening",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED_STATES)
                | (Q(decided_by__isnull=False) & Q(decided_reason__regex=r"\S")),
                name="who_is_offered_hired_or_declined_has_a_person_and_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["opening", "state", "state_since_at", "id"],
                name="applications_by_state",
            ),
            models.Index(
                fields=["opening", "state", "applied_at", "id"],
                name="applications_by_state_and_date",
            ),
            models.Index(
                fields=["opening", "state", "name_key", "id"],
                name="applications_by_state_and_name",
            ),
            models.Index(fields=["opening", "source", "state"], name="applications_by_source"),
            models.Index(fields=["opening", "-applied_at", "-id"], name="applications_by_date"),
            models.Index(fields=["-applied_at", "-id"], name="applications_newest_first"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="applications_move_only_as_the_table_says",
                field="state",
                transitions=[
                    (old.value, new.value)
                    for old, news in LEGAL_MOVES.items()
                    for new in sorted(news)
                ],
            ),
            pgtrigger.Trigger(
                name="an_application_sorts_by_its_candidates_name",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("candidate_id"),
                when=pgtrigger.Before,
                func=_COPY_SORT_KEY,
            ),
            pgtrigger.Trigger(
                name="a_new_application_is_counted",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                level=pgtrigger.Statement,
                referencing=pgtrigger.Referencing(new="new_rows"),
                func=_COUNT.format(rows=_CAME),
            ),
            pgtrigger.Trigger(
                name="a_moved_application_is_counted",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                level=pgtrigger.Statement,
                referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
                func=_COUNT.format(rows=f"{_CAME} UNION ALL {_WENT}"),
            ),
            pgtrigger.Trigger(
                name="a_deleted_application_is_counted",
                operation=pgtrigger.Delete,
                when=pgtrigger.After,
                level=pgtrigger.Statement,
                referencing=pgtrigger.Referencing(old="old_rows"),
                func=_COUNT.format(rows=_WENT),
            ),
        ]

    def __str__(self) -> str:
        return f"Application {self.pk}"


class Document(models.Model):
    """A file that belongs to an application."""

    class Kind(models.TextChoices):
        CV = "cv", _("CV")
        LETTER = "letter", _("Cover letter")
        OTHER = "other", _("Other")

    application = models.ForeignKey(Application, models.CASCADE, related_name="documents")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="document")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} of {self.application_id}"


class Move(models.Model):
    """One move of one application from state to state; only ever added."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="moves")
    from_state = models.CharField(max_length=9, choices=State.choices, blank=True)
    to_state = models.CharField(max_length=9, choices=State.choices)
    # nobody: the candidate did it, by applying or withdrawing
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(to_state__in=DECIDED_STATES)
                | (Q(actor__isnull=False) & Q(reason__regex=r"\S")),
                name="a_move_to_a_decided_state_has_a_person_and_a_reason",
            )
        ]
        indexes = [models.Index(fields=["application", "at"], name="moves_by_application")]
        triggers = [pgtrigger.Protect(name="moves_are_only_added_to", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class Tally(models.Model):
    """How many applications stand where, as differences: sum them.

    A statement trigger on applications adds rows and a schedule folds them together, so that
    a count costs the same at a hundred applications as at a million and no two writers wait
    for one another.
    """

    PAUSE_SECONDS: ClassVar[int] = 300
    opening = models.ForeignKey(Opening, models.CASCADE, related_name="tallies")
    state = models.CharField(max_length=9, choices=State.choices)
    amount = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["opening", "state"], name="tallies_by_opening")]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.state} {self.amount:+d}"
