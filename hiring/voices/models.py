"""How it was for candidates, so kept that nobody can say who said what.

An answer has no key to a person, an id of chance instead of a number in order, and no time but the
month. Who was asked and whether they answered stands in a table of its own. A nightly task writes
all answers of an opening anew in the order of chance, so that not even the order of rows or the
transaction that wrote them says more. What is left: where a single person of an opening answered,
whoever reads both tables themselves can conclude whose answer it is; no page shows so few.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.applications.models import Application
from candidates.openings.models import Opening
from interviews.plans.models import Stage

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class Felt(models.IntegerChoices):
    """Five words."""

    VERY_BAD = 1, _("Very bad")
    BAD = 2, _("Bad")
    SO_SO = 3, _("So-so")
    GOOD = 4, _("Good")
    VERY_GOOD = 5, _("Very good")


class AnswerQuerySet(models.QuerySet["Answer"]):
    def visible_to(self, user: Viewer) -> AnswerQuerySet:
        """Answers about openings that the user decides for; all of them for administrators."""
        return self.filter(opening__in=Opening.objects.decided_by(user).values("pk"))

    def taps(self) -> AnswerQuerySet:
        return self.filter(stage__isnull=False)

    def surveys(self) -> AnswerQuerySet:
        return self.filter(stage__isnull=True)


class Answer(models.Model):
    """One tap after a stage, or one answer to the survey after the decision."""

    class Ending(models.TextChoices):
        HIRED = "hired", _("Hired")
        DECLINED = "declined", _("Declined")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    opening = models.ForeignKey(Opening, models.CASCADE, related_name="voices")
    stage = models.ForeignKey(Stage, models.CASCADE, null=True, blank=True, related_name="voices")
    ending = models.CharField(max_length=8, choices=Ending.choices, blank=True)
    felt = models.PositiveSmallIntegerField(choices=Felt.choices)
    recommends = models.BooleanField(null=True, blank=True)
    words = models.TextField(blank=True)
    in_month = models.DateField()  # the first of the month: nothing more exact is kept
    is_mixed = models.BooleanField(default=False)
    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__isnull=False, ending="", recommends__isnull=True, words="")
                | Q(stage__isnull=True, recommends__isnull=False)
                & Q(ending__in=("hired", "declined")),
                name="an_answer_is_a_tap_or_a_survey",
            ),
            models.CheckConstraint(
                condition=Q(felt__gte=1, felt__lte=5), name="felt_is_one_of_five_words"
            ),
            models.CheckConstraint(
                condition=Q(in_month__day=1), name="an_answer_knows_its_month_only"
            ),
        ]
        permissions = [("see_outcomes", "Can see outcomes and what candidates said")]
        indexes = [
            models.Index(fields=["opening", "in_month"], name="answers_by_opening"),
            models.Index(
                fields=["opening"], condition=Q(is_mixed=False), name="answers_that_are_fresh"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.in_month:%Y-%m}"


class AnswerCount(models.Model):
    """How many mixed answers say the same: of one opening by word and recommendation, over all
    months, and by month and recommendation, over all words; of taps by stage and word.

    Mixing counts anew what it mixes. These and the answers that are not mixed yet are together
    what was said, at any moment, and hold nothing that the answers do not.
    """

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="+")
    stage = models.ForeignKey(Stage, models.CASCADE, null=True, blank=True, related_name="+")
    ending = models.CharField(max_length=8, choices=Answer.Ending.choices, blank=True)
    felt = models.PositiveSmallIntegerField(null=True, blank=True)
    recommends = models.BooleanField(null=True, blank=True)
    in_month = models.DateField(null=True, blank=True)
    amount = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "stage", "ending", "felt", "recommends", "in_month"],
                nulls_distinct=False,
                name="answers_that_say_the_same_are_counted_once",
            ),
            models.CheckConstraint(
                condition=Q(felt__isnull=False, in_month__isnull=True)
                | Q(felt__isnull=True, in_month__isnull=False),
                name="answers_are_counted_by_word_or_by_month",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.ending or self.stage_id} {self.amount}"


class Asked(models.Model):
    """Somebody was asked how it was, and whether they answered; not when, and not what."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="asked")
    stage = models.ForeignKey(Stage, models.CASCADE, null=True, blank=True, related_name="+")
    ending = models.CharField(max_length=8, choices=Answer.Ending.choices, blank=True)
    answered = models.BooleanField(default=False)
    is_counted = models.BooleanField(default=False, db_default=False)  # is in `AskedCount`

    class Meta:
        indexes = [
            models.Index(
                fields=["application"],
                condition=Q(is_counted=False, stage__isnull=True),
                name="asked_and_not_counted_yet",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "stage"],
                nulls_distinct=False,
                name="nobody_is_asked_twice",
            ),
            models.CheckConstraint(
                condition=Q(stage__isnull=False, ending="")
                | Q(stage__isnull=True, ending__in=("hired", "declined")),
                name="who_is_asked_after_the_decision_has_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.stage_id or self.ending}"


class AskedCount(models.Model):
    """How many were asked after the decision; with those not counted yet it is everybody."""

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="+")
    ending = models.CharField(max_length=8, choices=Answer.Ending.choices)
    amount = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "ending"], name="one_count_of_asked_per_opening_and_ending"
            )
        ]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.ending} {self.amount}"
