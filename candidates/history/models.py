"""What happened, in rows that are only ever added."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One thing that happened to one subject ("application", 7), said by a verb and its facts.

    `verb` is registered with the sentence that a timeline shows (history.verbs); `facts` holds
    what the sentence needs. Marks never go in here: whoever reads a timeline may be blind.
    """

    subject = models.CharField(max_length=40)
    subject_key = models.BigIntegerField()
    verb = models.CharField(max_length=60)
    facts = models.JSONField(default=dict, blank=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "subject_key", "at"], name="entries_by_subject")]
        triggers = [
            pgtrigger.Protect(
                name="history_is_only_added_to", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject} {self.subject_key}"
