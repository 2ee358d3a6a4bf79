"""What candidates are asked about themselves, if they like: four questions, a few answers each.

The groups are those of the US Equal Employment Opportunity reports and of New York City's
Local Law 144 (Rules of the City of New York, title 6, § 5-300), which an export has to name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _


class Gender(models.TextChoices):
    WOMAN = "woman", gettext_lazy("Woman")
    MAN = "man", gettext_lazy("Man")
    ANOTHER = "another", gettext_lazy("Another, or several")


class Age(models.TextChoices):
    UNDER_25 = "under-25", gettext_lazy("Under 25")
    UNDER_40 = "25-39", gettext_lazy("25 to 39")
    UNDER_55 = "40-54", gettext_lazy("40 to 54")
    OLDER = "55", gettext_lazy("55 and over")


class Ethnicity(models.TextChoices):
    HISPANIC = "hispanic", gettext_lazy("Hispanic or Latino")
    WHITE = "white", gettext_lazy("White")
    BLACK = "black", gettext_lazy("Black or African American")
    PACIFIC = "pacific", gettext_lazy("Native Hawaiian or Pacific Islander")
    ASIAN = "asian", gettext_lazy("Asian")
    NATIVE = "native", gettext_lazy("Native American or Alaska Native")
    SEVERAL = "several", gettext_lazy("Two or more races")


class Disability(models.TextChoices):
    YES = "yes", gettext_lazy("Yes, a disability or lasting illness")
    NO = "no", gettext_lazy("No")


CHOICES: Final[dict[str, type[models.TextChoices]]] = {
    "gender": Gender,
    "age": Age,
    "ethnicity": Ethnicity,
    "disability": Disability,
}
LABELS: Final = {
    "gender": gettext_lazy("Gender"),
    "age": gettext_lazy("Age"),
    "ethnicity": gettext_lazy("Ethnicity"),
    "disability": gettext_lazy("Disability"),
}
BOTH: Final = "gender+ethnicity"  # as the New York City rules want them crossed
TIME: Final = "time"  # whether the time of a test was adjusted
ADJUSTED, USUAL = "adjusted", "usual"
UNSAID: Final = ""


def asked() -> list[str]:
    """Return the questions that this house asks, in their order; what may be asked is a matter
    of the law of the place."""
    return [code for code in CHOICES if code in settings.SELF_IDENTIFICATION]


def characteristics() -> list[tuple[str, str]]:
    """Return what one may compare by, with labels."""
    found = [(code, str(LABELS[code])) for code in asked()]
    if {"gender", "ethnicity"} <= set(asked()):
        found.append((BOTH, _("Gender and ethnicity")))
    return found


def group_label(characteristic: str, group: str) -> str:
    """Return what a group is called, in the language that is spoken now."""
    return _label(get_language(), characteristic, group)


@lru_cache(maxsize=1024)  # a board names the same twenty groups at every step
def _label(_language: str | None, characteristic: str, group: str) -> str:
    if characteristic == TIME:
        return _("With adjusted time") if group == ADJUSTED else _("With the usual time")
    if characteristic == BOTH:
        gender, ethnicity = group.split("+")
        return f"{Gender(gender).label}, {Ethnicity(ethnicity).label}"
    return str(CHOICES[characteristic](group).label)


def groups_of(characteristic: str) -> list[str]:
    """Return the groups in their order."""
    if characteristic == TIME:
        return [USUAL, ADJUSTED]
    if characteristic == BOTH:
        return [f"{gender}+{ethnicity}" for gender in Gender for ethnicity in Ethnicity]
    return list(CHOICES[characteristic].values)
