"""How a person comes to be one row, however often they apply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from candidates.people import names
from candidates.people.models import Candidate

if TYPE_CHECKING:
    import datetime as dt


@transaction.atomic(savepoint=False)
def find_or_create_candidate(
    *, name: str, email: str, phone: str, language: str, time_zone: str, at: dt.datetime
) -> Candidate:
    """Return the person with this e-mail address in any case; make them if there is none.

    Who is there already stays as they are: whoever types an address need not own it. Two at
    once make one person.
    """
    email = email.strip()
    known = Candidate.objects.filter(email__iexact=email)
    found = known.first()
    if found is not None:
        return found
    name = " ".join(name.split())
    try:
        with transaction.atomic():
            return Candidate.objects.create(
                name=name,
                email=email,
                phone=phone,
                language=language,
                time_zone=time_zone,
                search_text=names.search_text(name, email),
                sort_key=names.sort_key(name, language),
                created_at=at,
            )
    except IntegrityError:  # somebody was quicker by a moment
        found = known.first()
        if found is None:
            raise
        return found
