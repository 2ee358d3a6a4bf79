"""Scorecards: one interviewer's marks for one candidate in one stage, blind until locked.

`visible_to` on the querysets is the only truth about who may see a mark; every list, page,
report, mail and count goes through it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from candidates.openings.models import Opening, OpeningMember
from interviews.days.models import Attendance, Session
from interviews.plans.models import Criterion, Stage

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

EVIDENCE_LENGTH = 40  # characters, the least that counts as evidence

LOCKED_CARD = """
    IF EXISTS (
        SELECT 1 FROM interviews_scorecard c
        WHERE c.id = COALESCE(NEW.scorecard_id, OLD.scorecard_id)
            AND (c.locked_at IS NOT NULL OR c.closed_at IS NOT NULL)
    ) THEN
        RAISE EXCEPTION 'the scorecard is locked: revise it with a reason'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN COALESCE(NEW, OLD);
"""
_COMPLETE_CARD = f"""
    IF OLD.locked_at IS NULL AND NEW.locked_at IS NOT NULL AND EXISTS (
        SELECT 1 FROM interviews_criterion k
        LEFT JOIN interviews_rating r ON r.criterion_id = k.id AND r.scorecard_id = NEW.id
        WHERE k.stage_id = NEW.stage_id AND (
            r.id IS NULL
            OR (r.value IS NULL AND r.null_reason = '')
            OR (r.value IS NOT NULL AND length(btrim(r.evidence)) < {EVIDENCE_LENGTH})
        )
    ) THEN
        RAISE EXCEPTION 'the scorecard is not complete' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""  # noqa: S608  (a constant of ours)


def still_owes(user: Viewer, application: str = "application") -> Exists:
    """Whether the user has an open scorecard for the row's application, and so is blind."""
    own = Scorecard.objects.open().filter(interviewer_id=user.pk)
    return Exists(own.filter(application=OuterRef(application)))


def coordinators(application: Application) -> list[int]:
    """Return the keys of the opening's recruiters and hiring managers who may know of marks.

    Whoever still owes a scorecard for the candidate is left out; they are told once they lock.
    """
    parts = (OpeningMember.Part.RECRUITER, OpeningMember.Part.HIRING_MANAGER)
    owing = Scorecard.objects.open().filter(application=application.pk)
    members = OpeningMember.objects.filter(opening=application.opening_id, part__in=parts)
    free = members.exclude(user__in=owing.values("interviewer"))
    return sorted(set(free.values_list("user_id", flat=True)))


def no_show() -> Exists:
    """Whether a scorecard's candidate did not show up on the Day of its session."""
    return Exists(
        Attendance.objects.filter(
            day=OuterRef("session__station__day"),
            application=OuterRef("application"),
            no_show_at__isnull=False,
        )
    )


