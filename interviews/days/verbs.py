"""How a Day's timeline tells what was done to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from candidates.history import verbs
from candidates.notices.kinds import Kind
from interviews.days.actions.answering import ANSWERED

SENTENCES = {
    "day.created": _("%(actor)s planned this Day at %(site)s."),
    "day.station-changed": _("%(actor)s changed the station %(title)s: %(minutes)s min, %(room)s."),
    "day.candidates-added": _("%(actor)s put on the Day: %(names)s."),
    "day.candidates-removed": _("%(actor)s took off the Day: %(names)s."),
    "day.offered": _(
        "%(actor)s set the seats to %(seats)s; candidates may choose until %(until)s."
    ),
    "day.confirmed": _("%(name)s confirmed to come."),
    "day.asked-other": _("%(name)s asked for another Day."),
    "day.chosen": _("%(name)s chose this Day."),
    "day.left": _("%(name)s left for another Day."),
    "day.seats-freed": _("%(name)s left the pipeline; the seats to come are free again."),
    "day.session-booked": _("%(actor)s booked %(title)s for %(names)s, %(span)s %(room)s."),
    "day.session-changed": _("%(actor)s changed %(title)s for %(names)s to %(span)s %(room)s."),
    "day.session-cancelled": _("%(actor)s cancelled %(title)s for %(names)s, %(span)s %(room)s."),
    "day.filled": _("%(actor)s filled the Day by rotation; sessions booked: %(sessions)s."),
    "day.published": _(
        "%(actor)s published version %(edition)s of the timetable; mails drafted: %(mails)s."
    ),
    "day.moved": _("%(actor)s moved this Day from %(before)s to %(after)s."),
    "day.arranged": _(
        "%(actor)s took over a timetable: %(new)s new, %(changed)s changed, %(gone)s taken back."
    ),
    "day.unpublished": _("%(actor)s took the timetable back."),
    "day.arrived": _("%(name)s arrived."),
    "day.arrival-undone": _("%(actor)s took back what was said of %(name)s's arrival."),
    "day.sessions-stopped": _("%(actor)s stopped the remaining sessions of %(name)s."),
    "day.no-show": _("%(name)s did not show up."),
    "day.session-started": _("%(title)s, %(span)s %(room)s, began."),
    "day.session-ended": _("%(title)s, %(span)s %(room)s, ended."),
    "day.session-start-undone": _("%(actor)s took back the beginning of %(title)s, %(span)s."),
    "day.session-end-undone": _("%(actor)s let %(title)s, %(span)s, go on."),
    "day.finished": _("%(actor)s finished the Day; to be decided on: %(came)s."),
    "day.cancelled": _("%(actor)s called the Day off."),
    "room.created": _("The room %(name)s was added."),
    "room.changed": _("%(actor)s changed the room %(name)s."),
    "room.retired": _("%(actor)s took the room %(name)s out of use."),
    "room.restored": _("%(actor)s took the room %(name)s into use again."),
}


NOTICES = (
    Kind(
        ANSWERED,
        _("Candidate cannot come"),
        _("%(candidate)s asks for another date than %(date)s. Read why, and answer."),
        icon="calendar-question",
        is_prompt=True,
    ),
    Kind(
        f"{ANSWERED}-gone",
        _("Candidate changed the date"),
        _("%(candidate)s left the Day of %(date)s for another one; its timetable has gaps now."),
        icon="calendar-x",
        is_prompt=True,
    ),
)


def register() -> None:
    """Put the sentences into the history's registry; called once, when Django is ready."""
    for verb, sentence in SENTENCES.items():
        verbs.register(verb, sentence)
