"""All coaches' moments on one line of time, for the wash-up: a drawing, its table, the sound."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interviews.drawings.moments import Lane, Point, draw_moments
from interviews.listening import queries
from interviews.listening.models import Moment

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from interviews.drawings.shapes import Drawing
    from interviews.listening.queries import Track


@dataclass(frozen=True)
class Timeline:
    """One recording, or the session, with everybody's moments."""

    track: Track
    drawing: Drawing


def timelines_of(user: Viewer, application_id: int) -> list[Timeline]:
    """Return a timeline for each recording, and for the session, in which moments were marked.

    Only moments of locked scorecards whose marks the user may see.
    """
    found = Moment.objects.visible_to(user).filter(
        scorecard__application=application_id, scorecard__locked_at__isnull=False
    )
    found = found.select_related("criterion", "recording__exercise", "scorecard__interviewer")
    tracks = queries.join_tracks(queries.heard_for(user, application_id), found)
    return [Timeline(track, _draw(track)) for track in tracks if track.moments]


def _draw(track: Track) -> Drawing:
    lanes: dict[str, list[Point]] = defaultdict(list)
    rows = []
    for number, moment in enumerate(track.moments, start=1):
        coach = str(moment.scorecard.interviewer)
        hint = f"{moment.at} {moment.criterion}: {moment.words}"
        lanes[coach].append(Point(moment.milliseconds / 1000, str(number), hint))
        rows.append((str(number), moment.at, coach, str(moment.criterion), moment.words))
    place = track.recording.exercise.title if track.recording else _("The session")
    count = ngettext("%(count)s moment", "%(count)s moments", len(rows)) % {"count": len(rows)}
    return draw_moments(
        [Lane(name, tuple(points)) for name, points in sorted(lanes.items())],
        seconds=track.length / 1000,
        width=1100,
        title=_("%(place)s: %(moments)s by %(people)s.")
        % {"place": place, "moments": count, "people": ", ".join(sorted(lanes))},
        columns=(_("No."), _("At"), _("Coach"), _("Tells about"), _("Heard")),
        rows=tuple(rows),
    )