class ScorecardQuerySet(models.QuerySet["Scorecard"]):
    def visible_to(self, user: Viewer) -> ScorecardQuerySet:
        """Scorecards whose marks the user may see.

        Always one's own. Others' only once they are locked, and then: recruiters and hiring
        managers of the opening, and the interviewers who marked the same stage of the same
        candidate once all of its scorecards are locked, or were revealed by a coordinator.
        Whoever still owes a scorecard for that candidate, in whatever part they play, sees
        only their own.
        """
        own_locked_here = Scorecard.objects.filter(
            application=OuterRef("application"),
            stage=OuterRef("stage"),
            interviewer_id=user.pk,
            locked_at__isnull=False,
        )
        here = {"application": OuterRef("application"), "stage": OuterRef("stage")}
        open_here = Scorecard.objects.open().filter(**here)
        revealed_here = Reveal.objects.filter(**here)
        openings = Opening.objects.keys_visible_to(user)
        others = Q(locked_at__isnull=False) & ~still_owes(user)
        coordinates = Q(application__opening__in=openings)
        panel = Exists(own_locked_here) & (~Exists(open_here) | Exists(revealed_here))
        return self.filter(Q(interviewer_id=user.pk) | (others & (coordinates | panel)))

    def progress_visible_to(self, user: Viewer) -> ScorecardQuerySet:
        """Scorecards of which the user may know whether they are locked, and nothing more.

        Recruiters and hiring managers of the opening chase what is late. Whoever still owes a
        scorecard for the candidate learns only about their own, even then.
        """
        openings = Opening.objects.keys_visible_to(user)
        return self.filter(
            Q(interviewer_id=user.pk) | (Q(application__opening__in=openings) & ~still_owes(user))
        )

    def locked(self) -> ScorecardQuerySet:
        return self.filter(locked_at__isnull=False)

    def open(self) -> ScorecardQuerySet:
        """Those that are still owed: neither locked nor closed over a conflict of interest."""
        return self.filter(locked_at__isnull=True, closed_at__isnull=True)

    def of_whoever_came(self) -> ScorecardQuerySet:
        """Without those of whoever did not show up on that Day: nobody is asked for their marks."""
        return self.filter(~no_show())

    def counted(self) -> ScorecardQuerySet:
        """Those that are locked or still owed: what was closed counts nowhere."""
        return self.filter(closed_at__isnull=True)


@pghistory.track()
class Scorecard(models.Model):
    """One interviewer's scorecard for one candidate in one stage."""

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="scorecards")
    application = models.ForeignKey(Application, models.PROTECT, related_name="scorecards")
    interviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="scorecards"
    )
    # none for what is marked outside the Day, such as a cover letter
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="scorecards"
    )
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    # closed without counting: the interviewer declared a conflict of interest, in their own words
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.TextField(_("conflict of interest"), blank=True)
    # the closed scorecard in whose place this one is marked
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replacement"
    )
    # an overall impression may be given after locking; it has weight 0
    impression = models.PositiveSmallIntegerField(null=True, blank=True)
    objects = ScorecardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "application", "interviewer"],
                name="one_scorecard_per_stage_candidate_and_interviewer",
            ),
            models.CheckConstraint(
                condition=Q(impression__isnull=True)
                | Q(impression__gte=1, impression__lte=5, locked_at__isnull=False),
                name="an_overall_impression_comes_after_locking",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_reason="")
                | Q(closed_at__isnull=False, closed_reason__regex=r"\S", locked_at__isnull=True),
                name="a_scorecard_is_closed_with_a_reason_and_never_when_locked",
            ),
        ]
        indexes = [
            models.Index(fields=["interviewer", "locked_at", "due_at"], name="scorecards_owed"),
            models.Index(fields=["application", "stage"], name="scorecards_by_application"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_scorecard_is_complete_when_it_locks",
                operation=pgtrigger.UpdateOf("locked_at"),
                when=pgtrigger.Before,
                func=_COMPLETE_CARD,
            ),
            pgtrigger.Protect(
                name="a_locked_scorecard_stays_locked",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__locked_at__isnull=False)
                & pgtrigger.Q(old__locked_at__df=pgtrigger.F("new__locked_at")),
            ),
            pgtrigger.Protect(
                name="a_closed_scorecard_stays_closed",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_at__isnull=False)
                & pgtrigger.Q(old__closed_at__df=pgtrigger.F("new__closed_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"Scorecard {self.pk}"

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Reveal(models.Model):
    """A coordinator let the panel of one stage see what is locked before everybody had locked.

    Whoever still owed a scorecard for the candidate stayed blind. `locked` of `total` is what
    stood then.
    """

    stage = models.ForeignKey(Stage, models.PROTECT, related_name="reveals")
    application = models.ForeignKey(Application, models.PROTECT, related_name="reveals")
    locked = models.PositiveSmallIntegerField()
    total = models.PositiveSmallIntegerField()
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stage", "application"], name="one_reveal_per_stage_and_candidate"
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r"\S") & Q(locked__gte=1) & Q(locked__lt=F("total")),
                name="a_reveal_has_a_reason_and_comes_before_all_are_locked",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_reveal_is_never_taken_back",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.stage_id} {self.application_id}"


class RatingQuerySet(models.QuerySet["Rating"]):
    def visible_to(self, user: Viewer) -> RatingQuerySet:
        """Ratings on the scorecards that the user may see."""
        return self.filter(scorecard__in=Scorecard.objects.visible_to(user).values("pk"))


@pghistory.track()
class Rating(models.Model):
    """One criterion's mark: 1 to 5, or not observed and why; with what was said or done."""

    class NullReason(models.TextChoices):
        NOT_OBSERVED = "not_observed", _("Not observed")
        CONFLICT = "conflict_of_interest", _("Conflict of interest")
        TECHNICAL = "technical", _("Technical trouble")
        ACCOMMODATION = "accommodation", _("Agreed with the candidate beforehand")

    scorecard = models.ForeignKey(Scorecard, models.CASCADE, related_name="ratings")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="ratings")
    value = models.PositiveSmallIntegerField(null=True, blank=True)
    null_reason = models.CharField(max_length=20, choices=NullReason.choices, blank=True)
    evidence = models.TextField(_("evidence"), blank=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    objects = RatingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["scorecard", "criterion"], name="one_rating_per_scorecard_and_criterion"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=1, value__lte=5),
                name="a_mark_lies_between_1_and_5",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(null_reason=""),
                name="a_mark_is_given_or_missing_but_not_both",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="ratings_of_a_locked_scorecard_stay",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                func=LOCKED_CARD,
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion_id}: {self.value}"


