"""How a person comes to be one row, however often they apply, and how it is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from candidates.people import names, signals
from candidates.people.models import Candidate

if TYPE_CHECKING:
    import datetime as dt

    from candidates.layout.viewer import Viewer


class AddressTaken(Exception):
    """Somebody else has this e-mail address."""

    def __init__(self, other: Candidate) -> None:
        super().__init__(other)
        self.other = other

    def __str__(self) -> str:
        return _("Somebody else has applied with this address.")


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


@transaction.atomic
def correct_candidate(
    *,
    candidate_id: int,
    name: str,
    email: str,
    phone: str,
    language: str,
    time_zone: str,
    actor: Viewer,
    at: dt.datetime,
) -> Candidate:
    """Put right what is known of a person; the same again changes nothing. Raises AddressTaken.

    Rooms above hear of it (`signals`): drafts follow to the new address, timelines say who did it.
    """
    candidate = Candidate.objects.select_for_update(no_key=True).get(pk=candidate_id)
    wanted = {
        "name": " ".join(name.split()),
        "email": email.strip(),
        "phone": phone.strip(),
        "language": language,
        "time_zone": time_zone,
    }
    changed = [field for field, value in wanted.items() if getattr(candidate, field) != value]
    if not changed:
        return candidate
    for field in changed:
        setattr(candidate, field, wanted[field])
    candidate.search_text = names.search_text(candidate.name, candidate.email)
    candidate.sort_key = names.sort_key(candidate.name, candidate.language)
    try:
        with transaction.atomic():
            candidate.save(update_fields=[*changed, "search_text", "sort_key"])
    except IntegrityError as error:
        other = Candidate.objects.filter(email__iexact=wanted["email"]).exclude(pk=candidate_id)
        if (taken := other.first()) is None:
            raise
        raise AddressTaken(taken) from error
    signals.candidate_corrected.send(
        sender=Candidate, candidate=candidate, fields=changed, actor=actor, at=at
    )
    return candidate
