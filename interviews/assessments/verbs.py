"""What the history of items says."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.history import verbs

SENTENCES = {
    "item-written": _("%(actor)s wrote the item."),
    "item-changed": _("%(actor)s changed the draft."),
    "item-versioned": _("%(actor)s began version %(version)s."),
    "item-piloted": _("%(actor)s put the item on trial."),
    "item-live": _("%(actor)s put the item to use."),
    "item-retired": _("%(actor)s retired the item: %(reason)s"),
    "item-read": _("%(actor)s noted a second reading."),
    "items-imported": _("%(actor)s took in %(added)s new items and %(versions)s versions."),
}


def register() -> None:
    """Register the sentences."""
    for verb, sentence in SENTENCES.items():
        verbs.register(verb, sentence)
