"""The charter: what a company is there for, the values it works by, and this year's goals.

A version is written once and stays; a changed charter is a new version beside it.
"""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CharterQuerySet(models.QuerySet["Charter"]):
    def current(self) -> CharterQuerySet:
        return self.filter(is_current=True)

    def for_page(self) -> CharterQuerySet:
        """With values in order and goals by year."""
        values = models.Prefetch("values", Value.objects.order_by("position"))
        goals = models.Prefetch("goals", Goal.objects.order_by("year", "measure"))
        return self.select_related("written_by").prefetch_related(values, goals)


class Charter(models.Model):
    """One version: vision, then mission, then the yearly goals, then the plan of work."""

    version = models.PositiveSmallIntegerField(unique=True)
    vision = models.TextField(_("vision"))
    mission = models.TextField(_("mission"))
    work = models.TextField(_("plan of work"), blank=True)
    is_current = models.BooleanField(default=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    objects = CharterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="one_current_charter"
            ),
            models.CheckConstraint(
                condition=Q(vision__regex=r"\S") & Q(mission__regex=r"\S"),
                name="a_charter_has_a_vision_and_a_mission",
            ),
        ]
        permissions = [("write_charter", "Can write the charter")]
        triggers = [
            pgtrigger.Protect(
                name="a_version_of_the_charter_stays_as_written",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__is_current=True, new__is_current=False)
                | pgtrigger.Q(old__vision__df=pgtrigger.F("new__vision"))
                | pgtrigger.Q(old__mission__df=pgtrigger.F("new__mission"))
                | pgtrigger.Q(old__work__df=pgtrigger.F("new__work"))
                | pgtrigger.Q(old__version__df=pgtrigger.F("new__version")),
            )
        ]

    def __str__(self) -> str:
        return f"Charter {self.version}"

    @property
    def work_lines(self) -> list[str]:
        """The plan of work, one item a line."""
        return [line.strip() for line in self.work.splitlines() if line.strip()]


class Value(models.Model):
    """One value, and the behaviors by which it is known. `code` stays over the versions."""

    charter = models.ForeignKey(Charter, models.PROTECT, related_name="values")
    position = models.PositiveSmallIntegerField()
    code = models.SlugField(max_length=60, allow_unicode=True)
    name = models.CharField(_("name"), max_length=80)
    meaning = models.TextField(_("what it means"))
    behaviors = models.TextField(_("behaviors, one a line"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["charter", "position"], name="one_value_per_position"),
            models.UniqueConstraint(fields=["charter", "code"], name="one_value_per_code"),
            models.CheckConstraint(
                condition=Q(behaviors__regex=r"\S"), name="a_value_is_known_by_behaviors"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="values_stay_as_they_were_written",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def behavior_lines(self) -> list[str]:
        """The behaviors one by one."""
        return [line.strip() for line in self.behaviors.splitlines() if line.strip()]


class Measure(models.TextChoices):
    """What a goal may be set for."""

    PROMOTERS = "promoters", _("Customers who would recommend us, in percent")
    SATISFACTION = "satisfaction", _("Satisfaction of customers, from 1 to 5")
    TRAINED = "trained", _("Months until a newcomer is trained")
    ALONE = "alone", _("Months until a newcomer works alone")
    TURNOVER = "turnover", _("Turnover in a year, in percent")


class Goal(models.Model):
    """What is to be reached in one year."""

    charter = models.ForeignKey(Charter, models.PROTECT, related_name="goals")
    measure = models.CharField(max_length=12, choices=Measure.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    target = models.DecimalField(_("target"), max_digits=5, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["charter", "measure", "year"], name="one_goal_per_measure_and_year"
            ),
            models.CheckConstraint(
                condition=Q(measure="satisfaction", target__gte=1, target__lte=5)
                | Q(measure__in=("promoters", "turnover"), target__gte=0, target__lte=100)
                | Q(measure__in=("trained", "alone"), target__gt=0, target__lte=60),
                name="a_goal_lies_where_its_measure_can",
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000, year__lte=2100), name="a_goal_has_a_year"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="goals_stay_as_they_were_written",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.year}: {self.target}"
