"""The kinds, areas and languages of items: codes, and what people call them."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

CHOICE, SEVERAL, LOCATE, CORRECT = "choice", "several", "locate", "correct"
ORDER, PROOFREAD, REWRITE = "order", "proofread", "rewrite"

CHOICES: Final = (
    (CHOICE, _("Choose one")),
    (SEVERAL, _("Choose all that fit")),
    (LOCATE, _("Find the error")),
    (CORRECT, _("Correct the word")),
    (ORDER, _("Put in order")),
    (PROOFREAD, _("Proofread")),
    (REWRITE, _("Write")),
)
AREAS: Final = {
    "agreement": _("Agreement and tense"),
    "punctuation": _("Punctuation"),
    "words": _("Choice of words"),
    "spelling": _("Spelling"),
    "clarity": _("Clarity"),
    "proofreading": _("Proofreading"),
    "cases": _("Cases"),
    "participles": _("Participles"),
    "article": _("Full and short article"),
    "verbs": _("Verbs"),
    "particles": _("Particles"),
    "measure": _("Measure words"),
    "order": _("Word order"),
    "register": _("Register"),
    "tone": _("Tone"),
    "other": _("Other"),
}
LANGUAGES: Final = {
    "en": _("English"),
    "lt": _("Lithuanian"),
    "bg": _("Bulgarian"),
    "zh-hant": _("Traditional Chinese"),
}


def area_label(code: str) -> str:
    """Return what people call an area; its code, where an import brought its own."""
    return str(AREAS.get(code, code))


def language_label(code: str) -> str:
    """Return what people call a language; its code, where the bank knows no better."""
    return str(LANGUAGES.get(code, code))
