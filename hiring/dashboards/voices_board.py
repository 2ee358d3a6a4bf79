"""The board of voices: what candidates said, hired and declined apart, as drawings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hiring.charter.models import Measure
from hiring.charter.queries import goals_of
from hiring.dashboards.boards import Ask, Board, Filter
from hiring.dashboards.figures import Figure, Sheet
from hiring.voices import pictures
from hiring.voices.access import SEE, openings_to_hear
from hiring.voices.queries import voices_of

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer


def filters(user: Viewer, _query: Mapping[str, str]) -> Sequence[Filter]:
    """All openings or one of them."""
    options = [(each.slug, str(each)) for each in openings_to_hear(user)]
    return [Filter("opening", _("Opening"), (("", _("All openings")), *options))]


def sheet(ask: Ask) -> Sheet:
    """Return the drawings of the page; of fewer than five answers they show nothing."""
    openings = openings_to_hear(ask.user)
    chosen = [each for each in openings if each.slug == ask.value("opening")] or openings
    voices = voices_of(ask.user, [each.pk for each in chosen], with_words=False)
    goal = goals_of(timezone.localdate(ask.at, dt.UTC).year).get(Measure.PROMOTERS)
    gap = (pictures.say_gap(voices.gap),) if voices.gap else ()
    figures = [
        Figure("recommend", _("Would they recommend us?"), gap,
               pictures.recommend_picture(voices.groups, goal, ask.palette)),
        Figure("stages", _("Stage by stage"), (),
               pictures.stages_picture(voices.stages, ask.palette)),
    ]  # fmt: skip
    if len(voices.months) > 1:
        drawing = pictures.months_picture(voices.months, goal, ask.palette)
        figures.append(Figure("months", _("Declined, and would still recommend us"), (), drawing))
    if voices.has_words:
        drawing = pictures.words_picture(voices.groups, ask.palette)
        figures.append(Figure("words", _("How it was, in five words"), (), drawing))
    words = (
        _("Nobody can tell who said what; of fewer than five nothing is shown. A hollow point "
          "stands for fewer than twenty answers."),
    )  # fmt: skip
    return Sheet(tuple(each for each in figures if each.table_rows), words)


BOARD: Final = Board(
    code="voices",
    label=gettext_lazy("Voices"),
    lead=gettext_lazy("What candidates say of us, the declined included."),
    icon="message-heart",
    order=70,
    url_name="hiring:voices-board",
    may_see=lambda user: user.has_perm(SEE),
    filters=filters,
    sheet=sheet,
)
