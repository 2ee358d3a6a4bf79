"""What the psychologist's page is put together from, asked for or answered with a 4xx."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from interviews.narratives import queries
from interviews.narratives.forms import PassageForm, WritingForm
from interviews.narratives.models import Passage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interviews.narratives.actions import PassageChanged
    from interviews.narratives.models import Narrative, Summary
    from interviews.scorecards.models import Scorecard


# what belongs into each part: the guide's own questions, so that two narratives can be compared
HELP = {
    Passage.Part.PRESSURE: _(
        "What happened, what they noticed in themselves, what they did with it, and how they see "
        "the other person today."
    ),
    Passage.Part.FIRST_SETBACK: _(
        "The causes they named, in their words. Of each: does it last, does it touch everything, "
        "whose is it?"
    ),
    Passage.Part.SECOND_SETBACK: _("From another part of life; causes as above."),
    Passage.Part.SUCCESS: _("The causes they named, and who had a part in it."),
    Passage.Part.TOGETHER: _(
        "What runs through all four, what speaks against it, and what you do not know."
    ),
}


def narrative_of(scorecard: Scorecard) -> Narrative | None:
    """Return the scorecard's narrative, if one was begun."""
    return getattr(scorecard, "narrative", None)


def summary_of(scorecard: Scorecard) -> Summary | None:
    """Return the scorecard's summary, if one was begun."""
    return getattr(scorecard, "summary", None)


@dataclass
class Page:
    """A narrative and a summary as their author writes them."""

    scorecard: Scorecard
    passages: list[PassageForm]
    summary: WritingForm
    conflicts: Mapping[str, PassageChanged] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)  # of what was just saved
    refusal: str = ""

    def rows(self) -> list[dict[str, Any]]:
        """Return the parts with their forms and what another device saved meanwhile."""
        return [
            {
                "part": form.opened.part,
                "label": form.opened.label,
                "form": form,
                "help": HELP[Passage.Part(form.opened.part)],
                "version": self.versions.get(form.opened.part, form["version"].value()),
                "conflict": self.conflicts.get(form.opened.part),
            }
            for form in self.passages
        ]


def load_page(
    scorecard: Scorecard,
    *,
    passages: Mapping[str, Any] | None = None,
    summary: Mapping[str, Any] | None = None,
) -> Page:
    """Load the page, with forms bound to what was typed, if given; raises CannotOpen."""
    forms = [PassageForm(passages, opened=each) for each in queries.opened(narrative_of(scorecard))]
    return Page(scorecard, forms, summary_form(scorecard, summary))


def summary_form(scorecard: Scorecard, data: Mapping[str, Any] | None) -> WritingForm:
    """Return the form of the summary's draft, bound to what was typed, if given."""
    standing = summary_of(scorecard)
    return WritingForm(
        data,
        name="summary",
        text=standing.text if standing else "",
        version=standing.version if standing else 0,
    )


def context_of(page: Page) -> dict[str, Any]:
    """Return what the template needs."""
    scorecard = page.scorecard
    narrative, summary = narrative_of(scorecard), summary_of(scorecard)
    removed = narrative is not None and narrative.removed_at is not None
    return {
        **heading(scorecard),
        "narrative": narrative,
        "rows": page.rows(),
        "summary": summary,
        "summary_form": page.summary,
        "summary_version": page.summary["version"].value(),
        "summary_conflict": page.conflicts.get("summary"),
        "refusal": page.refusal,
        "may_write": queries.is_open_for_writing(scorecard) and not removed,
        "others_owe": queries.others_owe(scorecard.application_id),
        "readings": queries.last_readings(narrative) if narrative else (),
    }


def heading(scorecard: Scorecard) -> dict[str, Any]:
    """Return what stands above every page of this room."""
    return {
        "scorecard": scorecard,
        "candidate": scorecard.application.candidate,
        "opening": scorecard.application.opening,
        "stage": scorecard.stage,
        "days": settings.NARRATIVE_DAYS,
    }
