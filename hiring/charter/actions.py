"""Writing the charter: every change is a new version."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from candidates.history.actions import record_entry
from hiring.charter.models import Charter, Goal, Value
from hiring.charter.queries import draft_of
from interviews.competencies.actions import ensure_value

if TYPE_CHECKING:
    from hiring.accounts.models import User
    from hiring.charter.drafts import Draft, ValueDraft

SUBJECT = "charter"
_CODE = 60


class CharterChanged(Exception):
    """Somebody wrote another version after this one was opened."""

    def __str__(self) -> str:
        return _(
            "Somebody wrote another version meanwhile. Below stands what you typed; compare it "
            "with the charter as it is now, then save again."
        )


class ValueTwice(Exception):
    """Two values have the same name."""

    def __str__(self) -> str:
        return _("Two values have the same name. Give each a name of its own.")


@transaction.atomic
def write_charter(*, draft: Draft, base: int, actor: User, at: dt.datetime) -> Charter:
    """Write a new version in the place of version `base` (0: the first).

    What stands there already makes no new one. Every value has a competency under which panels
    rate it. Raises CharterChanged where `base` is no longer the newest, ValueTwice.
    """
    current = Charter.objects.select_for_update(no_key=True).current().first()
    if current is not None and _same(current, draft):
        return current
    if base != (current.version if current else 0):
        raise CharterChanged
    codes = [_code_of(value) for value in draft.values]
    if len(set(codes)) < len(codes):
        raise ValueTwice
    charter = _replace(current, draft, actor, at)
    Value.objects.bulk_create(
        Value(
            charter=charter,
            position=position,
            code=code,
            name=value.name,
            meaning=value.meaning,
            behaviors=value.behaviors,
        )
        for position, (code, value) in enumerate(zip(codes, draft.values, strict=True), start=1)
    )
    Goal.objects.bulk_create(
        Goal(charter=charter, measure=goal.measure, year=goal.year, target=goal.target)
        for goal in draft.goals
    )
    for code, value in zip(codes, draft.values, strict=True):
        ensure_value(
            code=code,
            name=value.name,
            description=value.meaning,
            anchors=_anchors(value.behaviors),
            actor=actor,
            at=at,
        )
    record_entry(
        subject=SUBJECT,
        subject_key=charter.pk,
        verb="charter-written",
        at=at,
        actor=actor,
        facts={"version": charter.version},
    )
    return charter


def _replace(current: Charter | None, draft: Draft, actor: User, at: dt.datetime) -> Charter:
    if current is not None:
        Charter.objects.filter(pk=current.pk).update(is_current=False)
    try:
        with transaction.atomic():
            return Charter.objects.create(
                version=current.version + 1 if current else 1,
                vision=draft.vision,
                mission=draft.mission,
                work=draft.work,
                written_at=at,
                written_by=actor,
            )
    except IntegrityError as taken:  # two wrote the first version at once
        raise CharterChanged from taken


def _same(current: Charter, draft: Draft) -> bool:
    there = draft_of(current)
    if there is None:
        return False
    return (
        (there.vision, there.mission, there.work) == (draft.vision, draft.mission, draft.work)
        and [_said(each) for each in there.values] == [_said(each) for each in draft.values]
        and set(there.goals) == set(draft.goals)
    )


def _said(value: ValueDraft) -> tuple[str, str, str]:
    return value.name, value.meaning, value.behaviors


def _code_of(value: ValueDraft) -> str:
    return value.code or slugify(value.name, allow_unicode=True)[:_CODE]


def _anchors(behaviors: str) -> tuple[str, str, str]:
    """Word anchors for a value that has none yet; its competency may be reworded afterwards."""
    lines = "; ".join(line.strip() for line in behaviors.splitlines() if line.strip())
    return (
        _("Tells of the opposite, or of none of it: %(behaviors)s") % {"behaviors": lines},
        _("Some of it, when asked, without details that could be checked."),
        _("Several of it, unasked and at some cost, in details that could be checked: %(b)s")
        % {"b": lines},
    )
