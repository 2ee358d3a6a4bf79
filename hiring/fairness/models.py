"""What candidates said about themselves, kept apart, and the counts that are all anybody sees.

`SelfIdentification` is read on two occasions only: on the candidate's own page, and by the worker
that counts. No page, report, export, search or history of the staff's touches it, and nothing but
this room may import it (a contract of import-linter, and a test that watches the queries).
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from candidates.openings.models import Opening
from candidates.people.models import Candidate
from hiring.fairness.questions import Age, Disability, Ethnicity, Gender


class SelfIdentification(models.Model):
    """One candidate's own answers; every one may be left out, and all may be taken back.

    Whoever left all out has a row as well: they are not asked again. There is no history of it.
    """

    candidate = models.OneToOneField(
        Candidate, models.CASCADE, related_name="+", verbose_name=_("candidate")
    )
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)
    age = models.CharField(max_length=10, choices=Age.choices, blank=True)
    ethnicity = models.CharField(max_length=10, choices=Ethnicity.choices, blank=True)
    disability = models.CharField(max_length=10, choices=Disability.choices, blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(gender__in=["", *Gender.values])
                & Q(age__in=["", *Age.values])
                & Q(ethnicity__in=["", *Ethnicity.values])
                & Q(disability__in=["", *Disability.values]),
                name="self_identification_is_one_of_the_answers",
            )
        ]

    def __str__(self) -> str:
        return f"Self-identification {self.pk}"

    @property
    def says_anything(self) -> bool:
        return any((self.gender, self.age, self.ethnicity, self.disability))


class GroupCount(models.Model):
    """How many of a group got as far as a step of one opening, and how many went on: a rollup.

    A worker counts it anew once a day, so that nobody can watch a number move as one person
    answers. `step` is a state, `hired` for the way from applying to the hire, or `stage:` and a
    stage's key, where who passed is who scored above the stage's median. `group` is empty for
    those who did not say.
    """

    opening = models.ForeignKey(Opening, models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()  # of applying (UTC)
    characteristic = models.CharField(max_length=20)
    group = models.CharField(max_length=30, blank=True)
    step = models.CharField(max_length=20)
    passed = models.PositiveIntegerField()
    of = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opening", "characteristic", "year", "group", "step"],
                name="one_count_per_opening_year_group_and_step",
            ),
            models.CheckConstraint(
                condition=Q(passed__lte=F("of")), name="no_more_pass_than_there_are"
            ),
        ]
        permissions = [("see_fairness", "Can see how groups of candidates fare")]

    def __str__(self) -> str:
        return f"{self.opening_id} {self.characteristic} {self.step} {self.passed} of {self.of}"
