"""Asking how it was, and taking the answer in so that nobody can say whose it is."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.applications.models import Application
from candidates.messages.actions import send_at_once
from hiring.voices.models import Answer, Asked, Felt
from hiring.voices.queries import stages_to_tap, to_be_asked

MAIL: Final = "how-it-was"
AT_ONCE: Final = 200  # mails of one round
_MIX: Final = """
    WITH gone AS (
        DELETE FROM hiring_answer WHERE opening_id = ANY(%(openings)s)
        RETURNING opening_id, stage_id, ending, felt, recommends, words, in_month
    )
    INSERT INTO hiring_answer
        (id, opening_id, stage_id, ending, felt, recommends, words, in_month, is_mixed)
    SELECT gen_random_uuid(), g.*, true FROM gone g ORDER BY random()
"""
_COUNT: Final = """
    DELETE FROM hiring_answercount WHERE opening_id = ANY(%(openings)s);
    INSERT INTO hiring_answercount
        (opening_id, stage_id, ending, felt, recommends, in_month, amount)
    SELECT opening_id, stage_id, ending, felt, recommends, in_month, count(*)
    FROM hiring_answer WHERE is_mixed AND opening_id = ANY(%(openings)s)
    GROUP BY GROUPING SETS (
        (opening_id, stage_id, ending, felt, recommends),
        (opening_id, stage_id, ending, recommends, in_month)
    ) HAVING stage_id IS NULL OR in_month IS NULL
"""
_COUNT_ASKED: Final = """
    UPDATE hiring_asked SET is_counted = true WHERE NOT is_counted AND stage_id IS NULL;
    DELETE FROM hiring_askedcount;
    INSERT INTO hiring_askedcount (opening_id, ending, amount)
    SELECT a.opening_id, k.ending, count(*)
    FROM hiring_asked k JOIN candidates_application a ON a.id = k.application_id
    WHERE k.is_counted AND k.stage_id IS NULL GROUP BY 1, 2
"""
# one count at a time; who reads the counts does not wait
_ALONE: Final = "LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE"


class NotAsked(Exception):
    """This is not to be answered: there was no such stage, or nobody asked."""

    def __str__(self) -> str:
        return _("There is nothing to answer here, or you have answered already. Thank you.")


def _month(at: dt.datetime) -> dt.date:
    return timezone.localdate(at, dt.UTC).replace(day=1)


@transaction.atomic
def ask_for_voices(*, at: dt.datetime, most: int = AT_ONCE) -> int:
    """Ask those by mail whom an answer reached some days ago, the declined included; return how
    many. Everybody is asked once, whatever happens twice."""
    found = to_be_asked(at, most).select_for_update(no_key=True, of=("self",), skip_locked=True)
    applications = list(found)
    for application in applications:
        _asked, is_new = Asked.objects.get_or_create(
            application=application, stage=None, defaults={"ending": application.state}
        )
        if is_new:
            send_at_once(code=MAIL, application=application, at=at)
    return len(applications)


@transaction.atomic
def take_tap(*, application_id: int, stage_id: int, felt: int, at: dt.datetime) -> None:
    """Keep one tap about one stage. A second tap changes nothing. Raises NotAsked."""
    application = Application.objects.select_for_update(no_key=True).get(pk=application_id)
    if Asked.objects.filter(application=application, stage_id=stage_id).exists():
        return
    if stage_id not in {stage.pk for stage in stages_to_tap(application, at)}:
        raise NotAsked
    Asked.objects.create(application=application, stage_id=stage_id, answered=True)
    Answer.objects.create(
        opening_id=application.opening_id,
        stage_id=stage_id,
        felt=Felt(felt),
        in_month=_month(at),
    )


@transaction.atomic
def take_survey(
    *, application_id: int, felt: int, recommends: bool, words: str, at: dt.datetime
) -> None:
    """Keep one answer to the survey. Raises NotAsked, also the second time: whose the first one
    was cannot be found any more, so that it cannot be changed."""
    open_ones = Asked.objects.filter(application_id=application_id, stage=None, answered=False)
    asked = open_ones.select_for_update(no_key=True, of=("self",)).first()
    if asked is None:
        raise NotAsked
    asked.answered = True
    asked.save(update_fields=["answered"])
    Answer.objects.create(
        opening_id=Application.objects.values_list("opening_id", flat=True).get(pk=application_id),
        ending=asked.ending,
        felt=Felt(felt),
        recommends=recommends,
        words=words,
        in_month=_month(at),
    )


@transaction.atomic
def mix_answers() -> None:
    """Write the answers of openings with new ones anew, in the order of chance, under new ids, and
    count them.

    Row order, and the transaction that both tables were written in, then join nothing any more.
    Twice is the same, and what comes in meanwhile waits for the next time.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ALONE.format(table="hiring_answercount"))
        fresh = Answer.objects.filter(is_mixed=False).values_list("opening", flat=True).distinct()
        openings = {"openings": list(fresh)}
        cursor.execute(_MIX, openings)
        cursor.execute(_COUNT, openings)


@transaction.atomic
def count_asked() -> None:
    """Count who was asked after the decision, by opening. Twice is the same.

    Never in the transaction that mixes: what both wrote would be told from the rest.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ALONE.format(table="hiring_askedcount"))
        cursor.execute(_COUNT_ASKED)
