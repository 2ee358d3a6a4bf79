"""Candidates: one row per person, however often they apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from candidates.openings.models import Opening

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


_SPREAD_SORT_KEY = """
    UPDATE candidates_application SET name_key = NEW.sort_key WHERE candidate_id = NEW.id;
    RETURN NULL;
"""


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def visible_to(self, user: Viewer) -> CandidateQuerySet:
        """Candidates with an application to an opening that the user recruits or decides for."""
        if user.has_perm("candidates.see_every_opening"):
            return self
        seen = Opening.objects.visible_to(user).values("applications__candidate_id")
        return self.filter(pk__in=seen)


class Candidate(models.Model):
    """A person who applies.

    `search_text` holds the folded words of name and e-mail, `sort_key` the name as its language
    sorts it (both made by `people.names`).
    """

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
    sort_key = models.CharField(max_length=300, blank=True, db_collation="C")
    created_at = models.DateTimeField()
    objects = CandidateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_candidate_per_email_in_any_case"),
            models.CheckConstraint(condition=~Q(name=""), name="a_candidate_has_a_name"),
        ]
        indexes = [GinIndex(fields=["search"], name="candidates_by_words")]
        triggers = [
            pgtrigger.Trigger(
                name="applications_sort_by_their_candidates_name",
                operation=pgtrigger.UpdateOf("sort_key"),
                when=pgtrigger.After,
                func=_SPREAD_SORT_KEY,
            )
        ]

    def __str__(self) -> str:
        return self.name
