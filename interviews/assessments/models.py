"""The item bank: what is asked in tests, version by version, and who saw it how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from interviews.assessments import kinds
from interviews.competencies.models import Competency

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer

# what makes an item that item: fixed from the moment on at which a candidate may have seen it
CONTENT: Final = (
    "code",
    "version",
    "language",
    "kind",
    "area",
    "difficulty",
    "stem",
    "body",
    "rationale",
    "competency_id",
    "source",
    "licence",
    "time_limit_seconds",
    "digest",
)
_FIXED = f"""
    IF OLD.status <> 'draft' AND (
        ROW({", ".join(f"OLD.{field}" for field in CONTENT)})
        IS DISTINCT FROM ROW({", ".join(f"NEW.{field}" for field in CONTENT)})
    ) THEN
        RAISE EXCEPTION 'candidates may have seen this item: make a new version of it'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, user: Viewer) -> ItemQuerySet:
        """Items hold their keys: whoever may not keep the bank sees none."""
        return self.all() if user.has_perm("interviews.manage_bank") else self.none()

    def live(self) -> ItemQuerySet:
        return self.filter(status=Item.Status.LIVE)


class Item(models.Model):
    """One version of a test item. `body` is what `scoring` reads, its key included."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PILOT = "pilot", _("Pilot")
        LIVE = "live", _("Live")
        RETIRED = "retired", _("Retired")

    class Origin(models.TextChoices):
        SHIPPED = "shipped", _("Shipped")
        WRITTEN = "written", _("Written here")
        IMPORTED = "imported", _("Imported")

    code = models.CharField(_("code"), max_length=80)
    version = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=7, choices=Status.choices, default=Status.DRAFT)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.WRITTEN)
    language = models.CharField(_("language"), max_length=20)
    kind = models.CharField(_("kind"), max_length=10, choices=kinds.CHOICES)
    area = models.CharField(_("area"), max_length=20)
    difficulty = models.PositiveSmallIntegerField(_("difficulty"))
    stem = models.TextField(_("what is asked"))
    body = models.JSONField()
    rationale = models.TextField(_("why the key is right"), blank=True)
    proof_note = models.TextField(_("note of the second reading"), blank=True)
    competency = models.ForeignKey(
        Competency, models.PROTECT, null=True, blank=True, related_name="items"
    )
    source = models.CharField(_("source"), max_length=200, blank=True)
    licence = models.CharField(_("license"), max_length=100, blank=True)
    time_limit_seconds = models.PositiveSmallIntegerField(null=True, blank=True)
    digest = models.CharField(max_length=64)  # of what is asked and how it is scored
    search_text = models.TextField(default="", blank=True)
    exposure_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    live_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_reason = models.TextField(blank=True)
    objects = ItemQuerySet.as_manager()

    class Meta:
        permissions = [("manage_bank", "Can keep the bank of test items")]
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="one_item_per_version"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(status="live"), name="one_live_version_per_item"
            ),
            models.UniqueConstraint(
                fields=["code"], condition=Q(status="draft"), name="one_draft_version_per_item"
            ),
            models.CheckConstraint(
                condition=Q(difficulty__gte=1, difficulty__lte=5),
                name="an_item_is_as_hard_as_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"\S") & Q(stem__regex=r"\S") & Q(version__gte=1),
                name="an_item_has_a_code_and_asks_something",
            ),
            models.CheckConstraint(
                condition=Q(status="retired", retired_at__isnull=False, retired_reason__regex=r"\S")
                | (~Q(status="retired") & Q(retired_at__isnull=True, retired_reason="")),
                name="a_retired_item_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(status="live")
                | Q(live_at__isnull=False, rationale__regex=r"\S", proof_note__regex=r"\S"),
                name="a_live_item_has_a_rationale_and_was_read_again",
            ),
            models.CheckConstraint(
                condition=Q(retired_at__isnull=True)
                | Q(live_at__isnull=True)
                | Q(retired_at__gte=F("live_at")),
                name="an_item_is_retired_after_it_was_live",
            ),
        ]
        indexes = [
            models.Index(
                fields=["language", "area"], condition=Q(status="live"), name="live_items_by_area"
            ),
            models.Index(fields=["language", "status", "code"], name="items_as_the_bank_lists"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="an_item_that_was_shown_stays_as_it_is",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=_FIXED,
            ),
            pgtrigger.Protect(
                name="an_item_that_was_shown_is_kept",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__status__in=["pilot", "live", "retired"]),
            ),
            pgtrigger.FSM(
                name="an_item_moves_by_the_table",
                field="status",
                transitions=[
                    ("draft", "pilot"),
                    ("draft", "live"),
                    ("draft", "retired"),
                    ("pilot", "live"),
                    ("pilot", "retired"),
                    ("live", "retired"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class BankImport(models.Model):
    """A file that was read, line by line: what may come in and what not, until somebody takes it.

    `accepted` holds items as `specs.ItemSpec` writes them, each with its line; `refused` holds
    lines and reasons. Nothing of the file itself is kept.
    """

    class Format(models.TextChoices):
        CSV = "csv", _("CSV")
        YAML = "yaml", _("YAML")
        QTI = "qti", _("QTI 3")

    format = models.CharField(max_length=4, choices=Format.choices)
    file_name = models.CharField(max_length=200)
    accepted = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-created_at"], name="bank_imports_newest_first")]

    def __str__(self) -> str:
        return self.file_name


class Measurement(models.Model):
    """What the answers of one language say of its items, as of one moment. Never changed."""

    class Model(models.TextChoices):
        NONE = "none", _("nothing yet")
        DESCRIBED = "described", _("described")
        RASCH = "rasch", _("Rasch")
        MIXED = "2pl", _("two parameters")

    language = models.CharField(max_length=20)
    model = models.CharField(max_length=9, choices=Model.choices)
    people = models.PositiveIntegerField()
    items = models.PositiveIntegerField()
    calibrated = models.PositiveIntegerField(default=0)
    form_length = models.PositiveSmallIntegerField(default=0)
    alpha = models.FloatField(null=True, blank=True)  # of a form as long as most were
    error = models.FloatField(null=True, blank=True)  # of its sum, in points
    log_likelihood = models.FloatField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(calibrated__lte=F("items")), name="calibrated_items_are_items"
            ),
        ]
        indexes = [models.Index(fields=["language", "-made_at"], name="measurements_newest_first")]
        triggers = [
            pgtrigger.Protect(
                name="measurements_are_only_added_to",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.made_at:%Y-%m-%d}"


class ItemMeasure(models.Model):
    """What one measurement says of one item. `b` is its place on the scale, where it has one."""

    measurement = models.ForeignKey(Measurement, models.PROTECT, related_name="item_measures")
    item = models.ForeignKey(Item, models.PROTECT, related_name="measures")
    people = models.PositiveIntegerField()
    p = models.FloatField(null=True, blank=True)
    item_rest = models.FloatField(null=True, blank=True)
    chosen = models.JSONField(default=list)  # pairs of an answer and how many gave it
    flags = models.JSONField(default=list)
    a = models.FloatField(null=True, blank=True)
    b = models.FloatField(null=True, blank=True)
    se_a = models.FloatField(null=True, blank=True)
    se_b = models.FloatField(null=True, blank=True)
    milliseconds = models.PositiveIntegerField(null=True, blank=True)  # the median of who answered

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measurement", "item"], name="one_measure_per_item_and_measurement"
            ),
            models.CheckConstraint(
                condition=Q(a__isnull=True, b__isnull=True) | Q(a__isnull=False, b__isnull=False),
                name="an_item_is_on_the_scale_or_not",
            ),
            models.CheckConstraint(
                condition=Q(people__gte=30, p__isnull=False)
                | Q(people__lt=30, p__isnull=True, item_rest__isnull=True, b__isnull=True),
                name="nothing_is_said_of_an_item_before_thirty_answers",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="item_measures_are_only_added_to",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id} in {self.measurement_id}"
