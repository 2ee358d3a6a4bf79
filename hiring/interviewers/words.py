"""What stands out about an interviewer, in words: a reason to talk, never a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hiring.interviewers.rater import SHOWN_FROM, THIN_BELOW, Rater

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hiring.interviewers.queries import Owing, Person

FLAGS: Final = {
    "drift": gettext_lazy("newer marks differ from older ones by more than chance explains"),
    "narrow": gettext_lazy("four marks in five are one and the same"),
    "thin": gettext_lazy("half of the evidence is shorter than a sentence"),
    "late": gettext_lazy("a quarter of the scorecards are locked after they were due"),
}


def flags_of(people: Sequence[Person]) -> tuple[str, ...]:
    """Return one sentence for each interviewer of whom something stands out."""
    found = [
        _("%(name)s: %(flags)s.")
        % {"name": each.name, "flags": "; ".join(str(FLAGS[flag]) for flag in each.rater.flags)}
        for each in people
        if each.rater.flags
    ]
    overdue = sum(each.owing.overdue for each in people)
    if overdue:
        found.insert(
            0,
            ngettext(
                "%(overdue)s scorecard is overdue.", "%(overdue)s scorecards are overdue.", overdue
            )
            % {"overdue": number_format(overdue)},
        )
    return tuple(found) or (
        _("Nothing stands out by these rules, which does not mean that all marks are good."),
    )


def flags_of_one(comparable: Rater, rater: Rater, owing: Owing) -> tuple[str, ...]:
    """Return what stands out of one's own marks; what takes the others' marks only where one may
    be held against them by now."""
    codes = [flag for flag in rater.flags if flag != "drift"]
    codes += [flag for flag in comparable.flags if flag == "drift"]
    found = [_("%(flag)s.") % {"flag": str(FLAGS[code]).capitalize()} for code in codes]
    if "thin" in codes:
        found.append(
            _("Evidence of %(least)s characters and more helps whoever decides.")
            % {"least": THIN_BELOW}
        )
    if owing.overdue:
        found.append(
            ngettext(
                "You have %(count)s scorecard overdue.",
                "You have %(count)s scorecards overdue.",
                owing.overdue,
            )
            % {"count": owing.overdue}
        )
    if not comparable.is_comparable:
        found.append(
            _("How you stand against the others shows from %(least)s scorecards on that others "
              "marked as well; so far there are %(count)s.")
            % {"least": SHOWN_FROM, "count": comparable.apart.count}
        )  # fmt: skip
    return tuple(found) or (_("Nothing stands out by the rules that we look by."),)
