"""Templates of offers: writing one, and using it no longer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from hiring.offers.models import OfferTemplate


class NameTaken(Exception):
    """Another template in use is called the same."""

    def __str__(self) -> str:
        return _("There is a template of this name already.")


@transaction.atomic
def write_template(*, template_id: int | None, at: dt.datetime, **words: Any) -> OfferTemplate:
    """Write a new template, or change one; offers made from it before stay as they are.

    Raises NameTaken where another one in use is called the same.
    """
    in_use = OfferTemplate.objects.select_for_update().filter(retired_at__isnull=True)
    template = in_use.get(pk=template_id) if template_id else OfferTemplate()
    for name, value in words.items():
        setattr(template, name, value)
    template.written_at = at
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise NameTaken(words["name"]) from error
    return template


@transaction.atomic
def retire_template(*, template_id: int, at: dt.datetime) -> None:
    """Offer a template no longer; twice is the same."""
    OfferTemplate.objects.filter(pk=template_id, retired_at__isnull=True).update(retired_at=at)
