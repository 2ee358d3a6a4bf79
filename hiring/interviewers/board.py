"""The boards of interviewers: all of them for managers, and everybody's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from candidates.openings.models import OpeningMember
from hiring.dashboards import boards
from hiring.dashboards.boards import Ask, Board, Filter
from hiring.dashboards.figures import Sheet
from hiring.dashboards.queries.standard import openings_for
from hiring.interviewers import figures, own
from hiring.interviewers.queries import everybody_in, own_marks
from hiring.interviewers.rater import Rater

if TYPE_CHECKING:
    from candidates.layout.viewer import Viewer
    from candidates.openings.models import Opening


def filters(user: Viewer, query: Mapping[str, str]) -> Sequence[Filter]:
    """An opening, and one of those who interview there."""
    openings = openings_for(user, every=True)
    options = (("", _("All openings")), *((each.slug, str(each)) for each in openings))
    chosen = _chosen(openings, query.get("opening", ""))
    people = (
        OpeningMember.objects.filter(
            opening__in=[each.pk for each in chosen], part=OpeningMember.Part.INTERVIEWER
        )
        .order_by("user__name", "user_id")
        .values_list("user_id", "user__name")
        .distinct()
    )
    named = (("", _("Everybody")), *((str(pk), name) for pk, name in people))
    return [Filter("opening", _("Opening"), options), Filter("person", _("Interviewer"), named)]


def _chosen(openings: Sequence[Opening], slug: str) -> list[Opening]:
    return [each for each in openings if each.slug == slug] or list(openings)


def sheet(ask: Ask) -> Sheet:
    """Return the figures of everybody, or of the one who was chosen, in the chosen openings."""
    openings = _chosen(openings_for(ask.user, every=True), ask.value("opening"))
    found = everybody_in(ask.user, openings, ask.at)
    words = tuple(
        _("You still owe a scorecard in “%(opening)s”: what is made of marks there is left out.")
        % {"opening": name}
        for name in found.blind
    )
    person = next((each for each in found.people if str(each.pk) == ask.value("person")), None)
    if person is not None:
        shown = own.of_one(person.rater, person.rater, None, person.owing, ask.palette)
        return Sheet(shown, (person.name, *words), found.as_of)
    return Sheet(figures.of_many(found.people, ask.palette), words, found.as_of)


def own_sheet(ask: Ask) -> Sheet:
    """Return one's own figures, and nobody else's."""
    mine = own_marks(ask.user, ask.at)
    if mine.rater == Rater():
        return Sheet((), (_("Your first locked scorecards bring the first figures."),))
    words = tuple(
        _("You still owe a scorecard in “%(opening)s”: how you stand against the others there "
          "shows once you have locked it.") % {"opening": name}
        for name in mine.waiting
    )  # fmt: skip
    shown = own.of_one(mine.rater, mine.comparable, mine.others, mine.owing, ask.palette)
    return Sheet(shown, words, mine.as_of)


BOARD: Final = Board(
    code="interviewers",
    label=gettext_lazy("Interviewers"),
    lead=gettext_lazy("What they owe, how they mark, how far they agree: what is worth a talk."),
    icon="users",
    order=40,
    url_name="hiring:interviewer-board",
    may_see=boards.decides,
    filters=filters,
    sheet=sheet,
    of_marks=True,
)
OWN: Final = Board(
    code="my-marks",
    label=gettext_lazy("My marks"),
    lead=gettext_lazy("How you mark; only you see this page, and those who run your openings."),
    icon="user",
    order=60,
    url_name="hiring:own-marks",
    may_see=lambda user: user.is_authenticated,
    filters=lambda _user, _query: (),
    sheet=own_sheet,
)
