"""What happens to applications: they come in, move, are withdrawn, get documents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from candidates.applications import signals
from candidates.applications.doors import door_for
from candidates.applications.models import (
    DECIDED_STATES,
    LEGAL_MOVES,
    OPEN_STATES,
    Application,
    Document,
    Move,
    State,
)
from candidates.files.actions import store_file
from candidates.history.actions import record_entry
from candidates.openings.models import Opening
from candidates.people.actions import find_or_create_candidate

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from uuid import UUID

    from candidates.applications.doors import Door
    from candidates.files.gate import Accepted
    from candidates.layout.viewer import Viewer

ONE_OPEN = "one_open_application_per_candidate_and_opening"


class OpeningClosed(Exception):
    """The opening takes no applications, or none any more."""

    def __str__(self) -> str:
        return _("This opening takes no applications at the moment.")


class AlreadyApplied(Exception):
    """The person has an application to this opening that is still open."""

    def __str__(self) -> str:
        return _("There is already an open application to this opening with this e-mail address.")


class IllegalMove(Exception):
    """The table of moves has no such move."""

    def __init__(self, name: str, state: str, to: str) -> None:
        super().__init__(name, state, to)
        self.name, self.state, self.to = name, State(state), State(to)

    def __str__(self) -> str:
        return _("%(name)s is in “%(state)s” and cannot go to “%(to)s” from there.") % {
            "name": self.name,
            "state": self.state.label,
            "to": self.to.label,
        }


class HasOwnPage(Exception):
    """The move is made on a page of its own (`doors`), not in the pipeline."""

    def __init__(self, name: str, door: Door) -> None:
        super().__init__(name, door)
        self.name, self.door = name, door

    def __str__(self) -> str:
        return f"{self.name}: {self.door.sentence}"


class ReasonMissing(Exception):
    """A decision needs a person and a reason."""

    def __str__(self) -> str:
        return _("Write down the reason: somebody will ask for it.")


@dataclass(frozen=True)
class Outcome:
    """What came of moving several applications: how many went, and why the others did not."""

    moved: int
    refused: list[str]


@transaction.atomic
def submit_application(  # noqa: PLR0913  (the form's fields, one by one)
    *,
    opening_id: int,
    name: str,
    email: str,
    phone: str = "",
    language: str = "en",
    time_zone: str = "UTC",
    source: str = "",
    cover_letter: str = "",
    cv: Accepted | None = None,
    letter: Accepted | None = None,
    submission_key: UUID | None = None,
    at: dt.datetime,
) -> Application:
    """Take an application in. The same `submission_key` again returns the first one.

    Raises OpeningClosed, AlreadyApplied. The opening is not locked, so that a thousand people
    can apply at once; an application from the very second in which it closes counts.
    """
    sent = _sent_before(submission_key)
    if sent is not None:
        return sent
    if not Opening.objects.public().filter(pk=opening_id).exists():
        raise OpeningClosed
    candidate = find_or_create_candidate(
        name=name, email=email, phone=phone, language=language, time_zone=time_zone, at=at
    )
    application, created = _insert(
        Application(
            opening_id=opening_id,
            candidate=candidate,
            state_since_at=at,
            applied_at=at,
            source=source,
            cover_letter=cover_letter,
            submission_key=submission_key,
        )
    )
    if not created:
        return application
    Move.objects.create(application=application, to_state=application.state, at=at)
    if cv is not None:
        _store(application, Document.Kind.CV, cv, at, actor=None)
    if letter is not None:
        _store(application, Document.Kind.LETTER, letter, at, actor=None)
    if " ".join(name.split()) != candidate.name:
        _record(application, "application-under-another-name", at, None, name=name)
    return application


def _insert(application: Application) -> tuple[Application, bool]:
    """Insert it, or find the one that the same form made a moment ago. Raises AlreadyApplied."""
    try:
        with transaction.atomic():
            application.save(force_insert=True)
    except IntegrityError as error:
        sent = _sent_before(application.submission_key)
        if sent is not None:
            return sent, False
        if ONE_OPEN in str(error):
            raise AlreadyApplied from error
        raise
    return application, True


def _sent_before(submission_key: UUID | None) -> Application | None:
    if submission_key is None:
        return None
    return Application.objects.filter(submission_key=submission_key).first()


@transaction.atomic
def move_application(
    *, application_id: int, to: State, actor: Viewer | None, at: dt.datetime, reason: str = ""
) -> Application:
    """Move an application; one that is there already is left alone. Without an actor, the
    candidate did it.

    Offering, hiring and declining take a person and a reason. Raises IllegalMove, ReasonMissing.
    """
    return _move(_lock(application_id), State(to), actor, at, reason.strip())


@transaction.atomic
def move_in_pipeline(
    *, application_id: int, to: State, actor: Viewer, at: dt.datetime, reason: str = ""
) -> Application:
    """Move an application as the board and the table do: `move_application`, except that a move
    with a page of its own raises HasOwnPage."""
    application = _lock(application_id)
    door = door_for(application.state, to)
    if door is not None:
        raise HasOwnPage(application.candidate.name, door)
    return _move(application, State(to), actor, at, reason.strip())


@transaction.atomic
def move_applications(
    *, application_ids: Iterable[int], to: State, actor: Viewer, at: dt.datetime, reason: str = ""
) -> Outcome:
    """Move several, by ascending key; each one that cannot go stays and says why.

    Raises ReasonMissing before anything has moved.
    """
    if to in DECIDED_STATES and not reason.strip():
        raise ReasonMissing
    moved, refused = 0, []
    for application_id in sorted(application_ids):
        try:
            move_in_pipeline(
                application_id=application_id, to=to, actor=actor, at=at, reason=reason
            )
        except (IllegalMove, HasOwnPage, AlreadyApplied) as error:
            refused.append(str(error))
        else:
            moved += 1
    return Outcome(moved, refused)


@transaction.atomic
def undo_moves(
    *, application_ids: Iterable[int], moved_at: dt.datetime, actor: Viewer, at: dt.datetime
) -> Outcome:
    """Take back what the actor did to these at that moment, by ascending key.

    Who has gone on since stays where they are now, so a second time changes nothing.
    """
    moved, refused = 0, []
    for application_id in sorted(application_ids):
        application = _lock(application_id)
        made = application.moves.filter(at=moved_at, actor_id=actor.pk).first()
        if made is None or application.state_since_at != moved_at:
            continue
        declined = application.state == State.DECLINED
        back = state_before_decline(application) if declined else State(made.from_state)
        try:
            _move(application, back, actor, at, "")
        except (IllegalMove, AlreadyApplied) as error:
            refused.append(str(error))
        else:
            moved += 1
    return Outcome(moved, refused)


@transaction.atomic
def withdraw_application(*, application_id: int, at: dt.datetime, reason: str = "") -> Application:
    """Withdraw as the candidate; a second time changes nothing. Raises IllegalMove."""
    return _move(_lock(application_id), State.WITHDRAWN, None, at, reason.strip())


@transaction.atomic
def reopen_application(
    *, application_id: int, actor: Viewer, at: dt.datetime, reason: str = ""
) -> Application:
    """Put a declined application back to where it was declined; an open one is left alone.

    What was offered before goes back to deciding: an offer is made anew. Raises IllegalMove for
    one that was hired or withdrawn, and AlreadyApplied where the person has applied again since.
    """
    application = _lock(application_id)
    if application.state != State.DECLINED:
        if application.state in LEGAL_MOVES[State.DECLINED] | {State.OFFERED}:
            return application
        raise IllegalMove(application.candidate.name, application.state, State.SCREENING)
    return _move(application, state_before_decline(application), actor, at, reason.strip())


def state_before_decline(application: Application) -> State:
    """Return where a declined application goes when it is reopened."""
    declines = application.moves.filter(to_state=State.DECLINED).order_by("-at", "-pk")
    before = State(declines.values_list("from_state", flat=True)[0])
    return before if before in LEGAL_MOVES[State.DECLINED] else State.DECIDING


@transaction.atomic
def add_document(
    *, application_id: int, kind: str, accepted: Accepted, actor: Viewer, at: dt.datetime
) -> Document:
    """Put a document beside an application; twice puts it there twice."""
    application = _lock(application_id)
    document = _store(application, Document.Kind(kind), accepted, at, actor)
    _record(application, "document-added", at, actor, name=document.file.name)
    return document


def _lock(application_id: int) -> Application:
    locked = Application.objects.select_for_update(no_key=True, of=("self",))
    return locked.select_related("candidate").get(pk=application_id)


def _move(
    application: Application, to: State, actor: Viewer | None, at: dt.datetime, reason: str
) -> Application:
    if application.state == to:
        return application
    if to not in LEGAL_MOVES[State(application.state)]:
        raise IllegalMove(application.candidate.name, application.state, to)
    decided = to in DECIDED_STATES
    if decided and (actor is None or not reason):
        raise ReasonMissing
    before, application.state, application.state_since_at = application.state, to, at
    application.decided_by_id = actor.pk if decided and actor is not None else None
    application.decided_reason = reason if decided else ""
    try:
        with transaction.atomic(savepoint=before not in OPEN_STATES):
            application.save(
                update_fields=["state", "state_since_at", "decided_by", "decided_reason"]
            )
    except IntegrityError as error:
        if ONE_OPEN in str(error):  # declined, applied again, and now the decline is reopened
            raise AlreadyApplied from error
        raise
    move = Move.objects.create(
        application=application,
        from_state=before,
        to_state=to,
        actor_id=actor.pk if actor else None,
        reason=reason,
        at=at,
    )
    signals.application_moved.send(sender=Application, application=application, move=move, at=at)
    return application


def _store(
    application: Application,
    kind: Document.Kind,
    accepted: Accepted,
    at: dt.datetime,
    actor: Viewer | None,
) -> Document:
    stored = store_file(accepted=accepted, at=at, actor=actor)
    return Document.objects.create(application=application, file=stored, kind=kind, added_at=at)


def _record(
    application: Application, verb: str, at: dt.datetime, actor: Viewer | None, **facts: Any
) -> None:
    record_entry(
        subject="application",
        subject_key=application.pk,
        verb=verb,
        at=at,
        actor=actor,
        facts=facts,
    )
