"""Candidates: one row per person, however often they apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def visible_to(self, user: Viewer) -> CandidateQuerySet:
        """Candidates with an application to an opening that the user recruits or decides for."""
        from candidates.applications.models import Application

        seen = Application.objects.visible_to(user)
        return self.filter(pk__in=seen.values("candidate_id"))


class Candidate(models.Model):
    """A person who applies. `search_text` is the name and e-mail folded by `people.names.fold`."""

    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail"))
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    search_text = models.CharField(max_length=500)
    search = models.GeneratedField(
        expression=SearchVector("search_text", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    created_at = models.DateTimeField()
    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_candidate_per_email_in_any_case"),
            models.CheckConstraint(condition=~Q(name=""), name="a_candidate_has_a_name"),
        ]
        indexes = [GinIndex(fields=["search"], name="candidates_by_words")]

    def __str__(self) -> str:
        return self.name
