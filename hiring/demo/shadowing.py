"""Call shadowing in the demo: a library, desks with consent, sheets and second thoughts."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from candidates.applications.models import Application, State
from hiring.demo import speech
from hiring.demo.calls import CUSTOMER, PAUSE, REPRESENTATIVE, SCRIPTS, Script
from interviews.days.models import Session
from interviews.plans.models import Plan, Stage
from interviews.shadowing.actions import (
    begin_quiz,
    choose_calls,
    finish_sheet,
    keep_call,
    offer_recorded_calls,
    save_answer,
    save_notes,
    say_expectations,
    set_up_desk,
)
from interviews.shadowing.bank import STATEMENTS
from interviews.shadowing.drafts import CallDraft, NoteDraft, Stamp
from interviews.shadowing.models import KIND, RecordedCall, Sheet

if TYPE_CHECKING:
    import datetime as dt

NOTES: tuple[dict[str, str], ...] = (
    {
        "wanted": "A spare part that had come wrong twice already.",
        "felt": "Tired of explaining. It turned when the colleague said that it was our mistake.",
        "got": "The right part by courier, and a call the next day to hear whether it fits.",
        "did": "Let the customer finish, repeated it in one sentence, then acted at once.",
        "ask": "Who decides what may go by courier? Do you have to ask somebody?",
    },
    {
        "wanted": "To hear again; the device was only empty.",
        "felt": "Unsure, and sorry to take up time. Laughed at the end.",
        "got": "A light that turned orange, and a page with large letters.",
        "did": "Never said that it was easy. Waited while the glasses were looked for.",
        "ask": "What do you do when four others are waiting?",
    },
    {
        "wanted": "Money back for an echo that was not ours.",
        "felt": "Cheerful, then a little ashamed, and not made to feel it.",
        "got": "An answer in three minutes, and the sixty days written down.",
        "did": "Tested instead of arguing.",
        "ask": "Would you have refunded it if he had insisted?",
    },
)
WHY = {
    "yes": ("Because one is let think. I had expected a script.", "It was calmer than I feared."),
    "unsure": ("I like the people. I do not know about eight hours with a headset.",),
    "no": ("I would rather write than talk; that became clear to me at the second call.",),
}


def fill_library(actor: Any, at: dt.datetime) -> None:
    """Put the four calls into the library, let every opening with the stage hear them, and give
    them to one candidate who cannot come; once there are some, nothing happens.

    Their sound, if the system has a synthesizer, is left to the workers that start afterwards.
    """
    if RecordedCall.objects.exists():
        return
    keys = [_keep(script, at) for script in SCRIPTS]
    stages = Stage.objects.filter(kind=KIND, plan__state=Plan.State.ACTIVE)
    for opening_id in stages.values_list("plan__opening", flat=True).distinct().order_by():
        choose_calls(opening_id=opening_id, call_ids=keys, actor=actor, at=at)
        invited = Application.objects.filter(opening=opening_id, state=State.INVITED, sheet=None)
        if remote := invited.order_by("pk").first():
            _give_calls(remote.pk, actor, at)


def _keep(script: Script, at: dt.datetime) -> int:
    turns = [turn for turn in script.turns if turn != PAUSE]
    spoken = speech.speak(turns)
    lines: list[CallDraft] = []
    for turn in script.turns:
        if turn == PAUSE:
            lines[-1] = replace(lines[-1], pauses=True)
            continue
        speaker = (REPRESENTATIVE, CUSTOMER)[len(lines) % 2]
        lines.append(CallDraft(spoken.begins[len(lines)], speaker, turn, pauses=False))
    call = keep_call(
        call_id=None,
        title=script.title,
        channel="phone",
        origin=RecordedCall.Origin.SCRIPTED,
        is_synthesized=spoken.sound is not None,
        lines=lines,
        items=script.items,
        sound=spoken.sound,
        at=at,
    )
    return call.pk


def hold(session_id: int, at: dt.datetime) -> None:
    """Set up the desk of a session of call shadowing as it begins; others are left alone."""
    session = Session.objects.filter(pk=session_id, station__stage__kind=KIND).first()
    if session is None:
        return
    host = session.assignments.select_related("interviewer").order_by("pk")[0].interviewer
    set_up_desk(
        session_id=session_id,
        host_id=host.pk,
        channel="phone",
        colleague=host.name,
        has_consent=True,
        actor=host,
        at=at,
    )


def write_sheets(session_id: int, at: dt.datetime) -> None:
    """Let the guests of a session of call shadowing write their sheets; most hand them in."""
    session = Session.objects.filter(pk=session_id, station__stage__kind=KIND).first()
    if session is None:
        return
    for seat in session.seats.select_related("application__candidate").order_by("pk"):
        application = seat.application
        if application.attendances.filter(arrived_at__isnull=False).exists():
            chance = random.Random(f"sheet/{application.candidate.email}")  # noqa: S311
            _write(application, chance, at)


def _write(application: Application, chance: random.Random, at: dt.datetime) -> None:
    before = {code: chance.choice((3, 4, 4, 5)) for code in STATEMENTS}
    sheet = say_expectations(application_id=application.pk, before=before, at=at)
    _note(sheet, chance, at)
    begin_quiz(sheet_id=sheet.pk, at=at)
    for answer in sheet.answers.order_by("position"):
        wrong = (answer.right + 1) % len(answer.options)
        save_answer(
            sheet_id=sheet.pk,
            position=answer.position,
            choice=answer.right if chance.random() < 0.8 else wrong,  # noqa: PLR2004
            stamp=Stamp(version=answer.version),
            at=at,
        )
    would_still = chance.choices(("yes", "unsure", "no"), (7, 2, 1))[0]
    mood = {"yes": 1, "unsure": -1, "no": -2}[would_still]
    after = {
        code: min(5, max(1, value + chance.choice((0, mood)))) for code, value in before.items()
    }
    finish_sheet(
        sheet_id=sheet.pk,
        after=after,
        would_still=would_still,
        why=chance.choice(WHY[would_still]),
        at=at,
    )


def _note(sheet: Sheet, chance: random.Random, at: dt.datetime) -> None:
    drafts = [
        NoteDraft(number, question, text, Stamp())
        for number, notes in enumerate(chance.sample(NOTES, len(NOTES)), start=1)
        for question, text in notes.items()
    ]
    save_notes(sheet_id=sheet.pk, drafts=drafts, at=at)


def _give_calls(application_id: int, actor: Any, at: dt.datetime) -> None:
    """Give one remote candidate the recorded calls, begun and not handed in."""
    sheet = offer_recorded_calls(application_id=application_id, actor=actor, at=at)
    say_expectations(application_id=application_id, before=dict.fromkeys(STATEMENTS, 4), at=at)
    first = next(iter(NOTES))
    drafts = [NoteDraft(1, question, text, Stamp()) for question, text in first.items()]
    save_notes(sheet_id=sheet.pk, drafts=drafts, at=at)