class RatingRevisionQuerySet(models.QuerySet["RatingRevision"]):
    def visible_to(self, user: Viewer) -> RatingRevisionQuerySet:
        """Revisions of the ratings that the user may see."""
        return self.filter(rating__in=Rating.objects.visible_to(user).values("pk"))


class RatingRevision(models.Model):
    """A mark changed after locking: beside the first one, which keeps counting."""

    rating = models.ForeignKey(Rating, models.PROTECT, related_name="revisions")
    new_value = models.PositiveSmallIntegerField()
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    objects = RatingRevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(new_value__gte=1, new_value__lte=5),
                name="a_revised_mark_lies_between_1_and_5",
            ),
            models.CheckConstraint(
                condition=Q(reason__regex=r".{40}"),
                name="a_revision_has_a_reason_of_40_characters",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating_id} → {self.new_value}"


class RedFlagQuerySet(models.QuerySet["RedFlag"]):
    def visible_to(self, user: Viewer) -> RedFlagQuerySet:
        """Red flags that the user raised, and those of openings that they recruit or decide for.

        A red flag tells of another's marks, so whoever still owes a scorecard for the candidate
        gets to see only their own.
        """
        openings = Opening.objects.keys_visible_to(user)
        told = Q(application__opening__in=openings) & ~still_owes(user)
        return self.filter(Q(raised_by_id=user.pk) | told)

    def unanswered(self) -> RedFlagQuerySet:
        return self.filter(answered_at__isnull=True)


class RedFlag(models.Model):
    """Disrespect or dishonesty: seen, described, and put before a person at once."""

    class Kind(models.TextChoices):
        DISRESPECT = "disrespect", _("Disrespect")
        DISHONESTY = "dishonesty", _("Dishonesty")

    application = models.ForeignKey(Application, models.PROTECT, related_name="red_flags")
    scorecard = models.ForeignKey(Scorecard, models.PROTECT, related_name="red_flags")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    seen = models.TextField(_("what was seen"))
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(blank=True)
    objects = RedFlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True)
                | (Q(answered_by__isnull=False) & Q(answer__regex=r"\S")),
                name="an_answered_red_flag_says_by_whom_and_what",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.application_id}"
