"""What happens to openings: made, changed, opened, closed; people join and leave."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from candidates.history.actions import record_entry
from candidates.openings.models import Opening, OpeningMember

if TYPE_CHECKING:
    import datetime as dt

    from candidates.layout.viewer import Viewer

Part = OpeningMember.Part


class LastRecruiter(Exception):
    """The only recruiter of an opening cannot leave it."""

    def __str__(self) -> str:
        return _("An opening needs a recruiter: add another one first.")


def _record(opening_id: int, verb: str, at: dt.datetime, actor: Viewer, **facts: Any) -> None:
    record_entry(
        subject="opening", subject_key=opening_id, verb=verb, at=at, actor=actor, facts=facts
    )


def _lock(opening_id: int) -> Opening:
    return Opening.objects.select_for_update(no_key=True).get(pk=opening_id)


def _addresses(title: str, location: str) -> list[str]:
    """Return addresses to try, best first. A title without Latin letters gets a plain word."""
    base = slugify(f"{title} {location}")[:130].strip("-")
    if base in {"", "new"}:  # /openings/new/ is a page of ours
        base = "opening"
    return [base, *(f"{base}-{number}" for number in range(2, 100))]


def _insert(addresses: list[str], fields: dict[str, Any]) -> Opening:
    taken = set(Opening.objects.filter(slug__in=addresses).values_list("slug", flat=True))
    free = [address for address in addresses if address not in taken]
    for slug in free[:-1]:
        try:
            with transaction.atomic():
                return Opening.objects.create(slug=slug, **fields)
        except IntegrityError:  # somebody else took it in this very moment
            if not Opening.objects.filter(slug=slug).exists():
                raise
    return Opening.objects.create(slug=free[-1], **fields)


@transaction.atomic
def create_opening(
    *,
    title: str,
    team: str,
    location: str,
    time_zone: str,
    seats: int,
    summary: str,
    description: str,
    actor: Viewer,
    at: dt.datetime,
    language: str = "en",
) -> Opening:
    """Make a draft of an opening whose recruiter is the actor; twice makes two of them."""
    fields: dict[str, Any] = {
        "title": title,
        "team": team,
        "location": location,
        "time_zone": time_zone,
        "seats": seats,
        "summary": summary,
        "description": description,
        "language": language,
    }
    opening = _insert(_addresses(title, location), {**fields, "created_at": at})
    OpeningMember.objects.create(opening=opening, user_id=actor.pk, part=Part.RECRUITER)
    _record(opening.pk, "opening-created", at, actor)
    return opening


@transaction.atomic
def change_opening(  # noqa: PLR0913  (an opening's fields, one by one)
    *,
    opening_id: int,
    title: str,
    team: str,
    location: str,
    time_zone: str,
    seats: int,
    summary: str,
    description: str,
    actor: Viewer,
    at: dt.datetime,
    language: str = "en",
) -> Opening:
    """Change what an opening says of itself; its address stays. The same values change nothing."""
    opening = _lock(opening_id)
    wanted = {
        "title": title,
        "team": team,
        "location": location,
        "time_zone": time_zone,
        "seats": seats,
        "summary": summary,
        "description": description,
        "language": language,
    }
    changed = [name for name, value in wanted.items() if getattr(opening, name) != value]
    if changed:
        for name in changed:
            setattr(opening, name, wanted[name])
        opening.save(update_fields=changed)
        _record(opening_id, "opening-changed", at, actor)
    return opening


@transaction.atomic
def open_opening(*, opening_id: int, actor: Viewer, at: dt.datetime) -> Opening:
    """Let people apply; an open opening stays as it is, a closed one opens again."""
    opening = _lock(opening_id)
    if opening.state != Opening.State.OPEN:
        opening.state, opening.opened_at, opening.closed_at = Opening.State.OPEN, at, None
        opening.save(update_fields=["state", "opened_at", "closed_at"])
        _record(opening_id, "opening-opened", at, actor)
    return opening


@transaction.atomic
def close_opening(*, opening_id: int, actor: Viewer, at: dt.datetime) -> Opening:
    """Take no more applications; those in process go on. A closed opening stays as it is."""
    opening = _lock(opening_id)
    if opening.state != Opening.State.CLOSED:
        opening.state, opening.closed_at = Opening.State.CLOSED, at
        opening.save(update_fields=["state", "closed_at"])
        _record(opening_id, "opening-closed", at, actor)
    return opening


@transaction.atomic
def add_member(
    *, opening_id: int, user_id: int, part: str, actor: Viewer, at: dt.datetime
) -> OpeningMember:
    """Give a person a part in the opening; who has it already keeps it."""
    _lock(opening_id)
    member, created = OpeningMember.objects.select_related("user").get_or_create(
        opening_id=opening_id, user_id=user_id, part=Part(part)
    )
    if created:
        facts = {"name": str(member.user), "part": str(Part(part).label)}
        _record(opening_id, "opening-member-added", at, actor, **facts)
    return member


@transaction.atomic
def remove_member(
    *, opening_id: int, user_id: int, part: str, actor: Viewer, at: dt.datetime
) -> None:
    """Take a part away; who has it no more is left alone. Raises LastRecruiter."""
    _lock(opening_id)
    members = OpeningMember.objects.filter(opening_id=opening_id, part=Part(part))
    member = members.select_related("user").filter(user_id=user_id).first()
    if member is None:
        return
    if part == Part.RECRUITER and members.count() == 1:
        raise LastRecruiter
    member.delete()
    facts = {"name": str(member.user), "part": str(Part(part).label)}
    _record(opening_id, "opening-member-removed", at, actor, **facts)
