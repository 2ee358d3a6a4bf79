"""Making and changing the accounts of staff, and what one may change about oneself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from candidates.history.actions import record_entry
from candidates.outbox.actions import owe_task
from hiring.accounts import roles
from hiring.accounts.models import User

INVITATION = "accounts.invite"
PASSWORD_LINK = "accounts.password-link"  # noqa: S105  (the name of a kind of work)


class EmailTaken(Exception):
    """Somebody has an account with this address already."""

    def __str__(self) -> str:
        return _("There is an account with this e-mail address already.")


class NobodyLeft(Exception):
    """The change would leave the house without an administrator who can work."""

    def __str__(self) -> str:
        return _("Somebody has to remain an active administrator.")


class AccountClosed(Exception):
    """A closed account gets no invitation."""

    def __str__(self) -> str:
        return _("This account is closed: open it before you invite them.")


def _tell(user: User, verb: str, *, actor: User | None, at: dt.datetime, **facts: Any) -> None:
    record_entry(subject="person", subject_key=user.pk, verb=verb, actor=actor, at=at, facts=facts)


def _lock(user_id: int) -> User:
    return User.objects.select_for_update(no_key=True).get(pk=user_id)


@transaction.atomic
def create_person(
    *,
    name: str,
    email: str,
    time_zone: str,
    roles: Collection[str],
    actor: User | None,
    at: dt.datetime,
) -> User:
    """Make an account without a password and owe its owner a mail in which to set one.

    `roles` are names of groups. Raises EmailTaken, also when it is done twice.
    """
    if User.objects.filter(email__iexact=email).exists():
        raise EmailTaken
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name=name, time_zone=time_zone, date_joined=at)
    except IntegrityError as error:  # two administrators at once
        raise EmailTaken from error
    user.groups.set(Group.objects.filter(name__in=roles))
    _tell(user, "account-made", actor=actor, at=at, roles=", ".join(sorted(roles)))
    _owe_invitation(user, at)
    return user


def _owe_invitation(user: User, at: dt.datetime) -> None:
    owe_task(kind=INVITATION, payload={"user_id": user.pk}, dedupe_key=str(user.pk), at=at)


@transaction.atomic
def invite_person(*, user_id: int, actor: User, at: dt.datetime) -> User:
    """Owe somebody another mail with a link to set a password.

    While one still waits to go out there is no second one. Raises AccountClosed.
    """
    user = _lock(user_id)
    if not user.is_active:
        raise AccountClosed
    _tell(user, "account-invited", actor=actor, at=at)
    _owe_invitation(user, at)
    return user


@transaction.atomic
def owe_password_link(*, user_id: int, at: dt.datetime) -> None:
    """Owe somebody the mail that they asked for on the login page; one that waits is enough."""
    owe_task(kind=PASSWORD_LINK, payload={"user_id": user_id}, dedupe_key=str(user_id), at=at)


@transaction.atomic
def change_person(
    *,
    user_id: int,
    name: str,
    roles: Collection[str],
    is_active: bool,
    actor: User,
    at: dt.datetime,
) -> User:
    """Change somebody's name, roles, or whether they may come in at all.

    Whoever is closed out loses every session with the next request. The same again changes
    nothing. Raises NobodyLeft when no active administrator would remain.
    """
    _lock_administrators()
    user = _lock(user_id)
    before = (user.name, user.is_active, set(user.groups.values_list("name", flat=True)))
    if before == (name, is_active, set(roles)):
        return user
    user.name, user.is_active = name, is_active
    user.save(update_fields=["name", "is_active"])
    user.groups.set(Group.objects.filter(name__in=roles))
    _require_an_administrator()
    verb = "account-changed"
    if is_active != before[1]:
        verb = "account-opened" if is_active else "account-closed"
    _tell(user, verb, actor=actor, at=at, roles=", ".join(sorted(roles)))
    return user


def _lock_administrators() -> None:
    """One change at a time, so that two administrators cannot close each other out."""
    Group.objects.select_for_update(no_key=True).get(name=roles.ADMINISTRATOR)


def _require_an_administrator() -> None:
    if not User.objects.filter(is_active=True, groups__name=roles.ADMINISTRATOR).exists():
        raise NobodyLeft


@transaction.atomic
def change_profile(*, user_id: int, name: str, time_zone: str, language: str) -> User:
    """Change what somebody may change about themselves; the same again changes nothing."""
    user = _lock(user_id)
    user.name, user.time_zone, user.language = name, time_zone, language
    user.save(update_fields=["name", "time_zone", "language"])
    return user


@transaction.atomic
def choose_theme(*, user_id: int, theme: str) -> User:
    """Choose light, dark, or whatever the device prefers; the same again changes nothing."""
    user = _lock(user_id)
    user.theme = theme
    user.save(update_fields=["theme"])
    return user
